"""Cuts a clause into items, one a number: the words in front of it and the words behind it."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from govreport.extraction.quantities.lexer import Token, lex
from govreport.extraction.quantities.vocabulary import AND

SEPARATOR = re.compile(AND)
QUOTED = re.compile(r"[“《][^”》]*[”》]")
OWN_LEAD = re.compile(r"累计|完成|实现|投入|总投资|共")
STAGE = re.compile(r"(?:新?台阶|大关|关口|规模)$")


@dataclass(slots=True)
class Item:
    """A number with its ``lead`` and ``tail``; ``joined`` where 、 or 和 stands between it and the one before."""

    token: Token
    lead: str = ""
    tail: str = ""
    joined: bool = False


def split_items(clause: str, tokens: list[Token]) -> list[Item]:
    """One item a token; a list passes on its unit and the noun behind its last number.

    >>> clause = "2300名残疾人、1.3万名下岗人员实现就业"
    >>> [(item.lead, item.tail) for item in split_items(clause, lex(clause))]
    [('', '残疾人'), ('', '下岗人员实现就业')]
    """
    items = [Item(tokens[0], lead=clause[: tokens[0].start])]
    for token in tokens[1:]:
        items.append(_next_item(items[-1], token, clause[items[-1].token.end : token.start]))
    items[-1].tail = clause[tokens[-1].end :]
    for before, item in reversed(list(pairwise(items))):
        _share(before, item)
    _share_noun(items)
    for item in items:
        item.tail = "" if item.lead.endswith("成为") else STAGE.sub("", item.tail).removeprefix("了").removeprefix("”")
    return items


def _next_item(before: Item, token: Token, between: str) -> Item:
    """Gives the text between two numbers to the one or the other."""
    visible = QUOTED.sub(lambda match: "\0" * len(match[0]), between)
    separators = list(SEPARATOR.finditer(visible))
    if separators and separators[0].start() == 0:
        return Item(token, lead=between[separators[0].end() :], joined=True)
    if separators:
        before.tail = between[: separators[-1].start()]
        return Item(token, lead=between[separators[-1].end() :], joined=True)
    own = OWN_LEAD.search(visible)
    if not before.lead:
        before.tail = between[: own.start()] if own else between
    return Item(token, lead=between)


def _share(before: Item, item: Item) -> None:
    """16.8万、4万人 share the unit; 1677户、2915人稳定脱贫 share what is counted."""
    if not item.joined or item.lead or before.tail:
        return
    if before.token.unit in ("", "万", "亿", "万亿") and item.token.unit:
        unit = item.token.unit if not before.token.unit else before.token.unit + re.sub("^[万亿]+", "", item.token.unit)
        before.token = replace(before.token, unit=unit)
    elif not before.lead and before.token.unit != item.token.unit:
        before.tail = item.tail


def _share_noun(items: list[Item]) -> None:
    """2家过500亿元、5家过100亿元的企业: the noun behind the last item belongs to all."""
    last = items[-1].tail
    bounds = lex(last) if len(items) > 1 else []
    if not bounds:
        return
    for item in items[:-1]:
        amounts = lex(item.tail)
        if amounts and amounts[-1].end == len(item.tail):
            item.tail += last[bounds[0].end :]
