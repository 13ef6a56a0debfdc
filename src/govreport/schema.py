"""Labels, sentences and entities: the one truth on records and offsets.

Offsets are Unicode code points, half-open. Nothing here imports the rest of the package.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any, Literal, NamedTuple, Self, cast

from govreport.errors import BadInput

Period = Literal["review", "plan", "other"]
PERIODS: tuple[Period, ...] = ("review", "plan", "other")


class LabelType(NamedTuple):
    """One label as Doccano and displaCy show it."""

    text: str
    suffix_key: str
    background_color: str
    text_color: str
    help: str


LABEL_TYPES: tuple[LabelType, ...] = tuple(
    LabelType(**row) for row in json.loads((files("govreport") / "data" / "labels.json").read_text(encoding="utf-8"))
)
LABELS: tuple[str, ...] = tuple(label.text for label in LABEL_TYPES)


class Entity(NamedTuple):
    """A labelled span of a sentence: code points, half-open.

    >>> Entity(1, 3, "PLACE").surface("在长春召开")
    '长春'
    """

    start: int
    end: int
    label: str

    def surface(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one report, with its provenance.

    ``source`` are half-open ranges in the raw file as decoded; joining those slices gives ``text`` exactly.
    """

    id: str
    report: str
    section: tuple[str, ...]
    period: Period
    text: str
    source: tuple[tuple[int, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON Lines record."""
        return asdict(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Self:
        """Read a JSON Lines record; unknown periods are refused."""
        if row["period"] not in PERIODS:
            raise BadInput(f"sentence {row['id']}: period {row['period']!r} is none of {', '.join(PERIODS)}")
        source = tuple((int(start), int(end)) for start, end in row["source"])
        period = cast(Period, row["period"])
        return cls(row["id"], row["report"], tuple(row["section"]), period, row["text"], source)


def check_entities(text: str, entities: Iterable[Entity], where: str) -> tuple[Entity, ...]:
    """Return ``entities`` in order, or raise ``BadInput`` naming the first that is not a legal flat span of ``text``.

    >>> check_entities("长春市", [Entity(0, 2, "PLACE")], "demo:0001.01")
    (Entity(start=0, end=2, label='PLACE'),)
    >>> check_entities("长春市", [Entity(0, 4, "PLACE")], "demo:0001.01")
    Traceback (most recent call last):
    ...
    govreport.errors.BadInput: demo:0001.01: span 0-4 PLACE lies outside the text of 3 characters
    """
    ordered = tuple(sorted(entities))
    previous = Entity(0, 0, "")
    for entity in ordered:
        name = f"{where}: span {entity.start}-{entity.end} {entity.label}"
        if entity.label not in LABELS:
            raise BadInput(f"{name} has a label that is none of {', '.join(LABELS)}")
        if not 0 <= entity.start < entity.end <= len(text):
            raise BadInput(f"{name} lies outside the text of {len(text)} characters")
        if entity.start < previous.end:
            raise BadInput(f"{name} overlaps {previous.start}-{previous.end} {previous.label}")
        if entity.surface(text) != entity.surface(text).strip():
            raise BadInput(f"{name} begins or ends with white space: {entity.surface(text)!r}")
        previous = entity
    return ordered
