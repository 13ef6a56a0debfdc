"""What else the model is told of each character: period, place names, numbers near by, place in the clause, quotes.

One column a feature; each column has its own rows in one table, so that a character's features are rows to sum.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from govreport.pipeline.characters import Codes, positions
from govreport.pipeline.encoder import OPS, Line
from govreport.pipeline.gazetteer import TAGS_PER_LIST, folded, gazetteer, name_tags
from govreport.pipeline.layers import Floats, add_grads, set_missing
from govreport.schema import PERIODS

Ints = NDArray[np.int64]
BUCKETS = np.array([0, 1, 2, 3, 5, 9, 17])  # a distance falls into the last bucket that is not above it
FAR = len(BUCKETS)
CLASSES = (
    "0",
    "一二三四五六七八九十百千万亿两半几",
    "省市县区州盟旗镇乡村屯街路",
    "江河湖海山岭岛港湾桥水库园寺",
    "%‰倍个",
    "、",
    "，；。：",
)
DIGIT, BORDER = ord("0"), np.array([ord(c) for c in "，；。：！？,;:!?"], dtype=np.uint32)
PAIRS = (("“", "”"), ("(", ")"), ("《", "》"))
COLUMNS = {
    "period": 2 * len(PERIODS),
    "units": TAGS_PER_LIST,
    "townships": TAGS_PER_LIST,
    "number_before": FAR + 1,
    "number_after": FAR + 1,
    "clause_before": FAR + 1,
    "clause_after": FAR + 1,
    "inside": 2 ** len(PAIRS),
    "class": len(CLASSES) + 1,
}


def feature_columns(lines: Sequence[Line], sentences: Sequence[Codes]) -> dict[str, Ints]:
    """One value a character for each feature of ``COLUMNS``, sentences end to end.

    >>> from govreport.pipeline.encoder import codes_of
    >>> columns = feature_columns(one := [Line("增长5%，好", "plan")], codes_of(one))
    >>> columns["number_after"].tolist(), columns["period"].tolist()
    ([2, 1, 0, 7, 7, 7], [3, 3, 3, 3, 3, 2])
    """
    lengths, codes = [len(one) for one in sentences], np.concatenate(sentences)
    place = positions(lengths)
    clause = np.cumsum((place == 0) | np.isin(np.concatenate([[0], codes[:-1]]), BORDER))
    digits = np.flatnonzero(codes == DIGIT)
    before, after = _distances(digits, clause)
    starts = np.flatnonzero(np.diff(clause, prepend=0))
    ends = np.concatenate([starts[1:] - 1, [len(codes) - 1]])[clause - 1]
    counted = np.isin(clause, clause[digits])
    period = np.repeat([PERIODS.index(line.period) for line in lines], lengths)
    texts = [folded(line.text) for line in lines]
    units, townships = (np.concatenate([name_tags(text, names) for text in texts]) for names in gazetteer())
    return {
        "period": 2 * period + counted,
        "units": units,
        "townships": townships,
        "number_before": before,
        "number_after": after,
        "clause_before": _bucket(np.arange(len(codes)) - starts[clause - 1]),
        "clause_after": _bucket(ends - np.arange(len(codes))),
        "inside": np.stack([_inside(codes, place, *pair) << bit for bit, pair in enumerate(PAIRS)]).sum(axis=0),
        "class": _classes(codes),
    }


def _bucket(distance: Ints) -> Ints:
    return np.searchsorted(BUCKETS, distance, side="right") - 1


def _distances(digits: Ints, clause: Ints) -> tuple[Ints, Ints]:
    """Buckets of the way to the nearest digit before and after in the same clause, ``FAR`` where there is none."""
    here, found = np.arange(len(clause)), []
    for side, step in (("right", -1), ("left", 0)):
        index = np.searchsorted(digits, here, side=side) + step  # type: ignore[call-overload]
        known = (index >= 0) & (index < len(digits))
        nearest = digits[np.clip(index, 0, len(digits) - 1)] if len(digits) else here
        known &= clause[nearest] == clause
        found.append(np.where(known, _bucket(np.abs(nearest - here)), FAR))
    return found[0], found[1]


def _inside(codes: Codes, place: Ints, opening: str, closing: str) -> Ints:
    """1 between an opening mark and its closing mark in the same sentence."""
    level = np.cumsum((codes == ord(opening)).astype(np.int64) - (codes == ord(closing)))
    sentence_start = np.concatenate([[0], level[:-1]])[place == 0]
    base = np.repeat(sentence_start, np.diff([*np.flatnonzero(place == 0), len(codes)]))
    return (level > base).astype(np.int64)


def _classes(codes: Codes) -> Ints:
    found = np.zeros(len(codes), dtype=np.int64)
    for number, members in enumerate(CLASSES, 1):
        found[np.isin(codes, [ord(c) for c in members])] = number
    return found


def feature_rows(lines: Sequence[Line], sentences: Sequence[Codes], names: Sequence[str]) -> Ints:
    """Rows of the table for the chosen features, shape (characters, features)."""
    columns = feature_columns(lines, sentences)
    offsets = np.cumsum([0, *COLUMNS.values()])[:-1]
    first = dict(zip(COLUMNS, offsets, strict=True))
    chosen = [columns[name] + first[name] for name in names]
    return np.stack(chosen, axis=1) if chosen else np.zeros((sum(map(len, sentences)), 0), dtype=np.int64)


def feature_embed(width: int, names: list[str]) -> Model[Any, Any]:
    """Lines and their codes to the sum of their features' rows, zero at first: pretrained layers stay undisturbed.

    Which features count is the config's to say, so ``names`` is no attribute, which stored weights would bring along.
    """

    def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
        set_missing(model, {"table": np.zeros((sum(COLUMNS.values()), width), dtype=np.float32)})

    def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Floats, Any]:
        lines, sentences = X
        return _forward(model, feature_rows(lines, sentences, names))

    return Model("feature_embed", forward, init=init, params={"table": None})


def _forward(model: Model[Any, Any], rows: Ints) -> tuple[Floats, Any]:
    table = model.get_param("table")

    def backward(grad: Floats) -> list[Any]:
        found = np.zeros_like(table)
        for column in rows.T:
            OPS.scatter_add(found, np.ascontiguousarray(column, dtype="i"), np.ascontiguousarray(grad))
        add_grads(model, {"table": found})
        return []

    return sum((table[column] for column in rows.T), np.zeros((len(rows), table.shape[1]), dtype=np.float32)), backward
