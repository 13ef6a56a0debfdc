"""For every goal of accuracy that is not met: the errors in its way by class, and what would remove them."""

from collections.abc import Collection
from typing import Any, NamedTuple

from govreport.evaluation.goals import UNITS, figure
from govreport.schema import LABELS

SHOWN = 4
BORDERS = ("too long", "too short", "split", "merged")
NAMES = ("PROJECT", "PLACE")
MISSED_NAMES = "names known from more labelled reports or from a larger pretrained encoder"
MISSED_QUANTITIES = "more labelled reports from other places and years, where quantities are worded otherwise"
SPURIOUS = "more labelled sentences with such wordings that the guideline leaves unmarked"
DRAWN = "more labelled examples of where the guideline draws the border, or a convention that mends it after the model"
READ_AS = {
    ("PLACE", "PROJECT"): "more labelled sentences with sites that are only a location",
    ("PROJECT", "PLACE"): "more labelled sentences in which the site itself is what is built",
    ("METRIC", "TARGET"): "more labelled sentences that contradict their section",
    ("TARGET", "METRIC"): "more labelled sentences that contradict their section",
}
OTHER_PAIR = "more labelled sentences that hold both labels"


class Cause(NamedTuple):
    """Errors of one nature: how many, what they are, what would remove them."""

    times: int
    what: str
    remedy: str


def causes(details: dict[str, Any], labels: Collection[str]) -> list[Cause]:
    """The errors of the first seed in which one of ``labels`` takes part, by nature, most frequent first."""
    errors, found = details["errors"], []
    for label in labels:
        missed = MISSED_NAMES if label in NAMES else MISSED_QUANTITIES
        found += [
            Cause(errors["missed"].get(label, 0), _like(details, label, "missed"), missed),
            Cause(errors["spurious"].get(label, 0), _like(details, label, "spurious"), SPURIOUS),
            Cause(sum(errors[kind].get(label, 0) for kind in BORDERS), f"{label} with wrong borders", DRAWN),
        ]
    found += [pair for pair in misread(details) if not set(labels).isdisjoint(pair.what.split(" read as "))]
    return sorted((cause for cause in found if cause.times), key=lambda cause: (-cause.times, cause.what))


def misread(details: dict[str, Any]) -> list[Cause]:
    """The errors of class “wrong label” by gold and predicted label."""
    return [
        Cause(count, f"{gold} read as {pred}", READ_AS.get((gold, pred), OTHER_PAIR))
        for gold, row in details["misread"].items()
        for pred, count in row.items()
    ]


def _like(details: dict[str, Any], label: str, kind: str) -> str:
    rows = [row for row in details["patterns"] if (row["label"], row["kind"]) == (label, kind)][:2]
    often = ", ".join(f"{row['pattern'].partition(': ')[2]} {row['count']}" for row in rows)
    return f"{label} {kind}" + (f" (most often {often})" if often else "")


def remaining(summary: dict[str, Any]) -> list[str]:
    """One line for each goal that is not met: its most frequent errors with counts and what would remove them, and
    what the learning curve says of more sentences where one was measured."""
    details = summary["details"][summary["main"]]
    lines = []
    for goal in summary["goals"]:
        if goal["met"] is False and goal["of"] not in UNITS:
            found = _in_the_way(details, goal["of"])
            parts = "; ".join(f"{cause.times} {cause.what}: {cause.remedy}" for cause in found[:SHOWN])
            total = sum(cause.times for cause in found)
            head = f"{goal['name']} is {figure(goal, 'reached')}, the goal {goal['side']} {figure(goal, 'limit')}."
            lines.append(
                f"{head} Of {total} errors in its way the most frequent are {parts}.{_doubled(summary, goal['of'])}"
            )
    return lines


def _in_the_way(details: dict[str, Any], of: str) -> list[Cause]:
    if of == "confusion":
        return [cause for cause in misread(details) if cause.what in ("METRIC read as TARGET", "TARGET read as METRIC")]
    return causes(details, (of,) if of in LABELS else LABELS)


def _doubled(summary: dict[str, Any], of: str) -> str:
    row = summary["curve"]["forecast"].get(of)
    if row is None:
        return ""
    return f" By the learning curve twice as many sentences bring about {100 * row['gain']:+.1f} points."
