"""Push: create what is missing, send what is missing, and end only when all of it is there once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from secrets import token_hex
from typing import Any

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.http import TaskLost
from govreport.annotations.doccano.progress import Advance, progress
from govreport.annotations.doccano.repair import Spans, hold, surplus
from govreport.annotations.doccano.rows import as_entities
from govreport.errors import BadInput, GovreportError
from govreport.schema import LABEL_TYPES

CHUNK = 500  # Doccano imports up to 1,000 sentences of a file in one go
Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Pushed:
    """What one annotator's push did."""

    annotator: str
    project: int
    sent: int
    there: int
    removed: int
    new_labels: tuple[str, ...]

    def __str__(self) -> str:
        text = f"{self.annotator}: {self.sent} sentences sent, {self.there} were there"
        return f"{text}, {self.removed} half-sent or doubled ones replaced" if self.removed else text


def ensure_project(client: Doccano, name: str, description: str, guideline: str) -> tuple[int, tuple[str, ...]]:
    """The project's id and the label types that had to be created in it."""
    project = client.find_project(name)
    fresh = project is None
    if project is None:
        project = client.create_project(name, description, guideline)
    client.set_guideline(project, guideline)
    known = client.label_types(project)
    check_labels(name, known)
    missing = [label for label in LABEL_TYPES if label.text not in known]
    for label in missing:
        client.create_label_type(project, label)
    return project, () if fresh else tuple(label.text for label in missing)


def check_labels(name: str, known: Mapping[str, int]) -> None:
    """``BadInput`` where a label type of ours is gone and a strange one is there: it was renamed."""
    ours = {label.text for label in LABEL_TYPES}
    strange, missing = sorted(set(known) - ours), sorted(ours - set(known))
    if strange and missing:
        raise BadInput(
            f"project {name!r} has the label type {strange[0]!r} and lacks {missing[0]!r}: it seems renamed. Rename it "
            "back in Doccano (project › Labels), its spans come with it; nothing was changed. Then repeat the command"
        )


def state(client: Doccano, project: int) -> list[Any]:
    """The sentences on the server with their spans."""
    examples = client.examples(project)
    return hold(examples, client.export(project)) if examples else []


def deliver(
    client: Doccano, project: int, rows: Rows, suggested: Mapping[str, Spans], advance: Advance, rounds: int = 4
) -> tuple[int, int, int]:
    """Bring every row to the project exactly once; numbers of sentences sent, found there, and removed.

    Each look at the server decides anew, so it does not matter where an earlier push, the server or its worker died.
    """
    sent = removed = 0
    there: int | None = None
    for _ in range(rounds):
        client.check_worker()
        held = state(client, project)
        extra = surplus(held, suggested)
        client.delete_examples(project, extra)
        present = {one.id for one in held if one.example.id not in extra}
        there = len(present & set(rows)) if there is None else there
        missing = [name for name in rows if name not in present]
        if not missing:
            return sent, there, removed + len(extra)
        removed += len(extra)
        sent += send(client, project, [rows[name] for name in missing], advance)
    raise GovreportError(f"after {rounds} attempts {len(missing)} sentences are not in Doccano; look into its task log")


def send(client: Doccano, project: int, rows: Sequence[Mapping[str, Any]], advance: Advance) -> int:
    """Import in chunks; how many were sent. A task that the worker lost ends it: the next look sees what is in."""
    left, sent = iter(rows), 0
    while chunk := list(islice(left, CHUNK)):
        try:
            client.import_rows(project, [dict(row) for row in chunk], f"push-{token_hex(6)}.jsonl")
        except TaskLost:
            break
        advance(len(chunk))
        sent += len(chunk)
    return sent


def push_one(
    client: Doccano,
    name: str,
    annotator: str,
    rows: Rows,
    suggested: Mapping[str, Spans],
    guideline: str,
    password: Callable[[str], str],
    description: str = "",
) -> Pushed:
    """Bring one annotator's project up to date. The annotator gets in last, so nobody works in a half-filled one."""
    client.ensure_user(annotator, password(annotator))
    project, labels = ensure_project(client, name, description or name, guideline)
    expected = {key: suggested.get(key) or as_entities(row["label"]) for key, row in rows.items()}
    with progress(f"push {annotator}", len(rows)) as advance:
        sent, there, removed = deliver(client, project, rows, expected, advance)
    client.ensure_member(project, annotator, "annotator")
    return Pushed(annotator, project, sent, there, removed, labels)
