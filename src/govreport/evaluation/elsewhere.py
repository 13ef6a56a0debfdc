"""Pipelines judged on labelled sentences of reports outside the corpus, whose texts are not kept here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.evaluation.certainty import count
from govreport.evaluation.data import Case, Spans
from govreport.evaluation.sets import judge
from govreport.evaluation.summary import group_scores
from govreport.pipeline.encoder import Line
from govreport.training.pretraining.standoff import Standoff, joined, read_standoff


def read_elsewhere(lines: Sequence[Line], labels: Path) -> tuple[list[Case], dict[str, Standoff]]:
    """The test sentences of ``labels`` that are among ``lines``, and their rows by id."""
    rows = read_standoff(labels, "test")
    found = joined(lines, rows)
    cases = [
        Case(one.sentence.id, one.sentence.text, one.entities, one.sentence.report, (), one.sentence.period)
        for one in found
    ]
    return cases, rows


def judge_elsewhere(cases: Sequence[Case], layers: Sequence[Spans]) -> dict[str, Any]:
    """What one pipeline's spans are worth: strict scores with 95 % intervals over reports, METRIC against TARGET.

    >>> from govreport.schema import Entity
    >>> case = Case("x", "在长春", (Entity(1, 3, "PLACE"),), "x")
    >>> judge_elsewhere([case], [case.gold])["scores"]["PLACE"]["f1"]
    1.0
    """
    scores = group_scores(count([case.gold for case in cases], [layers]), [case.report for case in cases])
    return {"scores": scores, "metric_target": judge(cases, [layers])["metric_target"]}


def describe(cases: Sequence[Case], rows: Mapping[str, Standoff], trained: Mapping[str, Standoff]) -> dict[str, Any]:
    """How many sentences, reports and spans there are, and how far two annotators agreed on them (strict F1).

    ``trained`` are the rows that the starting weights learned from, which are counted too.
    """
    one, other = ([_pass(rows[case.id], number) for case in cases] for number in (0, 1))
    agreed = group_scores(count(one, [other]), [case.report for case in cases])
    return {
        "sentences": len(cases),
        "reports": len({case.report for case in cases}),
        "spans": sum(len(case.gold) for case in cases),
        "agreement": {group: row["f1"] for group, row in agreed.items()},
        "trained": {"sentences": len(trained), "reports": len({row.report for row in trained.values()})},
    }


def beside(about: Mapping[str, Any], name: str, found: Any, before: Mapping[str, Any]) -> dict[str, Any]:
    """``scores/elsewhere.json`` with one pipeline's result: those of ``before`` stay where the sentences are the same.

    >>> about, before = {"sentences": 2, "reports": 1, "spans": 3}, {"configs": {"a": 1}}
    >>> beside(about, "b", 2, {**about, **before})["configs"], beside(about, "b", 2, before)["configs"]
    ({'a': 1, 'b': 2}, {'b': 2})
    """
    same = all(before.get(key) == about[key] for key in ("sentences", "reports", "spans"))
    return {**about, "configs": {**(before["configs"] if same else {}), name: found}}


def _pass(row: Standoff, number: int) -> Spans:
    return row.passes[number] if row.passes else row.entities
