"""The page: one self-contained HTML file made from the summary and the sentences."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from govreport.evaluation import formats
from govreport.evaluation.alignment import NOTHING
from govreport.evaluation.certainty import GROUPS
from govreport.evaluation.compare import p_text
from govreport.evaluation.data import Case, Run, Spans
from govreport.evaluation.errors import KINDS, Error, find_errors
from govreport.evaluation.patterns import describe
from govreport.schema import LABEL_TYPES, LABELS


@cache
def environment() -> Environment:
    """Templates with autoescape: everything that comes from a report is text, never mark-up."""
    loader = PackageLoader("govreport.evaluation")
    env = Environment(
        loader=loader,
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "ratio": formats.ratio,
        "firm": formats.firm,
        "title": formats.title,
        "percent": formats.percent,
        "interval": formats.span_of,
        "p": p_text,
    }
    # tojson escapes <, >, & and '; Chinese stays readable and takes half the room
    env.policies["json.dumps_function"] = _dumps
    env.policies["json.dumps_kwargs"] = {}
    return env


def _dumps(value: Any, **_: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def render_page(summary: dict[str, Any], cases: Sequence[Case], runs: Mapping[str, Sequence[Run]]) -> str:
    """The page as HTML text; ``runs`` as given to ``summarise``, of which the first seed's errors are listed."""
    template = environment().get_template("report.html")
    return template.render(
        summary=summary,
        order=config_order(summary),
        groups=GROUPS,
        labels=LABELS,
        label_types=LABEL_TYPES,
        kinds=KINDS,
        nothing=NOTHING,
        few=formats.FEW,
        data=payload(cases, {config: runs[config][0].spans for config in config_order(summary)}),
    )


def config_order(summary: dict[str, Any]) -> list[str]:
    """The main config first, the others by falling F1."""
    scores = {config: rows["micro"]["f1"] or 0.0 for config, rows in summary["loro"].items()}
    return sorted(scores, key=lambda config: (config != summary["main"], -scores[config], config))


def payload(cases: Sequence[Case], layers: Mapping[str, Sequence[Spans]]) -> dict[str, Any]:
    """What the page's script shows: sentences with gold once, then every config's spans and errors by position.

    A span is ``[start, end, label index]``; an error ``[sentence, class index, gold spans, predicted spans, pattern]``.
    """
    sections = list(dict.fromkeys(" › ".join(case.section) for case in cases))
    places = {section: index for index, section in enumerate(sections)}
    return {
        "labels": LABELS,
        "kinds": KINDS,
        "sections": sections,
        "sentences": [
            [case.id, case.text, case.report, case.period, places[" › ".join(case.section)], _spans(case.gold)]
            for case in cases
        ],
        "configs": {config: _layer(cases, layer) for config, layer in layers.items()},
    }


def _layer(cases: Sequence[Case], layer: Sequence[Spans]) -> dict[str, Any]:
    rows = [
        _error(index, case, error)
        for index, (case, pred) in enumerate(zip(cases, layer, strict=True))
        for error in find_errors(case.gold, pred)
    ]
    return {"spans": [_spans(spans) for spans in layer], "errors": rows}


def _error(index: int, case: Case, error: Error) -> list[Any]:
    kind = KINDS.index(error.kind)
    return [index, kind, _spans(error.gold), _spans(error.pred), describe(case.text, error)]


def _spans(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end, LABELS.index(span.label)] for span in spans]
