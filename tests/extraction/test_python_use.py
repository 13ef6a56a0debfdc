"""Use from Python: ``govreport.extract`` and the spaCy component."""

from decimal import Decimal

import pytest
import spacy
from extraction_samples import REPORT, rule_pipeline
from spacy.tokens import DocBin

import govreport
from govreport.errors import BadInput
from govreport.extraction.extract import extract_text


def test_a_path_a_name_and_a_text_give_the_same_facts(report, model):
    from_path = list(govreport.extract(report, model=model))
    from_name = list(govreport.extract(str(report), model=str(model)))
    from_text = list(govreport.extract(REPORT, model=model))
    assert from_path == from_name
    assert [(fact.text, fact.value) for fact in from_path] == [(fact.text, fact.value) for fact in from_text]
    assert (from_path[0].indicator, from_path[0].value, from_path[0].unit) == ("全市生产总值", Decimal("1535"), "亿元")
    assert (from_path[0].report, from_text[0].report) == ("changchun", "report")


def test_a_place_can_be_given(model):
    facts = govreport.extract(REPORT, model=model, place="110000")
    assert [fact.admin_code for fact in facts if fact.text == "朝阳区"] == ["110105"]


def test_what_cannot_be_read_raises(tmp_path, model):
    with pytest.raises(BadInput, match="there is no such file"):
        list(govreport.extract(tmp_path / "no.txt", model=model))
    with pytest.raises(BadInput, match="there is no such file"):
        list(govreport.extract("no.txt", model=model))
    with pytest.raises(BadInput, match="this is a folder"):
        list(govreport.extract(str(tmp_path), model=model))
    with pytest.raises(BadInput, match="the text is empty"):
        list(govreport.extract("", model=model))
    with pytest.raises(BadInput, match="no spaCy pipeline there"):
        list(govreport.extract(REPORT, model="no_such_model"))


@pytest.fixture(scope="module")
def nlp():
    found = rule_pipeline()
    found.add_pipe("govreport_facts")
    return found


def test_the_component_fills_spans_as_extract_does(nlp):
    doc = nlp(REPORT)
    [found] = extract_text(REPORT, rule_pipeline())
    assert doc._.facts == found.facts
    metric, growth, both = doc.ents[:3]
    assert (metric._.indicator, metric._.value, metric._.unit) == ("全市生产总值", Decimal("1535"), "亿元")
    assert (metric._.normalized_value, metric._.normalized_unit) == (Decimal("153500000000"), "元")
    assert (growth._.change, growth._.baseline, growth._.flags) == ("increase", "比上年", ("elided",))
    assert [fact.indicator for fact in both._.facts] == ["社会消费品零售总额", "外贸出口额"]
    assert [ent._.admin_code for ent in doc.ents if ent.label_ == "PLACE"] == ["220122", "220104"]
    assert metric._.period == "review"


def test_a_span_without_facts_has_none(nlp):
    doc = nlp(REPORT)
    assert doc[:3]._.value is None
    assert doc[:3]._.flags == ()
    assert nlp("")._.facts == ()


def test_facts_are_stored_with_the_doc(nlp, tmp_path):
    DocBin(store_user_data=True, docs=[nlp(REPORT)]).to_disk(tmp_path / "d.spacy")
    [doc] = DocBin().from_disk(tmp_path / "d.spacy").get_docs(nlp.vocab)
    assert doc.ents[0]._.value == Decimal("1535")
    assert doc._.facts == nlp(REPORT)._.facts


def test_a_pipeline_with_the_component_is_saved_and_loaded(tmp_path):
    saved = rule_pipeline()
    saved.add_pipe("govreport_facts", config={"place": "110000"})
    saved.to_disk(tmp_path / "model")
    doc = spacy.load(tmp_path / "model")(REPORT)
    assert [ent._.admin_code for ent in doc.ents if ent.text == "朝阳区"] == ["110105"]
