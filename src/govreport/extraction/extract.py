"""A report's text and a trained pipeline in, facts out."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from govreport.corpus.reader import read_report
from govreport.errors import BadInput
from govreport.extraction.facts import Fact
from govreport.schema import Sentence

DEFAULT_MODEL = "zh_ent_govreport_sm"
TRAINED_HERE = Path("training/models/final/model-best")


def load_model(name: str | None = None) -> Language:
    """A pipeline by package name or folder; by default the installed package, else what ``make run`` trained here.

    Raises ``BadInput`` that names the next step where there is no such pipeline, or it finds no entities.
    """
    chosen = name or (DEFAULT_MODEL if spacy.util.is_package(DEFAULT_MODEL) else str(TRAINED_HERE))
    try:
        nlp = spacy.load(chosen)
    except OSError as error:
        step = f"train one with 'make run' or install the package {DEFAULT_MODEL}, or name a folder with --model"
        raise BadInput(f"{chosen}: no spaCy pipeline there; {step}") from error
    except ValueError as error:
        raise BadInput(f"{chosen}: cannot be loaded ({str(error).splitlines()[0]}); train it again") from error
    if not nlp.pipe_names:
        raise BadInput(f"{chosen}: the pipeline is empty and finds no entities; train one with 'make run'")
    # a report is longer than spaCy's guard for parsers, which there is none of here
    nlp.max_length = 100_000_000
    return nlp


def extract(text: str, nlp: Language, report: str = "report") -> Iterator[Fact]:
    """Yield the facts of one report in the order of the text.

    ``start`` and ``end`` of a fact are places in ``text``. Raises ``BadInput`` for a text without any sentence.
    """
    if not text.strip():
        raise BadInput(f"{report}: the text is empty; a report's text is needed")
    yield from facts_of(nlp(text), report)


def facts_of(doc: Doc, report: str = "report") -> Iterator[Fact]:
    """The facts of a report that a pipeline has already read."""
    sentences = report_sentences(doc, report)
    starts = [sentence.source[0][0] for sentence in sentences]
    for ent in doc.ents:
        position = bisect_right(starts, ent.start_char) - 1
        if position >= 0:
            yield _fact(ent, sentences[position])


def report_sentences(doc: Doc, report: str) -> Sequence[Sentence]:
    """The sentences that the pipeline found, or the reader finds, with ids that begin with the report's name."""
    found = doc._.sentences if Doc.has_extension("sentences") and doc._.sentences else read_report(doc.text).sentences
    return [replace(one, id=f"{report}:{one.id.partition(':')[2]}", report=report) for one in found]


def _fact(ent: Span, sentence: Sentence) -> Fact:
    return Fact(
        report=sentence.report,
        sentence_id=sentence.id,
        section=sentence.section,
        period=sentence.period,
        label=ent.label_,
        text=ent._.surface if Span.has_extension("surface") else ent.text,
        start=ent.start_char,
        end=ent.end_char,
        score=ent._.score if Span.has_extension("score") else None,
        sentence=sentence.text,
    )
