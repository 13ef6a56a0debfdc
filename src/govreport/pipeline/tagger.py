"""The network of the entity recognizer: encoder, features and a score for every tag of every character."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from thinc.api import Model
from thinc.types import Ragged

from govreport.pipeline.crf import LEGAL, TAGS, Moves
from govreport.pipeline.encoder import Line, codes_of, init_layers
from govreport.pipeline.features import feature_embed
from govreport.pipeline.layers import Floats, add_grads, set_missing, uniform


def tag_scores(width: int) -> Model[Ragged, Ragged]:
    """Wx + b: one score a tag."""

    def init(model: Model[Ragged, Ragged], X: Any = None, Y: Any = None) -> None:
        weights = uniform(model, (len(TAGS), width), float(np.sqrt(1 / width)))
        set_missing(model, {"W": weights, "b": np.zeros(len(TAGS), dtype=np.float32)})

    attrs = {"dropout_rate": 0.0}
    return Model("tag_scores", _scores_forward, init=init, params={"W": None, "b": None}, attrs=attrs)


def _scores_forward(model: Model[Ragged, Ragged], X: Ragged, is_train: bool) -> tuple[Ragged, Any]:
    W, rate = model.get_param("W"), model.attrs["dropout_rate"] if is_train else 0.0
    data = cast(Floats, X.dataXd)
    mask = (np.random.random(data.shape) >= rate).astype(np.float32) / np.float32(1 - rate)
    kept = data * mask if rate else data

    def backward(grads: Ragged) -> Ragged:
        grad = cast(Floats, grads.dataXd)
        add_grads(model, {"W": grad.T @ kept, "b": grad.sum(axis=0)})
        return Ragged(grad @ W * (mask if rate else 1), X.lengths)

    return Ragged(kept @ W.T + model.get_param("b"), X.lengths), backward


def tag_moves() -> Model[Any, Any]:
    """Learned scores of moves between tags; ``moves_of`` adds what is legal."""

    def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
        set_missing(model, {name: np.zeros_like(legal) for name, legal in LEGAL._asdict().items()})

    params: dict[str, Any] = dict.fromkeys(Moves._fields)
    return Model("tag_moves", lambda model, X, is_train: (X, lambda dY: dY), init=init, params=params)


def moves_of(model: Model[Any, Any]) -> Moves:
    """Scores of moves, illegal ones out of reach."""
    learned = model.get_ref("moves")
    return Moves(*(learned.get_param(name) + legal for name, legal in LEGAL._asdict().items()))


def char_tagger(tok2vec: Model[Any, Ragged], features: list[str]) -> Model[Any, Ragged]:
    """Architecture ``govreport.CharTagger.v1``: lines to tag scores; ``features`` are names from ``COLUMNS``."""
    width = tok2vec.get_dim("nO")
    embed, scores, moves = feature_embed(width, features), tag_scores(width), tag_moves()
    refs = {"tok2vec": tok2vec, "features": embed, "scores": scores, "moves": moves}
    layers = [tok2vec, embed, scores, moves]
    return Model("char_tagger", _tagger_forward, init=init_layers, layers=layers, refs=refs)


def _tagger_forward(model: Model[Any, Ragged], lines: Sequence[Line], is_train: bool) -> tuple[Ragged, Any]:
    codes = codes_of(lines)
    embed = model.get_ref("features")
    extra, extra_back = embed((lines, codes), is_train)
    vectors, encoder_back = model.get_ref("tok2vec")((codes, extra), is_train)
    scores, scores_back = model.get_ref("scores")(vectors, is_train)

    def backward(grads: Ragged) -> list[Any]:
        grad = encoder_back(scores_back(grads))
        extra_back(grad)
        return []

    return scores, backward
