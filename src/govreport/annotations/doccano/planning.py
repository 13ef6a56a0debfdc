"""The plan of a new round: which sentences, with which suggestions. Loads spaCy, so only a new round imports it."""

from collections.abc import Sequence
from dataclasses import replace

from govreport.annotations.doccano.loop import Asked, Places
from govreport.annotations.doccano.rounds import Round, check_name, guideline_version, write_round
from govreport.annotations.doccano.selection import parse, select
from govreport.annotations.doccano.suggestions import suggestions
from govreport.errors import BadInput
from govreport.schema import Sentence


def make_plan(name: str, sentences: Sequence[Sentence], places: Places, asked: Asked) -> Round:
    """Choose sentences and suggestions and write them down; a push that is repeated reads them back."""
    suggest, choice, reports = asked.suggest or "rules", asked.select or "all", asked.reports
    unknown = set(reports) - {one.report for one in sentences}
    if unknown:
        raise BadInput(f"report {sorted(unknown)[0]!r} is not in the corpus")
    names = tuple(dict.fromkeys(check_name(one, "annotator") for one in asked.annotators))
    if not names:
        raise BadInput("a new round needs --annotators")
    pool = [one for one in sentences if not reports or one.report in reports]
    scored = suggestions(suggest, pool, places.gold)
    other = suggestions(asked.against, pool, places.gold) if parse(choice)[0] == "disagreeing" else {}
    chosen = select(choice, name, pool, scored, other)
    version = guideline_version(places.guideline_text())
    plan = Round(name, version, suggest, choice, reports, names, tuple(one.id for one in chosen))
    rows = (scored[one.id].annotation for one in chosen if one.id in scored)
    write_round(places.rounds, plan, (replace(row, meta={"annotator": suggest}) for row in rows))
    return plan
