"""A spacy-pkuseg segmenter trained on the project's own sentences, every gold entity border a word border.

``govreport.PkusegModel.v1`` in a config's ``[initialize.tokenizer]`` trains it from ``paths.train`` when spaCy's
training starts, so that a fold's segmenter knows the fold's training reports only. It is saved inside the pipeline.
"""

import atexit
import contextlib
import io
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import spacy_pkuseg
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from govreport.errors import BadInput
from govreport.jsonl import write_text
from govreport.training.words import cut, words

FEWEST = 20  # pkuseg divides by a tenth of their number
Marked = tuple[str, tuple[tuple[int, int], ...]]  # a sentence and its entities' borders


def segmented(sentence: Marked) -> list[str]:
    """Words of a sentence, white space left out as in pkuseg's training format, cut at all entity borders.

    >>> segmented(("完成北人民大街改造", ((2, 7),)))
    ['完成', '北', '人民', '大街', '改造']
    >>> segmented(("完成北人民大街改造", ((2, 4),)))
    ['完成', '北', '人', '民', '大街', '改造']
    """
    text, spans = sentence
    pieces = cut(words(text), (border for span in spans for border in span))
    return [part for piece in pieces for part in piece.split()]


def train_pkuseg(sentences: Sequence[Marked], folder: Path, iterations: int) -> Path:
    """Train a segmenter into ``folder``, which then holds ``features.msgpack`` and ``weights.npz``.

    pkuseg reports accuracy on a second file, which does not choose anything: every tenth sentence serves.
    """
    if len(sentences) < FEWEST:
        raise BadInput(f"{len(sentences)} sentences are too few to train a segmenter on; {FEWEST} are needed")
    lines = [" ".join(segmented(one)) + "\n" for one in sentences]
    write_text(folder / "train.txt", "".join(lines))
    write_text(folder / "test.txt", "".join(lines[::10]))
    with contextlib.redirect_stdout(io.StringIO()):
        spacy_pkuseg.train(str(folder / "train.txt"), str(folder / "test.txt"), str(folder), train_iter=iterations)
    return folder


def read_marked(path: Path) -> list[Marked]:
    """Sentences and entity borders of a DocBin; ``BadInput`` where there is none."""
    if not path.is_file():
        raise BadInput(f"{path}: no such DocBin; make it with `govreport train convert`")
    docs = DocBin().from_disk(path).get_docs(Vocab())
    return [(doc.text, tuple((ent.start_char, ent.end_char) for ent in doc.ents)) for doc in docs]


@cache
def pkuseg_model(train: str | None, iterations: int, model: str | None) -> str | None:
    """``govreport.PkusegModel.v1``: ``model`` (a folder, or a name pkuseg downloads), else a segmenter trained here.

    spaCy resolves a config more than once in a run; the cache makes that one training.
    """
    if model or not train:
        return model
    folder = tempfile.TemporaryDirectory(prefix="govreport-pkuseg-")
    atexit.register(folder.cleanup)
    return str(train_pkuseg(read_marked(Path(train)), Path(folder.name), iterations))
