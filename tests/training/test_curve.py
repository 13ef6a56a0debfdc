"""The learning curve: which sentences each point trains on, and a run that can be broken off."""

import json
from collections import Counter
from pathlib import Path

import pytest
from training_samples import gold_sentences, write_gold
from typer.testing import CliRunner

from govreport.annotations.records import Annotation, write_annotations
from govreport.cli import app
from govreport.errors import BadInput, GovreportError
from govreport.evaluation.curve import read_curve
from govreport.training.curve import draw, plan, rotation
from govreport.training.curve_run import known_counts, measure

REPORTS = ("north", "south", "east", "west", "middle")
GOLD = gold_sentences(REPORTS)
NOTHING = {"METRIC": [0, 1, 1]}


def ids(sentences) -> set[str]:
    return {one.sentence.id for one in sentences}


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_report_trains_equally_often_and_never_for_itself(n: int, seed: int) -> None:
    chosen = {held: rotation(REPORTS, held, n, seed) for held in REPORTS}
    assert set(Counter(name for row in chosen.values() for name in row).values()) == {n}
    assert all(held not in row and len(set(row)) == n for held, row in chosen.items())
    assert all(row == rotation(REPORTS[::-1], held, 4, seed)[:n] for held, row in chosen.items())


def test_draws_are_nested_even_and_of_whole_paragraphs() -> None:
    others = [one for one in GOLD if one.sentence.report != "north"]
    small, large = draw(others, 8, 1), draw(others, 20, 1)
    assert ids(small) < ids(large)
    assert set(Counter(one.sentence.report for one in small).values()) == {2}
    assert ids(small) != ids(draw(others, 8, 2))
    assert ids(draw(others, 48, 1)) == ids(others)
    with pytest.raises(BadInput, match="49 training sentences asked for, south, east, west, middle have 48"):
        draw(others, 49, 1)


def test_sentences_of_a_paragraph_stay_together() -> None:
    twins = [one for one in GOLD if one.sentence.report == "north"]
    pairs = [type(one)(renamed(one.sentence, i), one.entities) for i, one in enumerate(twins)]
    found = ids(draw(pairs, 3, 0))
    assert len(found) == 4
    assert set(Counter(name.rpartition(".")[0] for name in found).values()) == {2}


def renamed(sentence, i: int):
    """Sentence ``i`` as one of two in paragraph ``i`` // 2."""
    return type(sentence)(f"north:{i // 2:04d}.{i % 2 + 1:02d}", "north", (), "plan", sentence.text, sentence.source)


def test_the_plan_leaves_each_report_out_for_every_size() -> None:
    points = list(plan(GOLD, [4, 1], [24, 12], seed=0))
    assert Counter((point.by, point.n) for point in points) == dict.fromkeys(
        [("reports", 1), ("reports", 4), ("sentences", 12), ("sentences", 24)], 5
    )
    assert all(point.report not in {one.sentence.report for one in point.train} for point in points)
    fold = points[0].fold(GOLD)
    assert ids(fold.train) | ids(fold.dev) == ids(points[0].train)
    assert {one.sentence.report for one in fold.test} == {"north"}
    with pytest.raises(BadInput, match="5 training reports: the gold has 5"):
        list(plan(GOLD, [5], [], seed=0))


def test_a_run_that_broke_off_goes_on_where_it_was(tmp_path: Path) -> None:
    out, points, seen = tmp_path / "curve.jsonl", list(plan(GOLD, [1], [12], seed=0)), []

    def counter(point):
        if point.by == "sentences" and not seen.count("again"):
            raise GovreportError("the power went")
        seen.append(point.key)
        return NOTHING

    with pytest.raises(GovreportError, match="the power went"):
        measure("c", points, counter, out, 1, seen.append)
    before = [key for key in seen if isinstance(key, tuple)]
    assert 1 <= len(before) < len(points)
    known = len(out.read_text("utf-8").splitlines())
    seen.append("again")
    lines: list[str] = []
    assert measure("c", points, counter, out, 2, lines.append) == len(points) - known
    assert lines[0] == f"c: {known} of 10 points are in {out} already"
    assert "F1 0.0000" in lines[-1]
    assert measure("c", points, counter, out, 2, lines.append) == 0
    assert measure("other", points, counter, out, 2, lines.append) == 10
    assert [(point["config"], point["n"]) for point in read_curve(out)] == [
        ("c", 1), ("c", 12), ("other", 1), ("other", 12)
    ]  # fmt: skip


def test_all_other_reports_are_read_from_predictions_that_are_there(tmp_path: Path) -> None:
    one, four = (next(plan(GOLD, [n], [], seed=0)) for n in (1, 4))
    assert known_counts(four, GOLD, tmp_path) is None
    write_annotations(tmp_path / "seed0.jsonl", [Annotation(o.sentence.id, o.sentence.text, o.entities) for o in GOLD])
    assert known_counts(one, GOLD, tmp_path) is None
    assert known_counts(four, GOLD, tmp_path) == {
        "METRIC": [5, 5, 5], "TARGET": [4, 4, 4], "PROJECT": [4, 4, 4], "PLACE": [4, 4, 4]
    }  # fmt: skip
    write_annotations(tmp_path / "seed0.jsonl", [Annotation("north:0001.01", "另一句", ())])
    assert known_counts(four, GOLD, tmp_path) is None


@pytest.mark.slow
def test_the_command_measures_a_real_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Path("configs/ner_char.cfg").resolve()
    gold, sentences = write_gold(tmp_path)
    monkeypatch.chdir(tmp_path)
    few = ["--set", "training.max_steps=2", "--set", "training.eval_frequency=2"]
    place = ["--config", str(config), "--gold", str(gold), "--sentences", str(sentences)]
    result = CliRunner().invoke(app, ["train", "curve", *place, "--reports", "1", "--size", "6", *few])
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in Path("evaluation/scores/curve.jsonl").read_text("utf-8").splitlines()]
    assert [(row["by"], row["sentences"], row["report"]) for row in rows] == [
        ("reports", 12, "north"), ("reports", 12, "south"), ("sentences", 6, "north"), ("sentences", 6, "south")
    ]  # fmt: skip
    assert rows[0]["counts"]["METRIC"][1] == 5
