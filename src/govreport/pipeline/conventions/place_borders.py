"""§4: where a place's name begins and ends, which marks part two places and which join them."""

import re
from collections.abc import Iterable

from govreport.pipeline.conventions.places import MASKED, is_known
from govreport.schema import Entity

INNER = re.compile("新?([一-龥]{2,}?)(?:[市城]区|人|籍)?")
VERB = re.compile("(?:发展|加快|建设|打造|推进|培育|支持|促进|加强|提升)(?=.{2,}(?:园|区|市场|路|街)$)")
RING = re.compile(r"环(?!渤海|太湖|巢湖)(?=..)")
# §4: what may stand between two places that are one
HYPHEN = re.compile("[-—–－]{0,2}")


def place_borders(text: str, entity: Entity) -> tuple[int, int]:
    """§4: 环 in front of a name says where something lies; 新 and 市区 around a known one are no part of it.

    >>> place_borders("环庐山", Entity(0, 3, "PLACE")), place_borders("襄阳市区", Entity(0, 4, "PLACE"))
    ((1, 3), (0, 2))
    """
    masked, verb = MASKED.match(text, entity.start), VERB.match(text, entity.start, entity.end)
    start, end = verb.end() if verb else entity.start, max(masked.end() if masked else 0, entity.end)
    ring, inner = RING.match(text, start, end), INNER.fullmatch(text, start, end)
    if inner and is_known(inner.group(1)) and not is_known(text[start:end]):
        return inner.span(1)
    return (ring.end() if ring else start), end


def apart(text: str, entity: Entity) -> list[Entity]:
    """§4: a list mark parts places.

    >>> apart("赴韩、德", Entity(1, 4, "PLACE"))
    [Entity(start=1, end=2, label='PLACE'), Entity(start=3, end=4, label='PLACE')]
    """
    if entity.label != "PLACE":
        return [entity]
    parts = re.finditer("[^、]+", text[: entity.end])
    return [Entity(max(part.start(), entity.start), part.end(), "PLACE") for part in parts if part.end() > entity.start]


def joined(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """§4: places that follow each other at once, or by a hyphen, are one."""
    found: list[Entity] = []
    for entity in entities:
        last = found[-1] if found else None
        if last and last.label == entity.label == "PLACE" and HYPHEN.fullmatch(text, last.end, entity.start):
            found[-1] = Entity(last.start, entity.end, "PLACE")
        else:
            found.append(entity)
    return found
