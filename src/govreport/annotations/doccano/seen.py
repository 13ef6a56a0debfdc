"""The sentences of a project as the bulk export shows them, and what is wrong with any."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.rows import ID, as_entities, shown
from govreport.errors import BadInput
from govreport.schema import Entity, Sentence, check_entities

Row = dict[str, Any]
Spans = tuple[Entity, ...]


@dataclass(frozen=True)
class Seen:
    """A sentence as the bulk export shows it."""

    example: int
    name: str
    text: str
    spans: Spans
    confirmed: bool
    comments: tuple[Row, ...]


def look(client: Doccano, project: int) -> list[Seen]:
    """Everything in the project by bulk requests."""
    confirmed = {row["id"] for row in client.export(project, confirmed=True)}
    comments: dict[int, list[Row]] = defaultdict(list)
    for one in client.comments(project):
        comments[one.example].append({"by": one.by, "at": one.at, "text": one.text})
    return [
        Seen(row["id"], str(row.get(ID) or ""), row["text"], spans, row["id"] in confirmed, tuple(comments[row["id"]]))
        for row in client.export(project)
        for spans in [as_entities(row["label"])]
    ]


def fault(seen: Seen, copies: int, sentences: Mapping[str, Sentence]) -> str:
    """Why this sentence cannot be taken, empty where it can."""
    if seen.name not in sentences:
        return "a text that no push brought; sentences come in by `annotate push` only"
    if copies > 1:
        return "on the server more than once; `annotate push` removes copies without work, compare the others by hand"
    if seen.text != shown(sentences[seen.name].text):
        return "its text was changed in Doccano; delete it there and push again, the last snapshot has its spans"
    try:
        check_entities(sentences[seen.name].text, seen.spans, seen.name)
    except BadInput as error:
        return f"{error}; have the annotator mend it in Doccano, then pull again"
    return ""


def touched(seen: Seen, suggested: Mapping[str, Spans]) -> bool:
    """Whether anybody worked on the sentence."""
    return seen.confirmed or bool(seen.comments) or seen.spans != suggested.get(seen.name, ())


def rejection(seen: Seen, why: str) -> Row:
    """What Doccano holds, kept beside the verified rows."""
    return {"id": seen.name, "why": why, "text": seen.text, "entities": [list(span) for span in seen.spans]}
