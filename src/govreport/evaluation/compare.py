"""Two systems on the same sentences: how far apart, and could it be chance."""

from collections.abc import Sequence
from typing import Any

from govreport.evaluation.certainty import GROUPS, Floats, bootstrap, interval, mean, plain, randomisation, ratios


def compare(one: Floats, other: Floats, reports: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Per group the difference in strict F1, ``one`` minus ``other``, its 95 % interval and the p of no difference.

    Takes the counts of ``certainty.count`` for the same sentences, and each sentence's report. Both systems are
    resampled alike, so the interval is that of the paired difference.

    >>> from govreport.schema import Entity
    >>> from govreport.evaluation.certainty import count
    >>> gold = [(Entity(0, 2, "PLACE"),)]
    >>> right, wrong = count(gold, [gold]), count(gold, [[(Entity(0, 1, "PLACE"),)]])
    >>> compare(right, wrong, ["a"])["micro"]
    {'difference': 1.0, 'ci95': [1.0, 1.0], 'p': 1.0}
    """
    gap = _f1(one) - _f1(other)
    draws = bootstrap(one, reports) - bootstrap(other, reports)
    p = randomisation(one, other)
    rows = {}
    for index, group in enumerate(GROUPS):
        edges = interval(draws[:, index])
        ci95 = [plain(edge) for edge in edges] if edges else None
        rows[group] = {"difference": plain(gap[index]), "ci95": ci95, "p": plain(p[index])}
    return rows


def _f1(counts: Floats) -> Floats:
    return mean(ratios(counts.sum(axis=0))[..., 2], axis=0)


def verdict(row: dict[str, Any], names: tuple[str, str]) -> str:
    """A difference in words, in points of F1.

    Better on these reports (p) and better on others like them (the interval) are two claims.

    >>> verdict({"difference": 0.021, "ci95": [0.01, 0.03], "p": 0.002}, ("A", "B"))
    'A is 2.1 points better than B (95 % interval 1.0 to 3.0, p = 0.002)'
    >>> verdict({"difference": -0.01, "ci95": [-0.03, 0.01], "p": 0.3}, ("A", "B"))
    'B is not told apart from A (difference 1.0 points, 95 % interval -1.0 to 3.0, p = 0.300)'
    """
    gap = row["difference"]
    if gap is None or row["p"] is None:
        return f"{names[0]} and {names[1]} cannot be compared: F1 is undefined"
    low, high = (100 * edge for edge in sorted(edge if gap >= 0 else -edge for edge in row["ci95"]))
    first, second = names if gap >= 0 else names[::-1]
    points, edges = f"{100 * abs(gap):.1f} points", f"95 % interval {low:.1f} to {high:.1f}, {p_text(row['p'])}"
    if row["p"] >= 0.05:
        return f"{first} is not told apart from {second} (difference {points}, {edges})"
    doubt = "" if low > 0 else " on these reports, which may not hold on others"
    return f"{first} is {points} better than {second}{doubt} ({edges})"


def p_text(p: float) -> str:
    """A p with three digits, as far as the rounds can tell.

    >>> p_text(0.0002), p_text(0.0458)
    ('p < 0.001', 'p = 0.046')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
