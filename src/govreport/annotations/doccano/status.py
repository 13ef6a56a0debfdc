"""How far a round is: done, open, spans per label, speed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.rounds import Round
from govreport.annotations.doccano.rows import as_entities
from govreport.errors import BadInput

BREAK = 600.0  # seconds: a longer gap between two confirmations is a break, not a sentence


@dataclass(frozen=True)
class Status:
    """One annotator's standing; ``seconds`` is the median time a sentence, None where too few are known."""

    annotator: str
    done: int
    total: int
    spans: dict[str, int]
    seconds: float | None

    def __str__(self) -> str:
        spans = ", ".join(f"{label} {count}" for label, count in self.spans.items()) or "no spans"
        speed = f"{self.seconds:.0f} s a sentence" if self.seconds is not None else "speed unknown"
        return f"{self.annotator}: {self.done} done, {self.total - self.done} open; {spans}; {speed}"


def speed(times: Iterable[str]) -> float | None:
    """Median seconds between confirmations (ISO 8601 times), breaks left out.

    >>> speed(["2024-01-01T08:00:00Z", "2024-01-01T08:00:30Z", "2024-01-01T08:01:40Z", "2024-01-01T12:00:00Z"])
    50.0
    """
    moments = sorted(datetime.fromisoformat(one) for one in times)
    gaps = [(later - one).total_seconds() for one, later in pairwise(moments)]
    work = [gap for gap in gaps if gap <= BREAK]
    return median(work) if work else None


def status_one(client: Doccano, plan: Round, annotator: str, last: dict[str, dict[str, Any]]) -> Status:
    """Done and open as Doccano has them now; speed from the times of the last snapshot's rows."""
    project = client.find_project(plan.project(annotator))
    if project is None:
        raise BadInput(f"{annotator} has no project in Doccano; run: govreport annotate push --round {plan.name}")
    rows = client.export(project, confirmed=True)
    total = client.count_examples(project)
    spans = Counter(span.label for row in rows for span in as_entities(row["label"]))
    times = [row["confirmed_at"] for row in last.values() if row["confirmed_at"]]
    return Status(annotator, len(rows), total, dict(sorted(spans.items())), speed(times))
