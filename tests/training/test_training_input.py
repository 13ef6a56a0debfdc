"""What users give to ``govreport train pretrain`` and ``table``: every mistake is named with the next step."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.cli import app
from govreport.errors import BadInput, GovreportError
from govreport.jsonl import write_jsonl
from govreport.training.pretraining.texts import read_texts

TEXT = "一、2024年工作回顾\n粮食产量达到160亿斤。\n"


def fault(*arguments: object) -> str:
    """What ``govreport train …`` says to a user."""
    error = CliRunner().invoke(app, ["train", *map(str, arguments)]).exception
    assert isinstance(error, GovreportError)
    return str(error)


def test_texts_are_read_in_any_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "b.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert list(read_texts(tmp_path)) == [TEXT, TEXT]
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\xff" * 99)
    with pytest.raises(BadInput, match=r"c\.txt: this is no text"):
        list(read_texts(tmp_path))


def test_a_row_without_a_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pool.jsonl"
    write_jsonl(path, [{"text": TEXT}, {"txt": TEXT}])
    with pytest.raises(BadInput, match=r"pool\.jsonl: row 2 has no field text"):
        list(read_texts(path))
    path.write_text("{}\n{", "utf-8")
    with pytest.raises(BadInput, match="row 1 has no field text"):
        list(read_texts(path))


def test_a_missing_extra_and_a_missing_corpus_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.training.pretraining.find_spec", lambda name: None)
    assert "torch, jieba; run `pip install 'govreport-ner[pretrain]'`" in fault("pretrain", tmp_path)
    monkeypatch.setattr("govreport.training.pretraining.find_spec", lambda name: sys)
    assert "none.txt: cannot be read" in fault("pretrain", tmp_path, "--corpus", tmp_path / "none.txt")


def test_weights_to_go_on_from_and_texts_that_are_missing_are_named_before_anything_is_made(tmp_path: Path) -> None:
    weights, folder = tmp_path / "silver.bin", tmp_path / "between"
    common = ("--start", weights, "--folder", folder, "--out", tmp_path / "out.bin")
    assert "silver.bin: no such file of weights; leave --start out" in fault("pretrain", tmp_path, *common)
    weights.write_bytes(b"weights")
    assert "--start goes on to the last stage, which needs --labels" in fault("pretrain", tmp_path, *common)
    labels = ("--labels", tmp_path / "labels.jsonl")
    assert "none: no such folder of .txt reports" in fault("pretrain", tmp_path / "none", *common, *labels)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["silver.bin"]


def test_a_row_without_figures_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write_jsonl(path, [{"name": "a", "config": "x", "gold": "v1", "seed": 0}])
    assert "rows.jsonl: row 1 lacks f1" in fault("table", "--rows", path, "--out", tmp_path / "page.md")
