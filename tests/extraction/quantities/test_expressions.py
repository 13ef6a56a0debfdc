"""The hand-given table: real spans of all five reports with the answers a reader gives."""

import csv
from decimal import Decimal
from pathlib import Path

from govreport.extraction.quantities import Quantity, parse_quantities

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
REPORTS = {"changchun", "daan", "changsha", "jiujiang", "xiangyang"}


def rows() -> list[dict[str, str]]:
    with (HERE / "expressions.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def expected(row: dict[str, str]) -> list[Quantity]:
    return [one_fact(fact, row["previous"]) for fact in row["expected"].split(" ;; ")]


def one_fact(text: str, previous: str) -> Quantity:
    """``indicator | value | unit | relation | change | baseline | flags``; missing ends are "=", "level", "", ""."""
    fields = [field.strip() for field in text.split("|")]
    indicator, value, unit, relation, change, baseline, flags = (
        fields + ["", "", "", "=", "level", "", ""][len(fields) :]
    )
    low, _, high = value.partition("~")
    names = {flag for flag in flags.split(",") if flag}
    if indicator.startswith("^"):
        indicator, names = previous + indicator[1:], names | {"elided"}
    return Quantity(
        indicator, Decimal(low), Decimal(high) if high else None, unit, relation, change, baseline, tuple(sorted(names))
    )


def parsed(row: dict[str, str]) -> list[Quantity]:
    return parse_quantities(row["text"], row["label"], row["previous"] or None)


def test_at_least_98_percent_of_the_expressions_are_fully_right() -> None:
    table = rows()
    wrong = [row["text"] for row in table if parsed(row) != expected(row)]
    assert len(wrong) <= 0.02 * len(table), "\n".join(wrong)
