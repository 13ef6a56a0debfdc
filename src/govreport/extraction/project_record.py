"""A project: one row of the table of projects."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from govreport.extraction.facts import excerpt
from govreport.extraction.project_stages import Status


class Amount(NamedTuple):
    """Money in the same part of a sentence: what it is, how much, in which currency, and the sentence."""

    indicator: str
    value: Decimal
    unit: str
    sentence_id: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a report. ``start`` and ``end`` cite its first mention, as in ``Fact``.

    ``aim`` is what the report's plan promises: a project that the plan wants completed is under construction now.
    ``places`` are codes and full names of the units in its name, else of the places beside it.
    """

    report: str
    name: str
    stage: Status
    aim: Status | None
    cues: tuple[str, ...]
    periods: tuple[str, ...]
    sentence_ids: tuple[str, ...]
    sentences: tuple[str, ...]
    start: int
    end: int
    places: tuple[tuple[str, str], ...] = ()
    amounts: tuple[Amount, ...] = ()

    def to_row(self) -> dict[str, Any]:
        """The project as a flat row; several places, amounts and sentences are joined by ``; ``."""
        amounts = (f"{one.indicator} {one.value:f} {one.unit}".strip() for one in self.amounts)
        return {
            "report": self.report,
            "project": self.name,
            "stage": self.stage,
            "aim": self.aim,
            "cues": "; ".join(self.cues),
            "periods": "; ".join(self.periods),
            "admin_code": "; ".join(code for code, _ in self.places),
            "admin_name": "; ".join(name for _, name in self.places),
            "amounts": "; ".join(amounts),
            "mentions": len(self.sentence_ids),
            "sentence_id": "; ".join(self.sentence_ids),
            "start": self.start,
            "end": self.end,
            "sentence": " ".join(excerpt(one, self.name) for one in self.sentences),
        }
