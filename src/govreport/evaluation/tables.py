"""Scores and differences as lines of text for a terminal."""

from typing import Any

from govreport.evaluation.certainty import GROUPS
from govreport.evaluation.compare import verdict
from govreport.evaluation.formats import percent, ratio, span_of
from govreport.evaluation.page import config_order


def score_lines(scores: dict[str, dict[str, Any]]) -> list[str]:
    """One line a group: precision, recall, F1 and its 95 % interval.

    >>> row = {"p": 0.5, "r": 1.0, "f1": 2 / 3, "ci95": [0.5, 0.8]}
    >>> score_lines(dict.fromkeys(GROUPS, row))[:2]
    ['            p      r     f1  95 % interval', 'micro   0.500  1.000  0.667  0.500–0.800']
    """
    head = f"{'':8}{'p':>5}{'r':>7}{'f1':>7}  95 % interval"
    rows = [(group, scores[group]) for group in GROUPS]
    return [head] + [
        f"{group:8}{ratio(row['p']):>5}{ratio(row['r']):>7}{ratio(row['f1']):>7}  {span_of(row['ci95'])}"
        for group, row in rows
    ]


def difference_lines(found: dict[str, dict[str, Any]], names: tuple[str, str]) -> list[str]:
    """One verdict a group."""
    return [f"{group:8} {verdict(found[group], names)}" for group in GROUPS]


def set_lines(found: dict[str, Any]) -> list[str]:
    """A test set's result: strict scores, METRIC against TARGET, the spans that contradict their section."""
    rows, mixed, against = found["scores"], found["metric_target"], found["against"]
    lines = [f"{'':8}{'p':>5}{'r':>7}{'f1':>7}{'gold':>6}"]
    for group in GROUPS:
        p, r, f1 = (ratio(rows[group][key]) for key in ("p", "r", "f1"))
        lines.append(f"{group:8}{p:>5}{r:>7}{f1:>7}{rows[group]['gold']:>6}")
    return [
        *lines,
        f"METRIC read as TARGET {mixed['metric_as_target']} ({percent(mixed['metric_share'])}), "
        f"TARGET read as METRIC {mixed['target_as_metric']} ({percent(mixed['target_share'])})",
        f"spans against their section: {against['right']} of {against['spans']} with the right label, "
        f"{against['own']} with the section's own",
    ]


def summary_lines(summary: dict[str, Any]) -> list[str]:
    """The table of all configs, then the summary in words."""
    order = config_order(summary)
    width = max(len(name) for name in [*order, "two passes"])
    lines = [f"{'strict F1':{width}} " + "".join(f"{group:>9}" for group in GROUPS)]
    rows = {config: {group: summary["loro"][config][group]["f1"] for group in GROUPS} for config in order}
    if summary["human"]:
        rows["two passes"] = {group: summary["human"].get(group) for group in GROUPS}
    lines += [f"{name:{width}} " + "".join(f"{ratio(row[group]):>9}" for group in GROUPS) for name, row in rows.items()]
    seeds = "; ".join(f"{config} {', '.join(map(str, summary['details'][config]['seeds']))}" for config in order)
    return [*lines, f"seeds: {seeds}", "", *summary["words"]]
