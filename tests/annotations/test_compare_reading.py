import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.annotations.compare import compare_reading
from govreport.annotations.gold import by_report, write_work
from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.schema import Sentence

FIRST = "one:0001.01\t[METRIC|完成投资79.5亿元]。\none:0002.01\t-\n"
NOW = {"one:0001.01": "完成[METRIC|投资79.5亿元]。", "one:0002.01": "请审议。", "one:0003.01": "在[PLACE|长春]。"}


@pytest.fixture
def gold(tmp_path: Path) -> list[Annotation]:
    rows = [Annotation(name, *read_inline(line), {"rule": "§2.2"}) for name, line in NOW.items()]
    write_work(tmp_path / "gold", rows)
    found = (Sentence(row.id, "one", (), "review", row.text, ()).to_dict() for row in rows)
    write_jsonl(tmp_path / "sentences.jsonl", found)
    (tmp_path / "gold" / "first").mkdir()
    (tmp_path / "gold" / "first" / "one.txt").write_text(FIRST, encoding="utf-8")
    return rows


def test_command_lists_and_counts_the_differences(tmp_path: Path, gold: list[Annotation]) -> None:
    options = {"version": "work", "output": tmp_path / "c.json", "gold": tmp_path / "gold"}
    options |= {"sentences": tmp_path / "sentences.jsonl"}
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    result = CliRunner().invoke(app, ["compare", "first", *arguments], catch_exceptions=False)
    assert result.output.splitlines() == [
        "one:0001.01",
        "  - [METRIC|完成投资79.5亿元]。",
        "  + 完成[METRIC|投资79.5亿元]。",
        "  = §2.2",
        "2 sentences, strict F1 0.0",
        "1 sentences differ: 1 spans added, 1 removed",
    ]
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["overlap"]["METRIC"]["f1"] == 1


def test_first_sentences_must_be_in_the_gold(tmp_path: Path, gold: list[Annotation]) -> None:
    sentences = {row.id: Sentence(row.id, "one", (), "review", row.text, ()) for row in gold}
    with pytest.raises(BadInput, match="1 sentences of the reading are not in the gold"):
        compare_reading(tmp_path / "gold" / "first", by_report(gold[1:]), sentences)
