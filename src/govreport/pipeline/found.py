"""What the recognizer found in a line, and what the guideline's conventions make of it."""

from collections.abc import Sequence
from typing import NamedTuple

from govreport.pipeline.conventions import settle
from govreport.schema import Entity

RULE_LOG_ODDS = 1.5  # before calibration, of a place that a convention alone found


class Found(NamedTuple):
    """An entity of a line and the log odds that it is right."""

    entity: Entity
    log_odds: float


def settled(text: str, found: Sequence[Found]) -> list[Found]:
    """The conventions applied; a mended entity keeps the odds of the one it was made from."""
    mended = []
    for entity in settle(text, [one.entity for one in found]):
        near = [one.log_odds for one in found if one.entity.start < entity.end and entity.start < one.entity.end]
        mended.append(Found(entity, max(near, default=RULE_LOG_ODDS)))
    return mended
