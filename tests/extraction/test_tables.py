"""Tables are typed, complete, safe to open, and never half written."""

import csv
import json
from decimal import Decimal

import openpyxl
import pyarrow.parquet as pq
import pytest

from govreport.errors import BadInput
from govreport.extraction.facts import COLUMNS, Fact
from govreport.extraction.tables import write_table

FACT = Fact(
    "demo", "demo:0001.01", ("一、工作回顾", "（一）经济"), "review", "METRIC", "全市生产总值1535亿元", 30, 41, 0.93,
    "全市生产总值", Decimal("1535"), None, "亿元", Decimal("153500000000"), "元", "=", "level", None, ("x", "y"),
    sentence="=HYPERLINK(1)",
)  # fmt: skip


def write_facts(path, facts):
    write_table(path, (fact.to_row() for fact in facts))


def test_csv_opens_in_excel_and_runs_no_formula(tmp_path):
    write_facts(tmp_path / "facts.csv", [FACT, FACT])
    raw = (tmp_path / "facts.csv").read_bytes()
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert len(rows) == 2
    assert rows[0]["value"] == "1535"
    assert rows[0]["section"] == "一、工作回顾 / （一）经济"
    assert rows[0]["sentence"] == "'=HYPERLINK(1)"


def test_jsonl_keeps_decimals_exact(tmp_path):
    write_facts(tmp_path / "facts.jsonl", [FACT])
    row = json.loads((tmp_path / "facts.jsonl").read_text(encoding="utf-8"))
    assert list(row) == list(COLUMNS)
    assert row["normalized_value"] == "153500000000"


def test_xlsx_has_typed_columns_and_a_frozen_header(tmp_path):
    write_facts(tmp_path / "facts.xlsx", [FACT])
    sheet = openpyxl.load_workbook(tmp_path / "facts.xlsx")["facts"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[2], strict=True))
    assert sheet.freeze_panes == "A2"
    assert row["value"].value == 1535
    assert (row["sentence"].data_type, row["sentence"].value) == ("s", "=HYPERLINK(1)")


def test_parquet_has_decimals(tmp_path):
    write_facts(tmp_path / "facts.parquet", [FACT] * 3)
    table = pq.read_table(tmp_path / "facts.parquet")
    assert table.num_rows == 3
    assert table.column("normalized_value")[0].as_py() == Decimal("153500000000")


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_failure_leaves_the_old_table_and_no_partial_file(tmp_path, suffix):
    path = tmp_path / f"facts.{suffix}"
    write_facts(path, [FACT])
    before = path.read_bytes()

    def failing():
        yield FACT
        raise RuntimeError("the model stopped")

    with pytest.raises(RuntimeError):
        write_facts(path, failing())
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_unknown_suffix_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"\.csv, \.jsonl, \.parquet, \.xlsx"):
        write_facts(tmp_path / "facts.doc", [FACT])
