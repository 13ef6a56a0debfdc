"""Layers of the character encoder in plain numpy, forward and backward.

Sentences lie end to end in one array (thinc's ``Ragged``), so no work goes into padding and a sentence's result does
not depend on its neighbours. numpy's matrix product is used because it is several times faster than thinc's own here.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model
from thinc.types import Ragged

from govreport.pipeline.characters import positions

Floats = NDArray[np.float32]
Backward = Callable[[Any], Any]
EPSILON = 1e-5


def uniform(model: Model[Any, Any], shape: tuple[int, ...], scale: float) -> Floats:
    """Random values in ``[-scale, scale]``; thinc seeds numpy's global generator (``fix_random_seed``)."""
    return cast(Floats, np.random.uniform(-scale, scale, shape).astype(np.float32))


def set_missing(model: Model[Any, Any], values: dict[str, Floats]) -> None:
    """Set the parameters that have no value yet."""
    for name, value in values.items():
        if not model.has_param(name):
            model.set_param(name, value)


def add_grads(model: Model[Any, Any], grads: dict[str, Floats]) -> None:
    """Add to the gradient of each named parameter."""
    for name, grad in grads.items():
        model.inc_grad(name, grad)


def window(data: Floats, lengths: Any, reach: int) -> Floats:
    """Each row beside the rows ``reach`` before and after it in its own sentence, shape (rows, 3·width).

    >>> window(np.array([[1.0], [2.0], [3.0]], dtype="f"), [2, 1], 1)
    array([[0., 1., 2.], [1., 2., 0.], [0., 3., 0.]], dtype=float32)
    """
    before, after = _inside(lengths, reach)
    rows, width = data.shape
    found = np.zeros((rows, 3, width), dtype=np.float32)
    found[:, 1] = data
    if reach < rows:
        found[reach:, 0] = data[:-reach] * before[reach:]
        found[:-reach, 2] = data[reach:] * after[:-reach]
    return found.reshape(rows, 3 * width)


def unwindow(grad: Floats, lengths: Any, reach: int) -> Floats:
    """The gradient of ``window``: each row collects what its own copy and its neighbours' copies got."""
    before, after = _inside(lengths, reach)
    parts = grad.reshape(len(grad), 3, -1)
    found = parts[:, 1].copy()
    if reach < len(found):
        found[:-reach] += parts[reach:, 0] * before[reach:]
        found[reach:] += parts[:-reach, 2] * after[:-reach]
    return found


def _inside(lengths: Any, reach: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    place, sizes = positions(lengths), np.repeat(lengths, lengths)
    return (place >= reach)[:, None], (sizes - 1 - place >= reach)[:, None]


def normalize(data: Floats) -> tuple[Floats, Callable[[Floats], Floats]]:
    """Rows of mean 0 and variance 1 (Ba, Kiros and Hinton 2016), and the function that takes gradients back."""
    centred = data - data.mean(axis=1, keepdims=True)
    scale = 1 / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)
    normal = centred * scale

    def backward(grad: Floats) -> Floats:
        along = (grad * normal).mean(axis=1, keepdims=True)
        return cast(Floats, (grad - grad.mean(axis=1, keepdims=True) - normal * along) * scale)

    return normal, backward


def maxout_block(width: int, inputs: int, reach: int = 0, residual: bool = True) -> Model[Ragged, Ragged]:
    """x + dropout(norm(max(Wx + b, Vx + c))) over a window of rows ``reach`` apart (0: the row alone)."""

    def init(model: Model[Ragged, Ragged], X: Any = None, Y: Any = None) -> None:
        size = inputs * (3 if reach else 1)
        ones = np.ones(width, dtype=np.float32)
        weights = uniform(model, (2 * width, size), float(np.sqrt(3 / size)))
        set_missing(model, {"W": weights, "b": np.zeros(2 * width, dtype=np.float32), "G": ones, "c": ones * 0})

    attrs = {"reach": reach, "residual": residual, "dropout_rate": 0.0}
    params: dict[str, Any] = dict.fromkeys(("W", "b", "G", "c"))
    return Model("maxout_block", _block_forward, init=init, params=params, attrs=attrs)


def _block_forward(model: Model[Ragged, Ragged], X: Ragged, is_train: bool) -> tuple[Ragged, Backward]:
    data, lengths, reach = cast(Floats, X.dataXd), X.lengths, model.attrs["reach"]
    W, gain = model.get_param("W"), model.get_param("G")
    inputs = window(data, lengths, reach) if reach else data
    both = inputs @ W.T + model.get_param("b")
    half = both.shape[1] // 2
    first = both[:, :half] >= both[:, half:]
    normal, normal_back = normalize(np.maximum(both[:, :half], both[:, half:]))
    found = normal * gain + model.get_param("c")
    mask = _dropout(found.shape, model.attrs["dropout_rate"]) if is_train else None
    found = found if mask is None else found * mask
    found = found + data if model.attrs["residual"] else found

    def backward(grads: Ragged) -> Ragged:
        grad = cast(Floats, grads.dataXd)
        inner = grad if mask is None else grad * mask
        picked = normal_back(inner * gain)
        wide = np.concatenate([picked * first, picked * ~first], axis=1)
        add_grads(model, {"G": (inner * normal).sum(axis=0), "c": inner.sum(axis=0)})
        add_grads(model, {"W": wide.T @ inputs, "b": wide.sum(axis=0)})
        back = unwindow(wide @ W, lengths, reach) if reach else wide @ W
        return Ragged(back + grad if model.attrs["residual"] else back, lengths)

    return Ragged(found, lengths), backward


def _dropout(shape: tuple[int, ...], rate: float) -> Floats | None:
    if not rate:
        return None
    return cast(Floats, (np.random.random(shape) >= rate).astype(np.float32) / np.float32(1 - rate))


def sentence_mean(width: int) -> Model[Ragged, Ragged]:
    """x + W·(mean of the sentence's rows) + b: every character learns what its sentence is about."""

    def init(model: Model[Ragged, Ragged], X: Any = None, Y: Any = None) -> None:
        weights = uniform(model, (width, width), float(np.sqrt(3 / width)))
        set_missing(model, {"W": weights, "b": np.zeros(width, dtype=np.float32)})

    return Model("sentence_mean", _mean_forward, init=init, params={"W": None, "b": None})


def _mean_forward(model: Model[Ragged, Ragged], X: Ragged, is_train: bool) -> tuple[Ragged, Backward]:
    data, lengths, W = cast(Floats, X.dataXd), X.lengths, model.get_param("W")
    starts, sizes = np.cumsum(lengths) - lengths, lengths[:, None].astype(np.float32)
    means = np.add.reduceat(data, starts, axis=0) / sizes

    def backward(grads: Ragged) -> Ragged:
        grad = cast(Floats, grads.dataXd)
        summed = np.add.reduceat(grad, starts, axis=0)
        add_grads(model, {"W": summed.T @ means, "b": summed.sum(axis=0)})
        return Ragged(grad + np.repeat(summed @ W / sizes, lengths, axis=0), lengths)

    return Ragged(data + np.repeat(means @ W.T + model.get_param("b"), lengths, axis=0), lengths), backward
