"""What is judged: gold sentences with their provenance, and runs of predictions parallel to them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govreport.annotations.records import Annotation, read_annotations
from govreport.errors import BadInput
from govreport.evaluation.docbin import read_docbin
from govreport.jsonl import read_jsonl
from govreport.schema import Entity, Period, Sentence

Spans = tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One gold sentence and where it stands; ``gold`` is in order of position."""

    id: str
    text: str
    gold: Spans
    report: str
    section: tuple[str, ...] = ()
    period: Period = "other"


@dataclass(frozen=True, slots=True)
class Run:
    """One config's predictions with one seed; ``spans[i]`` and ``scores[i]`` belong to ``cases[i]``."""

    config: str
    seed: int
    spans: tuple[Spans, ...]
    scores: tuple[tuple[float | None, ...], ...]


def gold_files(gold: Path) -> list[Path]:
    """The gold's JSON Lines files: the file itself, or all of a version's folder; none is ``BadInput``."""
    found = [gold] if gold.is_file() else sorted(gold.glob("*.jsonl"))
    if not found:
        raise BadInput(f"{gold}: no gold here; give a .jsonl file or a folder such as annotations/gold/v1")
    return found


def latest_gold(root: Path = Path("annotations/gold")) -> Path:
    """The newest version's folder (``v10`` after ``v9``), or ``BadInput``."""
    versions = [path for path in root.glob("v*") if path.name[1:].isdigit() and any(path.glob("*.jsonl"))]
    if not versions:
        raise BadInput(
            f"{root}: holds no gold version v1, v2, …; freeze one with `govreport gold freeze` or use --gold"
        )
    return max(versions, key=lambda path: int(path.name[1:]))


def read_cases(gold: Path, sentences: Path | None = None) -> list[Case]:
    """Gold sentences in file order, with report, section and period from ``sentences`` (``corpus/sentences.jsonl``).

    Without ``sentences`` the report is the id up to its colon and the period is ``other``.
    ``BadInput`` where gold is not in the corpus, or its text differs from the corpus.
    """
    rows = [row for path in gold_files(gold) for row in read_annotations(path)]
    if sentences is None:
        return [Case(row.id, row.text, row.entities, row.id.split(":")[0]) for row in rows]
    corpus = {row["id"]: Sentence.from_dict(row) for row in read_jsonl(sentences)}
    return [_case(row, corpus.get(row.id), sentences) for row in rows]


def _case(row: Annotation, sentence: Sentence | None, corpus: Path) -> Case:
    if sentence is None or sentence.text != row.text:
        fault = "is not in" if sentence is None else "has another text than in"
        raise BadInput(
            f"gold sentence {row.id} {fault} {corpus}; rebuild the corpus or use the gold that belongs to it"
        )
    return Case(row.id, row.text, row.entities, sentence.report, sentence.section, sentence.period)


def read_run(path: Path, cases: Sequence[Case]) -> Run:
    """Predictions of a JSON Lines file (or a ``.spacy`` DocBin), brought into the order of ``cases``.

    Config and seed come from the records, else from the file's name. Sentences beyond the gold are passed over; one
    that is missing, given twice or has another text is ``BadInput``: a score over fewer sentences would be a lie.
    """
    rows = read_docbin(path, [(case.id, case.text) for case in cases]) if path.suffix == ".spacy" else read_jsonl(path)
    found: dict[str, tuple[Annotation, tuple[float | None, ...]]] = {}
    for number, row in enumerate(rows, 1):
        annotation, scores = _prediction(row, f"{path}:{number}")
        if annotation.id in found:
            raise BadInput(f"{path}:{number}: sentence {annotation.id} appears twice; predictions hold each once")
        found[annotation.id] = annotation, scores
    picked = [_pick(found, case, path) for case in cases]
    meta = picked[0][0].meta if picked else {}
    config = str(meta.get("config") or meta.get("annotator") or path.stem)
    spans = tuple(row.entities for row, _ in picked)
    return Run(config, int(meta.get("seed") or 0), spans, tuple(values for _, values in picked))


def _prediction(row: dict[str, Any], where: str) -> tuple[Annotation, tuple[float | None, ...]]:
    annotation = Annotation.from_dict(row, where)
    values = row.get("scores") or [None] * len(annotation.entities)
    if len(values) != len(row["entities"]):
        raise BadInput(
            f"{where}: {len(values)} scores for {len(row['entities'])} entities; give one (or null) for each"
        )
    by_span = {tuple(span): value for span, value in zip(row["entities"], values, strict=True)}
    return annotation, tuple(by_span[tuple(entity)] for entity in annotation.entities)


def _pick(
    found: dict[str, tuple[Annotation, tuple[float | None, ...]]], case: Case, path: Path
) -> tuple[Annotation, tuple[float | None, ...]]:
    if case.id not in found:
        raise BadInput(f"{path}: no prediction for gold sentence {case.id}; predict every sentence of the gold")
    if found[case.id][0].text != case.text:
        raise BadInput(f"{path}: sentence {case.id} has another text than the gold; predict on this corpus again")
    return found[case.id]


def read_runs(folder: Path, cases: Sequence[Case]) -> dict[str, list[Run]]:
    """All of ``<folder>/<config>/seed<k>.jsonl`` by config, seeds in order; none at all is ``BadInput``."""
    runs: dict[str, list[Run]] = {}
    for path in sorted(folder.glob("*/seed*.jsonl")):
        run = read_run(path, cases)
        runs.setdefault(path.parent.name, []).append(Run(path.parent.name, run.seed, run.spans, run.scores))
    if not runs:
        raise BadInput(f"{folder}: no predictions <config>/seed<k>.jsonl; make them with `govreport train loro`")
    return {config: sorted(found, key=lambda run: run.seed) for config, found in runs.items()}


def read_optional_json(path: Path) -> Any:
    """The JSON value of ``path``, or None where there is no such file."""
    if not path.exists():
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"{path}: no JSON ({error}); make it again with the command that wrote it") from error


def gold_of(cases: Iterable[Case]) -> list[Spans]:
    """The gold layers, one a sentence."""
    return [case.gold for case in cases]
