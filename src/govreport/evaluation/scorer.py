"""Breakdowns on top of ``govreport.scoring``: by report, period, span length, and seen or unseen in training."""

from collections.abc import Callable, Iterable, Sequence

from govreport.evaluation.data import Case, Spans
from govreport.schema import LABELS, Entity
from govreport.scoring import Score, matches

Key = Callable[[Case, Entity], str]
LENGTHS = ((1, 3), (4, 6), (7, 10), (11, 20))


def breakdown(
    cases: Sequence[Case], layers: Iterable[Sequence[Spans]], key: Key, labels: Sequence[str] = LABELS
) -> dict[str, Score]:
    """Strict counts by group: ``key(case, span)`` names the group of a gold or predicted span with one of ``labels``.

    Strictly matched spans are equal, so both sides of a match fall into one group. Several ``layers`` are summed.

    >>> case = Case("x:1", "长春市和九台", (Entity(0, 3, "PLACE"), Entity(4, 6, "PLACE")), "x")
    >>> breakdown([case], [[(Entity(0, 3, "PLACE"),)]], by_length)
    {'1–3': Score(tp=1, gold=2, pred=1)}
    """
    counts: dict[str, list[int]] = {}
    for layer in layers:
        for case, pred in zip(cases, layer, strict=True):
            hits = [gold for gold, _ in matches(case.gold, pred)]
            for column, spans in enumerate((hits, case.gold, pred)):
                for span in spans:
                    if span.label not in labels:
                        continue
                    counts.setdefault(key(case, span), [0, 0, 0])[column] += 1
    return {group: Score(*counts[group]) for group in sorted(counts)}


def by_report(case: Case, _: Entity) -> str:
    """The report's id."""
    return case.report


def by_period(case: Case, _: Entity) -> str:
    """review, plan or other."""
    return case.period


def by_length(_: Case, span: Entity) -> str:
    """The band of the span's length in characters.

    >>> by_length(Case("x:1", "", (), "x"), Entity(0, 25, "METRIC"))
    '21+'
    """
    length = span.end - span.start
    return next((f"{low}–{high}" for low, high in LENGTHS if low <= length <= high), f"{LENGTHS[-1][1] + 1}+")


def length_order(group: str) -> int:
    """Sorts the bands of ``by_length`` by size, not by spelling.

    >>> sorted(["11–20", "21+", "4–6"], key=length_order)
    ['4–6', '11–20', '21+']
    """
    return int(group.rstrip("+").split("–")[0])


def by_seen(cases: Sequence[Case]) -> Key:
    """A key that tells spans whose surface and label stand in the gold of another report from unseen ones.

    Under leave-one-report-out the other reports are exactly what the model was trained on.

    >>> one, other = (Entity(0, 2, "PLACE"),), (Entity(1, 3, "PLACE"),)
    >>> cases = [Case("a:1", "长春", one, "a"), Case("b:1", "去长春", other, "b")]
    >>> by_seen(cases)(cases[0], cases[0].gold[0])
    'seen'
    """
    homes: dict[tuple[str, str], set[str]] = {}
    for case in cases:
        for span in case.gold:
            homes.setdefault((span.surface(case.text), span.label), set()).add(case.report)

    def key(case: Case, span: Entity) -> str:
        return "seen" if homes.get((span.surface(case.text), span.label), set()) - {case.report} else "unseen"

    return key


def support(cases: Iterable[Case]) -> dict[str, int]:
    """Gold spans per label.

    >>> support([Case("x:1", "长春", (Entity(0, 2, "PLACE"),), "x")])
    {'METRIC': 0, 'TARGET': 0, 'PROJECT': 0, 'PLACE': 1}
    """
    labels = [span.label for case in cases for span in case.gold]
    return {label: labels.count(label) for label in LABELS}
