"""The period of each paragraph: what the report looks back on (review), what it sets out to do (plan), or other."""

import re
from collections.abc import Sequence
from itertools import groupby

from govreport.corpus.headings import announced_period
from govreport.schema import Period

Path = tuple[str, ...]

OPENING = re.compile(r"请予?(?:大会)?审议|提出意见")
# a paragraph that opens the plan where no heading does
PLAN_OPENS = re.compile(
    r"^.{0,40}(?:今年|新的一年|明年|[0-9０-９]{4}年|今后[三五]年|未来五年).{0,30}"
    r"(?:总体要求|总的要求|总体思路|指导思想|预期目标|主要目标|奋斗目标|工作思路|基本思路|重点(?:做好|抓好|抓))"
)
REVIEW_CUES = re.compile(
    r"比上年|同比|去年|一年来|五年来|先后|荣获|被评为|圆满完成|顺利|已(?:建成|完成)|达到?|完成|实现|新增|增长|取得"
)
PLAN_CUES = re.compile(
    r"力争|确保|争取|预期|要|将|加快(?:推进|建设)|大力|着力|努力|进一步|推进|今年|深入|鼓励|支持|加强|完善"
)


def find_periods(paths: Sequence[Path], texts: Sequence[str]) -> list[Period]:
    """The period of each paragraph, from its section path and, where headings say nothing, from its words.

    A first section of an earlier year than others is the review. A section whose heading announces nothing follows the
    plan where one came before, and its own words otherwise. In a report without a heading for the plan (or the review),
    the first paragraph that opens the plan is the turn.

    >>> paths = [(), ("一、工作回顾",), ("二、2024年任务",), ("三、改进作风",)]
    >>> find_periods(paths, ["请予审议。", "投资增长。", "力争翻番。", "要廉洁。"])
    ['other', 'review', 'plan', 'plan']
    """
    periods: list[Period] = []
    current: Period = "other"
    latest = max((year(path[0]) for path in paths if path), default=0)
    for root, group in groupby(range(len(paths)), key=lambda i: paths[i][:1]):
        members = list(group)
        if root and year(root[0]) < latest and "review" not in periods:
            current = "review"
        elif root:
            current = announced_period(root[0]) or (current if current == "plan" else _by_words(texts, members))
        periods += [current] * len(members)
    if "plan" not in periods:
        periods = _turn(periods, texts)
    return periods if "review" in periods else _look_back(periods, texts)


def year(heading: str) -> int:
    """The first year that a heading names, 0 where it names none.

    >>> year("一、２０２３年主要工作")
    2023
    """
    found = re.search(r"[0-9０-９]{4}(?=年)", heading)
    return int(found.group()) if found else 0


def _by_words(texts: Sequence[str], members: Sequence[int]) -> Period:
    """Review or plan, whichever has more of its cue words in the section."""
    review, plan = (sum(len(cues.findall(texts[i])) for i in members) for cues in (REVIEW_CUES, PLAN_CUES))
    return "plan" if plan > review else "review"


def _turn(periods: list[Period], texts: Sequence[str]) -> list[Period]:
    """Everything from the first paragraph that opens the plan on is plan, a glossary behind it stays other."""
    opens = next((i for i, text in enumerate(texts) if PLAN_OPENS.search(text)), None)
    if opens is None:
        return periods
    tail = next((i for i in range(len(periods), opens, -1) if periods[i - 1] != "other"), len(periods))
    return [*periods[:opens], *["plan" for _ in periods[opens:tail]], *periods[tail:]]  # type: ignore[list-item]


def _look_back(periods: list[Period], texts: Sequence[str]) -> list[Period]:
    """Paragraphs before the plan that no heading claims are the review, the words of welcome left aside."""
    plan = periods.index("plan") if "plan" in periods else 0
    return [
        "review" if i < plan and REVIEW_CUES.search(texts[i]) and not OPENING.search(texts[i]) else period
        for i, period in enumerate(periods)
    ]
