"""The gold in other tools' formats and back: Doccano JSONL, CoNLL-2003, spaCy's DocBin."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from govreport.annotations.conll import read_conll, write_conll
from govreport.annotations.records import Annotation
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl, write_jsonl
from govreport.schema import Entity, Sentence, check_entities

ID = "sentence_id"
ID_NAMES = (ID, "句子编号")  # the second is what this package's own Doccano projects show to annotators
DOCCANO_OWN = ("id", "Comments")  # Doccano's number of the example and its comments
Sentences = Mapping[str, Sentence]


def doccano_record(row: Annotation) -> dict[str, Any]:
    """A line of Doccano's JSONL; Doccano keeps every field but text and label as metadata.

    >>> doccano_record(Annotation("x:1", "在长春", (Entity(1, 3, "PLACE"),)))
    {'text': '在长春', 'label': [[1, 3, 'PLACE']], 'sentence_id': 'x:1'}
    """
    taken = {"text", "label", *ID_NAMES, *DOCCANO_OWN} & row.meta.keys()
    if taken:
        raise BadInput(f"sentence {row.id}: Doccano has its own fields {', '.join(sorted(taken))}; rename the metadata")
    return {"text": row.text, "label": [list(entity) for entity in row.entities], ID: row.id, **row.meta}


def from_doccano(record: Mapping[str, Any], where: str) -> Annotation:
    """A line of a Doccano export; ``BadInput`` where text, label or our id is missing or a span illegal."""
    rest = {name: value for name, value in record.items() if name not in DOCCANO_OWN}
    names = [rest.pop(name) for name in ID_NAMES if name in rest]
    if not names or "text" not in rest or "label" not in rest:
        raise BadInput(f"{where}: text, label and {ID} are needed; it has {', '.join(record)}")
    return Annotation.from_dict({"id": names[0], "entities": rest.pop("label"), **rest}, where)


def write_doccano(path: Path, rows: Iterable[Annotation], sentences: Sentences) -> int:
    """Write Doccano's JSONL and return the number of sentences."""
    return write_jsonl(path, (doccano_record(row) for row in rows))


def read_doccano(path: Path) -> list[Annotation]:
    """Read a Doccano JSONL export."""
    return [from_doccano(record, f"{path}:{number}") for number, record in enumerate(read_jsonl(path), 1)]


@cache
def character_pipeline() -> Language:
    """spaCy's blank Chinese pipeline, which makes one token a character."""
    return spacy.blank("zh")


def write_docbin(path: Path, rows: Iterable[Annotation], sentences: Sentences) -> int:
    """Write one Doc a sentence, tokens of one character; ``doc.user_data`` has id, report, period and meta."""
    nlp = character_pipeline()
    docs = [_doc(nlp.make_doc(row.text), row, sentences.get(row.id)) for row in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return len(docs)


def _doc(doc: Doc, row: Annotation, sentence: Sentence | None) -> Doc:
    if doc.text != row.text:
        raise BadInput(f"sentence {row.id}: spaCy's tokens do not give the text back")
    spans = [doc.char_span(start, end, label) for start, end, label in row.entities]
    for entity, span in zip(row.entities, spans, strict=True):
        if span is None:
            raise BadInput(f"sentence {row.id}: span {entity.start}-{entity.end} is not on token borders")
    doc.set_ents(spans)
    doc.user_data |= {"id": row.id, "meta": dict(row.meta)}
    if sentence:
        doc.user_data |= {"report": sentence.report, "period": sentence.period}
    return doc


def read_docbin(path: Path) -> list[Annotation]:
    """Read a DocBin whose Docs carry ``user_data["id"]``."""
    try:
        docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    except Exception as error:  # msgpack, zlib and spaCy each raise their own
        raise BadInput(f"{path}: no DocBin that can be read ({error})") from error
    return [_row(doc, f"{path}: Doc {number}") for number, doc in enumerate(docs, 1)]


def _row(doc: Doc, where: str) -> Annotation:
    if "id" not in doc.user_data:
        raise BadInput(f'{where}: no user_data["id"]; write the DocBin with store_user_data=True')
    entities = (Entity(span.start_char, span.end_char, span.label_) for span in doc.ents)
    meta = dict(doc.user_data.get("meta", {}))
    return Annotation(doc.user_data["id"], doc.text, check_entities(doc.text, entities, where), meta)


class Format(NamedTuple):
    """How to write and read a format."""

    write: Callable[[Path, Iterable[Annotation], Sentences], int]
    read: Callable[[Path], list[Annotation]]


FORMATS = {
    "doccano": Format(write_doccano, read_doccano),
    "conll": Format(lambda path, rows, _: write_conll(path, rows), read_conll),
    "docbin": Format(write_docbin, read_docbin),
}


def format_named(name: str) -> Format:
    """The format of this name; ``BadInput`` names the known ones."""
    if name not in FORMATS:
        raise BadInput(f"format {name!r} is none of {', '.join(FORMATS)}")
    return FORMATS[name]
