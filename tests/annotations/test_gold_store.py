import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.annotations.gold import freeze, load_gold, manifest, write_work
from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation, read_annotations, write_annotations
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.schema import Sentence

LINES = {
    "one:0001.01": "完成[METRIC|投资79.5亿元]。",
    "one:0002.01": "[TARGET|新增5万人]。",
    "two:0001.01": "在[PLACE|长春]召开。",
}
META = {"decided": "agreed", "guideline": "1.2"}


def rows(lines: dict[str, str] = LINES) -> list[Annotation]:
    return [Annotation(name, *read_inline(line), META) for name, line in lines.items()]


def corpus(folder: Path) -> tuple[dict[str, Sentence], Path]:
    found = {row.id: Sentence(row.id, row.id[:3], (), "review", row.text, ()) for row in rows()}
    write_jsonl(folder / "sentences.jsonl", (one.to_dict() for one in found.values()))
    return found, folder / "sentences.jsonl"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_work(tmp_path / "gold", rows())
    freeze(tmp_path / "gold", "v1", *corpus(tmp_path))
    return tmp_path / "gold"


def test_frozen_gold_reads_back_by_report(root: Path) -> None:
    gold = load_gold(root, "v1")
    assert list(gold) == ["one", "two"]
    assert [row for report in gold.values() for row in report] == rows()


def test_manifest_counts_and_names_its_sources(root: Path) -> None:
    found = manifest(root / "v1")
    assert found["guideline"] == "1.2"
    assert found["counts"]["all"] == {
        "sentences": 3,
        "METRIC": 1,
        "TARGET": 1,
        "PROJECT": 0,
        "PLACE": 1,
        "spans": 3,
    }
    assert found["counts"]["reports"]["two"]["PLACE"] == 1
    assert found["counts"]["periods"]["plan"]["sentences"] == 0
    assert found["counts"]["decided"] == {"agreed": 3}
    assert list(found["corpus"]) == ["sentences.jsonl"]
    assert all(len(one) == 64 for one in found["files"].values())


def test_a_frozen_version_is_never_overwritten(root: Path) -> None:
    before = (root / "v1" / "manifest.json").read_bytes()
    with pytest.raises(BadInput, match="never changes"):
        freeze(root, "v1", *corpus(root.parent))
    assert (root / "v1" / "manifest.json").read_bytes() == before


def test_a_changed_or_added_file_is_an_error(root: Path) -> None:
    file = root / "v1" / "one.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("TARGET", "METRIC"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"one\.jsonl: changed after it was frozen"):
        load_gold(root, "v1")
    write_annotations(root / "v1" / "three.jsonl", [])
    with pytest.raises(BadInput, match="other files than its manifest"):
        load_gold(root, "v1")


def test_gold_that_lacks_a_sentence_is_not_frozen(tmp_path: Path) -> None:
    write_work(tmp_path / "gold", rows()[1:])
    with pytest.raises(BadInput, match=r"1 sentences have no gold: one:0001\.01"):
        freeze(tmp_path / "gold", "v1", *corpus(tmp_path))
    assert not (tmp_path / "gold" / "v1").exists()


def test_no_gold_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="govreport gold adjudicate"):
        load_gold(tmp_path, "v1")


def test_diff_shows_changed_sentences_with_reasons(root: Path) -> None:
    changed = rows({**LINES, "one:0002.01": "[METRIC|新增5万人]。"})
    changed[1] = Annotation(changed[1].id, changed[1].text, changed[1].entities, {**META, "mended": ["§1.3 已完成"]})
    write_work(root, changed)
    result = CliRunner().invoke(app, ["diff", "v1", "work", "--gold", str(root)])
    assert result.output.splitlines() == [
        "one:0002.01",
        "  - [TARGET|新增5万人]。",
        "  + [METRIC|新增5万人]。",
        "  = §1.3 已完成",
        "1 sentences differ: 1 spans added, 1 removed",
    ]


def test_freeze_command_makes_the_next_version(root: Path) -> None:
    sentences = root.parent / "sentences.jsonl"
    result = CliRunner().invoke(app, ["freeze", "v2", "--gold", str(root), "--sentences", str(sentences)])
    assert "3 sentences, 3 spans, frozen" in result.output
    assert json.loads((root / "v2" / "manifest.json").read_text(encoding="utf-8"))["version"] == "v2"
    assert read_annotations(root / "v2" / "two.jsonl") == rows()[2:]
