"""How far a project is, by the words around its name.

The nearest predicate after the name decides (…等工程竣工), else the verb before it (启动…建设). In a plan the same
words are an intention: 竣工 there says that the project runs and shall be completed.
"""

import re
from typing import Literal, NamedTuple

from govreport.schema import Period

Status = Literal["unknown", "planned", "started", "under construction", "completed"]
STATUSES: tuple[Status, ...] = ("unknown", "planned", "started", "under construction", "completed")
# a project's name in the text around another
NAME = "\ufffc"


class Stage(NamedTuple):
    """``status`` at the time of the report, ``aim`` that its plan promises, and the ``cue`` words for them."""

    status: Status = "unknown"
    aim: Status | None = None
    cue: str = ""


WILL = r"(?:争取|力争|力促|谋划|筹划|规划|拟|适时|研究|积极申报|筹备|筹建|酝酿)"
# forms that say less than the verb in them come first
FORMS: tuple[tuple[Status, str], ...] = (
    ("planned", rf"{WILL}[^{NAME}，；。]{{0,6}}?(?:启动|开工|新建|建设|引进|组建|设立|实施)"),
    (
        "planned",
        r"完成[^，；。]{0,6}?(?:设计|招标|征收|征地|前期|立项|可研)|前期|立项|申报|待批|论证|选址|可研|可行性|设计招标|招标|征收|征地|列入|储备|签约|落户|获批|(?:得到|正式)批准|获得.{0,12}许可",
    ),
    ("planned", WILL),
    (
        "under construction",
        r"主体(?!及)(?:工程)?(?:基本)?(?:完工|封顶|完成)?|部分(?:完工|建成|竣工)|完成.{0,4}(?:投资|计划|任务|进度)",
    ),
    ("under construction", r"(?:未|尚未|没有)(?:完工|建成|竣工)"),
    (
        "completed",
        r"(?:建|改造|整治|修缮|修建|扩建|新建|恢复)(?:成|完)|(?:全面|全部)?(?:竣工|完工|建成|投产)|达产|投用|投入(?:使用|运营|运行|生产)|通车|通航|通水|通电|通气|开通|落成",
    ),
    (
        "completed",
        r"开业|开园|开馆|开街|营业|(?:试|封关|调试)?运[营行]|交付|验收|启用|挂牌|收官|(?:全面|基本|顺利|圆满|如期)?完成|建起了?",
    ),
    ("completed", r"(?:新建|改建|扩建|建设|修缮|恢复|修建|构建|搭建|打通|建立|引进|实施)了"),
    ("started", r"开工|动工|启动|开建|奠基|破土|开启|设立|组建"),
    (
        "under construction",
        r"加快|加紧|加速|加大|加强|推进|推动|推广|续建|进展|顺利|步伐|正在|序时|继续|深入|深化|巩固|抓好|抓紧|狠抓|扎实|持续|在建|在改",
    ),
    ("under construction", r"扩大|提升|大力|全面|配合|支持|助力|促进|完善|做好|搞好|提速"),
)
# verbs that are silent on time: under way in a review, intended in a plan
PLAIN = re.compile(
    r"首创|进行|新建|改扩建|改建|扩建|兴建|迁建|修建|建设|改造|实施|打造|搭建|建立|构建|开发|修缮|整治|开展|组织|引进|整修"
)
CUES = tuple((status, re.compile(form)) for status, form in FORMS)
BREAK, COMMA = re.compile(r"[；;。！!？?]"), re.compile(r"[，,：:]")
# 开通和…: the words after another name and before a list mark are that name's
LIST_MARK = re.compile(r"[、和及与]|以及")


def stage_of(text: str, start: int, end: int, period: Period, others: tuple[tuple[int, int], ...] = ()) -> Stage:
    """The stage of the project at ``start:end`` of a sentence; ``others`` are the places of other projects in it.

    >>> text = "热电二厂二期改造等工程进展顺利。"
    >>> stage_of(text, 0, 8, "review")
    Stage(status='under construction', aim=None, cue='进展')
    >>> stage_of("力争远东纺织竣工投产。", 2, 6, "plan")
    Stage(status='planned', aim=None, cue='力争')
    """
    masked = _mask(text, others)
    head, tail = BREAK.split(masked[:start])[-1], BREAK.split(masked[end:])[0]
    near_head, near_tail = COMMA.split(head)[-1], COMMA.split(tail)[0]
    before, after = _before(near_head), _after(near_tail)
    found = before if before and before[0] == "planned" else after or before
    if found is None and (verb := PLAIN.search(near_head)):
        return _plain(verb[0], period)
    found = found or _before(head) or _after(tail)
    if found is None:
        verb = PLAIN.search(near_tail)
        return _plain(verb[0], period) if verb else Stage()
    return _in_plan(*found) if period == "plan" else Stage(found[0], None, found[1])


def _mask(text: str, others: tuple[tuple[int, int], ...]) -> str:
    for start, end in others:
        text = text[:start] + NAME * (end - start) + text[end:]
    return text


def _before(head: str) -> tuple[Status, str] | None:
    """The cue closest before the name that is not the predicate of another name."""
    found = [(match.end(), -rank, status, match[0]) for match, rank, status in _all(head) if _governs(head, match)]
    best = max(found, default=None)
    return (best[2], best[3]) if best else None


def _after(tail: str) -> tuple[Status, str] | None:
    """The first cue after the name."""
    found = [(match.start(), rank, status, match[0]) for match, rank, status in _all(tail)]
    best = min(found, default=None)
    return (best[2], best[3]) if best else None


def _all(text: str) -> list[tuple[re.Match[str], int, Status]]:
    return [(match, rank, status) for rank, (status, cue) in enumerate(CUES) for match in cue.finditer(text)]


def _governs(head: str, match: re.Match[str]) -> bool:
    return NAME not in head[: match.start()] or LIST_MARK.search(head[match.end() :]) is None


def _plain(verb: str, period: Period) -> Stage:
    return Stage("planned", "started", verb) if period == "plan" else Stage("under construction", None, verb)


def _in_plan(status: Status, cue: str) -> Stage:
    """What is to be started is planned, what is to be completed is running; what goes on, goes on."""
    if status == "started":
        return Stage("planned", "started", cue)
    return Stage("under construction", "completed", cue) if status == "completed" else Stage(status, None, cue)
