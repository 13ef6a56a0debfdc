"""Reads the words in front of a number: bound, kind of change, baseline; what is left is the indicator."""

import re
from dataclasses import dataclass, field

from govreport.extraction.quantities.vocabulary import CHANGE, KEPT, REACH, WORDS, one_of

TRAILING = re.compile(
    rf"(?P<reach>{REACH})$|(?P<bound>{one_of('over', 'at_least', 'at_most', 'under', 'about')})$"
    rf"|(?P<change>{CHANGE})$|(?P<yearly>年均)$|(?P<light>{one_of('light')}|(?:提前|连续)?[一二三四五六七八九十两多\d]+年|“)$"
)
LEADING = re.compile(r"^(?:[，、；和与及]|以及|预计|力争|确保|争取|累计完成|累计实现|累计|完成|实现|年内|全年|其中有)+")
INNER = re.compile(r"(?<=.)(?:累计完成|累计实现|已完成|共完成|实现|完成|累计|年内)(?=.)|已(?=占)")
MULTIPLE = re.compile(r"(?:是|为|相当于|达到|达)?(?P<baseline>[^是为]+)的$")
RECOVERED = re.compile(r"(?:恢复[到至]|达到?|相当于|[是为])(?P<baseline>(?:\d{4}年|去年|上年|同期)[^的]*)的$")
COMPARED = re.compile(r"(?P<word>高于|低于|快于|慢于|多于|少于|超过|好于|优于)(?P<baseline>.+)$")
GUARD = re.compile(r"\(\?<!.*?\)")
RELATION = {
    GUARD.sub("", word): relation
    for name, relation in (("over", ">"), ("under", "<"), ("at_most", "≤"), ("at_least", "≥"), ("about", "≈"))
    for word in WORDS[name]
}
LOWER = frozenset({"低于", "慢于", "少于"})


@dataclass(slots=True)
class Lead:
    """What stands in front of a number, read word by word from the number backwards."""

    text: str
    relation: str = ""
    change: str = ""
    baseline: str = ""
    flags: set[str] = field(default_factory=set)
    each: bool = False
    change_word: str = ""


def read_lead(text: str, unit: str = "") -> Lead:
    """Strip bounds, change words and light verbs off the end of ``text``.

    >>> read_lead("城镇登记失业率控制在")
    Lead(text='城镇登记失业率', relation='≤', change='', baseline='', flags=set(), each=False, change_word='')
    >>> read_lead("高于“十五”时期", "个百分点").baseline, read_lead("年均增长").flags
    ('高于“十五”时期', {'annual-average'})
    """
    lead = Lead(text)
    while match := TRAILING.search(lead.text):
        _take(lead, match)
    if not lead.change and KEPT.search(lead.text):
        lead.change = "increase"
    _compare(lead, unit)
    return lead


def _take(lead: Lead, match: re.Match[str]) -> None:
    word, lead.text = match[0], lead.text[: match.start()]
    if word in RELATION and not lead.relation:
        lead.relation = RELATION[word]
    if match["reach"] and not lead.change:
        lead.change = "level"
    elif match["change"] and not lead.change:
        lead.change, lead.change_word = "decrease" if word in WORDS["down"] else "increase", word
    if match["yearly"]:
        lead.flags.add("annual-average")
    lead.each = lead.each or word in ("均", "都", "相继", "双双")
    if word in ("累计", "累积"):
        lead.flags.add("cumulative")


def _compare(lead: Lead, unit: str) -> None:
    """高于X26个百分点, 是X的2.3倍 and 恢复到2019年的110% name what the value is compared with."""
    times = MULTIPLE if unit == "倍" and not lead.change else RECOVERED if unit == "%" else None
    if times and (match := times.search(lead.text)):
        lead.baseline, lead.change, lead.text = match["baseline"], "multiple", lead.text[: match.start()]
    elif match := COMPARED.search(lead.text):
        lead.baseline, lead.text = match[0], lead.text[: match.start()]
        lead.change = "decrease" if match["word"] in LOWER else "increase"


def plain_indicator(text: str) -> str:
    """The indicator without the light verbs around and inside it.

    >>> plain_indicator("建筑业实现增加值"), plain_indicator("完成固定资产投资")
    ('建筑业增加值', '固定资产投资')
    """
    return INNER.sub("", LEADING.sub("", text))
