"""Gold to DocBin and folds: nothing lost, nothing on two sides."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from training_samples import gold_sentences, write_gold

from govreport.errors import BadInput
from govreport.training.docbin import write_docbin
from govreport.training.folds import make_fold
from govreport.training.gold import read_gold


def test_docbin_keeps_text_spans_period_and_id(tmp_path: Path) -> None:
    gold = gold_sentences()
    assert write_docbin(tmp_path / "all.spacy", gold) == len(gold)
    docs = list(DocBin().from_disk(tmp_path / "all.spacy").get_docs(Vocab()))
    for one, doc in zip(gold, docs, strict=True):
        assert doc.text == one.sentence.text
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [tuple(e) for e in one.entities]
        assert (doc._.period, doc._.sentence_id) == (one.sentence.period, one.sentence.id)


def test_gold_folder_is_joined_with_the_corpus(tmp_path: Path) -> None:
    assert read_gold(*write_gold(tmp_path)) == gold_sentences()


def test_inline_gold_is_read_too(tmp_path: Path) -> None:
    _, sentences = write_gold(tmp_path)
    (tmp_path / "inline").mkdir()
    (tmp_path / "inline" / "north.txt").write_text("north:0003.01\t[PROJECT|龙家堡机场]建成并正式通航。\n", "utf-8")
    (one,) = read_gold(tmp_path / "inline", sentences)
    assert one == gold_sentences()[2]


def test_gold_of_another_corpus_is_refused(tmp_path: Path) -> None:
    gold, sentences = write_gold(tmp_path)
    sentences.write_text(sentences.read_text("utf-8").replace("龙家堡机场", "龙嘉堡机场"), "utf-8")
    with pytest.raises(BadInput, match=r"north:0003\.01: differs from character 1"):
        read_gold(gold, sentences)


@given(st.sampled_from(["north", "south", "final"]), st.integers(2, 12))
def test_a_fold_loses_nothing_and_never_mixes_reports(report: str, every: int) -> None:
    gold = gold_sentences()
    fold = make_fold(gold, report, every)
    ids = [one.sentence.id for side in (fold.train, fold.dev, fold.test) for one in side]
    assert sorted(ids) == sorted(one.sentence.id for one in gold)
    assert {one.sentence.report for one in fold.test} == ({report} - {"final"})
    assert report not in {one.sentence.report for one in (*fold.train, *fold.dev)}


def test_unknown_report_is_named() -> None:
    with pytest.raises(BadInput, match=r"east.*north, south"):
        make_fold(gold_sentences(), "east")
