"""A token a character, white space too: token numbers are text offsets, so no gold span is ever misaligned."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from govreport.pipeline.characters import fold


def _norm(word: str) -> str:
    return "".join(map(chr, fold(word)))


class CharTokenizer:
    """Splits a text into its characters; ``token.norm_`` is the character as the model sees it.

    >>> doc = CharTokenizer(Vocab())("增长 ５％")
    >>> [token.text for token in doc], [token.norm_ for token in doc][-2:], doc.text == "增长 ５％"
    (['增', '长', ' ', '５', '％'], ['0', '%'], True)
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = _norm  # type: ignore[attr-defined]

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing is learned, so nothing is stored."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Self:
        """Nothing to read."""
        return self

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        """Nothing to write."""

    def from_disk(self, path: Path, **kwargs: Any) -> Self:
        """Nothing to read."""
        return self


def create_char_tokenizer() -> Callable[[Language], CharTokenizer]:
    """Registered as tokenizer ``govreport.CharTokenizer.v1``."""
    return lambda nlp: CharTokenizer(nlp.vocab)
