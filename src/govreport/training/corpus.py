"""Reader ``govreport.SentenceCorpus.v1``: DocBin files whose sentences keep the period they were given."""

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from govreport.errors import BadInput
from govreport.pipeline.extensions import register
from govreport.training.augment import Augmenter


def sentence_corpus(
    path: Path | None, augmenter: Augmenter | None = None, passes: int = 1
) -> Callable[[Language], Iterator[Example]]:
    """Examples of a ``.spacy`` file of ``govreport train convert``; the side to predict knows text and period only.

    The first pass gives the sentences as they are, each further one what ``augmenter`` makes of them.
    """

    def read(nlp: Language) -> Iterator[Example]:
        if path is None or not Path(path).is_file():
            raise BadInput(f"{path}: no such DocBin; make it with `govreport train convert`")
        examples = [Example(bare(doc), doc) for doc in DocBin().from_disk(path).get_docs(nlp.vocab)]
        yield from examples
        if augmenter is not None:
            for example in examples * (passes - 1):
                yield from augmenter(nlp, example)

    register()
    return read


def bare(doc: Doc) -> Doc:
    """The sentence without its entities."""
    found = Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    found._.period, found._.sentence_id = doc._.period, doc._.sentence_id
    return found
