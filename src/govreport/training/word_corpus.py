"""Reader ``govreport.WordCorpus.v1``: DocBin sentences in the words of the pipeline's own tokenizer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from govreport.errors import BadInput
from govreport.pipeline.extensions import register
from govreport.training.words import cut

Borders = Literal["error", "cut", "keep"]


def word_corpus(path: Path | None, borders: Borders) -> Callable[[Language], Iterator[Example]]:
    """Examples whose prediction side has the tokenizer's words; ``borders`` is for a gold border inside a word.

    ``error``: ``BadInput`` names sentence and span. ``cut``: the word is cut, so that no span is lost to training.
    ``keep``: the words stay as at run time, for scoring, which compares characters.
    """

    def read(nlp: Language) -> Iterator[Example]:
        if path is None or not Path(path).is_file():
            raise BadInput(f"{path}: no such DocBin; make it with `govreport train convert`")
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            yield Example(_words(nlp, doc, borders), doc)

    register()
    return read


def _words(nlp: Language, gold: Doc, borders: Borders) -> Doc:
    found = nlp.make_doc(gold.text)
    for ent in gold.ents if borders == "error" else ():
        if found.char_span(ent.start_char, ent.end_char) is None:
            where = f"span {ent.start_char}-{ent.end_char} {ent.label_} 「{ent.text}」"
            raise BadInput(f"sentence {gold._.sentence_id}: {where} is not on word borders; set borders to cut or keep")
    if borders == "cut":
        pieces = [token.text_with_ws for token in found]
        words = cut(pieces, (border for ent in gold.ents for border in (ent.start_char, ent.end_char)))
        found = Doc(nlp.vocab, words=[w.rstrip(" ") or w for w in words], spaces=[_spaced(w) for w in words])
    found._.period, found._.sentence_id = gold._.period, gold._.sentence_id
    return found


def _spaced(word: str) -> bool:
    return word.endswith(" ") and bool(word.rstrip(" "))
