"""The examples of docs/extraction.md run, commands and code."""

import re
import shlex
from pathlib import Path

import pytest
import spacy
from extraction_samples import NEXT, REPORT

PAGE = Path("docs/extraction.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```console\n(.*?)```", PAGE, re.S) for line in block.splitlines()]
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE, re.S)


@pytest.fixture
def workplace(tmp_path, model, monkeypatch):
    """A folder with two reports and a trained pipeline, as the page supposes."""
    (tmp_path / "reports").mkdir()
    for folder in (tmp_path, tmp_path / "reports"):
        (folder / "2023.txt").write_text(REPORT, encoding="utf-8")
        (folder / "2024.txt").write_text(NEXT, encoding="utf-8")
    (tmp_path / "training/models/final").mkdir(parents=True)
    (tmp_path / "training/models/final/model-best").symlink_to(model)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(run, workplace, command):
    code, _, err = run(*shlex.split(command)[1:])
    assert code == 0, err
    named = re.findall(r"(?:-o|--html) (\S+)", command) or ["facts.csv"]
    assert [name for name in named if not (workplace / name).exists()] == []


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_run(workplace, model, monkeypatch, capsys, program):
    load = spacy.load
    monkeypatch.setattr(spacy, "load", lambda name: load(model if name == "zh_ent_govreport_sm" else name))
    exec(program, {})
    assert "全市生产总值 1535 亿元" in capsys.readouterr().out


def test_every_column_is_explained():
    from govreport.extraction.facts import COLUMNS

    assert [column for column in COLUMNS if f"`{column}`" not in PAGE] == []
