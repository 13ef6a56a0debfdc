"""One partition through one model: the same extraction as everywhere, written whole or not at all."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language

from govreport.corpus.documents import Document, Failure, iter_documents
from govreport.corpus.documents.batch import OUTSIDE
from govreport.extraction.batch import Summary, counted, extract_document
from govreport.extraction.cluster.plan import Partition
from govreport.extraction.places_home import Home
from govreport.extraction.tables import open_table
from govreport.jsonl import read_json, write_json

COUNTED = ("read", "reports", "sentences", "facts", "projects", "outside")


def extract_partition(partition: Partition, nlp: Language, out: Path, home: Home | None = None) -> None:
    """Write a partition's facts and counts; done again, it writes the same files again."""
    summary = Summary()
    with open_table(partition.table(out)) as add:
        for document, name in documents(partition):
            if isinstance(document, Failure):
                summary.failures.append(document)
                continue
            for found in counted(extract_document(document, nlp, name, home), document.notes, summary):
                for fact in found.facts:
                    add(fact.to_row())
        counts = {name: getattr(summary, name) for name in COUNTED} | {"flags": summary.flags, "notes": summary.notes}
        write_json(partition.counts(out), {**counts, "failures": [asdict(one) for one in summary.failures]})


def documents(partition: Partition) -> Iterator[tuple[Document | Failure, str]]:
    """The documents of a partition, each with a report name that no other of the run has."""
    if not partition.files:
        yield from _rows(partition)
        return
    source = Path(partition.source)
    for file in partition.files:
        inside = (source / file).resolve().is_relative_to(source)
        for document in iter_documents([source / file]) if inside else [Failure(str(source / file), OUTSIDE)]:
            yield document, document.name.removeprefix(f"{source}/").replace(":", "_")


def _rows(partition: Partition) -> Iterator[tuple[Document | Failure, str]]:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(partition.source)
    named = "name" in file.schema_arrow.names
    table = file.read_row_group(partition.group, columns=["text", "name"] if named else ["text"])
    stem = Path(partition.source).stem
    for number, row in enumerate(table.slice(partition.start, partition.stop - partition.start).to_pylist()):
        name = str(row["name"]) if named else f"{stem}-{partition.group}-{partition.start + number}"
        if row["text"]:
            yield Document(name, row["text"], "txt", None), name.replace(":", "_")
        else:
            yield Failure(name, "the text is empty; a report's text is needed"), name


def gather(out: Path, plan: list[Partition]) -> Summary:
    """The summaries of all partitions of a run as one."""
    whole = Summary()
    for partition in plan:
        counts = read_json(partition.counts(out))
        for name in COUNTED:
            setattr(whole, name, getattr(whole, name) + counts[name])
        whole.flags.update(counts["flags"])
        whole.failures += [Failure(**row) for row in counts["failures"]]
        whole.notes += counts["notes"]
    return whole
