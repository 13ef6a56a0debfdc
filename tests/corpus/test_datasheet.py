"""The committed datasheet is what the command writes."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.cli import app

ROOT = Path(__file__).parents[2]


def test_build_writes_the_committed_files(tmp_path):
    shutil.copytree(ROOT / "corpus/raw", tmp_path / "raw")
    shutil.copy(ROOT / "corpus/reports.json", tmp_path)
    result = CliRunner().invoke(app, ["corpus", "build", str(tmp_path)])
    assert result.exit_code == 0, result.output
    for name in ("sentences.jsonl", "DATASHEET.md"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (ROOT / "corpus" / name).read_text(encoding="utf-8")


def test_a_report_that_is_not_there_is_named(tmp_path):
    shutil.copytree(ROOT / "corpus/raw", tmp_path / "raw")
    rows = (ROOT / "corpus/reports.json").read_text(encoding="utf-8").replace('"part": 5', '"part": 9')
    (tmp_path / "reports.json").write_text(rows, encoding="utf-8")
    result = CliRunner().invoke(app, ["corpus", "build", str(tmp_path)])
    assert "has 5 reports, xiangyang asks for part 9" in str(result.exception)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('{"id": "changchun"}', "a list of reports is needed, each an object with the fields id, file, part"),
        ('["changchun"]', "report 1 is no object; it needs the fields id, file, part (a number), place, province"),
        (
            '[{"id": "a", "file": "a.txt", "part": "1", "place": "甲市", "province": "", "years": "", "code": ""}]',
            "report 1: part, admin_code, code: missing, unknown or wrong type; needs the fields id, file",
        ),
    ],
)
def test_what_a_list_of_reports_lacks_is_named(tmp_path, rows, reason):
    (tmp_path / "reports.json").write_text(rows, encoding="utf-8")
    result = CliRunner().invoke(app, ["corpus", "build", str(tmp_path)])
    assert reason in str(result.exception)
