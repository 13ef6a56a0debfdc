"""Many files through one pipeline: facts as they come, failures named and counted, memory flat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from govreport.corpus.documents import Document, Failure
from govreport.errors import BadInput
from govreport.extraction.extract import extract
from govreport.extraction.facts import Fact


@dataclass(slots=True)
class Summary:
    """What a run read and found; filled while the facts are taken."""

    read: int = 0
    facts: int = 0
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def extract_documents(documents: Iterable[Document | Failure], nlp: Language, summary: Summary) -> Iterator[Fact]:
    """Yield the facts of every document that can be read; ``summary`` counts and names the rest."""
    taken: set[str] = set()
    for document in documents:
        if isinstance(document, Failure):
            summary.failures.append(document)
            continue
        name = report_name(document.name, taken)
        summary.notes += [f"{document.name}: {note}" for note in document.notes]
        try:
            with nlp.memory_zone():
                facts = list(extract(document.text, nlp, name))
        except BadInput as error:
            summary.failures.append(Failure(document.name, str(error)))
        else:
            summary.read += 1
            summary.facts += len(facts)
            yield from facts


def report_name(path: str, taken: set[str]) -> str:
    """A report's name from its file's, numbered where two files share it.

    >>> taken = set()
    >>> report_name("a/2024.txt", taken), report_name("b/2024.txt", taken)
    ('2024', '2024-2')
    """
    stem = Path(path.rpartition("!")[2]).stem.replace(":", "_") or "report"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
