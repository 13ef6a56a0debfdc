"""Augmenter ``govreport.swap_names.v1``: other places and other projects in the same sentences.

What a fold trains on stays within it: project names come from its own sentences, place names from the gazetteer.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from govreport.pipeline.gazetteer import folded, gazetteer, names_in
from govreport.schema import Entity

Augmenter = Callable[[Language, Example], Iterator[Example]]
LEVELS = "省市县区州旗盟"


class Swap(NamedTuple):
    """Text that takes the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def swap_names(places: float, projects: float) -> Augmenter:
    """An augmenter that gives each sentence once, with a share of its place and project names exchanged.

    A name of the gazetteer becomes another one of the same form; in a short form only within an entity, because many
    are ordinary words as well. A project becomes one met earlier in the same corpus with the same last character.
    """
    met: dict[str, list[str]] = defaultdict(list)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        doc = example.reference
        entities = [Entity(span.start_char, span.end_char, span.label_) for span in doc.ents]
        swaps = [*_project_swaps(doc.text, entities, met, projects), *_place_swaps(doc.text, entities, places)]
        for entity in entities:
            if entity.label == "PROJECT":
                met[doc.text[entity.end - 1]].append(entity.surface(doc.text))
        yield _example(doc, *apply(doc.text, entities, swaps)) if swaps else example

    return augment


def _project_swaps(text: str, entities: Sequence[Entity], met: dict[str, list[str]], share: float) -> Iterator[Swap]:
    for start, end, label in entities:
        others = met.get(text[end - 1], ())
        if label == "PROJECT" and others and random.random() < share:
            yield Swap(start, end, random.choice(others))


def _place_swaps(text: str, entities: Sequence[Entity], share: float) -> Iterator[Swap]:
    named = [(start, end) for start, end, label in entities if label in ("PLACE", "PROJECT")]
    other: dict[str, str] = {}
    for start, end, short in names_in(folded(text), gazetteer()[0]):
        within = any(a <= start and end <= b for a, b in named)
        cut = any(start < border < end for entity in entities for border in entity[:2])
        if not cut and (within or not short) and random.random() < share:
            name = other.setdefault(text[start:end], random.choice(_alike(text[start:end], short)))
            yield Swap(start, end, name)


def _alike(name: str, short: bool) -> list[str]:
    return _by_form()["" if short else name[-1] if name[-1] in LEVELS else name] or [name]


@cache
def _by_form() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for names in gazetteer()[0].by_head.values():
        for name, short in names:
            found["" if short else name[-1]].append(name)
    return found


def apply(text: str, entities: Sequence[Entity], swaps: Sequence[Swap]) -> tuple[str, list[Entity]]:
    """The text after the swaps and the entities where they are then; of swaps that overlap the first is done.

    >>> text, entities = apply("在长春市建成。", [Entity(1, 4, "PLACE")], [Swap(1, 4, "九江市城区")])
    >>> text, [entity.surface(text) for entity in entities]
    ('在九江市城区建成。', ['九江市城区'])
    """
    done: list[Swap] = []
    for swap in swaps:
        if all(swap.end <= one.start or one.end <= swap.start for one in done):
            done.append(swap)
    done.sort()
    pieces, last = [], 0
    for swap in done:
        pieces += [text[last : swap.start], swap.text]
        last = swap.end

    def moved(place: int) -> int:
        return place + sum(len(one.text) - (one.end - one.start) for one in done if one.end <= place)

    return "".join([*pieces, text[last:]]), [Entity(moved(s), moved(e), label) for s, e, label in entities]


def _example(doc: Doc, text: str, entities: Sequence[Entity]) -> Example:
    pair = [Doc(doc.vocab, words=list(text), spaces=[False] * len(text)) for _ in range(2)]
    for one in pair:
        one._.period, one._.sentence_id = doc._.period, doc._.sentence_id
    pair[1].set_ents([pair[1].char_span(*entity[:2], label=entity.label) for entity in entities])
    return Example(*pair)
