"""One annotator's work, read from Doccano and verified against the corpus."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.progress import progress
from govreport.annotations.doccano.remote import Span
from govreport.annotations.doccano.seen import Row, Seen, Spans, fault, look, rejection, touched
from govreport.schema import Sentence

THREADS = 4
SUGGESTION: Row = {"by": "suggestion", "at": None}  # a span that stands as it was pushed


@dataclass(frozen=True)
class Collected:
    """Verified sentences, and what could not be taken with the reason."""

    rows: list[Row]
    rejected: list[Row]


def unchanged(seen: Seen, previous: Row | None) -> bool:
    """Whether the last snapshot knows this state already, so that who and when need not be asked again."""
    return previous is not None and (
        [list(span) for span in seen.spans] == previous["entities"]
        and seen.confirmed == previous["confirmed"]
        and list(seen.comments) == previous["comments"]
        and not previous.get("deleted")
    )


def author(span: Span, importer: str, annotator: str) -> str:
    """Who made a span that is no suggestion. Doccano keeps the importer's name on one that was relabelled."""
    relabelled = span.by == importer and span.created[:19] != span.updated[:19]
    return annotator if relabelled else span.by


def detail(
    client: Doccano, project: int, seen: Seen, suggested: Spans, names: tuple[dict[int, str], ...], annotator: str
) -> Row:
    """Who and when: of the confirmation, and of each span where they are not just what is left of the suggestions."""
    who = client.confirmation(project, seen.example, names[0]) if seen.confirmed else None
    own = [span for span in seen.spans if span not in suggested]
    spans = client.spans(project, seen.example, *names) if own else []
    made = {
        one.entity: {"by": author(one, client.user, annotator), "at": one.updated} for one in spans if one.entity in own
    }
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
        jobs = pool.map(lambda one: detail(client, project, one, suggested.get(one.name, ()), names, annotator), rows)
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


def carried(seen: Seen, previous: Row | None) -> Row:
    """Who and when of a sentence that did not change, or that nobody touched."""
    if previous is not None and unchanged(seen, previous):
        return {key: previous[key] for key in ("confirmed", "confirmed_by", "confirmed_at", "made", "comments")}
    made = [SUGGESTION for _ in seen.spans]
    return {"confirmed": False, "confirmed_by": None, "confirmed_at": None, "made": made, "comments": []}
