"""Sentences in dispute go to a third reader in Doccano; the decisions come back as gold."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.annotations.adjudication import guideline_of, replay
from govreport.annotations.doccano.rounds import Round, check_name, plan_folder, write_round
from govreport.annotations.gold import WORK, load_gold, write_work
from govreport.annotations.inline import write_inline
from govreport.annotations.layers import Pair, pair_layers
from govreport.annotations.records import Annotation, read_annotations
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl, write_jsonl
from govreport.schema import Entity, Sentence

Layers = tuple[list[Annotation], list[Annotation]]


def adjudication_name(name: str) -> str:
    """The round that holds the disputes of round ``name``."""
    return check_name(f"{name}-adjudication", "round")


def read_layers(root: Path, name: str, annotators: Sequence[str]) -> Layers:
    """Both annotators' layers, cut to the sentences that both have confirmed."""
    if len(annotators) != 2:
        raise BadInput(f"two --annotators are needed to compare, not {len(annotators)}")
    a, b = (read_annotations(root / name / f"{one}.jsonl") for one in annotators)
    both = {row.id for row in a} & {row.id for row in b}
    if not both:
        raise BadInput(f"round {name}: no sentence is confirmed by both {' and '.join(annotators)}; pull first")
    return [row for row in a if row.id in both], [row for row in b if row.id in both]


def marked(text: str, entities: Sequence[Entity]) -> str:
    """A reading for the adjudicator's eyes; brackets of the text itself can make it ambiguous."""
    try:
        return write_inline(text, entities)
    except BadInput:
        return "；".join(f"{one.label} {one.start}-{one.end} {one.surface(text)}" for one in entities)


def dispute_notes(pairs: Iterable[Pair], annotators: Sequence[str]) -> dict[str, dict[str, str]]:
    """Both readings as metadata, by sentence id, named by annotator."""
    return {
        pair.sentence.id: {
            f"{name} 的标注": marked(pair.sentence.text, spans)
            for name, spans in zip(annotators, (pair.a, pair.b), strict=True)
        }
        for pair in pairs
    }


def make_dispute_plan(
    root: Path, name: str, annotators: Sequence[str], adjudicator: str, sentences: Mapping[str, Sentence]
) -> Round:
    """Write the round of disputes: what both say is filled in, both readings stand beside it."""
    layers = read_layers(root, name, annotators)
    pairs = [pair for pair in pair_layers(*layers, sentences) if pair.disputed]
    if not pairs:
        raise BadInput(f"round {name}: {' and '.join(annotators)} agree on every sentence; nothing to adjudicate")
    agreed = [
        Annotation(
            pair.sentence.id,
            pair.sentence.text,
            tuple(span for span in pair.a if span in pair.b),
            {"annotator": "agreed"},
        )
        for pair in pairs
    ]
    ids = tuple(pair.sentence.id for pair in pairs)
    plan = Round(
        adjudication_name(name),
        guideline_of(*layers),
        "agreed",
        "disputes",
        (),
        (check_name(adjudicator, "user"),),
        ids,
    )
    notes = dispute_notes(pairs, annotators)
    write_jsonl(notes_path(root, name), ({"id": key, **value} for key, value in notes.items()))
    write_round(root, plan, agreed)
    return plan


def notes_path(root: Path, name: str) -> Path:
    """Where the readings shown to the adjudicator are kept."""
    return plan_folder(root, adjudication_name(name)) / "notes.jsonl"


def read_notes(root: Path, name: str) -> dict[str, dict[str, str]]:
    """The readings by sentence id."""
    return {row["id"]: {key: row[key] for key in row if key != "id"} for row in read_jsonl(notes_path(root, name))}


def decisions(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Confirmed rows of the adjudicator's snapshot as decisions; a comment is the rule that was applied."""
    return [
        {
            "id": row["id"],
            "entities": row["entities"],
            "rule": "；".join(one["text"] for one in row["comments"]) or "decided in Doccano",
            "adjudicator": row["annotator"],
        }
        for row in rows
        if row["confirmed"]
    ]


def to_gold(
    root: Path,
    gold: Path,
    name: str,
    annotators: Sequence[str],
    decided: Sequence[Mapping[str, Any]],
    sentences: Mapping[str, Sentence],
) -> int:
    """Replay layers and decisions into ``gold/work`` beside what is there; the number of sentences of this round."""
    rows = replay(*read_layers(root, name, annotators), sentences, decided)
    known = load_gold(gold, WORK) if any((gold / WORK).glob("*.jsonl")) else {}
    merged = {row.id: row for report in known.values() for row in report} | {row.id: row for row in rows}
    write_work(gold, (merged[one] for one in sentences if one in merged))
    return len(rows)
