"""Numbers written as parts and multiples: 百分之五点三, 四分之一, 一半, 五成, 翻两番."""

import re
from decimal import Decimal

from govreport.extraction.quantities.numerals import parse_number

# value, upper end, unit, relation, whether it is written as a part, whether it is rounded
Found = tuple[Decimal, Decimal | None, str, str, bool, bool]


def special(match: re.Match[str]) -> Found | None:
    """Fractions, tenths, 百分之 and 翻番."""
    groups = match.groupdict()
    if groups["percent"]:
        high = parse_number(groups["percent_high"]) if groups["percent_high"] else None
        return _found(parse_number(groups["percent"]), "%", high)
    if groups["permille"]:
        return _found(parse_number(groups["permille"]), "‰")
    if groups["folded"] is not None:
        return _found(Decimal(2) ** (parse_number(groups["folds"]) or 1) if groups["folds"] else Decimal(2), "倍")
    if groups["half"]:
        return Decimal(50), None, "%", "", True, False
    if groups["tenths"]:
        tenths = parse_number(groups["tenths"])
        return None if tenths is None else (tenths * 10, None, "%", "", True, False)
    return _fraction(groups["over"] or groups["of"], groups["under"] or groups["parts"])


def _fraction(over: str | None, under: str | None) -> Found | None:
    """A fraction in percent, to four decimals where it does not end."""
    top, bottom = (parse_number(text) if text else None for text in (over, under))
    if top is None or not bottom or top > bottom:
        return None
    share = top * 100 / bottom
    rounded = share.quantize(Decimal("0.0001"))
    exact = rounded * bottom == top * 100
    return (rounded.normalize() + 0 if exact else rounded), None, "%", "", True, not exact


def _found(value: Decimal | None, unit: str, high: Decimal | None = None) -> Found | None:
    return None if value is None else (value, high, unit, "", False, False)
