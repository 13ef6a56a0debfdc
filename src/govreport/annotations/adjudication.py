"""Two layers and a third reader's decisions make gold, by a pure replay.

``decisions.jsonl``: ``{"id", "inline" or "entities", "rule", "adjudicator"}``, one for each sentence in dispute.
A sentence that both layers read alike may be decided only with ``"overrules": true`` and a ``"reason"``.
``mends.jsonl``: ``{"id", "inline" or "entities", "reason"}``, applied in order after the decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from govreport.annotations.inline import read_inline
from govreport.annotations.layers import Pair, Spans, pair_layers
from govreport.annotations.marked import first_difference
from govreport.annotations.records import Annotation
from govreport.errors import BadInput
from govreport.schema import Entity, Sentence, check_entities

Record = Mapping[str, Any]


def reading(record: Record, sentence: Sentence, kind: str) -> Spans:
    """The spans of a decision or mend; ``BadInput`` names the sentence where its text is not the corpus's."""
    where = f"{kind} for sentence {sentence.id}"
    if "inline" in record:
        text, entities = read_inline(record["inline"], where)
        if text != sentence.text:
            raise BadInput(f"{where}: {first_difference(sentence.text, text)}")
        return entities
    if "entities" not in record:
        raise BadInput(f'{where}: neither "inline" nor "entities" is given')
    spans = (Entity(int(start), int(end), str(label)) for start, end, label in record["entities"])
    return check_entities(sentence.text, spans, where)


def needs(record: Record, kind: str, *fields: str) -> None:
    """``BadInput`` where a record lacks a field, or leaves it empty."""
    for field in fields:
        if not str(record.get(field) or "").strip():
            raise BadInput(f'{kind} for sentence {record.get("id", "?")}: "{field}" is missing')


def decisions_by_id(decisions: Iterable[Record], pairs: Iterable[Pair]) -> dict[str, Record]:
    """Decisions by sentence id, complete and without surplus, or ``BadInput`` naming the first sentence at fault."""
    disputed = {pair.sentence.id: pair.disputed for pair in pairs}
    found: dict[str, Record] = {}
    for one in decisions:
        needs(one, "decision", "id", "rule", "adjudicator")
        name = one["id"]
        if name in found:
            raise BadInput(f"sentence {name} is decided twice")
        if name not in disputed:
            raise BadInput(f"decision for sentence {name}, which the two layers do not both hold")
        if not disputed[name]:
            if one.get("overrules") is not True:
                message = 'both layers agree; to overrule them give "overrules": true and a "reason"'
                raise BadInput(f"decision for sentence {name}: {message}")
            needs(one, "decision", "reason")
        found[name] = one
    missing = [name for name, dispute in disputed.items() if dispute and name not in found]
    if missing:
        raise BadInput(f"{len(missing)} sentences in dispute have no decision: {', '.join(missing[:20])}")
    return found


def decide(pair: Pair, decision: Record | None, guideline: str) -> Annotation:
    """Gold for one sentence: what both layers say, or what the decision says."""
    sentence, meta = pair.sentence, {"decided": "agreed", "guideline": guideline}
    if decision is None:
        return Annotation(sentence.id, sentence.text, pair.a, meta)
    kept = {key: decision[key] for key in ("rule", "adjudicator", "reason") if key in decision}
    meta |= {"decided": "adjudicated", **kept}
    return Annotation(sentence.id, sentence.text, reading(decision, sentence, "decision"), meta)


def mend(gold: dict[str, Annotation], mends: Iterable[Record], sentences: Mapping[str, Sentence]) -> None:
    """Apply mends in place; the reasons are kept in ``meta["mended"]``. A mend that changes nothing is an error."""
    for one in mends:
        needs(one, "mend", "id", "reason")
        name = one["id"]
        if name not in gold:
            raise BadInput(f"mend for sentence {name}, which is not in the gold")
        entities = reading(one, sentences[name], "mend")
        if entities == gold[name].entities:
            raise BadInput(f"mend for sentence {name} changes nothing; remove it")
        meta = gold[name].meta
        reasons = [*meta.get("mended", []), one["reason"]]
        gold[name] = replace(gold[name], entities=entities, meta={**meta, "mended": reasons})


def guideline_of(*layers: Iterable[Annotation]) -> str:
    """The guideline version all rows were made under; ``BadInput`` where there are several or none."""
    versions = {str(row.meta.get("guideline", "")) for layer in layers for row in layer}
    if len(versions) != 1 or "" in versions:
        found = ", ".join(sorted(versions)) or "none"
        raise BadInput(f"the layers name these guideline versions: {found}; one and the same is needed")
    return versions.pop()


def replay(
    a: Sequence[Annotation],
    b: Sequence[Annotation],
    sentences: Mapping[str, Sentence],
    decisions: Iterable[Record],
    mends: Iterable[Record] = (),
) -> list[Annotation]:
    """Layers and decisions (and mends) to gold, in corpus order; the same input gives the same gold.

    ``meta`` holds ``decided`` (agreed or adjudicated), ``guideline``, and for decisions ``rule`` and ``adjudicator``.
    Raises ``BadInput`` naming the sentence: one layer lacks it, no decision, a surplus decision, another text.

    >>> s = {"x:1": Sentence("x:1", "x", (), "review", "在长春", ((0, 3),))}
    >>> one, other = (
    ...     Annotation.from_dict({"id": "x:1", "text": "在长春", "entities": spans, "guideline": "1.2"})
    ...     for spans in ([[1, 3, "PLACE"]], [])
    ... )
    >>> decision = {"id": "x:1", "inline": "在[PLACE|长春]", "rule": "§4", "adjudicator": "c"}
    >>> gold = replay([one], [other], s, [decision])[0]
    >>> gold.entities, gold.meta["decided"]
    ((Entity(start=1, end=3, label='PLACE'),), 'adjudicated')
    """
    pairs = pair_layers(a, b, sentences)
    alone = {row.id for row in a} ^ {row.id for row in b}
    if alone:
        raise BadInput(f"{len(alone)} sentences are in one layer only: {', '.join(sorted(alone)[:20])}")
    decided, guideline = decisions_by_id(decisions, pairs), guideline_of(a, b)
    gold = {pair.sentence.id: decide(pair, decided.get(pair.sentence.id), guideline) for pair in pairs}
    mend(gold, mends, sentences)
    return list(gold.values())
