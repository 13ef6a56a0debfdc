"""The peers: a CRF, words from a segmenter trained here, and scored spans, through the project's own splits."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training import Example
from spacy.vocab import Vocab
from training_samples import gold_sentences

from govreport.errors import BadInput
from govreport.pipeline.crf import TAGS, encode
from govreport.schema import Entity
from govreport.scoring import score
from govreport.training.docbin import write_docbin
from govreport.training.folds import make_fold
from govreport.training.peer_crf import SETTINGS, entities_of, predict_crf, train_crf
from govreport.training.pkuseg import pkuseg_model, read_marked, segmented, train_pkuseg
from govreport.training.predict import load, predict_fold
from govreport.training.runner import train
from govreport.training.span_corpus import span_corpus
from govreport.training.word_corpus import word_corpus
from govreport.training.words import cut, words

CONFIGS = Path(__file__).parents[2] / "configs"
FEW = {**SETTINGS, "max_iterations": 30}


@settings(deadline=None)  # the first word loads the dictionary
@given(st.text(alphabet="长春市增１3.5％ 　a，\u2003", max_size=30))
def test_words_are_the_whole_text(text: str) -> None:
    assert "".join(words(text)) == text


@given(st.lists(st.text(min_size=1, max_size=4), max_size=6), st.data())
def test_cut_pieces_have_every_border(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    borders = data.draw(st.sets(st.integers(0, len(text))))
    found = cut(pieces, borders)
    ends = {sum(map(len, found[:n])) for n in range(len(found) + 1)}
    assert "".join(found) == text
    assert borders <= ends


def test_tags_and_entities_are_the_same_thing() -> None:
    for one in gold_sentences():
        tags = [TAGS[tag] for tag in encode(len(one.sentence.text), one.entities)]
        assert entities_of(tags) == list(one.entities)


def test_crf_learns_a_report_and_scores_its_spans() -> None:
    gold = gold_sentences()
    rows = predict_crf(train_crf(gold, FEW), make_fold(gold, "north").test)
    found = [[Entity(*span) for span in row["entities"]] for row in rows]
    result = score([one.entities for one in gold[:12]], found)["micro"]
    assert result.f1 is not None
    assert result.f1 > 0.9
    assert all(0 < value <= 1 for row in rows for value in row["scores"])
    assert [len(row["scores"]) for row in rows] == [len(spans) for spans in found]


def test_segmented_sentences_respect_gold() -> None:
    for one in gold_sentences():
        text = one.sentence.text
        pieces = segmented((text, tuple(span[:2] for span in one.entities)))
        ends = {sum(map(len, pieces[:n])) for n in range(len(pieces) + 1)}
        assert "".join(pieces) == text.replace(" ", "")
        assert {border for span in one.entities for border in span[:2]} <= ends


def test_a_gold_border_inside_a_word_is_named_cut_or_kept(tmp_path: Path) -> None:
    write_docbin(tmp_path / "gold.spacy", gold_sentences()[2:3])
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.tokenizer.jieba_seg.add_word("机场建成")
    with pytest.raises(BadInput, match=r"north:0003\.01: span 0-5 PROJECT 「龙家堡机场」 is not on word borders"):
        list(word_corpus(tmp_path / "gold.spacy", "error")(nlp))
    (cut_one,) = word_corpus(tmp_path / "gold.spacy", "cut")(nlp)
    assert [tag for tag in cut_one.get_aligned_ner() if tag != "O"][-1] == "L-PROJECT"
    (kept,) = word_corpus(tmp_path / "gold.spacy", "keep")(nlp)
    assert "机场建成" in [token.text for token in kept.predicted]
    assert kept.reference.text == kept.predicted.text == cut_one.predicted.text


def test_missing_docbin_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.spacy.*govreport train convert"):
        list(word_corpus(tmp_path / "none.spacy", "keep")(spacy.blank("zh")))
    with pytest.raises(BadInput, match=r"none\.spacy.*govreport train convert"):
        read_marked(tmp_path / "none.spacy")
    with pytest.raises(BadInput, match=r"0 sentences are too few.*20 are needed"):
        train_pkuseg([], tmp_path, 1)


def test_a_downloaded_segmenter_is_used_as_it_is() -> None:
    assert pkuseg_model("train.spacy", 8, "spacy_ontonotes") == "spacy_ontonotes"
    assert pkuseg_model(None, 8, None) is None


def test_span_corpus_proposes_gold_and_near_misses(tmp_path: Path) -> None:
    write_docbin(tmp_path / "gold.spacy", gold_sentences())
    nlp = spacy.blank("zh")
    examples: list[Example] = list(span_corpus(tmp_path / "gold.spacy", "sc", "candidates")(nlp))
    for example in examples:
        proposed = {(span.start, span.end) for span in example.predicted.spans["candidates"]}
        gold = {(span.start, span.end) for span in example.reference.spans["sc"]}
        assert gold == {(span.start, span.end) for span in example.reference.ents}
        assert gold < proposed
        assert not example.predicted.ents


@pytest.mark.slow
def test_the_trained_segmenter_travels_inside_the_pipeline(tmp_path: Path) -> None:
    fold = make_fold(gold_sentences(("north", "south", "east", "west")), "north", every=6)
    few = {"--training.max_steps": "80", "--training.eval_frequency": "80"}
    few |= {"--initialize.tokenizer.pkuseg_model.iterations": "2"}
    model = train(CONFIGS / "ner_pkuseg.cfg", fold, tmp_path / "run", 0, few)
    nlp = load(model)
    sizes = {len(token.text) for token in nlp.make_doc("全市生产总值增长12%，加快推进项目建设。")}
    assert max(sizes) > 1
    assert (model / "tokenizer" / "pkuseg_model" / "features.msgpack").is_file()
    assert any(row["entities"] for row in predict_fold(model, fold))


@pytest.mark.slow
def test_spancat_writes_flat_scored_entities(tmp_path: Path) -> None:
    fold = make_fold(gold_sentences(), "north", every=4)
    few = {"--training.max_steps": "120", "--training.eval_frequency": "120"}
    few |= {"--training.optimizer.learn_rate.initial_rate": "0.01"}
    rows = predict_fold(train(CONFIGS / "spancat_context.cfg", fold, tmp_path / "run", 0, few), fold)
    assert any(row["entities"] for row in rows)
    for row in rows:
        assert all(first[1] <= second[0] for first, second in zip(row["entities"], row["entities"][1:], strict=False))
        assert all(0.5 <= value <= 1 for value in row["scores"])


def test_shipped_configs_are_filled() -> None:
    for name in ("ner_context", "ner_char", "ner_pkuseg", "spancat_context"):
        config = spacy.util.load_config(CONFIGS / f"{name}.cfg", interpolate=False)
        nlp = spacy.util.load_model_from_config(config, auto_fill=False, validate=True)
        assert nlp.vocab.__class__ is Vocab
