"""The rule suggester: spaCy's SpanRuler over characters, an honest baseline and a pre-fill for annotators.

The patterns are data (``govreport/data/rules.jsonl``). A matched quantity is a METRIC in the review and a TARGET in the
plan: the rules know nothing else about time.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Span

from govreport.annotations.records import Annotation
from govreport.schema import Entity, Sentence

# words that the guideline takes off the beginning of a metric (§2.2)
OPENING_WORDS = re.compile(
    r"^(?:预计|全年|年内|今年|五年来|一年来|到.{4}年|累计|先后|共|已|将|继续|进一步|加快|推进|抓好|力争|确保|争取|实现|完成|达到|达|为|其中|使|并)+"
    r"(?![0-9０-９])"
)
PERIOD_LABEL = {"review": "METRIC", "plan": "TARGET", "other": "METRIC"}


@cache
def rule_pipeline() -> Language:
    """A blank Chinese pipeline on characters whose ``span_ruler`` holds the patterns; longest match first."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("span_ruler", config={"spans_filter": {"@misc": "spacy.first_longest_spans_filter.v1"}})
    patterns = srsly.read_jsonl(Path(str(files("govreport") / "data" / "rules.jsonl")))
    ruler.add_patterns(list(patterns))
    return nlp


def suggest(sentences: Iterable[Sentence]) -> Iterator[Annotation]:
    """Yield each sentence with the rules' entities.

    >>> sentence = Sentence("demo:0001.01", "demo", (), "review", "实现工业增加值635亿元，增长14.7%。", ((0, 19),))
    >>> [entity.surface(sentence.text) for entity in next(suggest([sentence])).entities]
    ['工业增加值635亿元', '增长14.7%']
    """
    pairs = ((sentence.text, sentence) for sentence in sentences)
    for doc, sentence in rule_pipeline().pipe(pairs, as_tuples=True):
        entities = (_entity(span, sentence) for span in doc.spans["ruler"])
        yield Annotation(sentence.id, sentence.text, tuple(entities), {"annotator": "rules"})


def _entity(span: Span, sentence: Sentence) -> Entity:
    if span.label_ != "QUANTITY":
        return Entity(span.start_char, span.end_char, span.label_)
    opening = OPENING_WORDS.match(span.text)
    start = span.start_char + (opening.end() if opening else 0)
    return Entity(start, span.end_char, PERIOD_LABEL[sentence.period])
