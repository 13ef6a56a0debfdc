"""What the guideline settles by the letter, applied after the model: borders, labels, names it cannot overlook.

Each rule quotes its section of ``annotations/guidelines.md``; what needs judgement is left to the model. Texts are
folded (``gazetteer.folded``), one character for one.
"""

from collections.abc import Sequence

from govreport.pipeline.conventions.place_borders import apart, joined, place_borders
from govreport.pipeline.conventions.places import is_place, places, surroundings
from govreport.pipeline.conventions.programmes import programmes
from govreport.pipeline.conventions.projects import is_project, numbered_road, project_borders
from govreport.pipeline.conventions.quantities import is_quantity, quantity_borders, settled_time
from govreport.pipeline.conventions.sites import site
from govreport.pipeline.gazetteer import folded
from govreport.schema import Entity


def settle(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of one sentence with the guideline's conventions applied, in order; offsets in code points.

    >>> text = "8、2025年完成投资5亿元左右，在白城市召开。"
    >>> [entity.surface(text) for entity in settle(text, [Entity(0, 14, "TARGET")])]
    ['投资5亿元左右', '白城市']
    """
    seen = folded(text)
    around = surroundings(seen)
    entities = [part for entity in entities for part in apart(seen, entity)]
    limits = [*(entity.start for entity in entities[1:]), len(text)]
    kept = [
        mended
        for entity, limit in zip(entities, limits, strict=False)
        if (mended := _mended(seen, entity, limit)) and _stands(seen, mended, around)
    ]
    kept = disjoint(kept)
    kept += programmes(seen, kept)
    return joined(seen, sorted([*kept, *places(seen, kept, around)]))


def disjoint(entities: Sequence[Entity]) -> list[Entity]:
    """In order, without those that begin inside the one before: a name that was continued swallows what it reaches.

    >>> disjoint([Entity(2, 4, "PLACE"), Entity(0, 3, "PLACE")])
    [Entity(start=0, end=3, label='PLACE')]
    """
    kept: list[Entity] = []
    for entity in sorted(entities):
        if not kept or kept[-1].end <= entity.start:
            kept.append(entity)
    return kept


def _mended(text: str, entity: Entity, limit: int) -> Entity:
    """Borders and label of one entity by the rules of its kind; ``limit`` is where the next one starts."""
    if entity.label in ("METRIC", "TARGET"):
        start, end = quantity_borders(text, entity, limit)
        return numbered_road(text, Entity(start, end, settled_time(text, entity)))
    if entity.label == "PROJECT":
        return site(text, Entity(*project_borders(text, entity, limit), "PROJECT"), limit)
    return site(text, Entity(*place_borders(text, entity), "PLACE"), limit)


def _stands(text: str, entity: Entity, around: Sequence[tuple[int, int]]) -> bool:
    if entity.label == "PLACE":
        return is_place(text, entity.start, entity.end, around)
    return (is_project if entity.label == "PROJECT" else is_quantity)(text, entity)
