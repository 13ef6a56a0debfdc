"""The commands, as a user types them."""

import json

import pytest
from evaluation_samples import CASES, write_project
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from typer.testing import CliRunner

from govreport.cli.evaluate import app
from govreport.errors import BadInput, GovreportError
from govreport.evaluation.documents import END, START
from govreport.jsonl import read_jsonl, write_jsonl


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(write_project(tmp_path))
    return tmp_path


def govreport(*arguments: str) -> str:
    """Run a command and return what it printed; its errors are raised."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


RULES = "evaluation/predictions/rules/seed0.jsonl"
MODEL = "evaluation/predictions/ner_context/seed2.jsonl"


def test_score(project):
    lines = govreport("score", RULES).splitlines()
    assert lines[1].split()[:4] == ["micro", "0.571", "0.500", "0.533"]
    assert json.loads(govreport("score", RULES, "--json"))["PLACE"]["f1"] == 1.0


def test_compare_also_a_docbin(project):
    docs = DocBin(store_user_data=True)
    vocab = Vocab()
    for case in CASES:
        doc = Doc(vocab, words=list(case.text), spaces=[False] * len(case.text))
        doc.ents = [doc.char_span(one.start, one.end, label=one.label) for one in case.gold]
        docs.add(doc)
    docs.to_disk("other.spacy")
    same = govreport("compare", MODEL, "other.spacy", "--gold", "annotations/gold/v1").splitlines()[0]
    assert "not told apart" in same
    found = json.loads(govreport("compare", "other.spacy", RULES, "--json"))
    assert found["micro"]["difference"] == pytest.approx(7 / 15, abs=1e-6)


def test_report_check_and_readme(project):
    out = govreport("report")
    assert "ner_context" in out
    assert "passes" in govreport("check", "--min-f1", "PLACE=0.9")
    with pytest.raises(GovreportError, match=r"METRIC: F1 0\.5000 is under 0\.9000"):
        govreport("check", "--min-f1", "METRIC=0.9", "--min-f1", "PLACE=0.9")
    with pytest.raises(BadInput, match="give NAME=F1"):
        govreport("check", "--min-f1", "METRIX=0.9")
    for name in ("README.md", "README.zh-CN.md"):
        (project / name).write_text(f"# 标题\n{START}\nold\n{END}\nend\n", encoding="utf-8")
    assert govreport("readme", "README.md", "README.zh-CN.md").count(": changed") == 2
    assert govreport("readme", "README.md", "README.zh-CN.md").count("unchanged") == 2
    chinese = (project / "README.zh-CN.md").read_text(encoding="utf-8")
    assert "两遍标注（语言模型）之间" in chinese
    assert "**ner_context** | 0.767" in chinese
    assert chinese.endswith(f"{END}\nend\n")
    assert "**0.767**" in (project / "evaluation/MODEL_CARD.md").read_text(encoding="utf-8")


def test_readme_without_markers_is_refused(project):
    govreport("report")
    (project / "README.md").write_text("# x\n", encoding="utf-8")
    with pytest.raises(BadInput, match="figures:start"):
        govreport("readme", "README.md")


def test_send_errors(project):
    govreport("report")
    govreport("send-errors", "--class", "missed", "-o", "ids.txt")
    assert (project / "ids.txt").read_text() == "a:0001.01\n"
    out = govreport("send-errors", "-o", "ids.txt", "--limit", "2")
    assert (project / "ids.txt").read_text().splitlines() == ["a:0001.01", "a:0001.02"]  # two errors, then one
    assert "annotate push --round NAME --annotators NAME --select ids:ids.txt" in out
    with pytest.raises(BadInput, match="no sentence has such an error"):
        govreport("send-errors", "--label", "PLACE", "-o", "ids.txt")
    with pytest.raises(BadInput, match="'mist' is none of"):
        govreport("send-errors", "--class", "mist", "-o", "ids.txt")


def test_send_errors_makes_the_round(project, monkeypatch):
    asked = []
    monkeypatch.setattr("govreport.annotations.doccano.actions.push", lambda *what: asked.append(what) or ["sent"])
    govreport("report")
    out = govreport("send-errors", "-o", "ids.txt", "--round", "r9", "--annotators", "one", "two")
    ((name, places, what),) = asked
    assert (name, what.annotators, what.select) == ("r9", ("one", "two"), "ids:ids.txt")
    assert str(places.corpus) == "corpus/sentences.jsonl"
    assert out.endswith("sent\n")
    with pytest.raises(BadInput, match="needs both --round"):
        govreport("send-errors", "-o", "ids.txt", "--round", "r9")


def change(path, **fields):
    rows = [dict(row) for row in read_jsonl(path)]
    rows[1].update(fields)
    write_jsonl(path, rows)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": "a:0001.01"}, "seed0.jsonl:2: sentence a:0001.01 appears twice"),
        ({"id": "x:1"}, "no prediction for gold sentence a:0001.02"),
        ({"text": "另一句话，长度相同的另一句话，整治"}, "sentence a:0001.02 has another text"),
        ({"entities": [[0, 99, "PLACE"]], "scores": [None]}, "lies outside the text"),
        ({"scores": [0.5]}, "1 scores for 2 entities"),
    ],
)
def test_bad_predictions_are_named(project, fields, message):
    change(project / RULES, **fields)
    with pytest.raises(BadInput, match=message):
        govreport("score", RULES)


def test_missing_input_says_the_next_step(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="govreport gold freeze"):
        govreport("report")
    with pytest.raises(BadInput, match="govreport evaluate report"):
        govreport("check", "--min-f1", "micro=0.5")
    (tmp_path / "broken.spacy").write_bytes(b"no docbin")
    monkeypatch.chdir(write_project(tmp_path))
    with pytest.raises(BadInput, match="no DocBin that can be read"):
        govreport("score", "broken.spacy")


def test_sentences_beyond_the_gold_are_passed_over(project):
    write_jsonl(project / RULES, [*read_jsonl(project / RULES), {"id": "z:1", "text": "多", "entities": []}])
    assert "0.533" in govreport("score", RULES)


def test_scores_stay_with_their_spans_whatever_the_order(project):
    from govreport.evaluation.data import read_run

    rows = [dict(row) for row in read_jsonl(project / MODEL)]
    before = read_run(project / MODEL, CASES)
    for row in rows:
        row["entities"], row["scores"] = row["entities"][::-1], row["scores"][::-1]
    write_jsonl(project / MODEL, rows)
    assert read_run(project / MODEL, CASES) == before
