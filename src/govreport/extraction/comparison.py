"""One row of the comparison of two reports."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target of the first report, and the result of the second that answers it, if one does.

    ``promised``, ``delivered`` and ``gap`` (delivered less promised) count ``unit``, the normalised unit; of a promised
    range ``promised`` is the lower end, which the gap is taken from, and ``promised_high`` the upper one. ``met`` is
    ``yes`` or ``no`` where the direction is clear. ``match`` is ``same`` or ``similar`` name, ``none`` for a target
    without an answer and ``result only`` for a result that no target had asked for.
    """

    indicator: str
    match: str
    change: str | None
    unit: str | None
    relation: str | None
    promised: Decimal | None = None
    promised_high: Decimal | None = None
    delivered: Decimal | None = None
    gap: Decimal | None = None
    met: str | None = None
    promise: str = ""
    promise_at: str = ""
    result: str = ""
    result_at: str = ""
    result_indicator: str = ""

    def to_row(self) -> dict[str, Any]:
        """The comparison as a flat row."""
        return {name: getattr(self, name) for name in COMPARISON_COLUMNS}


COMPARISON_COLUMNS = tuple(field.name for field in fields(Comparison))
COMPARISON_NUMBERS = frozenset({"promised", "promised_high", "delivered", "gap"})
