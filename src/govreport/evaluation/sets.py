"""Named test sets: sentences with the period of the section that they are made to stand in.

A sentence contradicts its section where it quotes a TARGET in a review or states a METRIC in a plan.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.annotations.inline import read_inline
from govreport.annotations.marked import read_lines
from govreport.errors import BadInput
from govreport.evaluation.alignment import NOTHING, Pair, align, confusion, metric_target
from govreport.evaluation.certainty import GROUPS, plain
from govreport.evaluation.data import Case, Run, Spans
from govreport.schema import PERIODS, Entity, Sentence
from govreport.scoring import Score, score

OWN = {"review": "METRIC", "plan": "TARGET"}  # what a section of that period speaks of
AGAINST = {"review": "TARGET", "plan": "METRIC"}


def read_set(path: Path) -> list[Case]:
    """The sentences of a file with lines ``id<TAB>period<TAB>marked-up text``; ``BadInput`` names a wrong line."""
    cases: dict[str, Case] = {}
    for where, name, rest in read_lines(path):
        period, tab, marked = rest.partition("\t")
        if not tab or period not in PERIODS:
            raise BadInput(f"{where}: a line is “id<TAB>period<TAB>marked-up text”, the period {', '.join(PERIODS)}")
        if name in cases:
            raise BadInput(f"{where}: this id came before")
        text, entities = read_inline(marked, where)
        cases[name] = Case(name, text, entities, path.stem, (), period)
    if not cases:
        raise BadInput(f"{path}: holds no sentence; a line is “id<TAB>period<TAB>marked-up text”")
    return list(cases.values())


def read_by(model: Path, cases: Sequence[Case]) -> list[Spans]:
    """What a trained pipeline reads in each sentence, told its period."""
    from govreport.training.predict import load, predict  # spaCy only where a model runs

    sentences = [Sentence(one.id, one.report, (), one.period, one.text, ((0, len(one.text)),)) for one in cases]
    return [tuple(Entity(*span) for span in row["entities"]) for row in predict(load(model), sentences)]


def against_section(case: Case) -> Spans:
    """The gold spans of a sentence that contradict its section.

    >>> case = Case("x:1", "去年增长9%", (Entity(2, 6, "METRIC"),), "x", (), "plan")
    >>> against_section(case)
    (Entity(start=2, end=6, label='METRIC'),)
    """
    return tuple(span for span in case.gold if span.label == AGAINST.get(case.period))


def contradicting(cases: Iterable[Case]) -> list[int]:
    """The positions of the sentences that hold a span against their section.

    >>> spans = (Entity(2, 6, "METRIC"),)
    >>> contradicting([Case("x:1", "去年增长9%", spans, "x", (), period) for period in ("review", "plan")])
    [1]
    """
    return [number for number, case in enumerate(cases) if against_section(case)]


def contradicting_gold(cases: Sequence[Case], runs: Mapping[str, Sequence[Run]]) -> dict[str, Any]:
    """The gold's sentences against their section: their ids, and each config's first seed judged on them."""
    places = contradicting(cases)
    chosen = [cases[i] for i in places]
    layers = {config: [[found[0].spans[i] for i in places]] for config, found in runs.items()}
    return {"ids": [case.id for case in chosen], "configs": {name: judge(chosen, layers[name]) for name in layers}}


def judge(cases: Sequence[Case], layers: Sequence[Sequence[Spans]]) -> dict[str, Any]:
    """Strict scores, METRIC against TARGET, and how the spans against the section were read, summed over ``layers``.

    ``against`` counts, whatever the borders: ``right`` label, the section's ``own`` label instead, anything ``else``.

    >>> case = Case("x:1", "去年增长9%", (Entity(2, 6, "METRIC"),), "x", (), "plan")
    >>> judge([case], [[(Entity(2, 6, "TARGET"),)]])["against"]
    {'spans': 1, 'right': 0, 'own': 1, 'else': 0, 'share': 0.0}
    """
    gold = [case.gold for _ in layers for case in cases]
    pred = [spans for layer in layers for spans in layer]
    found = score(gold, pred)
    return {
        "sentences": len(cases),
        "models": len(layers),
        "scores": {group: _row(found[group]) for group in GROUPS},
        "metric_target": metric_target(confusion(gold, pred)),
        "against": _against([case for _ in layers for case in cases], pred),
    }


def _row(found: Score) -> dict[str, Any]:
    ratios = {"p": plain(found.precision), "r": plain(found.recall), "f1": plain(found.f1)}
    return {**ratios, "gold": found.gold}


def _against(cases: Sequence[Case], pred: Sequence[Spans]) -> dict[str, Any]:
    read = [
        (_label(align(case.gold, spans), span), case.period)
        for case, spans in zip(cases, pred, strict=True)
        for span in against_section(case)
    ]
    right = sum(label == AGAINST[period] for label, period in read)
    own = sum(label == OWN[period] for label, period in read)
    counts = {"spans": len(read), "right": right, "own": own, "else": len(read) - right - own}
    return {**counts, "share": plain(right / len(read)) if read else None}


def _label(pairs: Sequence[Pair], span: Entity) -> str:
    return next((pair.pred.label for pair in pairs if pair.gold == span and pair.pred), NOTHING)
