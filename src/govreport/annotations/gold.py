"""The gold corpus: ``annotations/gold/work`` grows, ``annotations/gold/v1`` and later versions are frozen.

A frozen version holds one JSON Lines file a report and ``manifest.json`` with counts and hashes, verified on reading.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.annotations.adjudication import guideline_of
from govreport.annotations.layers import by_id
from govreport.annotations.records import Annotation, read_annotations, write_annotations
from govreport.errors import BadInput
from govreport.jsonl import read_json, write_json
from govreport.schema import LABELS, PERIODS, Sentence

Gold = dict[str, list[Annotation]]
WORK = "work"
MANIFEST = "manifest.json"


def by_report(rows: Iterable[Annotation]) -> Gold:
    """Annotated sentences by report, which a sentence's id names before the colon.

    >>> list(by_report([Annotation("changchun:0012.03", "长春", ())]))
    ['changchun']
    """
    found: Gold = {}
    for row in rows:
        found.setdefault(row.id.partition(":")[0], []).append(row)
    return found


def write_work(root: Path, rows: Iterable[Annotation]) -> int:
    """Write ``root/work/<report>.jsonl`` and return the number of sentences."""
    return sum(write_annotations(root / WORK / f"{name}.jsonl", one) for name, one in by_report(rows).items())


def load_gold(root: Path, version: str) -> Gold:
    """Gold by report, ``root`` being ``annotations/gold`` and ``version`` ``"v1"`` or ``"work"``.

    Raises ``BadInput`` where there is no such version, or a frozen file is not the one that was frozen.
    """
    folder = root / version
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise BadInput(f"{folder}: no gold here; make it with `govreport gold adjudicate` and `govreport gold freeze`")
    if version != WORK:
        _verify(folder, files)
    return {file.stem: read_annotations(file) for file in files}


def _verify(folder: Path, files: Sequence[Path]) -> None:
    hashes = manifest(folder)["files"]
    if sorted(hashes) != [file.name for file in files]:
        raise BadInput(f"{folder}: holds other files than its manifest; restore the frozen version")
    for file in files:
        if sha256(file) != hashes[file.name]:
            raise BadInput(f"{file}: changed after it was frozen; restore it, or freeze a new version")


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a frozen version; without it a version cannot be trusted and ``BadInput`` is raised."""
    return dict(read_json(folder / MANIFEST))


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def counts(rows: Sequence[Annotation]) -> dict[str, int]:
    """Sentences, and spans per label."""
    labels = Counter(entity.label for row in rows for entity in row.entities)
    return {"sentences": len(rows), **{label: labels[label] for label in LABELS}, "spans": labels.total()}


def all_counts(gold: Gold, sentences: Mapping[str, Sentence]) -> dict[str, Any]:
    """Counts over all, per report and per period."""
    rows = [row for report in gold.values() for row in report]
    return {
        "all": counts(rows),
        "reports": {name: counts(report) for name, report in gold.items()},
        "periods": {period: counts([row for row in rows if sentences[row.id].period == period]) for period in PERIODS},
        "decided": dict(sorted(Counter(str(row.meta.get("decided")) for row in rows).items())),
    }


def freeze(root: Path, version: str, sentences: Mapping[str, Sentence], corpus: Path) -> dict[str, Any]:
    """Copy ``work`` to a new frozen version and return its manifest.

    ``corpus`` is the sentences' file, whose hash is kept. Raises ``BadInput`` where the version exists, a sentence of
    the corpus is missing, or a text is not the corpus's.
    """
    folder = root / version
    if version == WORK or folder.exists():
        raise BadInput(f"{folder}: is there already; a frozen version never changes, choose the next number")
    gold = load_gold(root, WORK)
    rows = [row for report in gold.values() for row in report]
    known = by_id(rows, sentences, f"{root / WORK}")
    missing = [name for name in sentences if name not in known]
    if missing:
        raise BadInput(f"{root / WORK}: {len(missing)} sentences have no gold: {', '.join(missing[:10])}")
    for name, report in gold.items():
        write_annotations(folder / f"{name}.jsonl", report)
    found = {
        "version": version,
        "guideline": guideline_of(rows),
        "counts": all_counts(gold, sentences),
        "files": {f"{name}.jsonl": sha256(folder / f"{name}.jsonl") for name in sorted(gold)},
        "corpus": {corpus.name: sha256(corpus)},
    }
    write_json(folder / MANIFEST, found)
    return found
