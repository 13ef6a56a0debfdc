"""Every figure of the evaluation as one JSON value; form and meaning in ``evaluation/summary.schema.json``."""

from collections.abc import Mapping, Sequence
from typing import Any

from govreport.evaluation import scorer
from govreport.evaluation.alignment import confusion, metric_target
from govreport.evaluation.calibration import calibration, scored_spans
from govreport.evaluation.certainty import (
    DRAWS,
    GROUPS,
    ROUNDS,
    SEED,
    Floats,
    bootstrap,
    count,
    interval,
    mean,
    plain,
    ratios,
)
from govreport.evaluation.compare import compare
from govreport.evaluation.curve import forecast
from govreport.evaluation.data import Case, Run, gold_of
from govreport.evaluation.errors import all_errors, misread, tally
from govreport.evaluation.goals import judge_goals
from govreport.evaluation.human import human_scores
from govreport.evaluation.patterns import frequent
from govreport.evaluation.sets import contradicting_gold
from govreport.schema import LABELS, PERIODS
from govreport.scoring import Match, Score

SHIPPED = "ner_context"


def summarise(
    cases: Sequence[Case],
    runs: Mapping[str, Sequence[Run]],
    version: str,
    agreement: Any = None,
    curve: Sequence[dict[str, Any]] = (),
    speed: Any = None,
    made: Any = None,
) -> dict[str, Any]:
    """All figures over ``cases`` for the seeds of every config.

    ``version`` is the gold's; ``agreement``, ``speed`` and ``made`` (``scores/contradicting.json``) are taken over as
    they are, ``curve`` are points of ``curve.points``. The config ``main`` is the shipped one, or the best where that
    one was not run.
    """
    reports = [case.report for case in cases]
    counts = {config: count(gold_of(cases), [run.spans for run in runs[config]]) for config in runs}
    loro = {config: group_scores(counts[config], reports) for config in runs}
    main = SHIPPED if SHIPPED in runs else max(runs, key=lambda config: loro[config]["micro"]["f1"] or 0.0)
    rivals = [config for config in runs if config != main]
    found = {
        "main": main,
        "settings": {"draws": DRAWS, "rounds": ROUNDS, "seed": SEED, "level": 0.95},
        "gold": describe_gold(cases, version),
        "loro": loro,
        "human": human_scores(agreement),
        "comparisons": {config: compare(counts[main], counts[config], reports) for config in rivals},
        "details": {config: details(cases, runs[config]) for config in runs},
        "curve": {"points": list(curve), "forecast": forecast(curve, main)},
        "contradicting": {"gold": contradicting_gold(cases, runs), "made": made or {}},
        "speed": speed or [],
        "agreement": {key: value for key, value in (agreement or {}).items() if key != "disagreements"},
    }
    return {**found, "goals": judge_goals(found)}


def group_scores(counts: Floats, reports: Sequence[str]) -> dict[str, dict[str, Any]]:
    """``{"micro" | LABEL: {"p", "r", "f1", "ci95", "seeds"}}``: means over seeds, F1 of every seed.

    >>> from govreport.schema import Entity
    >>> gold = [(Entity(0, 2, "PLACE"),)]
    >>> group_scores(count(gold, [gold]), ["a"])["PLACE"]
    {'p': 1.0, 'r': 1.0, 'f1': 1.0, 'ci95': [1.0, 1.0], 'seeds': [1.0]}
    """
    by_seed = ratios(counts.sum(axis=0))
    middle, draws = mean(by_seed, axis=0), bootstrap(counts, reports)
    rows = {}
    for index, group in enumerate(GROUPS):
        p, r, f1 = (plain(value) for value in middle[index])
        edges = interval(draws[:, index])
        ci95 = [plain(edge) for edge in edges] if edges else None
        seeds = [plain(value) for value in by_seed[:, index, 2]]
        rows[group] = {"p": p, "r": r, "f1": f1, "ci95": ci95, "seeds": seeds}
    return rows


def describe_gold(cases: Sequence[Case], version: str) -> dict[str, Any]:
    """Sentences, spans per label, and both per report and period.

    >>> from govreport.schema import Entity
    >>> describe_gold([Case("x:1", "长春", (Entity(0, 2, "PLACE"),), "x", (), "plan")], "v1")["periods"]["plan"]
    {'sentences': 1, 'spans': {'METRIC': 0, 'TARGET': 0, 'PROJECT': 0, 'PLACE': 1}}
    """
    reports = {name: [case for case in cases if case.report == name] for name in sorted({c.report for c in cases})}
    periods = {name: [case for case in cases if case.period == name] for name in PERIODS}
    return {
        "version": version,
        "sentences": len(cases),
        "spans": scorer.support(cases),
        "reports": {name: _size(rows) for name, rows in reports.items()},
        "periods": {name: _size(rows) for name, rows in periods.items()},
    }


def _size(cases: Sequence[Case]) -> dict[str, Any]:
    return {"sentences": len(cases), "spans": scorer.support(cases)}


def details(cases: Sequence[Case], runs: Sequence[Run]) -> dict[str, Any]:
    """Other matchings and breakdowns over all seeds; confusion, errors and patterns of the first seed."""
    layers, first = [run.spans for run in runs], runs[0].spans
    matrix, errors = confusion(gold_of(cases), first), all_errors(gold_of(cases), first)
    seen = scorer.by_seen(cases)
    keys = {"report": scorer.by_report, "period": scorer.by_period, "length": scorer.by_length, "seen": seen}
    return {
        "seeds": [run.seed for run in runs],
        "overlap": match_scores(cases, runs, "overlap"),
        "boundary": match_scores(cases, runs, "boundary")["micro"],
        "by": {name: _groups(cases, layers, key) for name, key in keys.items()},
        "confusion": matrix,
        "metric_target": metric_target(matrix),
        "errors": tally(errors),
        "misread": misread(errors),
        "patterns": frequent(cases, errors),
        "calibration": calibration(scored_spans(cases, runs)),
    }


def match_scores(cases: Sequence[Case], runs: Sequence[Run], match: Match) -> dict[str, Any]:
    """Precision, recall and F1 per group under another matching, means over seeds.

    >>> from govreport.schema import Entity
    >>> case = Case("x:1", "长春市", (Entity(0, 3, "PLACE"),), "x")
    >>> match_scores([case], [Run("c", 0, ((Entity(0, 2, "PLACE"),),), ((None,),))], "overlap")["PLACE"]
    {'p': 1.0, 'r': 1.0, 'f1': 1.0}
    """
    found = mean(ratios(count(gold_of(cases), [run.spans for run in runs], match).sum(axis=0)), axis=0)
    names = zip(GROUPS, found, strict=True)
    return {group: dict(zip(("p", "r", "f1"), map(plain, row), strict=True)) for group, row in names}


def _groups(cases: Sequence[Case], layers: Sequence[Any], key: scorer.Key) -> dict[str, dict[str, Any]]:
    columns = {"micro": LABELS, **{label: (label,) for label in LABELS}}
    found = {name: scorer.breakdown(cases, layers, key, labels) for name, labels in columns.items()}
    order = scorer.length_order if key is scorer.by_length else str
    groups = sorted(found["micro"], key=order)
    return {group: {name: _row(rows.get(group), len(layers)) for name, rows in found.items()} for group in groups}


def _row(found: Score | None, layers: int) -> dict[str, Any]:
    score = found or Score(0, 0, 0)
    ratios_ = {"p": plain(score.precision), "r": plain(score.recall), "f1": plain(score.f1)}
    return {**ratios_, "gold": score.gold // layers, "pred": round(score.pred / layers)}
