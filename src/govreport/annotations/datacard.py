"""``annotations/DATA_CARD.md``: what the gold is, in generated figures."""

from collections.abc import Mapping, Sequence
from statistics import median, quantiles
from typing import Any

from govreport.annotations.check import Result
from govreport.annotations.gold import Gold
from govreport.annotations.pages import render
from govreport.schema import LABELS, Sentence


def lengths(gold: Gold) -> dict[str, dict[str, float]]:
    """Span lengths in characters per label: least, median, 90th percentile, greatest; labels without spans left out.

    >>> from govreport.annotations.records import Annotation
    >>> row = Annotation.from_dict({"id": "x:1", "text": "在长春", "entities": [[1, 3, "PLACE"]]})
    >>> lengths({"x": [row]})
    {'PLACE': {'least': 2, 'median': 2, 'p90': 2, 'greatest': 2}}
    """
    spans = [entity for rows in gold.values() for row in rows for entity in row.entities]
    found = {label: sorted(end - start for start, end, other in spans if other == label) for label in LABELS}
    return {label: _spread(sizes) for label, sizes in found.items() if sizes}


def _spread(sizes: Sequence[int]) -> dict[str, float]:
    ninth = quantiles(sizes, n=10, method="inclusive")[-1] if len(sizes) > 1 else sizes[0]
    return {"least": sizes[0], "median": median(sizes), "p90": ninth, "greatest": sizes[-1]}


def sources(reports: Sequence[Mapping[str, Any]], sentences: Mapping[str, Sentence]) -> list[dict[str, Any]]:
    """Each report of ``corpus/reports.json`` with its sentences and characters."""
    texts: dict[str, list[str]] = {}
    for sentence in sentences.values():
        texts.setdefault(sentence.report, []).append(sentence.text)
    rows = []
    for report in reports:
        mine = texts.get(report["id"], [])
        rows.append({**report, "sentences": len(mine), "characters": sum(map(len, mine))})
    return rows


def weak_cells(counts: Mapping[str, Any], least: int = 20) -> list[tuple[str, str, int]]:
    """Labels that a report holds fewer than ``least`` times: figures on them are uncertain."""
    cells = ((name, label, report[label]) for name, report in counts["reports"].items() for label in LABELS)
    return [cell for cell in cells if cell[2] < least]


def data_card(
    manifest: Mapping[str, Any],
    gold: Gold,
    sentences: Mapping[str, Sentence],
    reports: Sequence[Mapping[str, Any]],
    agreement: Mapping[str, Any],
    sweep: Result,
    readings: Mapping[str, Mapping[str, Any]],
) -> str:
    """The data card as Markdown, from a frozen version, its agreement, its sweep, and further readings compared."""
    mended = sum(bool(row.meta.get("mended")) for rows in gold.values() for row in rows)
    return render(
        "data_card.md.j2",
        manifest=manifest,
        counts=manifest["counts"],
        sources=sources(reports, sentences),
        lengths=lengths(gold),
        agreement=agreement,
        readings=readings,
        weak=weak_cells(manifest["counts"]),
        mended=mended,
        open_hits=len(sweep.open),
        reviewed_hits=len(sweep.reviewed),
    )
