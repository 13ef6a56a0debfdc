"""What each number of a clause measures: own words, words shared along a list, or the indicator before."""

import re
from dataclasses import dataclass, field

from govreport.extraction.quantities.items import Item
from govreport.extraction.quantities.leads import Lead, plain_indicator, read_lead
from govreport.extraction.quantities.vocabulary import BUILDER_ONLY, MEASURE, STARTS_WITH_VERB, VERB_CHAIN, WORDS

AMOUNT_OF = re.compile(MEASURE.pattern + "|(?:资金|金额|惠及|涉及|服务)$")
OWN_START = re.compile(STARTS_WITH_VERB.pattern + "|总|投资|资金|金额|占|完成|实现|累计")
LIGHT_VERB = re.compile("累计完成|完成|实现")
MONEY = re.compile("[元币镑]$")
GENERIC = ("总数", "总量", "总数量")


@dataclass(slots=True)
class Named:
    """An item with what was read in front of it and the indicator found for it."""

    item: Item
    lead: Lead
    indicator: str
    flags: set[str] = field(default_factory=set)


def name_items(items: list[Item], previous: str | None) -> list[Named]:
    """The items with their indicators; ``previous`` is the indicator before this clause.

    >>> from govreport.extraction.quantities.items import split_items
    >>> from govreport.extraction.quantities.lexer import lex
    >>> clause = "改造供水管线101公里、燃气管线103公里"
    >>> [named.indicator for named in name_items(split_items(clause, lex(clause)), None)]
    ['改造供水管线', '改造燃气管线']
    """
    named: list[Named] = []
    part_of = items[0].lead.startswith("其中")
    for item in items:
        lead = read_lead(item.lead.removeprefix("其中"), item.token.unit)
        if named and not part_of and _goes_on(item, lead, named[-1]):
            lead.change = named[-1].lead.change
        if "累计" in item.lead:
            lead.flags.add("cumulative")
        own = _own_words(item, lead, named)
        named.append(_resolved(item, lead, own, named, previous, part_of))
    return named


def _goes_on(item: Item, lead: Lead, before: Named) -> bool:
    """增长5.5%、力争6.5%: a second value of the same growth."""
    same = item.token.unit == before.item.token.unit == "%"
    return same and item.joined and not (lead.text or lead.change or item.tail)


def _own_words(item: Item, lead: Lead, named: list[Named]) -> str:
    """Lead and tail put together, with the verb that opens the list."""
    if lead.change_word and item.tail and not item.token.percent:
        lead.text, lead.change = lead.text + lead.change_word, ""  # 新增5个产品: a verb with its object
    text = item.lead if item.tail.startswith("的") and BUILDER_ONLY.fullmatch(item.lead) else lead.text
    if named and item.joined:
        lacking = not OWN_START.match(text) if text else bool(item.tail)
        lacking = lacking and not (MONEY.search(item.token.unit) and _counts_only(named[0]) and AMOUNT_OF.search(text))
        text = _frame(named[0], bool(text)) + text if lacking else text
    return _around(plain_indicator(text), item.tail)


def _counts_only(first: Named) -> bool:
    """举办展会160场、交易额300亿元: the verb goes with what is counted, not with an amount of money."""
    return (
        not MONEY.search(first.item.token.unit) and first.lead.change == "" and not first.lead.text.startswith("新增")
    )


def _around(text: str, tail: str) -> str:
    """总投资…的项目 is the 项目总投资; after a verb the order stays: 建成…的城市."""
    if not tail.startswith("的"):
        return text + tail
    return tail[1:] + text if AMOUNT_OF.search(text) else text + tail[1:]


def _frame(first: Named, measured: bool) -> str:
    """What the first item lends to the later ones: 新建 of 新建公厕3座, all of 综合改造 150条巷道."""
    text = first.lead.text
    if first.item.tail and not measured:
        return text
    if verb := LIGHT_VERB.search(text):
        return text[: verb.start()]
    chain = VERB_CHAIN.search(text)
    return text[: chain.end()] if chain and chain.end() < len(text) else ""


def _resolved(item: Item, lead: Lead, own: str, named: list[Named], previous: str | None, part_of: bool) -> Named:
    """Fills an elided indicator from this clause or from ``previous``."""
    inherited = previous if part_of or not named else named[-1].indicator
    elided = {"elided"} if inherited and (part_of or not named) else set()
    if own in WORDS["up_kept"] and inherited:
        own = ""
    if part_of and own and inherited:
        return Named(item, lead, f"{inherited}（其中{own.removesuffix('的')}）", elided)
    if own and (own in GENERIC or own.startswith("占")) and inherited:
        return Named(item, lead, inherited + own.removesuffix("的"), elided)
    if own:
        return Named(item, lead, own.removesuffix("的"))
    return Named(item, lead, inherited or "", elided if inherited else {"no-indicator"})
