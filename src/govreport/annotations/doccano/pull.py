"""Pull: a round's work into a snapshot that only adds, the layers that follow from it, and what went missing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.collect import Collected, collect
from govreport.annotations.doccano.push import check_labels
from govreport.annotations.doccano.rounds import Round, read_suggested
from govreport.annotations.doccano.snapshots import Snapshot, add_snapshot, read_snapshots
from govreport.annotations.records import Annotation, write_annotations
from govreport.errors import BadInput
from govreport.schema import LABELS, Entity, Sentence

Row = dict[str, Any]


@dataclass
class Pulled:
    """One annotator's part of a pull; ``losses`` and ``rejected`` are lines for the user."""

    annotator: str
    sentences: int
    confirmed: int
    comments: int
    losses: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.annotator}: {self.confirmed} of {self.sentences} sentences confirmed, {self.comments} comments"


def overlap(one: Entity, other: Entity) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def losses(before: Mapping[str, Row], after: Mapping[str, Row]) -> list[str]:
    """What annotators had done and is gone. A suggestion they removed before confirming is work, not loss."""
    lines = []
    for name, old in before.items():
        new = after.get(name)
        if new is None or (new.get("deleted") and not old.get("deleted")):
            lines.append(f"{name}: the sentence was deleted in Doccano; its last state is kept")
        elif not new.get("deleted"):
            kept = [Entity(*span) for span in new["entities"]]
            mine = [made["by"] != "suggestion" or old["confirmed"] for made in old["made"]]
            spans = [Entity(*span) for span, own in zip(old["entities"], mine, strict=True) if own]
            gone = [span for span in spans if not any(overlap(span, one) for one in kept)]
            lines += [f"{name}: lost {span.label} {span.surface(old['text'])!r}" for span in gone]
            if old["confirmed"] and not new["confirmed"]:
                lines.append(f"{name}: no longer confirmed by {old['confirmed_by']}")
    return lines


def keep_deleted(rows: list[Row], previous: Mapping[str, Row], rejected: Iterable[Row]) -> list[Row]:
    """Rows, and those of the last snapshot that are no longer on the server, marked as deleted."""
    there = {row["id"] for row in rows} | {row["id"] for row in rejected}
    return rows + [row | {"deleted": True} for name, row in previous.items() if name not in there]


def pull_one(
    client: Doccano, plan: Round, annotator: str, sentences: Mapping[str, Sentence], root: Path, last: Snapshot | None
) -> tuple[Pulled, Collected]:
    """Read one annotator's project; nothing is written."""
    previous = last.rows(annotator) if last else {}
    meta = {"annotator": annotator, "round": plan.name, "guideline": plan.guideline}
    project = client.find_project(plan.project(annotator))
    if project is None and not previous:
        raise BadInput(f"{annotator} has no project in Doccano; run: govreport annotate push --round {plan.name}")
    found = Collected([], [])
    if project is not None:
        need_labels(client, project, plan, annotator)
        suggested = {name: row.entities for name, row in read_suggested(root, plan.name).items()}
        found = collect(client, project, annotator, sentences, suggested, previous, meta)
    rows = keep_deleted(found.rows, previous, found.rejected)
    report = Pulled(
        annotator, len(rows), sum(row["confirmed"] for row in rows), sum(len(row["comments"]) for row in rows)
    )
    after = {row["id"]: row for row in rows} | {
        row["id"]: previous[row["id"]] for row in found.rejected if row["id"] in previous
    }
    report.losses = losses(previous, after)
    report.rejected = [f"{row['id'] or row['text'][:20]}: {row['why']}" for row in found.rejected]
    return report, Collected(rows, found.rejected)


def need_labels(client: Doccano, project: int, plan: Round, annotator: str) -> None:
    """``BadInput`` where a label type was renamed or deleted; nothing is taken until it is back."""
    name = plan.project(annotator)
    known = client.label_types(project)
    check_labels(name, known)
    missing = [label for label in LABELS if label not in known]
    if missing:
        raise BadInput(
            f"project {name!r} lacks the label type {missing[0]}, and its spans went with it. Run "
            f"`govreport annotate push --round {plan.name}`: it brings the label type back, and the spans from the "
            "last snapshot; then pull again"
        )


def layer(rows: Iterable[Row]) -> list[Annotation]:
    """The confirmed sentences as an annotation layer."""
    return [
        Annotation(
            row["id"],
            row["text"],
            tuple(Entity(*span) for span in row["entities"]),
            {key: row[key] for key in ("annotator", "round", "guideline")},
        )
        for row in rows
        if row["confirmed"]
    ]


def pull(
    client: Doccano,
    plan: Round,
    sentences: Mapping[str, Sentence],
    root: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> tuple[Snapshot, bool, list[Pulled]]:
    """Read all annotators, then write: all of it or nothing. The snapshot, whether it is new, and the reports."""
    folder = root / plan.name / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    known = read_snapshots(folder)
    client.check_worker()
    reports, files = [], {}
    for annotator in plan.annotators:
        report, found = pull_one(client, plan, annotator, sentences, root, known[-1] if known else None)
        reports.append(report)
        files[f"{annotator}.jsonl"] = found.rows
        files[f"{annotator}.rejected.jsonl"] = found.rejected
    made = now().strftime("%Y-%m-%dT%H:%M:%SZ")
    snapshot, new = add_snapshot(folder, files, made)
    for annotator in plan.annotators:
        write_annotations(root / plan.name / f"{annotator}.jsonl", layer(snapshot.rows(annotator).values()))
    return snapshot, new, reports
