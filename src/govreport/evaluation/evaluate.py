"""From files to everything: what `govreport evaluate report` does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govreport.errors import BadInput
from govreport.evaluation.curve import read_curve
from govreport.evaluation.data import Case, Run, read_cases, read_optional_json, read_runs
from govreport.evaluation.documents import render_card
from govreport.evaluation.errors import find_errors
from govreport.evaluation.page import render_page
from govreport.evaluation.summary import summarise
from govreport.evaluation.words import words
from govreport.jsonl import write_json, write_text


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the evaluation finds its input and leaves its output."""

    gold: Path
    sentences: Path | None = Path("corpus/sentences.jsonl")
    agreement: Path = Path("annotations/agreement.json")
    evaluation: Path = Path("evaluation")

    @property
    def summary(self) -> Path:
        """``scores/summary.json``."""
        return self.evaluation / "scores" / "summary.json"


def full_summary(paths: Paths, cases: Sequence[Case], runs: Mapping[str, Sequence[Run]]) -> dict[str, Any]:
    """``summarise`` with what other commands measured, from their files, and the words."""
    scores = paths.evaluation / "scores"
    agreement, speed = read_optional_json(paths.agreement), read_optional_json(scores / "speed.json")
    made = read_optional_json(scores / "contradicting.json")
    summary = summarise(cases, runs, paths.gold.stem, agreement, read_curve(scores / "curve.jsonl"), speed, made)
    summary["reach"] = read_optional_json(scores / "conventions.json")
    summary["elsewhere"] = read_optional_json(scores / "elsewhere.json")
    return {**summary, "words": words(summary)}


def write_report(paths: Paths) -> dict[str, Any]:
    """Judge all predictions under ``paths.evaluation``; write summary, page and model card; return the summary."""
    cases = read_cases(paths.gold, paths.sentences)
    runs = read_runs(paths.evaluation / "predictions", cases)
    summary = full_summary(paths, cases, runs)
    write_json(paths.summary, summary)
    write_text(paths.evaluation / "report.html", render_page(summary, cases, runs))
    write_text(paths.evaluation / "MODEL_CARD.md", render_card(summary))
    return summary


def read_summary(path: Path) -> dict[str, Any]:
    """A summary written before; ``BadInput`` where there is none."""
    summary = read_optional_json(path)
    if not isinstance(summary, dict) or "loro" not in summary:
        raise BadInput(f"{path}: no summary of an evaluation; make one with `govreport evaluate report`")
    return summary


def sentences_with_errors(
    cases: Sequence[Case], run: Run, kinds: Sequence[str] = (), labels: Sequence[str] = ()
) -> list[str]:
    """Ids of the sentences with an error of one of ``kinds`` that has one of ``labels``; none given means any.

    Most errors first, else in the order of ``cases``: a round of labelling that is cut short had the worst first.
    """
    counts = {}
    for case, spans in zip(cases, run.spans, strict=True):
        found = [error for error in find_errors(case.gold, spans) if not kinds or error.kind in kinds]
        counts[case.id] = sum(not labels or any(s.label in labels for s in e.gold + e.pred) for e in found)
    return sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])


def main_predictions(evaluation: Path) -> Path:
    """The first seed's predictions of the summary's main config."""
    main = str(read_summary(evaluation / "scores" / "summary.json")["main"])
    found = sorted(
        (evaluation / "predictions" / main).glob("seed*.jsonl"), key=lambda path: (len(path.name), path.name)
    )
    if not found:
        raise BadInput(f"{evaluation / 'predictions' / main}: no seed<k>.jsonl; train first, or give --predictions")
    return found[0]
