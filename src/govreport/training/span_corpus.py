"""Reader ``govreport.SpanCorpus.v1``: DocBin sentences whose gold entities are spans too, for ``spancat``.

A span finder in its first steps proposes nearly everything, so ``spancat`` learns from proposals made here: the gold
spans, their near misses, and the pieces of each clause.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.training import Example

from govreport.schema import Entity
from govreport.training.corpus import sentence_corpus

PIECE = re.compile(r"[^，；。：、！？,;:]+")
SHIFTS = ((-2, 0), (-1, 0), (1, 0), (2, 0), (0, -2), (0, -1), (0, 1), (0, 2))


def proposals(text: str, entities: tuple[Entity, ...]) -> list[tuple[int, int]]:
    """Borders to learn from: gold, gold with one border moved by at most two characters, pieces between commas.

    >>> proposals("在长春，好", (Entity(1, 3, "PLACE"),))
    [(0, 3), (1, 2), (1, 3), (1, 4), (1, 5), (2, 3), (4, 5)]
    """
    moved = {(e.start + left, e.end + right) for e in entities for left, right in SHIFTS}
    legal = {(start, end) for start, end in moved if 0 <= start < end <= len(text)}
    pieces = {match.span() for match in PIECE.finditer(text)}
    return sorted(legal | pieces | {(e.start, e.end) for e in entities})


def span_corpus(path: Path | None, spans_key: str, proposals_key: str) -> Callable[[Language], Iterator[Example]]:
    """Examples of ``govreport.SentenceCorpus.v1``, gold as ``doc.spans`` under both keys.

    The side to predict has the proposals, which a span finder in the pipeline replaces by its own when it runs.
    """
    sentences = sentence_corpus(path)

    def read(nlp: Language) -> Iterator[Example]:
        for example in sentences(nlp):
            gold, text = example.reference, example.reference.text
            gold.spans[spans_key] = gold.spans[proposals_key] = list(gold.ents)
            entities = tuple(Entity(ent.start_char, ent.end_char, ent.label_) for ent in gold.ents)
            found = (example.predicted.char_span(*pair) for pair in proposals(text, entities))
            example.predicted.spans[proposals_key] = list(found)
            yield example

    return read
