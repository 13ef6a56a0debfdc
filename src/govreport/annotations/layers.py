"""Two layers over the same sentences, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govreport.annotations.records import Annotation
from govreport.errors import BadInput
from govreport.schema import Entity, Sentence

Spans = tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence and its two readings."""

    sentence: Sentence
    a: Spans
    b: Spans

    @property
    def disputed(self) -> bool:
        """Whether the readings differ in any border or label."""
        return self.a != self.b


def by_id(layer: Iterable[Annotation], sentences: Mapping[str, Sentence], name: str) -> dict[str, Annotation]:
    """A layer by sentence id; ``BadInput`` where a sentence is unknown or its text is not the corpus's."""
    rows = {row.id: row for row in layer}
    for row in rows.values():
        if row.id not in sentences:
            raise BadInput(f"{name}: sentence {row.id} is not in the corpus")
        if row.text != sentences[row.id].text:
            raise BadInput(f"{name}: sentence {row.id} has another text than the corpus: {row.text[:30]!r}")
    return rows


def pair_layers(a: Iterable[Annotation], b: Iterable[Annotation], sentences: Mapping[str, Sentence]) -> list[Pair]:
    """The sentences that both layers hold, in corpus order, with both readings.

    Raises ``BadInput`` naming a sentence that the corpus does not have, or has with another text.

    >>> s = Sentence("x:1", "x", (), "review", "在长春", ((0, 3),))
    >>> one, other = Annotation("x:1", "在长春", (Entity(1, 3, "PLACE"),)), Annotation("x:1", "在长春", ())
    >>> pair_layers([one], [other], {"x:1": s})[0].disputed
    True
    """
    left, right = by_id(a, sentences, "layer A"), by_id(b, sentences, "layer B")
    both = (name for name in sentences if name in left and name in right)
    return [Pair(sentences[name], left[name].entities, right[name].entities) for name in both]


def difference(pair: Pair) -> tuple[Spans, Spans]:
    """The spans that only A has and those that only B has."""
    only_a = tuple(span for span in pair.a if span not in pair.b)
    return only_a, tuple(span for span in pair.b if span not in pair.a)
