"""Many files through one pipeline: extractions as they come, failures named, memory flat."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import PurePath

from spacy.language import Language

from govreport.corpus.documents import Document, Failure
from govreport.errors import BadInput
from govreport.extraction.extract import Extraction, extract_text
from govreport.extraction.places_home import Home


@dataclass(slots=True)
class Summary:
    """What a run read and found; filled while the extractions are taken."""

    read: int = 0
    reports: int = 0
    sentences: int = 0
    facts: int = 0
    projects: int = 0
    outside: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, found: Extraction) -> None:
        """Count one report."""
        self.reports += 1
        self.sentences += len(found.sentences)
        self.facts += len(found.facts)
        self.projects += len(found.projects)
        self.outside += found.outside
        self.flags.update(flag for fact in found.facts for flag in fact.flags)

    def rows(self) -> list[dict[str, object]]:
        """The counts as rows of ``what``, ``count``, ``detail``, failures and notes named one by one."""
        counts = {
            "files read": self.read,
            "files failed": len(self.failures),
            "reports": self.reports,
            "sentences": self.sentences,
            "facts": self.facts,
            "projects": self.projects,
            "entities outside of sentences": self.outside,
        }
        rows: list[dict[str, object]] = [{"what": what, "count": count} for what, count in counts.items()]
        rows += [{"what": "flag", "count": count, "detail": flag} for flag, count in self.flags.most_common()]
        rows += [{"what": "failed", "detail": f"{one.name}: {one.reason}"} for one in self.failures]
        return rows + [{"what": "note", "detail": note} for note in self.notes]


Outcome = list[Extraction] | Failure


def extract_document(document: Document, nlp: Language, name: str, home: Home | None = None) -> Outcome:
    """The extractions of one file, or why there are none: whatever one file holds never stops the others."""
    try:
        return list(extract_text(document.text, nlp, name, home))
    except BadInput as error:
        return Failure(document.name, str(error))
    except Exception as error:  # a fault of ours or of a model must cost one file, not the batch
        return Failure(document.name, f"the extraction failed ({type(error).__name__}: {error}); please report it")


def named(documents: Iterable[Document | Failure]) -> Iterator[tuple[Document, str] | Failure]:
    """Each document with a report name that no other has."""
    taken: set[str] = set()
    for one in documents:
        yield one if isinstance(one, Failure) else (one, report_name(one.name, taken))


def extract_documents(
    documents: Iterable[Document | Failure], nlp: Language, summary: Summary, home: Home | None = None
) -> Iterator[Extraction]:
    """Yield the reports of every document that can be read; ``summary`` counts and names the rest."""
    for one in named(documents):
        found = one if isinstance(one, Failure) else extract_document(one[0], nlp, one[1], home)
        yield from counted(found, () if isinstance(one, Failure) else one[0].notes, summary)


def counted(found: Outcome, notes: Iterable[str], summary: Summary) -> Iterator[Extraction]:
    """The extractions of one file, counted; a failure is counted and gives none."""
    if isinstance(found, Failure):
        summary.failures.append(found)
        return
    summary.read += 1
    summary.notes += [f"{found[0].report}: {note}" for note in notes]
    for extraction in found:
        summary.add(extraction)
        yield extraction


def report_name(path: str, taken: set[str]) -> str:
    """A report's name from its file's; with the folders above where another file has that name, numbered at last.

    >>> taken = set()
    >>> [report_name(path, taken) for path in ("a/2024.txt", "b/2024.txt", "c.zip!b/2024.txt", "b/2024.docx")]
    ['2024', 'b/2024', 'c.zip/b/2024', 'b/2024-2']
    """
    file = PurePath(path.replace("!", "/").replace(":", "_"))
    parts = [*(part for part in file.parts[:-1] if part not in ("/", ".", "..")), file.stem or "report"]
    longer = ("/".join(parts[start:]) for start in reversed(range(len(parts))))
    numbered = (f"{'/'.join(parts)}-{number}" for number in count(2))
    name = next(name for name in chain(longer, numbered) if name not in taken)
    taken.add(name)
    return name
