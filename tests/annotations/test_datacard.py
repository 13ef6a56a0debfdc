from pathlib import Path

from typer.testing import CliRunner

from govreport.annotations.agreement import agreement
from govreport.annotations.datacard import sources, weak_cells
from govreport.annotations.gold import freeze, write_work
from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation
from govreport.cli.gold import app
from govreport.jsonl import write_json, write_jsonl
from govreport.schema import Sentence

LINES = {"one:0001.01": "完成[METRIC|投资79.5亿元]，[METRIC|增长5%]。", "one:0002.01": "在[PLACE|长春]召开。"}
REPORTS = [{"id": "one", "place": "长春市", "province": "吉林省", "years": "2004–2005"}]


def test_every_figure_of_the_card_is_the_datas(tmp_path: Path) -> None:
    rows = [
        Annotation(name, *read_inline(line), {"decided": "agreed", "guideline": "1.2"}) for name, line in LINES.items()
    ]
    sentences = {row.id: Sentence(row.id, "one", (), "review", row.text, ()) for row in rows}
    gold, file, output = tmp_path / "gold", tmp_path / "sentences.jsonl", tmp_path / "CARD.md"
    write_jsonl(file, (one.to_dict() for one in sentences.values()))
    write_json(tmp_path / "reports.json", REPORTS)
    write_json(tmp_path / "agreement.json", agreement(rows, rows[:1], sentences))
    write_work(gold, rows)
    freeze(gold, "v1", sentences, file)
    options = {"sentences": file, "gold": gold, "reports": tmp_path / "reports.json", "output": output}
    options |= {"agreement": tmp_path / "agreement.json", "reviewed": tmp_path / "none.jsonl", "version": "v1"}
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    result = CliRunner().invoke(app, ["card", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    card = output.read_text(encoding="utf-8")
    assert "| one | 长春市 | 吉林省 | 2004–2005 | 2 | 22 |" in card
    assert "| all | 2 | 2 | 0 | 0 | 1 | 3 |\n| one | 2 | 2 | 0 | 0 | 1 | 3 |\n| period: review | 2 |" in card
    assert "| METRIC | 4 | 6 | 7.6 | 8 |" in card
    assert "| micro | 100.0 | 100.0 | 2 | 2 |" in card
    assert "2 were agreed; 0 were mended" in card
    assert "PLACE occurs only 1 times in one" in card
    assert "No human has checked the labels so far" in card
    assert "--suggest gold" in card


def test_sources_count_sentences_and_characters_of_each_report() -> None:
    sentence = Sentence("one:0001.01", "one", (), "review", "长春", ((0, 2),))
    found = sources(REPORTS, {"one:0001.01": sentence})
    assert (found[0]["sentences"], found[0]["characters"]) == (1, 2)


def test_weak_cells_are_the_rare_labels() -> None:
    counts = {"reports": {"one": {"METRIC": 20, "TARGET": 19, "PROJECT": 200, "PLACE": 0}}}
    assert weak_cells(counts) == [("one", "TARGET", 19), ("one", "PLACE", 0)]
