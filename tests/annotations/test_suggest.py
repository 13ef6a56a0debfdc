"""The rule suggester finds plain figures and names, takes the period for the label, and never fails on the corpus."""

from pathlib import Path

from govreport.annotations.inline import write_inline
from govreport.annotations.suggest import suggest
from govreport.jsonl import read_jsonl
from govreport.schema import Sentence, check_entities

ROOT = Path(__file__).parents[2]


def marked(text, period="review"):
    sentence = Sentence("demo:0001.01", "demo", (), period, text, ((0, len(text)),))
    return write_inline(text, next(suggest([sentence])).entities)


def test_a_figure_is_a_metric_in_the_review_and_a_target_in_the_plan():
    assert marked("新建公厕180座。") == "[METRIC|新建公厕180座]。"
    assert marked("新建公厕180座。", "plan") == "[TARGET|新建公厕180座]。"


def test_opening_words_are_left_out_and_points_belong_to_the_unit():
    assert marked("预计实现科技成果转化率提高2个百分点。") == "预计实现[METRIC|科技成果转化率提高2个百分点]。"


def test_values_in_a_list_are_one_metric():
    assert marked("普及率分别达到48%、79%和70%。") == "[METRIC|普及率分别达到48%、79%和70%]。"


def test_names_with_telling_endings():
    assert marked("改造人民广场。", "plan") == "改造[PLACE|人民广场]。"


def test_every_sentence_of_the_corpus_gets_legal_spans():
    sentences = [Sentence.from_dict(row) for row in read_jsonl(ROOT / "corpus/sentences.jsonl")]
    suggestions = list(suggest(sentences))
    assert [one.id for one in suggestions] == [one.id for one in sentences]
    assert sum(len(check_entities(one.text, one.entities, one.id)) for one in suggestions) > 1000
