"""Words of a sentence from a dictionary (jieba), for training only: what is shipped does not need it."""

import logging
import warnings
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import cast

from govreport.errors import GovreportError
from govreport.pipeline.gazetteer import folded


@cache
def _jieba() -> ModuleType:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in its source
            import jieba
    except ImportError as error:
        raise GovreportError("jieba is not installed; run `pip install 'govreport-ner[peers]'`") from error
    jieba.setLogLevel(logging.WARNING)
    return cast(ModuleType, jieba)


def words(text: str) -> list[str]:
    """The words of ``text``, in order and complete; full-width forms are looked up folded.

    >>> words("全市生产总值增长１３％")
    ['全市', '生产总值', '增长', '１３', '％']
    """
    found, place = [], 0
    for word in _jieba().cut(folded(text), HMM=False):
        found.append(text[place : place + len(word)])
        place += len(word)
    return found


def cut(pieces: Iterable[str], borders: Iterable[int]) -> list[str]:
    """The pieces, cut where a border (an offset in their joined text) lies inside one.

    >>> cut(["在", "长春市", "召开"], [2, 4])
    ['在', '长', '春市', '召开']
    """
    text, ends = "", set(borders)
    for piece in pieces:
        text += piece
        ends.add(len(text))
    places = sorted(ends | {0})
    return [text[start:end] for start, end in pairwise(places)]
