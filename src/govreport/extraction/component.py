"""``govreport_facts``: a spaCy component that fills ``span._.value`` and friends for every entity of a report."""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from govreport.extraction.facts import NUMBERS, Fact

FACTS = "govreport.facts_of_spans"  # plain dicts in user_data, so that a Doc can be stored and sent to a process
# what a span gets of its first fact
ATTRIBUTES = (
    "indicator", "value", "value_high", "unit", "normalized_value", "normalized_unit", "relation", "change", "baseline",
    "flags", "admin_code", "admin_name", "admin_level", "sentence_id", "section", "period",
)  # fmt: skip
DECIMALS = NUMBERS - {"score"}


@Language.factory("govreport_facts", requires=["doc.ents"], default_config={"place": None})
class FactsComponent:
    """Reads the quantities and links the places of ``doc.ents``; comes after the entity recogniser.

    ``span._.facts`` and ``doc._.facts`` are tuples of ``Fact``; ``span._.value``, ``.unit``, ``.indicator``, … are
    those of the span's first fact, ``None`` (flags: ``()``) where it has none. ``place`` is the reporting government
    as a name or six-digit code, found from the report where it is not given.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> pattern = {"label": "METRIC", "pattern": list("全市生产总值1535亿元")}
    >>> nlp.add_pipe("entity_ruler").add_patterns([{**pattern, "pattern": [{"TEXT": c} for c in pattern["pattern"]]}])
    >>> facts = nlp.add_pipe("govreport_facts")
    >>> [span] = nlp("全市生产总值1535亿元。").ents
    >>> span._.indicator, span._.value, span._.unit, span._.normalized_value
    ('全市生产总值', Decimal('1535'), '亿元', Decimal('153500000000'))
    """

    def __init__(self, nlp: Language, name: str, place: str | None) -> None:
        from govreport.extraction.homes import home_from

        self.name = name
        self.home = home_from(place) if place else None

    def __call__(self, doc: Doc) -> Doc:
        # spaCy imports this module whenever any pipeline is made: the rest is loaded where it is used
        from govreport.extraction.extract import read_doc

        packed: dict[str, list[dict[str, Any]]] = {}
        text = doc.text
        for fact in read_doc(doc, text, "report", self.home).facts if text.strip() else ():
            packed.setdefault(f"{fact.start}:{fact.end}", []).append(_pack(fact))
        doc.user_data[FACTS] = packed
        return doc


def _pack(fact: Fact) -> dict[str, Any]:
    row = asdict(fact)
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}


def _unpack(row: dict[str, Any]) -> Fact:
    numbers = {name: Decimal(row[name]) for name in DECIMALS if row[name] is not None}
    return Fact(**{**row, **numbers, "section": tuple(row["section"]), "flags": tuple(row["flags"])})


def _span_facts(span: Span) -> tuple[Fact, ...]:
    rows = span.doc.user_data.get(FACTS, {}).get(f"{span.start_char}:{span.end_char}", ())
    return tuple(_unpack(row) for row in rows)


def _doc_facts(doc: Doc) -> tuple[Fact, ...]:
    return tuple(_unpack(row) for rows in doc.user_data.get(FACTS, {}).values() for row in rows)


def _first(name: str) -> Callable[[Span], Any]:
    default = () if name in ("flags", "section") else None
    return lambda span: next((getattr(fact, name) for fact in _span_facts(span)), default)


def register() -> None:
    """Make the attributes known to spaCy; safe to call more than once."""
    Doc.set_extension("facts", getter=_doc_facts, force=True)
    Span.set_extension("facts", getter=_span_facts, force=True)
    for name in ATTRIBUTES:
        Span.set_extension(name, getter=_first(name), force=True)


register()
