"""One quantity of a METRIC or TARGET span."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from govreport.extraction.quantities.units import normalize

Relation = Literal["=", "≈", "≥", "≤", ">", "<"]
Change = Literal["level", "increase", "decrease", "multiple", "rank", "share", "ratio"]
SUSPICIOUS = Decimal(2024)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is measured, how much, and how the report says it.

    ``value`` counts ``unit`` as written (1535 亿元); ``value_high`` is the upper end of a range; ``normalized_value``
    counts ``normalized_unit`` and is the lower end for a range. ``baseline`` is what the value is compared with, or for
    a rank the group it is taken in. ``flags``: ``annual-average``, ``cumulative``, ``elided`` (indicator taken from the
    clause before), ``no-indicator``, ``rounded``, ``suspicious-2024``, ``unaligned``, ``unparsed``.
    """

    indicator: str
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    relation: str = "="
    change: str = "level"
    baseline: str = ""
    flags: tuple[str, ...] = ()
    normalized_value: Decimal | None = field(init=False)
    normalized_unit: str = field(init=False)

    def __post_init__(self) -> None:
        value, unit = normalize(self.value, self.unit)
        object.__setattr__(self, "normalized_value", value)
        object.__setattr__(self, "normalized_unit", unit)
        if SUSPICIOUS in (self.value, self.value_high) and "suspicious-2024" not in self.flags:
            object.__setattr__(self, "flags", (*self.flags, "suspicious-2024"))
