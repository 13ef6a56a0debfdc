"""Pretraining: what goes in, what rules guess, and that torch and numpy compute the same."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import spacy

from govreport.annotations.inline import read_inline
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.pipeline.encoder import Line, char_encoder, codes_of
from govreport.schema import Entity, Period
from govreport.training.pretraining.silver import MASKS, silver_entities, silver_sentences
from govreport.training.pretraining.standoff import digest_of, joined, read_standoff, standoff_row
from govreport.training.pretraining.texts import unlabelled
from govreport.training.pretraining.words import build_pool

REPORT = (
    "一、2024年工作回顾\n粮食产量达到160亿斤。农民增收。\n"
    "二、今年的任务\n力争财政收入增长15%以上，扎实做好各项工作，确保完成。\n"
)


def test_sentences_come_once_with_their_period_and_never_from_gold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text(REPORT, "utf-8")
    lines = unlabelled(tmp_path, "")
    assert [(line.text[:4], line.period) for line in lines] == [("粮食产量", "review"), ("力争财政", "plan")]
    assert [line.period for line in unlabelled(tmp_path, REPORT)] == ["review"]  # the long one is known


def test_packed_json_lines_are_read_and_nothing_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pool.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": REPORT}).encode()))
    assert len(unlabelled(path, "")) == 2
    with pytest.raises(BadInput, match="no such folder"):
        unlabelled(tmp_path / "none", "")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="no sentence"):
        unlabelled(tmp_path / "empty", "")


@pytest.mark.parametrize(
    ("marked", "period"),
    [
        ("预计实现[METRIC|全市生产总值1535亿元]，[METRIC|比上年增长13.5%]。", "review"),
        ("2、[TARGET|新建20个社区服务中心]，力争[TARGET|财政收入增长15%以上]。", "plan"),
        ("实施“六大行动”，做好十件实事。", "plan"),
        ("新建[PROJECT|省道516]，推进[PROJECT|长春龙家堡机场]建设。", "plan"),
        ("先后赴[PLACE|日]、[PLACE|韩]等国考察，服务[PLACE|XXX]发展。", "review"),
    ],
)
def test_rules_guess_what_the_guideline_says(marked: str, period: Period) -> None:
    text, entities = read_inline(marked)
    assert silver_entities(Line(text, period)) == list(entities)


def test_some_places_are_masked_and_spans_move_along() -> None:
    line = Line("加快长春建设，支持农安发展，财政收入15亿元。", "review")
    masked = [found for found in silver_sentences([line] * 200) if found[0] != line]
    assert 5 < len(masked) < 40
    for found, entities in masked:
        surfaces = [entity.surface(found.text) for entity in entities]
        assert any(mask in surfaces for mask in MASKS)
        assert "财政收入15亿元" in surfaces


def test_word_tags_cover_every_character() -> None:
    pool = build_pool([Line("粮食增产。", "review"), Line("农民增收", "plan")])
    assert len(pool.codes) == len(pool.starts) == len(pool.tags) == 9
    assert pool.starts[[0, 5]].all()
    assert pool.tags.max() < pool.tag_count


def test_torch_and_numpy_compute_the_same() -> None:
    torch = pytest.importorskip("torch", reason="the extra pretrain is not installed")
    from govreport.training.pretraining.masked import make_step, pretrain
    from govreport.training.pretraining.net import Encoder, export

    lines = [Line("粮食产量达到160亿斤。", "review"), Line("好", "plan"), Line("农民增收。", "plan")] * 400
    pool, sizes = build_pool(lines), (40, 60)
    encoder, model = Encoder(8, [1, 2, 1, 3, 2], (40, 4), (60, 3)), char_encoder(8, [1, 2, 1, 3, 2], 40, 4, 60, 3)
    pretrain(encoder, pool, 2, print)
    model.initialize()
    export(encoder, model)
    step = make_step(pool, np.zeros(len(pool.codes), int), np.arange(len(lines)), sizes, _Never())
    with torch.no_grad():
        theirs = encoder(*step.inputs).numpy()
    ours = model.predict(codes_of(lines)).dataXd
    assert np.abs(ours - theirs).mean() < 0.03  # torch rounds to bfloat16; another computation would differ by about 1


def test_labels_without_texts_find_their_sentences_again(tmp_path: Path) -> None:
    path, lines = tmp_path / "labels.jsonl", [Line("建设长春。", "plan"), Line("农民增收。", "plan")]
    rows = [
        standoff_row("建设长春。", "", "train", [Entity(2, 4, "PLACE")]),
        standoff_row("另一句话。", "", "test", []),
    ]
    write_jsonl(path, rows)
    (found,) = joined(lines, read_standoff(path, "train"))
    assert found.sentence.text == "建设长春。"
    assert found.entities == (Entity(2, 4, "PLACE"),)
    assert "建设长春" not in path.read_text("utf-8")
    with pytest.raises(BadInput, match="none of the labelled sentences"):
        joined(lines, read_standoff(path, "test"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"digest": "0" * 16, "report": "", "part": "dev", "entities": []}, "part 'dev'"),
        ({"digest": "0" * 16, "report": "", "part": "train"}, "row 1: needs digest"),
        ({"digest": "0" * 16, "report": "", "part": "test", "entities": []}, "no row of part 'train'"),
        (
            {"digest": digest_of("建设长春。"), "report": "", "part": "train", "entities": [[2, 9, "PLACE"]]},
            "outside the text",
        ),
    ],
)
def test_labels_out_of_form_or_place_are_named(tmp_path: Path, row: dict[str, object], message: str) -> None:
    write_jsonl(tmp_path / "labels.jsonl", [row])
    with pytest.raises(BadInput, match=message):
        joined([Line("建设长春。", "plan")], read_standoff(tmp_path / "labels.jsonl", "train"))


@pytest.mark.slow
def test_weights_come_from_a_folder_of_texts_and_labels_in_three_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="the extra pretrain is not installed")
    from spacy.util import load_config

    from govreport.training.pretraining import run

    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(12):
        body = "".join(f"完成第{number}项农村公路建设{n}公里，比上年增长{n}%。" for n in range(1, 13))
        (texts / f"{number}.txt").write_text(
            f"一、2024年工作回顾\n{body}\n二、今年的任务\n力争新增就业{number}万人。\n", "utf-8"
        )
    config = load_config("configs/ner_context.cfg", interpolate=False)
    config["components"]["ner"]["model"]["tok2vec"].update(
        width=8, char_rows=50, char_width=4, pair_rows=60, pair_width=4
    )
    config.to_disk(tmp_path / "small.cfg")
    said: list[str] = []
    for name in ("max_steps", "eval_frequency", "optimizer.learn_rate.total_steps"):
        monkeypatch.setitem(run.SILVER, f"--training.{name}", "2")
    made, effort, small = tmp_path / "made", run.Effort(rounds=2, steps=2, sentences=150), tmp_path / "small.cfg"
    lines = unlabelled(texts, "")
    silver = run.silver_weights(lines, small, made, effort, said.append)
    again = run.silver_weights(lines, small, made, effort, said.append)
    assert silver.read_bytes() == again.read_bytes()
    assert sum("used again" in line for line in said) == 2
    rows = [standoff_row(line.text, "", "train", silver_entities(line)) for line in lines[:60]]
    write_jsonl(tmp_path / "labels.jsonl", rows)
    known = joined(lines, read_standoff(tmp_path / "labels.jsonl", "train"))
    last = run.labelled_weights(silver, known, small, made, steps=2)
    nlp = spacy.load(made / "labelled" / "model-best")
    assert nlp.get_pipe("ner").model.to_bytes() == last.read_bytes() != silver.read_bytes()


class _Never:
    """A generator that hides nothing."""

    def random(self, size: int) -> np.ndarray:
        return np.full(size, 0.9)

    def choice(self, values: np.ndarray, size: int) -> np.ndarray:
        return values[:size]
