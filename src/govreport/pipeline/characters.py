"""What the model sees of a text: folded code points and the table rows of characters and character pairs.

The pretrained weights depend on every line here: a change means pretraining again.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Rows = NDArray[np.int64]
Lengths = Sequence[int] | NDArray[Any]

MASK = 0xE000  # private use: a character hidden in pretraining
EDGE = 2  # control character: before the first and after the last character of a sentence
HASHES = 2  # rows summed for one key, so that two keys rarely share all of theirs


def _fold_one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        return character
    if folded.isdecimal():
        return "0"
    return " " if folded.isspace() else folded.lower()[0]


@lru_cache(maxsize=1)
def _fold_table() -> Codes:
    # beyond the Basic Multilingual Plane nothing folds, so the table ends there
    surrogates = range(0xD800, 0xE000)
    return np.array([c if c in surrogates else ord(_fold_one(chr(c))) for c in range(0x10000)], dtype=np.uint32)


def fold(text: str) -> Codes:
    """One code a character of ``text``: NFKC where that is one character, digits as ``0``, letters lower case.

    >>> "".join(map(chr, fold("增长１４.5％，ＧＤＰ")))
    '增长00.0%,gdp'
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    table = _fold_table()
    low = codes < len(table)
    codes[low] = table[codes[low]]
    return codes


def positions(lengths: Lengths) -> NDArray[np.int64]:
    """The place of every character in its own sentence, for sentences laid end to end.

    >>> positions([2, 3])
    array([0, 1, 0, 1, 2])
    """
    sizes = np.asarray(lengths, dtype=np.int64)
    starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.arange(int(sizes.sum())) - starts


def _mix(keys: NDArray[np.uint64], salt: int) -> NDArray[np.uint64]:
    # splitmix64 (Steele, Lea and Flood 2014), whose low bits are as good as its high ones
    mixed = keys + np.uint64(0x9E3779B97F4A7C15 * (salt + 1) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def table_rows(keys: NDArray[np.uint64], size: int) -> Rows:
    """``HASHES`` rows of a table of ``size`` rows for each key, shape (keys, HASHES)."""
    hashed = np.stack([_mix(keys, salt) for salt in range(HASHES)], axis=1)
    return (hashed % np.uint64(size)).astype(np.int64)


def pair_keys(codes: Codes, lengths: Lengths) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Keys of (character before, character) and (character, character after); a sentence's edges count as one.

    >>> left, right = pair_keys(fold("长春市"), [3])
    >>> bool(left[1] == right[0]), int(left[0] >> np.uint64(32))
    (True, 2)
    """
    place = positions(lengths)
    before = np.concatenate([[EDGE], codes[:-1]]).astype(np.uint64)
    before[place == 0] = EDGE
    after = np.concatenate([codes[1:], [EDGE]]).astype(np.uint64)
    after[np.cumsum(lengths) - 1] = EDGE
    own, shift = codes.astype(np.uint64), np.uint64(32)
    return (before << shift) | own, (own << shift) | after
