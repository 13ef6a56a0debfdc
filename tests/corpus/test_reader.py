"""The reader on hand-checked hard cases, on the five reports, and on anything hypothesis makes up."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.corpus.collection import read_corpus, read_sources
from govreport.corpus.reader import read_report
from govreport.jsonl import read_jsonl

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^## (?P<name>.+)\n(?P<raw>(?!=>).+)\n(?P<expected>(?:=> .+\n?)+)", re.MULTILINE)
HARD_CASES = [
    pytest.param(m["raw"].replace("⏎", "\n"), m["expected"].strip().split("\n"), id=m["name"])
    for m in BLOCK.finditer((Path(__file__).parent / "hard_cases.txt").read_text(encoding="utf-8"))
]
HEADINGS = ["一、工作回顾\n", "二、2025年任务\n", "（一）", "各位代表："]
MARKS = ["增长14.5 %", "。", "；", "！", "“", "”", "（1）", "?熏", "\n", " ", "\ue004", "三"]
PIECES = st.sampled_from(HEADINGS + MARKS)
RAW_TEXT = st.lists(PIECES | st.text("一二、。，；：（）()“”\n\r 1５.%a*", max_size=6), max_size=40).map("".join)


@pytest.fixture(scope="module")
def corpus():
    return list(read_corpus(read_sources(ROOT / "corpus/reports.json"), ROOT / "corpus/raw"))


def accounted(text, report):
    """How many times each place of the text is in a sentence or a dropped range."""
    ranges = [r for sentence in report.sentences for r in sentence.source] + [(d.start, d.end) for d in report.dropped]
    return Counter(place for start, end in ranges for place in range(start, end))


def test_there_are_at_least_forty_hard_cases():
    assert len(HARD_CASES) >= 40


@pytest.mark.parametrize(("raw", "expected"), HARD_CASES)
def test_hard_case(raw, expected):
    assert [f"=> {one.period} {one.text}" for one in read_report(raw).sentences] == expected


def test_run_in_report():
    body = "全市上下抢抓机遇，经济平稳增长。" * 120
    text = f"各位代表：现在，我报告工作，请予审议。2023年工作回顾 {body}2024年工作安排 {body}"
    periods = Counter(one.period for one in read_report(text).sentences)
    assert periods == {"other": 1, "review": 120, "plan": 120}


def test_every_character_is_accounted_for_once(corpus):
    for _, text, report in corpus:
        counts = accounted(text, report)
        assert set(counts.values()) == {1}
        assert sorted(counts) == list(range(min(counts), max(counts) + 1))
    assert sum(len(accounted(text, report)) for _, text, report in corpus) == len(corpus[0][1])


def test_every_sentence_is_its_raw_slices(corpus):
    for _, text, report in corpus:
        for one in report.sentences:
            assert "".join(text[start:end] for start, end in one.source) == one.text


def test_the_committed_sentences_are_what_the_reader_reads(corpus):
    read = [one.to_dict() for _, _, report in corpus for one in report.sentences]
    committed = list(read_jsonl(ROOT / "corpus/sentences.jsonl"))
    assert [(row["id"], row["text"], row["period"]) for row in committed] == [
        (row["id"], row["text"], row["period"]) for row in read
    ]
    assert len({row["id"] for row in committed}) == len(committed)


def test_known_damage_is_found_in_the_five_reports(corpus):
    dropped = Counter(one.kind for _, _, report in corpus for one in report.dropped)
    damage = sum((report.damage for _, _, report in corpus), Counter())
    assert (dropped["advertisement"], dropped["torn line"], dropped["footnote mark"]) == (1, 3, 25)
    assert (damage["mojibake comma"], damage["paragraph without its beginning"]) == (3, 1)
    assert damage["suspicious value 2024"] == 3


def test_front_matter_becomes_metadata(corpus):
    metadata = {source.id: report.metadata for source, _, report in corpus}
    assert metadata["changsha"]["speaker"] == ["市长 张剑飞"]
    assert metadata["xiangyang"]["title"] == ["第五篇：襄阳市2024年政府工作报告", "年政府工作报告", "次会议上"]


def test_section_path_nests_and_list_items_do_not(corpus):
    sections = {one.id: one.section for _, _, report in corpus for one in report.sentences}
    assert sections["daan:0012.01"] == ("2024年工作任务",)
    assert sections["changsha:0011.02"] == ("一、2024年工作回顾", "（一）项目建设成为推动经济增长的直接动力")
    assert sections["xiangyang:0083.01"] == ("三、2024年政府工作目标和任务", "(七)着力加强民生和社会建设")


@given(RAW_TEXT)
def test_any_text_is_fully_accounted_for(text):
    report = read_report(text)
    assert accounted(text, report) == dict.fromkeys(range(len(text)), 1)
    for one in report.sentences:
        assert "".join(text[start:end] for start, end in one.source) == one.text
        assert one.text == one.text.strip() != ""


@given(RAW_TEXT, st.integers(0, 1000))
def test_an_offset_moves_the_ranges_and_nothing_else(text, offset):
    plain, moved = read_report(text), read_report(text, offset=offset)
    assert [one.text for one in plain.sentences] == [one.text for one in moved.sentences]
    assert [d.start + offset for d in plain.dropped] == [d.start for d in moved.dropped]
