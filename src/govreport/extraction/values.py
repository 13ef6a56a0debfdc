"""Values as people read them."""

from decimal import Decimal

from govreport.extraction.facts import Fact

SCALES = ((10**8, "亿"), (10**4, "万"))


def plain_number(value: Decimal) -> str:
    """A decimal in full, grouped, without trailing zeros.

    >>> plain_number(Decimal("1.535E+11")), plain_number(Decimal("13.50"))
    ('153,500,000,000', '13.5')
    """
    whole, _, part = f"{value:,f}".partition(".")
    return f"{whole}.{part}".rstrip("0").rstrip(".") if part else whole


def short_number(value: Decimal) -> str:
    """A decimal as reports write it, in 万 or 亿 where it is that large.

    >>> short_number(Decimal("12500000000")), short_number(Decimal("-18000")), short_number(Decimal("6.50"))
    ('125亿', '-1.8万', '6.5')
    """
    scale, name = next((one for one in SCALES if abs(value) >= one[0]), (1, ""))
    return plain_number(value / scale) + name


def shown_value(fact: Fact) -> str:
    """Relation and value of a fact as written, without the unit; empty where there is none.

    >>> numbers = {"value": Decimal(5), "value_high": Decimal(8), "relation": "≥"}
    >>> shown_value(Fact("a", "a:1", (), "plan", "TARGET", "", 0, 1, **numbers))
    '≥ 5–8'
    """
    if fact.value is None:
        return ""
    high = "" if fact.value_high is None else f"–{plain_number(fact.value_high)}"
    relation = "" if fact.relation in (None, "=") else f"{fact.relation} "
    return f"{relation}{plain_number(fact.value)}{high}"


def tip_of(fact: Fact) -> str:
    """One line that says what was understood of an entity.

    >>> tip_of(Fact("a", "a:1", (), "review", "METRIC", "增长8%", 0, 4, indicator="产值", value=Decimal(8), unit="%",
    ...     normalized_value=Decimal(8), normalized_unit="%", relation="=", change="increase"))
    'METRIC · 产值 8 % · increase'
    """
    parts = [fact.label]
    if fact.value is not None:
        base = f" = {plain_number(fact.normalized_value)} {fact.normalized_unit}" if fact.normalized_value else ""
        value = f"{fact.indicator or '?'} {shown_value(fact)} {fact.unit or ''}".rstrip()
        parts.append(value + (base if fact.normalized_unit != fact.unit else ""))
    parts += [text for text in (fact.change, fact.baseline) if text]
    if fact.admin_code:
        parts.append(f"{fact.admin_name} {fact.admin_code}")
    return " · ".join([*parts, *fact.flags])
