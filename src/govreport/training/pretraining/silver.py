"""Silver labels: what rules can guess of the guideline, to pretrain on before any gold is seen."""

import random
from collections.abc import Iterator, Sequence

from govreport.pipeline.conventions import settle
from govreport.pipeline.encoder import Line
from govreport.schema import Entity
from govreport.training.pretraining.sheet import Sheet
from govreport.training.pretraining.silver_places import label_marked_places, label_places
from govreport.training.pretraining.silver_projects import label_projects
from govreport.training.pretraining.silver_quantities import label_quantities

MASKS = ("XXX", "XXX", "XXX", "**", "**", "xxx市", "**市", "XX县", "xxx")
MASKED_SHARE = 0.08


def silver_entities(line: Line) -> list[Entity]:
    """The entities that rules guess, in order.

    >>> line = Line("力争实现财政收入15亿元，加快推进长春龙家堡机场建设。", "plan")
    >>> [(entity.surface(line.text), entity.label) for entity in silver_entities(line)]
    [('财政收入15亿元', 'TARGET'), ('长春龙家堡机场', 'PROJECT')]
    """
    sheet = Sheet(line.text)
    label_projects(sheet)
    label_marked_places(sheet)
    label_quantities(sheet, line.period)
    label_places(sheet)
    return settle(line.text, sorted(sheet.entities))


def silver_sentences(lines: Sequence[Line], seed: int = 0) -> Iterator[tuple[Line, list[Entity]]]:
    """Sentences with entities, half as many without; in some a place name is masked as such reports mask it."""
    rng, empty, full = random.Random(seed), 0, 0
    for line in lines:
        entities = silver_entities(line)
        full += bool(entities)
        empty += not entities
        if entities or empty <= full / 2:
            yield _mask(line, entities, rng)


def _mask(line: Line, entities: list[Entity], rng: random.Random) -> tuple[Line, list[Entity]]:
    places = [entity for entity in entities if entity.label == "PLACE"]
    if not places or rng.random() > MASKED_SHARE:
        return line, entities
    place, mask = rng.choice(places), rng.choice(MASKS)
    shift = len(mask) - (place.end - place.start)
    text = line.text[: place.start] + mask + line.text[place.end :]
    moved = [
        Entity(e.start + shift * (e.start > place.start), e.end + shift * (e.end > place.start), e.label)
        for e in entities
    ]
    return Line(text, line.period), moved
