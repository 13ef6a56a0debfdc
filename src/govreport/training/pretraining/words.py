"""jieba's words and parts of speech, as targets and as evidence for silver labels."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from govreport.pipeline.characters import fold
from govreport.pipeline.encoder import Line

KEPT_FLAGS = ("nr", "ns", "nt", "nz", "vn", "ng", "vg", "ad", "an")  # others by their first letter
NAMES = ("ns", "nz", "nr", "nrt", "eng", "j")  # of what may be a name


class Word(NamedTuple):
    """A word of a sentence: half-open range, text, jieba's part of speech."""

    start: int
    end: int
    text: str
    flag: str


class Pool(NamedTuple):
    """All sentences end to end: codes, lengths, word starts, a tag a character (place in the word, part of speech)."""

    codes: NDArray[np.uint32]
    lengths: NDArray[np.int64]
    starts: NDArray[np.bool_]
    tags: NDArray[np.int64]
    tag_count: int


def words_of(text: str) -> list[Word]:
    """The words of a sentence by ``jieba.posseg``."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    found, place = [], 0
    for pair in jieba.posseg.cut(text):
        found.append(Word(place, place + len(pair.word), pair.word, pair.flag))
        place += len(pair.word)
    return found


def _place(index: int, size: int) -> str:
    return "S" if size == 1 else "B" if index == 0 else "E" if index == size - 1 else "M"


def build_pool(lines: Sequence[Line]) -> Pool:
    """Codes and word tags of the sentences."""
    ids: dict[str, int] = {}
    starts: list[bool] = []
    tags: list[int] = []
    for line in lines:
        for word in words_of(line.text):
            flag = word.flag[:2] if word.flag[:2] in KEPT_FLAGS else word.flag[:1]
            size = word.end - word.start
            tags += [ids.setdefault(_place(index, size) + flag, len(ids)) for index in range(size)]
            starts += [index == 0 for index in range(size)]
    codes = [fold(line.text) for line in lines]
    lengths = np.array([len(one) for one in codes])
    return Pool(np.concatenate(codes), lengths, np.array(starts), np.array(tags), len(ids))
