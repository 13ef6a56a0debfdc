"""Experiment: every character is also told its place in its word: begin, middle, end, or a word of its own.

The words are those of a spacy-pkuseg segmenter that learns from the fold's own training sentences when training
starts, as in ``configs/ner_pkuseg.cfg`` (extra ``peers``), and travels inside the saved pipeline:

    govreport train ablate 'word borders as a feature' --code training/experiments/word_borders.py \
        --set components.ner.model.@architectures=govreport.WordBorderTagger.v1 \
        --set 'components.ner.model.train=${paths.train}'

The pretrained weights load as they are: they know nothing of borders, whose rows begin at zero.
"""

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import spacy_pkuseg
from spacy.util import registry
from thinc.api import Model
from thinc.types import Ragged

from govreport.pipeline.encoder import OPS, Line
from govreport.pipeline.features import feature_embed, feature_rows
from govreport.pipeline.layers import add_grads, set_missing
from govreport.pipeline.tagger import char_tagger
from govreport.training.pkuseg import read_marked, train_pkuseg

BEGIN, MIDDLE, END, SINGLE = range(4)
FILES = ("features.msgpack", "weights.npz")  # what pkuseg reads of a segmenter's folder
LOADING = Lock()  # pkuseg keeps the folder it loads from in a global


@registry.architectures("govreport.WordBorderTagger.v1")
def word_border_tagger(
    tok2vec: Model[Any, Ragged],
    features: list[str],
    train: str | None = None,
    iterations: int = 8,
    cut_at_gold: bool = False,
) -> Model[Any, Ragged]:
    """``govreport.CharTagger.v1`` with one feature more; ``train`` is the DocBin that the segmenter learns from.

    With ``cut_at_gold``, its words are cut at the gold's borders, as in ``ner_pkuseg``. Here that shows the tagger the
    answers on the very sentences it trains on, so by default the segmenter learns jieba's words only.
    """
    tagger = char_tagger(tok2vec, features)
    old, width = tagger.get_ref("features"), tok2vec.get_dim("nO")
    tagger.replace_node(old, feature_and_border_embed(width, features, train, iterations, cut_at_gold))
    return tagger


def feature_and_border_embed(
    width: int, names: list[str], train: str | None, iterations: int, cut_at_gold: bool
) -> Model[Any, Any]:
    """``feature_embed`` with a second table. No further layer, so that weights of a tagger without it still fit."""

    def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
        tables = {"table": feature_embed(width, names).initialize().get_param("table")}
        set_missing(model, {**tables, "borders": np.zeros((4, width), dtype=np.float32)})
        model.attrs["segmenter"] = learned(Path(str(train)), iterations, cut_at_gold)

    def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Any]:
        lines, codes = X
        rows = {"table": feature_rows(lines, codes, names), "borders": border_rows(lines, model.attrs["segmenter"])}
        found = sum(model.get_param(name)[column] for name, one in rows.items() for column in one.T)

        def backward(grad: Any) -> list[Any]:
            for name, columns in rows.items():
                table = np.zeros_like(model.get_param(name))
                for column in columns.T:
                    OPS.scatter_add(table, np.ascontiguousarray(column, dtype="i"), np.ascontiguousarray(grad))
                add_grads(model, {name: table})
            return []

        return found, backward

    params: dict[str, Any] = {"table": None, "borders": None}
    return Model("feature_embed", forward, init=init, params=params, attrs={"segmenter": ()})


def learned(train: Path, iterations: int, cut_at_gold: bool) -> tuple[bytes, ...]:
    """The ``FILES`` of a segmenter trained on a DocBin; as bytes they are saved with the model."""
    sentences = [(text, borders if cut_at_gold else ()) for text, borders in read_marked(train)]
    with tempfile.TemporaryDirectory() as folder:
        train_pkuseg(sentences, Path(folder), iterations)
        return tuple((Path(folder) / name).read_bytes() for name in FILES)


@cache
def segmenter(files: tuple[bytes, ...]) -> Any:
    """The segmenter of these files, and what it has cut before: in training a sentence comes again and again."""
    with LOADING, tempfile.TemporaryDirectory() as folder:
        for name, data in zip(FILES, files, strict=True):
            (Path(folder) / name).write_bytes(data)
        cut = spacy_pkuseg.pkuseg(folder, user_dict=None)
    return cache(lambda text: word_places(text, cut.cut(text)))


def border_rows(lines: Sequence[Line], files: Sequence[bytes]) -> Any:
    """The place of each character in its word, sentences end to end, shape (characters, 1)."""
    places = segmenter(tuple(files))
    return np.array([place for line in lines for place in places(line.text)])[:, None]


def word_places(text: str, words: Sequence[str]) -> tuple[int, ...]:
    """``BEGIN``, ``MIDDLE``, ``END`` or ``SINGLE`` for each character; white space, which pkuseg drops, is a word."""
    found, at = [SINGLE] * len(text), 0
    for word in words:
        at = text.index(word, at)
        if len(word) > 1:
            found[at : at + len(word)] = [BEGIN, *[MIDDLE] * (len(word) - 2), END]
        at += len(word)
    return tuple(found)
