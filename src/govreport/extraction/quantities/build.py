"""From named items to quantities: values that 分别 aligns with names, and values that stand in a list."""

from dataclasses import replace

from govreport.extraction.quantities.baselines import Compared
from govreport.extraction.quantities.indicators import Named, name_items
from govreport.extraction.quantities.items import split_items
from govreport.extraction.quantities.leads import plain_indicator, read_lead
from govreport.extraction.quantities.lexer import Token
from govreport.extraction.quantities.names import from_context, split_names
from govreport.extraction.quantities.quantity import Quantity
from govreport.extraction.quantities.vocabulary import GROWN, SHARE


def respectively(
    compared: Compared, apart: int, tokens: list[Token], previous: str | None, context: str
) -> list[Quantity]:
    """The values behind 分别 (two characters at ``apart``) belong to the names in front of it, in order."""
    shared = replace(compared, place=0)
    items = split_items(compared.clause[apart + 2 :], [_moved(token, apart + 2) for token in tokens])
    lead, before = read_lead(items[0].lead, items[0].token.unit), read_lead(compared.clause[:apart])
    lead.flags |= before.flags
    lead.change = lead.change or before.change
    if grown := GROWN.match(lead.text):  # 新增参保16.8万人
        lead.text, lead.change = lead.text[grown.end() :], read_lead(grown[0]).change
    names, flags = _names(plain_indicator(before.text.removeprefix("其中")), len(items), previous, context)
    return [
        _quantity(Named(item, lead, name + lead.text, set(flags)), shared)
        for item, name in zip(items, names, strict=True)
    ]


def _moved(token: Token, offset: int) -> Token:
    return replace(token, start=token.start - offset, end=token.end - offset)


def _names(text: str, count: int, previous: str | None, context: str) -> tuple[list[str], set[str]]:
    """As many names as values: split from ``text``, from the clause before, or one for all, flagged."""
    elided = {"elided"} if not text and previous else set() if text else {"no-indicator"}
    names = split_names(text, count) if text else (previous or "").split("、")
    if len(names) != count and text:
        names = [name + text for name in from_context(context, count)] or names
    if len(names) == count:
        return names, elided
    return [text or previous or ""] * count, elided | {"unaligned"}


def listed(compared: Compared, tokens: list[Token], previous: str | None) -> list[Quantity]:
    """One quantity a value; bare values in a row and 均 are shared out over the names in front of them."""
    named = name_items(split_items(compared.clause, tokens), previous)
    first, rest = named[0], named[1:]
    names = [first.indicator]
    if rest and all(not one.item.lead and not one.item.tail and one.item.joined for one in rest):
        names = split_names(first.indicator, len(named))
    elif not rest and first.lead.each:
        names = split_names(first.indicator)
        named = named * len(names)
    if len(names) == len(named) > 1:
        named = [Named(one.item, first.lead, name, set(first.flags)) for one, name in zip(named, names, strict=True)]
    return [_quantity(one, compared) for one in named]


def _quantity(named: Named, compared: Compared) -> Quantity:
    token, lead = named.item.token, named.lead
    if token.start < compared.place:
        compared = Compared(compared.clause)
    flags = named.flags | lead.flags | ({"rounded"} if token.rounded else set())
    return Quantity(
        named.indicator,
        token.value,
        token.high,
        token.unit,
        relation=token.relation or lead.relation or "=",
        change=_change(named, compared),
        baseline=compared.baseline or lead.baseline,
        flags=tuple(sorted(flags)),
    )


def _change(named: Named, compared: Compared) -> str:
    token = named.item.token
    change = named.lead.change or compared.change
    if change not in ("", "level"):
        return change
    part_of = token.unit == "%" and named.item.tail.startswith("的")
    if token.part or part_of or (token.unit in ("%", "‰") and SHARE.search(named.indicator)):
        return "share"
    return "multiple" if token.unit == "倍" else "level"
