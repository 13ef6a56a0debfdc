"""A fact: one row of the table an analyst gets, always with its citation."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from govreport.schema import Period

LONGEST_SENTENCE, AROUND = 2000, 500


def tidy(value: Decimal | None) -> Decimal | None:
    """The same number without an exponent and without zeros behind the point, so that tables show it plainly.

    >>> tidy(Decimal("350000000.0")), tidy(Decimal("1.6E+10")), tidy(Decimal("13.5"))
    (Decimal('350000000'), Decimal('16000000000'), Decimal('13.5'))
    """
    if value is None:
        return None
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value, project or place found in a report.

    ``start`` and ``end`` are code points in the report's text as decoded, half-open; ``text`` is the entity as it
    stands in the sentence. ``value`` and what follows is filled for METRIC and TARGET, ``admin_*`` for PLACE. A clause
    that lists several values gives one fact a value, all with the same ``text``, ``start`` and ``end``.
    """

    report: str
    sentence_id: str
    section: tuple[str, ...]
    period: Period
    label: str
    text: str
    start: int
    end: int
    score: float | None = None
    indicator: str | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    normalized_value: Decimal | None = None
    normalized_unit: str | None = None
    relation: str | None = None
    change: str | None = None
    baseline: str | None = None
    flags: tuple[str, ...] = ()
    admin_code: str | None = None
    admin_name: str | None = None
    admin_level: str | None = None
    sentence: str = ""

    def to_row(self) -> dict[str, Any]:
        """The fact as a flat row: the section path joined by `` / ``, flags by ``;``, decimals kept exact.

        >>> fact = Fact("demo", "demo:0001.01", ("一、回顾",), "review", "METRIC", "增长8%", 3, 7, value=Decimal(8))
        >>> fact.to_row()["section"], fact.to_row()["value"]
        ('一、回顾', Decimal('8'))
        """
        row = {name: getattr(self, name) for name in COLUMNS}
        sentence = excerpt(self.sentence, self.text)
        return {**row, "section": " / ".join(self.section), "flags": ";".join(self.flags), "sentence": sentence}


def excerpt(sentence: str, text: str) -> str:
    """A sentence as a row cites it: whole, or where it is longer than any sentence, what stands around the entity.

    A text without a full stop is one sentence; cited whole in each of its rows it would make tables of many gigabytes.

    >>> len(excerpt("增长，" * 1000, "增长")), excerpt("粮食增产。", "粮食")
    (502, '粮食增产。')
    """
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    place = max(0, sentence.find(text))
    return sentence[max(0, place - AROUND) : place + len(text) + AROUND]


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Fact))
NUMBERS: frozenset[str] = frozenset({"value", "value_high", "normalized_value", "score"})
