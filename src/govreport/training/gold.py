"""Gold sentences for training: the frozen JSON Lines or inline ``id<TAB>text`` files, joined with the corpus."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govreport.annotations.inline import read_inline
from govreport.annotations.marked import first_difference, read_lines, read_sentences
from govreport.annotations.records import read_annotations
from govreport.errors import BadInput
from govreport.schema import Entity, Sentence


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence of the corpus with its gold entities, in order of position."""

    sentence: Sentence
    entities: tuple[Entity, ...]


def read_gold(folder: Path, sentences: Path) -> list[GoldSentence]:
    """All gold of a folder (``*.jsonl``, else ``*.txt`` inline), joined with ``corpus/sentences.jsonl``.

    Raises ``BadInput`` for an empty folder, a sentence the corpus lacks, another text, or an illegal span.
    """
    corpus, found = read_sentences(sentences), list[GoldSentence]()
    for where, name, text, entities in _records(folder):
        if name not in corpus:
            raise BadInput(f"{where}: not in {sentences}; rebuild the corpus or use the gold that belongs to it")
        if text != corpus[name].text:
            raise BadInput(f"{where}: {first_difference(corpus[name].text, text)}")
        found.append(GoldSentence(corpus[name], entities))
    if not found:
        raise BadInput(f"{folder}: no gold here (*.jsonl or *.txt); name a version such as annotations/gold/v1")
    return found


def _records(folder: Path) -> Iterator[tuple[str, str, str, tuple[Entity, ...]]]:
    frozen = sorted(folder.glob("*.jsonl"))
    for path in frozen:
        for row in read_annotations(path):
            yield f"{path}: sentence {row.id}", row.id, row.text, row.entities
    for path in [] if frozen else sorted(folder.glob("*.txt")):
        for where, name, marked in read_lines(path):
            yield where, name, *read_inline(marked, where)
