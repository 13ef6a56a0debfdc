"""Ablations: what a row says of its model, code from a file, a student that a teacher taught."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from training_samples import gold_sentences, write_gold
from typer.testing import CliRunner

from govreport.cli import app
from govreport.errors import BadInput
from govreport.training import ablation
from govreport.training.folds import Fold, make_fold
from govreport.training.runner import train
from govreport.training.self_training import draw_lines, taught_fold
from govreport.training.table import ablation_table

ROOT = Path(__file__).parents[2]
POOL = "一、2024年工作回顾\n粮食产量达到160亿斤。农民增收致富。\n二、今年的任务\n力争财政收入增长15%以上。\n"
REPORTS = ("north", "south", "east")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A folder with gold of three reports to stand in, and the options that name it."""
    gold, sentences = write_gold(tmp_path, REPORTS)
    monkeypatch.chdir(tmp_path)
    return ["--gold", str(gold), "--sentences", str(sentences), "--config", str(ROOT / "configs/ner_context.cfg")]


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Fold, Path, Any]]:
    """What would have been trained; every model finds nothing."""
    seen: list[tuple[Fold, Path, Any]] = []

    def note(config: Path, fold: Fold, folder: Path, seed: int, settings: object, code: Path | None = None) -> Path:
        seen.append((fold, folder, code))
        return folder

    monkeypatch.setattr(ablation, "train", note)
    monkeypatch.setattr(ablation, "predict_fold", lambda model, fold: [{"entities": []} for _ in fold.test])
    return seen


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("training/ablation.jsonl").read_text("utf-8").splitlines()]


def test_a_missing_file_of_code_is_named(place: list[str]) -> None:
    result = CliRunner().invoke(app, ["train", "ablate", "x", "--code", "none.py", *place])
    assert isinstance(result.exception, BadInput)
    assert str(result.exception).startswith("none.py: no such file of code")
    assert not Path("training/ablation.jsonl").exists()


def test_a_row_names_its_code_from_the_repository_on(place: list[str], trainings: list[tuple[Fold, Path, Any]]) -> None:
    code = Path("training/experiments/mine.py")
    code.parent.mkdir(parents=True)
    code.write_text("from pathlib import Path\nPath('imported').touch()\n", "utf-8")
    for name, options in (("mine", ["--code", str(code.resolve())]), ("plain", ["--against", "mine"])):
        result = CliRunner().invoke(app, ["train", "ablate", name, *options, *place])
        assert result.exit_code == 0, result.output
    assert Path("imported").exists()
    assert [row.get("code") for row in rows()] == ["training/experiments/mine.py", None]
    assert [code and code.name for _, _, code in trainings] == [*["mine.py"] * 3, *[None] * 3]
    assert [row.get("against") for row in rows()] == [None, "mine"]
    table = ablation_table(rows())
    assert "| mine | ner_context + training/experiments/mine.py | gold | 0 |" in table
    assert "| plain | ner_context | gold | 0 |" in table


def test_sentences_to_teach_are_drawn_by_the_seed_and_never_from_gold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(POOL, "utf-8")
    assert {(line.text[:4], line.period) for line in draw_lines(tmp_path, [], 9, 0)} == {
        ("粮食产量", "review"), ("农民增收", "review"), ("力争财政", "plan")
    }  # fmt: skip
    assert len(draw_lines(tmp_path, [], 2, 0)) == 2
    assert draw_lines(tmp_path, [], 3, 0) == draw_lines(tmp_path, [], 3, 0)
    assert len({tuple(draw_lines(tmp_path, [], 3, seed)) for seed in range(9)}) > 1
    known = "力争新增财政收入增长以上扎实做好各项民生实事加快建设现代农业。"
    (tmp_path / "a.txt").write_text(f"二、今年的任务\n{known}农民增收致富。\n", "utf-8")
    gold = gold_sentences()[:1]
    sentence = type(gold[0].sentence)("x:0001.01", "x", (), "plan", known, ((0, len(known)),))
    taught = draw_lines(tmp_path, [type(gold[0])(sentence, ())], 9, 0)
    assert [line.text for line in taught] == ["农民增收致富。"]


def test_each_student_learns_what_its_own_teacher_labelled(
    place: list[str], trainings: list[tuple[Fold, Path, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(POOL, "utf-8")
    monkeypatch.setattr("govreport.training.self_training.load", lambda teacher: teacher)
    monkeypatch.setattr("govreport.training.self_training.predict", label_first_two)
    result = CliRunner().invoke(app, ["train", "ablate", "taught", "--teach", "texts", "--taught", "2", *place])
    assert result.exit_code == 0, result.output
    assert rows()[0]["taught"] == 2
    for teacher, student in zip(trainings[::2], trainings[1::2], strict=True):
        assert student[1] == teacher[1] / "student"
        assert student[0].test == teacher[0].test
        added = student[0].train[len(teacher[0].train) :]
        assert [(len(one.entities), one.sentence.report) for one in added] == [(1, "taught")] * 2


def label_first_two(nlp: Path, sentences: list[Any]) -> list[dict[str, Any]]:
    return [{"entities": [[0, 2, "PLACE"]]} for _ in sentences]


@pytest.mark.slow
def test_a_student_trains_on_what_a_real_teacher_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(POOL, "utf-8")
    fold, few = make_fold(gold_sentences(), "north"), {"--training.max_steps": "2", "--training.eval_frequency": "2"}
    config = ROOT / "configs/ner_context.cfg"
    teacher = train(config, fold, tmp_path / "teacher", 0, few)
    student = taught_fold(fold, teacher, draw_lines(tmp_path, [], 9, 0))
    surfaces = {entity.surface(one.sentence.text) for one in student.train[-3:] for entity in one.entities}
    assert surfaces >= {"粮食产量达到160亿斤", "财政收入增长15%以上"}
    train(config, student, tmp_path / "student", 0, few)
    docs = DocBin().from_disk(tmp_path / "student/train.spacy").get_docs(Vocab())
    assert sum(doc._.sentence_id.startswith("taught:") for doc in docs) == 3
