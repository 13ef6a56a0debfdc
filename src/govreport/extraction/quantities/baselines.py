"""Cuts out of a clause what its number is compared with: 比上年, 由2000年的5081元, 按可比口径."""

import re
from dataclasses import dataclass

from govreport.extraction.quantities.vocabulary import REACH, one_of

FROM_TO = re.compile(
    rf"(?P<baseline>[由从].*?[\d一-十百千万亿].*?)(?:年均|逐步)?(?P<reach>{REACH}|到|至)(?:\d{{4}}年(?:末|底|初)?的?)?(?=[\d约近超一二两三四五六七八九十百千])"
)
THAN = re.compile(
    rf"(?P<baseline>(?:按可比(?:口径|价格)(?:计算)?)?(?:同比|环比|(?<![占对可])(?:比(?![重例率])|较(?![大多小为])).+?))"
    rf"(?P<rest>(?:年均|共|净)*(?:{one_of('up', 'down')}|超过?|高|低|多|少)(?:[了约近达超]|超过)*"
    r"(?=[-−]?[\d一二两三四五六七八九十百千])|(?=翻[一两二三四]?番))"
)
COMPARABLE = re.compile(r"按可比(?:口径|价格)(?:计算)?")
MORE = re.compile(r"^(?:年均|共|净)*(?P<word>超过?|高|低|多|少)(?:了|出)?(?=[\d一二两三四五六七八九十百千])")


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause without its baseline; ``change`` is set where the words cut away decide it.

    Both hold for the numbers that stand at ``place`` or behind it: 余额5亿元、比年初增加3亿元 compares the second only.
    """

    clause: str
    baseline: str = ""
    change: str = ""
    place: int = 0


def cut_baseline(clause: str) -> Compared:
    """The clause without 由… in front of a new level or 比…, 同比, 按可比口径 in front of a change.

    >>> cut_baseline("全市生产总值由2000年的213.12亿元增加到2005年的428.92亿元")
    Compared(clause='全市生产总值428.92亿元', baseline='由2000年的213.12亿元', change='level', place=6)
    >>> cut_baseline("比“十五”计划目标250亿元超过328.63亿元")
    Compared(clause='328.63亿元', baseline='比“十五”计划目标250亿元', change='increase', place=0)
    >>> cut_baseline("出口同比下降9%")
    Compared(clause='出口下降9%', baseline='同比', change='', place=2)
    """
    if match := FROM_TO.search(clause):
        return Compared(clause[: match.start()] + clause[match.end() :], match["baseline"], "level", match.start())
    if match := THAN.search(clause):
        return _than(clause, match)
    if match := COMPARABLE.search(clause):
        return Compared(clause[: match.start()] + clause[match.end() :], match[0], "", match.start())
    return Compared(clause)


def _than(clause: str, match: re.Match[str]) -> Compared:
    head, rest = clause[: match.start()], clause[match.end("baseline") :]
    if more := MORE.match(rest):
        change = "decrease" if more["word"] in ("低", "少") else "increase"
        return Compared(head + rest[more.end() :], match["baseline"], change, len(head))
    return Compared(head + rest, match["baseline"], "", len(head))
