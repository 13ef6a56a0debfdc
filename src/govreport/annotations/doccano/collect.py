"""One annotator's work, read from Doccano and verified against the corpus."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.progress import progress
from govreport.annotations.doccano.rows import ID, as_entities, shown
from govreport.errors import BadInput
from govreport.schema import Entity, Sentence, check_entities

Row = dict[str, Any]
Spans = tuple[Entity, ...]
THREADS = 4
SUGGESTION: Row = {"by": "suggestion", "at": None}  # a span that stands as it was pushed


@dataclass(frozen=True)
class Seen:
    """A sentence as the bulk export shows it."""

    example: int
    name: str
    text: str
    spans: Spans
    confirmed: bool
    comments: tuple[Row, ...]


@dataclass(frozen=True)
class Collected:
    """Verified sentences, and what could not be taken with the reason."""

    rows: list[Row]
    rejected: list[Row]


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


def unchanged(seen: Seen, previous: Row | None) -> bool:
    """Whether the last snapshot knows this state already, so that who and when need not be asked again."""
    return previous is not None and (
        [list(span) for span in seen.spans] == previous["entities"]
        and seen.confirmed == previous["confirmed"]
        and list(seen.comments) == previous["comments"]
        and not previous.get("deleted")
    )


def detail(client: Doccano, project: int, seen: Seen, suggested: Spans, names: tuple[dict[int, str], ...]) -> Row:
    """Who and when: of the confirmation, and of each span where they are not just what is left of the suggestions."""
    who = client.confirmation(project, seen.example, names[0]) if seen.confirmed else None
    own = [span for span in seen.spans if span not in suggested]
    spans = client.spans(project, seen.example, *names) if own else []
    made = {span.entity: {"by": span.by, "at": span.updated} for span in spans if span.entity in own}
    return {
        "confirmed": seen.confirmed,
        "confirmed_by": who[0] if who else None,
        "confirmed_at": who[1] if who else None,
        "made": [made.get(span, SUGGESTION) for span in seen.spans],
        "comments": list(seen.comments),
    }


def details(
    client: Doccano, project: int, rows: Sequence[Seen], suggested: Mapping[str, Spans], annotator: str
) -> dict[str, Row]:
    """``detail`` of many sentences; requests run side by side, Doccano answers each of them in some milliseconds."""
    labels = {number: text for text, number in client.label_types(project).items()}
    names = (client.user_names(), labels)
    with ThreadPoolExecutor(THREADS) as pool, progress(f"pull {annotator}", len(rows)) as advance:
        found = {}
        jobs = pool.map(lambda one: detail(client, project, one, suggested.get(one.name, ()), names), rows)
        for number, (one, row) in enumerate(zip(rows, jobs, strict=True), 1):
            found[one.name] = row
            if number % 200 == 0 or number == len(rows):
                advance((number - 1) % 200 + 1)
    return found


def collect(
    client: Doccano,
    project: int,
    annotator: str,
    sentences: Mapping[str, Sentence],
    suggested: Mapping[str, Spans],
    previous: Mapping[str, Row],
    meta: Row,
) -> Collected:
    """Read the project and verify every text and span; ``meta`` goes into each row."""
    seen = look(client, project)
    copies = defaultdict(list)
    for one in seen:
        copies[one.name].append(one)
    faults = {one.example: fault(one, len(copies[one.name]), sentences) for one in seen}
    good = {one.name: one for one in seen if not faults[one.example]}
    asked = [one for one in good.values() if not unchanged(one, previous.get(one.name)) and touched(one, suggested)]
    fresh = details(client, project, asked, suggested, annotator) if asked else {}
    rows = [
        {"id": name, "text": sentences[name].text, "entities": [list(span) for span in good[name].spans], **meta}
        | (fresh.get(name) or carried(good[name], previous.get(name)))
        for name in sentences
        if name in good
    ]
    return Collected(rows, [rejection(one, faults[one.example]) for one in seen if faults[one.example]])


def touched(seen: Seen, suggested: Mapping[str, Spans]) -> bool:
    """Whether anybody worked on the sentence."""
    return seen.confirmed or bool(seen.comments) or seen.spans != suggested.get(seen.name, ())


def carried(seen: Seen, previous: Row | None) -> Row:
    """Who and when of a sentence that did not change, or that nobody touched."""
    if previous is not None and unchanged(seen, previous):
        return {key: previous[key] for key in ("confirmed", "confirmed_by", "confirmed_at", "made", "comments")}
    made = [SUGGESTION for _ in seen.spans]
    return {"confirmed": False, "confirmed_by": None, "confirmed_at": None, "made": made, "comments": []}


def rejection(seen: Seen, why: str) -> Row:
    """What Doccano holds, kept beside the verified rows."""
    return {"id": seen.name, "why": why, "text": seen.text, "entities": [list(span) for span in seen.spans]}


def confirmed_ids(rows: Iterable[Row]) -> set[str]:
    """Ids of the sentences that are done."""
    return {row["id"] for row in rows if row["confirmed"]}
