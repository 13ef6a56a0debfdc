"""What was deleted in Doccano comes back from the last snapshot with the next push."""

from collections.abc import Mapping, Sequence
from typing import Any

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.repair import hold
from govreport.annotations.doccano.rows import as_entities

Row = Mapping[str, Any]


def from_snapshot(rows: Mapping[str, Row], last: Mapping[str, Row]) -> dict[str, Row]:
    """Import rows, with an annotator's last known spans in place of the suggestions where a snapshot has them."""
    return {name: {**row, "label": last[name]["entities"]} if name in last else row for name, row in rows.items()}


def restore_spans(client: Doccano, project: int, last: Mapping[str, Row], labels: Sequence[str]) -> int:
    """Create the spans of ``labels`` that the last snapshot has and the server lacks; how many.

    A span whose place an annotator has used since is left out: what is on the server now is newer.
    """
    known, count = client.label_types(project), 0
    for held in hold(client.examples(project), client.export(project)):
        for span in as_entities(last[held.id]["entities"]) if held.id in last else ():
            free = all(span.end <= one.start or one.end <= span.start for one in held.spans)
            if span.label in labels and free:
                client.create_span(project, held.example.id, span, known[span.label])
                count += 1
    return count
