"""What one report promised beside what the next one says was delivered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from govreport.extraction.comparison import Comparison
from govreport.extraction.facts import Fact, tidy
from govreport.extraction.indicators import likeness
from govreport.extraction.quantities.units import normalize

LEVELS = ("level", "ratio", "share", "multiple", "rank")
FEWER = ("≤", "<")
# a footnote's bracket or a lone letter is no indicator
LETTER, LEAST_LETTERS = re.compile(r"[^\W\d_]"), 2
# of these, less is better even where the report does not say “within”
BAD = re.compile(r"失业率|能耗|排放|死亡|事故|贫困|下降率|污染|耗[水电能]量")


def compare(first: Iterable[Fact], second: Iterable[Fact]) -> list[Comparison]:
    """Set the targets of the first report against the achievements of the second, by indicator.

    A result answers a target where both count the same normalised unit, both are a change or both a level, and the
    names are the same or nearly so; the most alike wins, then the one said first. Each result answers one target.
    """
    targets = [fact for fact in first if fact.label == "TARGET" and _counts(fact)]
    results = [fact for fact in second if fact.label == "METRIC" and _counts(fact)]
    answers = dict(_pairs(targets, results))
    rows = [_compared(target, *answers.get(number, (None, 0.0))) for number, target in enumerate(targets)]
    used = {id(result) for result, _ in answers.values()}
    return rows + [_alone(result) for result in results if id(result) not in used]


def _counts(fact: Fact) -> bool:
    return fact.normalized_value is not None and len(LETTER.findall(fact.indicator or "")) >= LEAST_LETTERS


def _pairs(targets: Sequence[Fact], results: Sequence[Fact]) -> Iterator[tuple[int, tuple[Fact, float]]]:
    """Target numbers with their answers, the surest first, none taken twice."""
    scored = [
        (likeness(target.indicator or "", result.indicator or ""), -number, -other)
        for number, target in enumerate(targets)
        for other, result in enumerate(results)
        if _comparable(target, result)
    ]
    given, taken = set[int](), set[int]()
    for score, number, other in sorted(scored, reverse=True):
        if score and number not in given and other not in taken:
            given.add(number)
            taken.add(other)
            yield -number, (results[-other], score)


def _comparable(target: Fact, result: Fact) -> bool:
    kinds = [None if fact.change in LEVELS else fact.change for fact in (target, result)]
    if target.normalized_unit != result.normalized_unit or "annual-average" in result.flags:
        return False
    # a fall is answered by a rise as well: then the promise is broken
    return (kinds[0] is None) == (kinds[1] is None)


def _compared(target: Fact, result: Fact | None, score: float) -> Comparison:
    promised = _signed(target)
    delivered = None if result is None else _signed(result)
    gap = None if delivered is None or promised is None else tidy(delivered - promised)
    return Comparison(
        indicator=target.indicator or "",
        match="none" if result is None else "same" if score == 1 else "similar",
        change=target.change,
        unit=target.normalized_unit,
        relation=target.relation,
        promised=promised,
        promised_high=tidy(normalize(target.value_high, target.unit or "")[0]),
        delivered=delivered,
        gap=gap,
        met=_met(target, gap),
        promise=target.text,
        promise_at=target.sentence_id,
        result=result.text if result else "",
        result_at=result.sentence_id if result else "",
        result_indicator=(result.indicator or "") if result else "",
    )


def _signed(fact: Fact) -> Decimal | None:
    """A fall counts below zero, so that a gap between a fall and a rise is right."""
    value = fact.normalized_value
    return -value if value is not None and fact.change == "decrease" else value


def _met(target: Fact, gap: Decimal | None) -> str | None:
    """Whether the promise was kept; a rank, a ratio and a range are left to the reader."""
    if gap is None or target.change in ("rank", "ratio") or target.value_high is not None:
        return None
    bad = target.relation == "=" and BAD.search(target.indicator or "") is not None
    fewer = (target.relation in FEWER or (bad and target.change != "decrease")) != (target.change == "decrease")
    return "yes" if (gap <= 0 if fewer else gap >= 0) else "no"


def _alone(result: Fact) -> Comparison:
    return Comparison(
        indicator=result.indicator or "",
        match="result only",
        change=result.change,
        unit=result.normalized_unit,
        relation=None,
        delivered=_signed(result),
        result=result.text,
        result_at=result.sentence_id,
        result_indicator=result.indicator or "",
    )
