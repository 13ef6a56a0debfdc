"""The character encoder: hashed characters and pairs of characters, then windows that widen layer by layer.

``tok2vec`` in a config names this part; ``govreport train pretrain`` makes weights for it from unlabelled reports.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
from thinc.api import Model, NumpyOps
from thinc.types import Ragged

from govreport.pipeline.characters import Codes, fold, pair_keys, table_rows
from govreport.pipeline.layers import Floats, add_grads, maxout_block, sentence_mean, set_missing
from govreport.schema import Period

OPS = NumpyOps()
MEAN_AFTER = 4  # blocks before the sentence's mean is mixed in


class Line(NamedTuple):
    """What the model gets of a sentence."""

    text: str
    period: Period


def character_embed(char_rows: int, char_width: int, pair_rows: int, pair_width: int) -> Model[Any, Ragged]:
    """Codes of sentences to vectors: [character, pair with the one before, pair with the one after]."""
    shapes = {"chars": (char_rows, char_width), "pairs": (pair_rows, pair_width)}

    def init(model: Model[Any, Ragged], X: Any = None, Y: Any = None) -> None:
        set_missing(model, {n: np.random.normal(0, 0.1, shape).astype(np.float32) for n, shape in shapes.items()})

    return Model("character_embed", _embed_forward, init=init, params={"chars": None, "pairs": None})


def _embed_forward(model: Model[Any, Ragged], sentences: Sequence[Codes], is_train: bool) -> tuple[Ragged, Any]:
    chars, pairs = cast(Floats, model.get_param("chars")), cast(Floats, model.get_param("pairs"))
    lengths, codes = np.array([len(one) for one in sentences], dtype="i"), np.concatenate(sentences)
    left, right = pair_keys(codes, lengths)
    rows = [
        table_rows(codes.astype(np.uint64), len(chars)),
        table_rows(left, len(pairs)),
        table_rows(right, len(pairs)),
    ]
    data = np.concatenate([_sum_rows(table, r) for table, r in zip((chars, pairs, pairs), rows, strict=True)], axis=1)
    cuts = [chars.shape[1], chars.shape[1] + pairs.shape[1]]

    def backward(grads: Ragged) -> list[Any]:
        parts = np.split(cast(Floats, grads.dataXd), cuts, axis=1)
        for name, row, grad in zip(("chars", "pairs", "pairs"), rows, parts, strict=True):
            add_grads(model, {name: _scatter(len(model.get_param(name)), row, grad)})
        return []

    return Ragged(data, lengths), backward


def _sum_rows(table: Floats, rows: Any) -> Floats:
    return cast(Floats, sum(table[rows[:, hashed]] for hashed in range(rows.shape[1])))


def _scatter(size: int, rows: Any, grad: Floats) -> Floats:
    found, grad = np.zeros((size, grad.shape[1]), dtype=np.float32), np.ascontiguousarray(grad)
    for hashed in range(rows.shape[1]):
        OPS.scatter_add(found, np.ascontiguousarray(rows[:, hashed], dtype="i"), grad)
    return found


def char_encoder(
    width: int, reaches: list[int], char_rows: int, char_width: int, pair_rows: int, pair_width: int
) -> Model[Any, Ragged]:
    """Architecture ``govreport.CharEncoder.v1``: ``reaches`` holds how far each block's window looks to both sides.

    >>> model = char_encoder(width=8, reaches=[1, 2], char_rows=50, char_width=4, pair_rows=50, pair_width=4)
    >>> _ = model.initialize()
    >>> model.predict([fold("长春"), fold("农安县")]).dataXd.shape
    (5, 8)
    """
    embed = character_embed(char_rows, char_width, pair_rows, pair_width)
    stem = maxout_block(width, char_width + 2 * pair_width, residual=False)
    blocks = [maxout_block(width, width, reach) for reach in reaches]
    layers = [embed, stem, *blocks[:MEAN_AFTER], sentence_mean(width), *blocks[MEAN_AFTER:]]
    return Model("char_encoder", _encoder_forward, init=init_layers, layers=layers, dims={"nO": width})


def init_layers(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    """Initialize every layer; shapes are known beforehand, so no sample runs through."""
    for layer in model.layers:
        layer.initialize()


def _encoder_forward(model: Model[Any, Ragged], X: Any, is_train: bool) -> tuple[Ragged, Callable[[Ragged], Any]]:
    """``X`` is the sentences' codes, or the codes and rows to add to the stem (features of a task)."""
    codes, extra = X if isinstance(X, tuple) else (X, None)
    found, backs = codes, []
    for number, layer in enumerate(model.layers):
        found, back = layer(found, is_train)
        backs.append(back)
        if number == 1 and extra is not None:
            found = Ragged(found.dataXd + extra, found.lengths)

    def backward(grad: Ragged) -> Any:
        for back in backs[:1:-1]:
            grad = back(grad)
        backs[0](backs[1](grad))
        return grad.dataXd

    return found, backward


def codes_of(lines: Sequence[Line]) -> list[Codes]:
    """The folded codes of each sentence."""
    return [fold(line.text) for line in lines]
