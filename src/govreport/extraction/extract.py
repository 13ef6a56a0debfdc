"""The text of a file and a trained pipeline in; for each report in it sentences, facts and projects out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from govreport.corpus.collection import split_parts
from govreport.corpus.reader import read_report
from govreport.errors import BadInput
from govreport.extraction.facts import Fact
from govreport.extraction.models import LONGEST_REPORT
from govreport.extraction.places_home import Home, find_home
from govreport.extraction.project_record import Project
from govreport.extraction.projects import projects
from govreport.extraction.rows import facts_of, in_sentences
from govreport.schema import Sentence

# the lines that may name the government stand at the top
TITLE = 400


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report holds. ``text`` is its own part of the file, ``offset`` where that part begins in the file.

    All ranges of sentences and facts are code points in the whole file's text as decoded. ``outside`` counts entities
    that the model found in no sentence (in a title, a heading or an advertisement); they give no fact.
    """

    report: str
    text: str
    offset: int
    home: Home | None
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    projects: tuple[Project, ...]
    outside: int


def extract_text(text: str, nlp: Language, name: str = "report", home: Home | None = None) -> Iterator[Extraction]:
    """Yield one extraction for each report in the text of a file.

    A file with lines “第一篇：…”, “第二篇：…” holds several reports, named ``name-part1``, ``name-part2``, …. ``home``
    is the unit that reports, found from each report's words where it is not given. Raises ``BadInput`` for a text
    without a sentence and for one longer than any report.
    """
    parts = split_parts(text) if text.strip() else []
    if not parts:
        raise BadInput(f"{name}: the text is empty; a report's text is needed")
    for number, (start, end) in enumerate(parts, 1):
        report = name if len(parts) == 1 else f"{name}-part{number}"
        yield extract_report(text[start:end], nlp, report, home, start)


def extract_report(
    text: str, nlp: Language, report: str = "report", home: Home | None = None, offset: int = 0
) -> Extraction:
    """The extraction of one report's text; ``offset`` is added to every range."""
    if len(text) > LONGEST_REPORT:
        limit = f"a report has 10,000 to 40,000, at most {LONGEST_REPORT:,} are read"
        raise BadInput(f"{report}: {len(text):,} characters; {limit}; give one file a report")
    with nlp.memory_zone():
        found = read_doc(nlp(text), text, report, home, offset)
    if not found.sentences:
        raise BadInput(f"{report}: no sentence was found; a report's text is needed")
    return found


def read_doc(doc: Doc, text: str, report: str = "report", home: Home | None = None, offset: int = 0) -> Extraction:
    """The extraction of a report that a pipeline has already read; ``text`` is ``doc.text``, which is dear to make."""
    known = doc._.sentences if Doc.has_extension("sentences") else ()
    found = known or read_report(text).sentences
    sentences = tuple(_moved(one, report, offset) for one in found)
    home = home or find_home([text[:TITLE], *(one.text for one in sentences)])
    facts = tuple(facts_of(doc.ents, sentences, home, offset))
    kept = sum(1 for _ in in_sentences(doc.ents, sentences, offset))
    found_projects = tuple(projects(facts, home))
    return Extraction(report, text, offset, home, sentences, facts, found_projects, len(doc.ents) - kept)


def _moved(sentence: Sentence, report: str, offset: int) -> Sentence:
    source = tuple((start + offset, end + offset) for start, end in sentence.source)
    return replace(sentence, id=f"{report}:{sentence.id.partition(':')[2]}", report=report, source=source)
