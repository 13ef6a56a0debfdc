"""The hand-given table: real spans of all five reports with the answers a reader gives (see README.md)."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

from govreport.extraction.quantities import Quantity, parse_quantities
from govreport.extraction.quantities.folding import fold
from govreport.jsonl import read_jsonl

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
REPORTS = {"changchun", "daan", "changsha", "jiujiang", "xiangyang"}


def rows(name: str = "expressions.tsv") -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def expected(row: dict[str, str]) -> list[Quantity]:
    return [one_fact(fact, row["previous"]) for fact in row["expected"].split(" ;; ")]


def one_fact(text: str, previous: str) -> Quantity:
    """``indicator | value | unit | relation | change | baseline | flags``; missing ends are "=", "level", "", ""."""
    fields = [field.strip() for field in text.split("|")]
    fields += ["", "", "", "=", "level", "", ""][len(fields) :]
    indicator, value, unit, relation, change, baseline, flags = fields
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


def test_the_table_holds_400_spans_that_stand_in_the_reports() -> None:
    sentences: dict[str, str] = dict.fromkeys(REPORTS, "")
    for sentence in read_jsonl(ROOT / "corpus" / "sentences.jsonl"):
        sentences[sentence["report"]] += sentence["text"] + "\n"
    table = rows()
    strange = [row["text"] for row in table if row["text"] not in sentences[row["report"]]]
    assert not strange
    assert len(table) >= 400
    assert min(Counter(row["report"] for row in table).values()) >= 40
    assert {row["report"] for row in table} == REPORTS


def test_every_unit_of_the_table_has_its_base_unit() -> None:
    factors = {row["unit"]: (Decimal(row["factor"]), row["base"]) for row in rows("units.tsv")}
    for row in rows():
        for quantity in parsed(row):
            assert quantity.value is not None, row["text"]
            factor, base = factors[quantity.unit]
            assert (quantity.normalized_value, quantity.normalized_unit) == (quantity.value * factor, base)


def test_every_unit_of_the_hand_given_list_is_read_and_normalised() -> None:
    for row in rows("units.tsv"):
        quantity = parse_quantities(f"指标3{row['unit']}")[0]
        assert quantity.unit == row["unit"]
        assert (quantity.normalized_value, quantity.normalized_unit) == (3 * Decimal(row["factor"]), row["base"])


def test_no_digit_of_a_span_is_lost() -> None:
    """Every Arabic number of a span is a value, an end of a range, or still there in indicator or baseline."""
    lost = []
    for row in rows():
        found = parsed(row)
        kept = "".join(
            f" {quantity.indicator} {quantity.baseline} {quantity.value} {quantity.value_high} " for quantity in found
        )
        numbers = re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.年/])", fold(row["text"]))
        lost += [row["text"] for number in numbers if number not in kept and "1/3" not in row["text"]]
    assert not lost


def test_footnote_marks_in_and_around_a_span_count_nothing() -> None:
    table = rows("footnotes.tsv")
    read = {
        row["text"]: parse_quantities(row["text"], row["label"], row["previous"] or None, row["context"])
        for row in table
    }
    assert read == {row["text"]: expected(row) for row in table}
