"""``govreport extract`` as a user meets it: tables, exit codes, and a clear word for whatever cannot be read."""

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from extraction_samples import NEXT, REPORT
from spacy.tokens import DocBin
from spacy.vocab import Vocab


def rows_of(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_a_report_becomes_all_outputs_in_one_run(run, model, report, tmp_path):
    names = ["facts.csv", "facts.jsonl", "facts.xlsx", "facts.parquet", "facts.spacy"]
    outputs = [part for name in names for part in ("-o", tmp_path / name)]
    code, out, _ = run("extract", report, *outputs, "--html", tmp_path / "pages", "--model", model)
    assert code == 0
    assert "1 files read, 0 failed" in out
    assert "elided 1" in out
    rows = rows_of(tmp_path / "facts.csv")
    assert {row["report"] for row in rows} == {"changchun"}
    book = openpyxl.load_workbook(tmp_path / "facts.xlsx")
    assert book["facts"].max_row == len(rows) + 1
    assert [cell.value for cell in book["places"][2]][1:3] == ["农安县", "220122"]
    header = [cell.value for cell in book["projects"][1]]
    project = dict(zip(header, [cell.value for cell in book["projects"][2]], strict=True))
    assert (project["project"], project["stage"], project["mentions"]) == ("龙家堡机场", "completed", 2)
    assert project["amounts"] == "投资 350000000 元"
    assert not [sheet for sheet in book if None in [cell.value for cell in sheet[1]]]
    counts = {row[0].value: row[1].value for row in book["summary"].iter_rows(min_row=2)}
    assert counts["facts"] == len(rows)
    [doc] = DocBin().from_disk(tmp_path / "facts.spacy").get_docs(Vocab())
    assert doc.text == REPORT
    assert [ent.kb_id_ for ent in doc.ents if ent.label_ == "PLACE"] == ["220122", "220104"]
    assert len(doc.user_data["govreport.facts"]) == len(rows)
    assert (tmp_path / "pages" / "changchun.html").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_facts(run, model, report, tmp_path, encoding):
    other = tmp_path / "other.txt"
    other.write_bytes(REPORT.encode(encoding))
    assert run("extract", other, report, "-o", tmp_path / "f.csv", "--model", model)[0] == 0
    rows = rows_of(tmp_path / "f.csv")
    values = [
        [(row["text"], row["start"], row["value"]) for row in rows if row["report"] == name]
        for name in ("other", "changchun")
    ]
    assert values[0] == values[1]


BAD = {
    "empty": (b"", "the file is empty"),
    "blank": ("\n \u3000\n".encode(), "the file is empty"),
    "binary": (bytes(range(256)) * 40, "no text, or its encoding cannot be told"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "picture"),
    "wrong encoding": ("Приказ о работе и отчёте города. ".encode("koi8-r") * 20, "encoding cannot be told"),
    "only a title": ("长春市政府工作报告\n各位代表：\n".encode(), "no sentence was found"),
    "10 MB": (("全市生产总值1535亿元。\n" * 300_000).encode(), "characters; a report has 10,000 to 40,000"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_report_is_named_and_nothing_is_written(run, model, tmp_path, kind):
    content, reason = BAD[kind]
    (tmp_path / "bad.txt").write_bytes(content)
    code, _, err = run("extract", tmp_path / "bad.txt", "-o", tmp_path / "facts.csv", "--model", model)
    assert code == 2
    assert "failed: " in err
    assert "bad.txt" in err or "bad: " in err
    assert reason in err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.txt"]


def test_a_bad_file_does_not_stop_the_others(run, model, report, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    code, out, err = run("extract", tmp_path / "bad.txt", report, "-o", tmp_path / "facts.csv", "--model", model)
    assert code == 1
    assert "1 files read, 1 failed" in out
    assert "bad.txt: the file is empty" in err
    assert rows_of(tmp_path / "facts.csv")


def test_a_folder_and_a_zip_are_read(run, model, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("a.txt", NEXT)
    assert run("extract", folder, "-o", tmp_path / "f.jsonl", "--model", model)[0] == 0
    rows = [json.loads(line) for line in (tmp_path / "f.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [row["report"] for row in rows if row["indicator"] == "全市生产总值"]
    assert found == ["a", "a", "a", "b.zip/a", "b.zip/a"]


def test_an_empty_folder_is_told(run, model, tmp_path):
    (tmp_path / "nothing").mkdir()
    code, _, err = run("extract", tmp_path / "nothing", "-o", tmp_path / "f.csv", "--model", model)
    assert code == 2
    assert "nothing: no file in this folder" in err
    assert "no report could be read" in err


def test_a_missing_file_a_missing_and_a_damaged_model(run, model, report, tmp_path):
    code, _, err = run("extract", tmp_path / "no.txt", "--model", model, "-o", tmp_path / "f.csv")
    assert (code, "there is no such file" in err) == (2, True)
    code, _, err = run("extract", report, "--model", tmp_path / "no", "-o", tmp_path / "f.csv")
    assert (code, "no spaCy pipeline there; train one with 'make run'" in err) == (2, True)
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "meta.json").write_text("{}")
    (tmp_path / "damaged" / "config.cfg").write_text("[nlp")
    code, _, err = run("extract", report, "--model", tmp_path / "damaged", "-o", tmp_path / "f.csv")
    assert (code, "cannot be loaded" in err) == (2, True)


@pytest.mark.parametrize("name", ["facts.doc", "facts", "facts.csv.gz"])
def test_an_unknown_table_is_refused_before_any_work(run, model, report, tmp_path, name):
    code, _, err = run("extract", report, "-o", tmp_path / name, "--model", model)
    assert code == 2
    assert ".csv, .jsonl, .parquet, .xlsx, .spacy" in err


def test_an_output_that_is_a_folder_is_refused(run, model, report, tmp_path):
    (tmp_path / "facts.csv").mkdir()
    code, _, err = run("extract", report, "-o", tmp_path / "facts.csv", "--model", model)
    assert (code, "this is a folder" in err) == (2, True)


def test_a_file_in_the_place_of_the_outputs_folder_is_told(run, model, report):
    code, _, err = run("extract", report, "-o", report / "facts.csv", "--model", model)
    assert code == 1
    assert "changchun.txt/facts.csv: cannot be written (File exists); choose another place with -o" in err


def test_a_place_is_found_or_refused(run, model, report, tmp_path):
    assert run("extract", report, "-o", tmp_path / "f.csv", "--model", model, "--place", "北京市")[0] == 0
    assert [row["admin_code"] for row in rows_of(tmp_path / "f.csv") if row["text"] == "朝阳区"] == ["110105"]
    code, _, err = run("extract", report, "-o", tmp_path / "f.csv", "--model", model, "--place", "999999")
    assert (code, "no administrative unit has the code" in err) == (2, True)


@pytest.mark.slow
def test_the_installed_command_says_the_same(model, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    command = [str(Path(sys.executable).with_name("govreport")), "extract", "empty.txt", "--model", str(model)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "empty.txt: the file is empty" in done.stderr


@pytest.mark.slow
def test_workers_give_the_same_table(run, model, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(REPORT if number % 2 else NEXT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    one = run("extract", folder, "-o", tmp_path / "one.csv", "--model", model)
    two = run("extract", folder, "-o", tmp_path / "two.csv", "--model", model, "--workers", 2)
    assert one[0] == two[0] == 1
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert one[1].splitlines()[:3] == two[1].splitlines()[:3]
