"""The project's goals for the shipped model: accuracy, speed, size, training; and how far it is from each."""

from typing import Any, Literal, NamedTuple

from govreport.evaluation.formats import percent, ratio


class Goal(NamedTuple):
    """A figure that has to be ``at least`` or ``under`` a limit; ``of`` names the figure (see ``reached``)."""

    name: str
    of: str
    side: Literal["at least", "under"]
    limit: float


GOALS = (
    Goal("micro F1", "micro", "at least", 0.85),
    Goal("METRIC F1", "METRIC", "at least", 0.90),
    Goal("TARGET F1", "TARGET", "at least", 0.85),
    Goal("PROJECT F1", "PROJECT", "at least", 0.72),
    Goal("PLACE F1", "PLACE", "at least", 0.85),
    Goal("METRIC and TARGET confused, the larger share", "confusion", "under", 0.03),
    Goal("lead over the CRF in micro F1", "lead", "at least", 0.08),
    Goal("speed on whole reports, one core", "speed", "at least", 10_000),
    Goal("size of the pipeline", "size", "under", 40),
    Goal("training on the whole gold, one core", "training", "under", 15),
)
UNITS = {"speed": "characters/s", "size": "MB", "training": "minutes"}


def reached(summary: dict[str, Any], of: str) -> float | None:
    """The main config's strict F1 of a group, its ``confusion`` of METRIC and TARGET (share of the gold spans, first
    seed), its ``lead`` over the CRF in F1, or what a row of ``speed`` says; None where that was not measured."""
    main = summary["main"]
    if of in UNITS:
        return next((row["value"] for row in summary["speed"] if row.get("goal") == of), None)
    if of == "confusion":
        row = summary["details"][main]["metric_target"]
        shares = [row[key] for key in ("metric_share", "target_share") if row[key] is not None]
        return max(shares, default=None)
    if of == "lead":
        difference: float | None = summary["comparisons"].get("crf", {}).get("micro", {}).get("difference")
        return difference
    f1: float | None = summary["loro"][main][of]["f1"]
    return f1


def judge_goals(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """Every goal with the value reached and whether that meets it; both None where it was not measured."""
    rows = []
    for goal in GOALS:
        value = reached(summary, goal.of)
        met = None if value is None else value >= goal.limit if goal.side == "at least" else value < goal.limit
        rows.append({**goal._asdict(), "reached": value, "met": met})
    return rows


def figure(row: dict[str, Any], key: str) -> str:
    """The ``reached`` or the ``limit`` of a judged goal as text.

    >>> figure({"of": "size", "limit": 40}, "limit")
    '40 MB'
    >>> figure({"of": "lead", "reached": 0.095}, "reached"), figure({"of": "PLACE", "limit": 0.85}, "limit")
    ('9.5 points', '0.850')
    """
    if row["of"] in UNITS:
        return "—" if row[key] is None else f"{row[key]} {UNITS[row['of']]}"
    if row["of"] == "lead":
        return "—" if row[key] is None else f"{100 * row[key]:.1f} points"
    return percent(row[key]) if row["of"] == "confusion" else ratio(row[key])


def goal_words(summary: dict[str, Any]) -> str:
    """How many goals are met, and which are not."""
    known = [row for row in summary["goals"] if row["met"] is not None]
    if not known:
        return ""
    text = f"{sum(row['met'] for row in known)} of the project's {len(known)} measured goals are met"
    missed = [
        f"{row['name']} {figure(row, 'reached')} ({row['side']} {figure(row, 'limit')})"
        for row in known
        if not row["met"]
    ]
    return f"{text}; not met: {', '.join(missed)}." if missed else f"{text}."
