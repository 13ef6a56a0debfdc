"""What the recognizer found in a line, and what the guideline's conventions make of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from govreport.pipeline.conventions import disjoint, settle
from govreport.pipeline.conventions.leading import leading_name
from govreport.pipeline.conventions.places import known_names
from govreport.pipeline.conventions.sites import site
from govreport.pipeline.gazetteer import folded
from govreport.schema import Entity

RULE_LOG_ODDS = 1.5  # before calibration, of a place that a convention alone found
KNOWN_LOG_ODDS = -3.0  # what suffices for a name of the gazetteer; chosen on inner folds
HEAD_LOG_ODDS = -5.0  # what suffices for one at the front of a quantity's span; likewise


class Found(NamedTuple):
    """An entity of a line and the log odds that it is right."""

    entity: Entity
    log_odds: float


def trimmed(text: str, found: Found) -> Found:
    """Without white space at the ends, which no entity of the schema has; an entity of nothing else stays as it is.

    >>> trimmed("支持 12个镇", Found(Entity(2, 6, "TARGET"), 1.0)).entity
    Entity(start=3, end=6, label='TARGET')
    """
    (start, end, label), inner = found.entity, found.entity.surface(text)
    left, right = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    return found if left == len(inner) else found._replace(entity=Entity(start + left, end - right, label))


def settled(text: str, found: Sequence[Found], log_odds: Callable[[Entity], float]) -> list[Found]:
    """The conventions applied; a mended entity keeps the odds of the one it was made from.

    ``log_odds`` are the model's of any entity of the text: a name of the gazetteer that it nearly saw is added.
    """
    starts, ends = [one.entity.start for one in found], [one.entity.end for one in found]
    mended = []
    for entity in settle(text, [one.entity for one in found]):
        near = found[bisect_right(ends, entity.start) : bisect_left(starts, entity.end)]
        odds = max((one.log_odds for one in near), default=RULE_LOG_ODDS)
        name = leading_name(text, entity)
        if name and (seen := log_odds(name)) > HEAD_LOG_ODDS:
            mended.append(Found(name, seen))
            entity = entity._replace(start=name.end + (text[name.end] == "、"))
        mended.append(Found(entity, odds))
    taken = [one.entity for one in mended]
    rated = (_whole(text, entity, taken, log_odds) for entity in known_names(text, taken))
    every = sorted(trimmed(text, one) for one in (*mended, *(one for one in rated if one.log_odds > KNOWN_LOG_ODDS)))
    legal = set(disjoint([one.entity for one in every]))
    return [one for one in every if one.entity in legal]


def _whole(text: str, name: Entity, taken: Sequence[Entity], log_odds: Callable[[Entity], float]) -> Found:
    """A name of the gazetteer to the end of the region or zone that it begins, with the odds of the name."""
    limit = min((one.start for one in taken if one.start >= name.end), default=len(text))
    return Found(site(folded(text), name, limit), log_odds(name))
