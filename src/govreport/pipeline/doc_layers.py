"""The character encoder and the features as ``tok2vec`` layers of spaCy's own components: Docs in, a row a token out.

Docs have one token a character. Characters of a report that belong to no sentence get rows of zeros.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc
from thinc.api import Embed, Model, concatenate
from thinc.types import Ragged

from govreport.pipeline.context import lines_of
from govreport.pipeline.encoder import Line, codes_of, init_layers
from govreport.pipeline.features import COLUMNS, Ints, feature_embed, feature_rows

Rows = tuple[list[Any], Callable[..., Any]]


class Read(NamedTuple):
    """Sentences of several Docs, the token of each of their characters (Docs end to end), and the Docs' sizes."""

    lines: list[Line]
    places: Ints
    sizes: list[int]


def read_docs(docs: Sequence[Doc]) -> Read:
    """The sentences of the Docs, as the recognizer reads them.

    >>> from spacy.vocab import Vocab
    >>> read = read_docs([Doc(Vocab(), words=list("长春"), spaces=[False] * 2)] * 2)
    >>> [line.text for line in read.lines], read.places.tolist(), read.sizes
    (['长春', '长春'], [0, 1, 2, 3], [2, 2])
    """
    found: list[Line] = []
    places: list[int] = []
    first = 0
    for doc in docs:
        lines, origins = lines_of(doc)
        found += lines
        for origin in origins:
            ranges = [(0, len(doc))] if origin is None else origin.source
            places += [first + place for one in ranges for place in range(*one)]
        first += len(doc)
    return Read(found, np.array(places, dtype=np.int64), [len(doc) for doc in docs])


def doc_encoder(tok2vec: Model[Any, Ragged], features: list[str]) -> Model[list[Doc], list[Any]]:
    """Architecture ``govreport.DocEncoder.v1``: ``govreport.CharEncoder.v1`` with features added to its stem."""
    width = tok2vec.get_dim("nO")
    layers: list[Model[Any, Any]] = [tok2vec, feature_embed(width, features)]
    return Model("doc_encoder", _encoder_forward, init=init_layers, layers=layers, dims={"nO": width})


def _encoder_forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> Rows:
    read, (encoder, features), width = read_docs(docs), model.layers, model.get_dim("nO")
    found = np.zeros((sum(read.sizes), width), dtype=np.float32)
    cuts = np.cumsum(read.sizes)[:-1]
    if not read.lines:
        return np.split(found, cuts), lambda grads: []
    codes = codes_of(read.lines)
    extra, extra_back = features((read.lines, codes), is_train)
    vectors, encoder_back = encoder((codes, extra), is_train)
    found[read.places] = vectors.dataXd

    def backward(grads: Sequence[Any]) -> list[Any]:
        grad = encoder_back(Ragged(np.concatenate(grads)[read.places], vectors.lengths))
        extra_back(grad)
        return []

    return np.split(found, cuts), backward


def with_features(tok2vec: Model[Any, Any], width: int, features: list[str]) -> Model[Any, Any]:
    """Architecture ``govreport.WithFeatures.v1``: rows of any ``tok2vec``, each followed by ``width`` of features."""
    return concatenate(tok2vec, doc_features(width, features))


def doc_features(width: int, features: list[str]) -> Model[list[Doc], list[Any]]:
    """A row of ``width`` numbers a token: the sum of its features' rows, by thinc's own layer, so on a GPU too."""
    embed = Embed(nO=width, nV=sum(COLUMNS.values()))
    attrs = {"names": list(features)}
    return Model("doc_features", _features_forward, init=init_layers, layers=[embed], dims={"nO": width}, attrs=attrs)


def _features_forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> Rows:
    read, embed, ops, width = read_docs(docs), model.layers[0], model.ops, model.get_dim("nO")
    found = ops.alloc2f(sum(read.sizes), width)
    if not read.lines:
        return ops.unflatten(found, ops.asarray1i(read.sizes)), lambda grads: []
    rows = feature_rows(read.lines, codes_of(read.lines), model.attrs["names"])
    vectors, back = embed(ops.asarray1i(rows.ravel()), is_train)
    found[read.places] = vectors.reshape((*rows.shape, width)).sum(axis=1)

    def backward(grads: Sequence[Any]) -> list[Any]:
        picked = ops.xp.concatenate(grads)[read.places]
        back(ops.xp.repeat(picked, rows.shape[1], axis=0))
        return []

    return ops.unflatten(found, ops.asarray1i(read.sizes)), backward
