"""Gold to spaCy's DocBin: one Doc a sentence, one token a character, the section's period given."""

from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from govreport.errors import BadInput
from govreport.pipeline.extensions import register
from govreport.schema import Sentence
from govreport.training.gold import GoldSentence


def sentence_doc(vocab: Vocab, sentence: Sentence) -> Doc:
    """A Doc of one sentence that carries its period, so that the pipeline need not look for it."""
    register()
    doc = Doc(vocab, words=list(sentence.text), spaces=[False] * len(sentence.text))
    doc._.period, doc._.sentence_id = sentence.period, sentence.id
    return doc


def set_entities(doc: Doc, gold: GoldSentence) -> Doc:
    """Fill ``doc.ents``; a span that is not on token borders is ``BadInput`` naming sentence and span.

    >>> from govreport.schema import Entity
    >>> demo = Sentence("demo:0001.01", "demo", (), "review", "长春GDP", ((0, 5),))
    >>> words = Doc(Vocab(), words=["长春", "GDP"], spaces=[False, False])
    >>> set_entities(words, GoldSentence(demo, (Entity(0, 1, "PLACE"),)))
    Traceback (most recent call last):
    ...
    govreport.errors.BadInput: sentence demo:0001.01: span 0-1 PLACE 「长」 is not on token borders
    """
    spans = []
    for start, end, label in gold.entities:
        span = doc.char_span(start, end, label=label)
        if span is None:
            name = f"span {start}-{end} {label} 「{doc.text[start:end]}」"
            raise BadInput(f"sentence {gold.sentence.id}: {name} is not on token borders")
        spans.append(span)
    doc.set_ents(spans)
    return doc


def write_docbin(path: Path, gold: Iterable[GoldSentence]) -> int:
    """Write the sentences as a DocBin and return how many."""
    vocab = Vocab()
    docs = [set_entities(sentence_doc(vocab, one.sentence), one) for one in gold]
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return len(docs)
