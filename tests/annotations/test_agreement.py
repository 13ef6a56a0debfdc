import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.annotations.agreement import agreement, kappa
from govreport.annotations.inline import read_inline
from govreport.annotations.pages import agreement_page
from govreport.annotations.records import Annotation, write_annotations
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.schema import Period, Sentence

A = ["完成[METRIC|投资79.5亿元]，[METRIC|增长5%]。", "在[PLACE|长春]建设[PROJECT|龙家堡机场]。", "[TARGET|新增5万人]。"]
B = ["[METRIC|完成投资79.5亿元]，[TARGET|增长5%]。", "在[PLACE|长春]建设龙家堡机场。", "[TARGET|新增5万人]。"]
WHERE: list[tuple[str, Period]] = [("one", "review"), ("one", "plan"), ("two", "plan")]


def layer(lines: list[str]) -> list[Annotation]:
    texts = [read_inline(line) for line in lines]
    return [
        Annotation(f"{WHERE[i][0]}:{i}", text, spans, {"guideline": "1.2"}) for i, (text, spans) in enumerate(texts)
    ]


def corpus() -> dict[str, Sentence]:
    rows = [
        Sentence(row.id, WHERE[i][0], ("一、回顾",), WHERE[i][1], row.text, ((0, len(row.text)),))
        for i, row in enumerate(layer(A))
    ]
    return {row.id: row for row in rows}


def test_scores_by_label_report_and_period() -> None:
    found = agreement(layer(A), layer(B), corpus())
    assert found["strict"]["micro"] == {"f1": 0.4444, "matched": 2, "spans_a": 5, "spans_b": 4}
    assert found["overlap"]["METRIC"]["f1"] == 0.6667
    assert found["strict"]["PROJECT"]["f1"] == 0
    assert found["reports"]["two"]["strict"]["micro"]["f1"] == 1
    assert found["periods"]["review"]["strict"]["micro"]["f1"] == 0
    assert found["periods"]["other"]["strict"]["micro"]["f1"] is None
    assert found["sentences"] == {"both": 3, "only_a": 0, "only_b": 0}


def test_confusion_counts_same_borders_only() -> None:
    found = agreement(layer(A), layer(B), corpus())["metric_target"]
    assert (found["same_borders"], found["confused"], found["a_metric_b_target"], found["share"]) == (2, 1, 1, 0.5)


def test_every_disagreement_has_both_readings() -> None:
    found = agreement(layer(A), layer(B), corpus())["disagreements"]
    assert [one["id"] for one in found] == ["one:0", "one:1"]
    assert found[0]["only_a"] == [[2, 10, "METRIC"], [11, 15, "METRIC"]]
    assert found[0]["only_b"] == [[0, 10, "METRIC"], [11, 15, "TARGET"]]


def test_kappa_follows_the_formula() -> None:
    a, b = list("OOOMMT"), list("OOMMMM")
    observed, expected = 4 / 6, (3 * 2 + 2 * 4 + 1 * 0) / 36
    assert kappa(a, b) == round((observed - expected) / (1 - expected), 4)
    assert kappa([], []) is None


def test_kappa_without_oo_is_lower_where_layers_differ() -> None:
    found = agreement(layer(A), layer(B), corpus())["kappa"]
    assert found["without_oo"] < found["all"] < 1
    assert found["characters_without_oo"] == 2 + 8 + 4 + 2 + 5 + 5


def test_another_text_is_refused() -> None:
    changed = [Annotation("one:0", "别的", ())]
    with pytest.raises(BadInput, match="layer B: sentence one:0 has another text"):
        agreement(layer(A), changed, corpus())


def test_page_shows_and_escapes() -> None:
    rows = [Annotation("x:1", "<img src=x onerror=alert(1)>", ())]
    spans = read_inline("[PLACE|<img src=x onerror=alert(1)>]")[1]
    sentence = Sentence("x:1", "x", (), "other", rows[0].text, ())
    page = agreement_page(agreement(rows, [Annotation("x:1", rows[0].text, spans)], {"x:1": sentence}))
    assert "<img" not in page
    assert '<mark class="PLACE differs">&lt;img' in page


def test_command_writes_figures_and_page(tmp_path: Path) -> None:
    a, b, sentences = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "s.jsonl"
    write_annotations(a, layer(A))
    write_annotations(b, layer(B))
    write_jsonl(sentences, (one.to_dict() for one in corpus().values()))
    output = tmp_path / "agreement.json"
    arguments = ["agreement", str(a), str(b), "--sentences", str(sentences), "-o", str(output)]
    assert "2 sentences in dispute" in CliRunner().invoke(app, arguments).output
    assert json.loads(output.read_text(encoding="utf-8"))["layers"] == {"a": "a", "b": "b"}
    assert "龙家堡机场" in output.with_suffix(".html").read_text(encoding="utf-8")
