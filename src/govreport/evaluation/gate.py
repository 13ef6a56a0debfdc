"""A gate for CI: least F1 per label, against a summary."""

from collections.abc import Sequence
from typing import Any

from govreport.errors import BadInput
from govreport.evaluation.certainty import GROUPS


def parse_limit(text: str) -> tuple[str, float]:
    """``METRIC=0.9`` as (group, least F1); ``BadInput`` for another form.

    >>> parse_limit("METRIC=0.9")
    ('METRIC', 0.9)
    """
    group, _, number = text.partition("=")
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if group not in GROUPS or not 0 <= least <= 1:
        raise BadInput(f"--min-f1 {text}: give NAME=F1 with a name of {', '.join(GROUPS)} and a number from 0 to 1")
    return group, least


def failures(scores: dict[str, dict[str, Any]], limits: Sequence[tuple[str, float]]) -> list[str]:
    """One message for every group of a config's scores that is under its limit, or undefined.

    >>> failures({"METRIC": {"f1": 0.85}}, [("METRIC", 0.9)])
    ['METRIC: F1 0.8500 is under 0.9000']
    """
    found = []
    for group, least in limits:
        f1 = scores.get(group, {}).get("f1")
        if f1 is None:
            found.append(f"{group}: F1 is undefined, {least:.4f} is needed")
        elif f1 < least:
            found.append(f"{group}: F1 {f1:.4f} is under {least:.4f}")
    return found
