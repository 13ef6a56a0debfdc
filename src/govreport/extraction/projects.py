"""One row per project and report: where it is mentioned, how far it is, where it lies and what it costs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from govreport.extraction.facts import Fact
from govreport.extraction.places_home import Home
from govreport.extraction.project_names import place_in_name, project_key
from govreport.extraction.project_record import Amount, Project
from govreport.extraction.project_stages import BREAK, STATUSES, Stage, stage_of
from govreport.schema import PERIODS

MONEY = "元"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Mention:
    fact: Fact
    stage: Stage
    beside: tuple[Fact, ...]


def projects(facts: Iterable[Fact], home: Home | None = None) -> list[Project]:
    """Gather the projects of one or more reports from their facts, in the order of first mention.

    ``facts`` come in the order of the text, as ``extract`` gives them; places and amounts are taken as linked and
    parsed there. Only what stands between the same semicolons or full stops as the project counts as beside it.

    >>> from decimal import Decimal
    >>> text = "投资2.16亿元，修建南湖西路等8条；完成安北污水并网工程。"
    >>> where = ("daan", "daan:0001.01", (), "plan")
    >>> money = Fact(*where, "TARGET", "投资2.16亿元", 0, 8, indicator="投资", normalized_value=Decimal(216000000),
    ...     normalized_unit="元", sentence=text)
    >>> road = Fact(*where, "PROJECT", "南湖西路", 11, 15, sentence=text)
    >>> sewer = Fact(*where, "PROJECT", "安北污水并网工程", 21, 29, sentence=text)
    >>> for one in projects([money, road, sewer]):
    ...     print(one.name, one.stage, one.aim, [f"{amount.value} {amount.unit}" for amount in one.amounts])
    南湖西路 planned started ['216000000 元']
    安北污水并网工程 under construction completed []
    """
    grouped: dict[tuple[str, str], list[_Mention]] = defaultdict(list)
    for _, of_sentence in groupby(facts, key=lambda fact: (fact.report, fact.sentence_id)):
        for mention in _mentions(list(of_sentence)):
            grouped[mention.fact.report, project_key(mention.fact.text)].append(mention)
    return [_project(mentions, home) for mentions in grouped.values()]


def _mentions(facts: Sequence[Fact]) -> Iterator[_Mention]:
    places = list(_places(facts))
    names = [(fact, start, end) for fact, start, end in places if fact.label == "PROJECT"]
    for fact, start, end in names:
        others = tuple((low, high) for other, low, high in names if other is not fact)
        part = _part(fact.sentence, start)
        beside = tuple(other for other, low, _ in places if _part(fact.sentence, low) == part)
        yield _Mention(fact, stage_of(fact.sentence, start, end, fact.period, others), beside)


def _places(facts: Sequence[Fact]) -> Iterator[tuple[Fact, int, int]]:
    """Each fact with its place in the sentence: several values of one clause share theirs."""
    cursor, before = 0, None
    for fact in facts:
        if before is None or (fact.start, fact.end) != (before.start, before.end):
            found = fact.sentence.find(fact.text, cursor)
            start = found if found >= 0 else cursor
            cursor = start + len(fact.text)
        yield fact, cursor - len(fact.text), cursor
        before = fact


def _part(sentence: str, place: int) -> int:
    return sum(1 for mark in BREAK.finditer(sentence) if mark.start() < place)


def _project(mentions: Sequence[_Mention], home: Home | None) -> Project:
    first = mentions[0].fact
    names = Counter(mention.fact.text for mention in mentions)
    name = max(names, key=lambda text: (names[text], len(text)))
    aims = [mention.stage.aim for mention in mentions if mention.stage.aim]
    ids = {mention.fact.sentence_id: mention.fact.sentence for mention in mentions}
    return Project(
        report=first.report,
        name=name,
        stage=max((mention.stage.status for mention in mentions), key=STATUSES.index),
        aim=max(aims, key=STATUSES.index, default=None),
        cues=_unique(mention.stage.cue for mention in mentions if mention.stage.cue),
        periods=tuple(period for period in PERIODS if period in {mention.fact.period for mention in mentions}),
        sentence_ids=tuple(ids),
        sentences=tuple(ids.values()),
        start=first.start,
        end=first.end,
        places=_where(name, mentions, home),
        amounts=_unique(amount for mention in mentions for amount in _money(mention)),
    )


def _where(name: str, mentions: Sequence[_Mention], home: Home | None) -> tuple[tuple[str, str], ...]:
    link = place_in_name(name, home)
    if link and link.admin_code and link.admin_name:
        return ((link.admin_code, link.admin_name),)
    beside = (fact for mention in mentions for fact in mention.beside if fact.label == "PLACE")
    return _unique((fact.admin_code, fact.admin_name) for fact in beside if fact.admin_code and fact.admin_name)


def _money(mention: _Mention) -> Iterator[Amount]:
    for fact in mention.beside:
        value, unit = fact.normalized_value, fact.normalized_unit or ""
        if value is not None and unit.endswith(MONEY) and "/" not in unit:
            yield Amount(fact.indicator or "", value, unit, fact.sentence_id)


def _unique(some: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(some))
