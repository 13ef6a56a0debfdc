"""From the text of a METRIC or TARGET span to its quantities."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from govreport.extraction.footnotes import without_marks
from govreport.extraction.quantities.baselines import Compared, cut_baseline
from govreport.extraction.quantities.build import listed, respectively
from govreport.extraction.quantities.folding import fold
from govreport.extraction.quantities.leads import plain_indicator, read_lead
from govreport.extraction.quantities.lexer import lex
from govreport.extraction.quantities.quantity import SUSPICIOUS, Quantity
from govreport.extraction.quantities.ranks import Rank, read_ranks, read_ratio
from govreport.extraction.quantities.scopes import value_tokens

CLAUSE_END = re.compile(
    r"(?<!\d),|,(?!\d)|[，；。！？]|、(?=(?:连续[^、]{1,4})?(?:稳?居|[位名]列|位居)[^、]*?(?:[第前][\d一-十百]|首位)|全[省国市][^、\d]{0,10}(?:第[\d一-十]+位?|首位)$)"
)
LONGEST = 300  # characters; a span is a clause, and longer input only costs time
IN_CONTEST = re.compile("^在|中$")


def parse_quantities(
    text: str, label: str = "METRIC", previous: str | None = None, context: str = ""
) -> list[Quantity]:
    """The quantities of one span, at least one: what cannot be read comes back with its text and flag ``unparsed``.

    ``label`` (METRIC or TARGET) is for callers that hand over a whole entity: both are written alike and read alike.
    ``previous`` is the indicator of the span before in the same sentence (:func:`carried`), ``context`` the clause in
    front of the span; without them an elided indicator is empty and flagged ``no-indicator``. Footnote marks ([37], ①)
    count nothing.

    >>> [(q.indicator, str(q.value), q.unit, q.change) for q in parse_quantities("外贸额和出口额分别增长18.8%和31%")]
    [('外贸额', '18.8', '%', 'increase'), ('出口额', '31', '%', 'increase')]
    >>> quantity, = parse_quantities("比上年增长13.5%", previous="全市生产总值")
    >>> quantity.indicator, quantity.baseline, quantity.flags
    ('全市生产总值', '比上年', ('elided',))
    >>> quantity, = parse_quantities("力争突破千亿元大关")
    >>> str(quantity.value), quantity.unit, quantity.relation, f"{quantity.normalized_value:f}", quantity.flags
    ('1000', '亿元', '>', '100000000000', ('no-indicator',))
    """
    found: list[Quantity] = []
    if len(text) > LONGEST:
        return [_unparsed(text)]
    before = without_marks(context)
    for clause in CLAUSE_END.split(fold(without_marks(text, context))):
        if clause:
            found += _clause(clause, carried(found) or previous, before)
    return found if any(quantity.value is not None for quantity in found) else [_unparsed(text)]


def carried(quantities: Iterable[Quantity]) -> str | None:
    """The indicators of a span as ``previous`` of the next one: distinct, joined by 、; None where there are none.

    >>> carried(parse_quantities("房屋交易470万平方米、交易额100亿元"))
    '房屋交易、交易额'
    """
    return "、".join(dict.fromkeys(quantity.indicator for quantity in quantities if quantity.indicator)) or None


def _clause(clause: str, previous: str | None, context: str) -> list[Quantity]:
    compared = cut_baseline(clause)
    if ratio := read_ratio(compared.clause):
        return _ratio(*ratio, compared, previous)
    if ranks := read_ranks(compared.clause):
        return [_rank(rank, previous) for rank in ranks]
    tokens = lex(compared.clause)
    if not tokens:
        return [_unparsed(clause)]
    apart = compared.clause.rfind("分别", 0, tokens[-1].start)
    if apart >= 0:
        found = respectively(compared, apart, [token for token in tokens if token.start > apart], previous, context)
    else:
        found = listed(compared, value_tokens(compared.clause, tokens), previous)
    doubtful = any(token.value == SUSPICIOUS for token in tokens)
    return [_flagged(quantity, "suspicious-2024") for quantity in found] if doubtful else found


def _unparsed(text: str) -> Quantity:
    return Quantity(text, flags=("unparsed",))


def _flagged(quantity: Quantity, flag: str) -> Quantity:
    return quantity if flag in quantity.flags else replace(quantity, flags=(*quantity.flags, flag))


def _named(words: str, previous: str | None) -> tuple[str, tuple[str, ...]]:
    """The words, or ``previous`` where there are none, and the flag that says so."""
    if words not in ("", "总量", "总数"):
        return words, ()
    return (previous or "") + words, ("elided",) if previous else () if words else ("no-indicator",)


def _ratio(words: str, parts: list[Decimal], compared: Compared, previous: str | None) -> list[Quantity]:
    """One quantity a part, numbered, because only the report's reader knows what the parts are."""
    name, flags = _named(read_lead(words).text, previous)
    return [
        Quantity(f"{name}（{number}/{len(parts)}）", part, change="ratio", baseline=compared.baseline, flags=flags)
        for number, part in enumerate(parts, start=1)
    ]


def _rank(rank: Rank, previous: str | None) -> Quantity:
    lead = read_lead(plain_indicator(rank.indicator))
    name, flags = _named(IN_CONTEST.sub("", lead.text), previous)
    relation = "≤" if rank.top else "="
    # 增速居全省第3位: it is the growth that is ranked
    return Quantity(name + lead.change_word, rank.value, None, "位", relation, "rank", rank.scope, flags)
