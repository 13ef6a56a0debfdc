"""Facts keep their citation: offsets, sentence, section, carried indicators, linked places."""

from decimal import Decimal

import pytest
from extraction_samples import NEXT, REPORT, rule_pipeline
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.errors import BadInput
from govreport.extraction.extract import extract_text
from govreport.extraction.homes import home_from
from govreport.extraction.sinks import PROJECT_COLUMNS

NLP = rule_pipeline()


def only(text, **options):
    [found] = extract_text(text, NLP, "demo", **options)
    return found


def test_a_list_gives_one_row_a_value_and_an_elided_indicator_is_carried():
    rows = [(f.indicator, f.value, f.unit, f.change, f.baseline) for f in only(REPORT).facts if f.label == "METRIC"]
    assert rows[:4] == [
        ("全市生产总值", Decimal("1535"), "亿元", "level", None),
        ("全市生产总值", Decimal("13.5"), "%", "increase", "比上年"),
        ("社会消费品零售总额", Decimal("18.8"), "%", "increase", None),
        ("外贸出口额", Decimal("31"), "%", "increase", None),
    ]


def test_an_indicator_is_not_carried_into_the_next_sentence():
    [fact] = [f for f in only("全市生产总值10亿元。增长8%。").facts if f.value == 8]
    assert fact.indicator is None
    assert fact.flags == ("no-indicator",)


def test_every_fact_has_its_citation():
    found = only(REPORT)
    sentences = {one.id: one for one in found.sentences}
    for fact in found.facts:
        sentence = sentences[fact.sentence_id]
        assert REPORT[fact.start : fact.end] == fact.text
        assert sentence.text == fact.sentence
        assert (sentence.section, sentence.period) == (fact.section, fact.period)
    assert found.facts[0].section == ("一、2023年工作回顾", "（一）经济平稳增长")
    assert {fact.period for fact in found.facts if fact.label == "TARGET"} == {"plan"}


def test_the_reports_own_place_settles_an_ambiguous_name():
    places = {fact.text: fact for fact in only(REPORT).facts if fact.label == "PLACE"}
    assert places["朝阳区"].admin_code == "220104"
    assert places["农安县"].admin_name == "吉林省长春市农安县"
    elsewhere = only(REPORT, home=home_from("110000"))
    assert [fact.admin_code for fact in elsewhere.facts if fact.text == "朝阳区"] == ["110105"]


def test_several_reports_in_a_file_have_offsets_of_the_whole_file():
    text = f"第一篇：{REPORT}第二篇：{NEXT}"
    one, two = extract_text(text, NLP, "both")
    assert (one.report, two.report) == ("both-part1", "both-part2")
    assert len(one.facts) == len(only(REPORT).facts)
    for fact in (*one.facts, *two.facts):
        assert text[fact.start : fact.end] == fact.text
    for sentence in two.sentences:
        assert "".join(text[start:end] for start, end in sentence.source) == sentence.text


def test_an_entity_in_a_title_is_counted_not_lost():
    found = only("长春市农安县政府工作报告\n各位代表：\n农安县增产。\n")
    assert [fact.text for fact in found.facts] == ["农安县"]
    assert found.outside == 1


def test_a_report_without_headings_gives_facts():
    assert [fact.value for fact in only("全市生产总值1535亿元。").facts] == [Decimal("1535")]


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_an_empty_text_is_refused(text):
    with pytest.raises(BadInput, match="demo: the text is empty"):
        only(text)


def test_a_place_that_no_unit_bears_is_refused():
    with pytest.raises(BadInput, match="place 亚特兰蒂斯: no administrative unit"):
        home_from("亚特兰蒂斯")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一、（）二三市增长达到农安县1２.5%％亿元，。；\n ？🚀\x00第篇：", max_size=120))
def test_whatever_the_text_slices_are_kept(text):
    try:
        reports = list(extract_text(text, NLP, "any"))
    except BadInput:
        return
    for found in reports:
        for fact in found.facts:
            kept = [char for char in text[fact.start : fact.end] if char in fact.text]
            assert fact.text
            assert len(kept) >= len(fact.text)


def test_a_text_without_a_full_stop_gives_no_table_of_gigabytes():
    found = only("全市生产总值1535亿元，" * 1000)
    rows = [fact.to_row() for fact in found.facts]
    assert len(rows) == 1000
    assert max(len(row["sentence"]) for row in rows) < 1100
    assert all(row["text"] in row["sentence"] for row in rows)


def test_a_sheet_of_projects_has_every_column_of_a_project():
    [project] = only(REPORT).projects
    assert tuple(project.to_row()) == PROJECT_COLUMNS


def test_the_entities_are_those_of_the_pipeline():
    pipeline = {(ent.start_char, ent.end_char, ent.label_) for ent in NLP(REPORT).ents}
    assert {(fact.start, fact.end, fact.label) for fact in only(REPORT).facts} == pipeline
