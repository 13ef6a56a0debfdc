"""Units of reports and the base unit each is counted in."""

import json
import re
from decimal import Decimal
from importlib.resources import files

from govreport.extraction.quantities.numerals import scale_of

TABLE: dict[str, tuple[str, Decimal]] = {
    unit: (base, Decimal(factor))
    for unit, (base, factor) in json.loads(
        files(__package__).joinpath("units.json").read_text(encoding="utf-8")
    ).items()
}
INSIDE_WORD = {"人": "(?![民才均工])"}  # 890万人民 counts 万, not 万人
UNIT = (
    "(?:" + "|".join(re.escape(unit) + INSIDE_WORD.get(unit, "") for unit in sorted(TABLE, key=len, reverse=True)) + ")"
)
OTHER_NAME = re.compile(r"[（(][^）)]*[）)]$")
SCALED = re.compile(r"(?P<scale>万亿|万|亿)?(?P<unit>.*)", re.DOTALL)


def normalize(value: Decimal | None, unit: str) -> tuple[Decimal | None, str]:
    """Value and base unit of a quantity; exact. A second name in brackets (台（套）) is left out.

    Money keeps its currency, shares become %, and 亩 stays 亩: a 亩 is 2000/3 m², no finite decimal. A unit that is
    not in ``units.json`` only loses its 万 or 亿.

    >>> normalize(Decimal("160"), "亿斤"), normalize(Decimal("2.2"), "‰")
    ((Decimal('8000000000.0'), '千克'), (Decimal('0.22'), '%'))
    >>> normalize(Decimal("1137"), "万美元"), normalize(Decimal("335"), "台（套）")
    ((Decimal('11370000'), '美元'), (Decimal('335'), '台'))
    """
    match = SCALED.fullmatch(unit)
    scale, name = (match["scale"] or "", match["unit"]) if match else ("", unit)
    name = OTHER_NAME.sub("", name)
    base, factor = TABLE.get(name, (name, Decimal(1)))
    return (None if value is None else value * scale_of(scale) * factor), base
