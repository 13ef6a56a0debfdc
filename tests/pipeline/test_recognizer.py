"""Contract 1: what is trained is what runs. Random weights label plenty, so borders and sources are put to the test."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import load_config, load_model_from_config
from thinc.api import fix_random_seed

from govreport.corpus.collection import split_parts
from govreport.corpus.reader import read_report
from govreport.pipeline.found import Found
from govreport.schema import Entity
from govreport.training.docbin import sentence_doc

ROOT = Path(__file__).parents[2]
RAW = ROOT / "corpus/raw/reports.txt"
TEXT = (
    "一、2024年工作回顾\n预计实现全市生产总值1535亿元（1），比上年增长13.5%。粮食增产。\n"
    "二、今年的任务\n（一）工业\n新建北人民大街等6条街路；三\n一、中联等3家企业投产。\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    fix_random_seed(0)
    nlp = load_model_from_config(
        load_config(ROOT / "configs/ner_context.cfg", overrides={"paths.init_tok2vec": None}), auto_fill=True
    )
    nlp.initialize()
    return nlp


def spans(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def by_sentence(nlp: Language, text: str) -> list[tuple[str, str]]:
    docs = nlp.pipe(sentence_doc(nlp.vocab, sentence) for sentence in read_report(text).sentences)
    return [(ent.text, ent.label_) for doc in docs for ent in doc.ents]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_a_whole_report_gives_the_entities_of_its_sentences(nlp: Language, part: int) -> None:
    raw = RAW.read_text("utf-8")
    start, end = split_parts(raw)[part]
    text = raw[start:end]
    doc = nlp(text)
    assert doc.text == text
    found = [(ent._.surface, ent.label_) for ent in doc.ents]
    assert len(found) > 20
    assert found == by_sentence(nlp, text)


def test_dropped_pieces_stay_inside_the_span_and_out_of_the_surface(nlp: Language) -> None:
    doc = nlp(TEXT)
    lines = doc._.sentences
    torn = next(number for number, line in enumerate(lines) if len(line.source) > 1)
    start = lines[torn].text.index("三一、中联")
    found = [[Found(Entity(start, start + 5, "PROJECT"), 0.0)] if n == torn else [] for n in range(len(lines))]
    nlp.get_pipe("ner").set_annotations([doc], [found])
    (ent,) = doc.ents
    assert (ent.text, ent._.surface, ent._.score) == ("三\n一、中联", "三一、中联", 0.5)


def test_sentences_periods_and_scores_are_on_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(span.text[:4], span.label_) for span in doc.spans["sentences"]][:1] == [("预计实现", "review")]
    assert {sentence.period for sentence in doc._.sentences} == {"review", "plan"}
    assert doc[TEXT.index("新建")]._.period == "plan"
    assert doc[0]._.period is None
    assert all(0 <= ent._.score <= 1 for ent in doc.ents)


def test_a_given_period_is_used_as_it_is(nlp: Language) -> None:
    sentence = read_report("粮食增产100亿斤。").sentences[0]
    doc = nlp(sentence_doc(nlp.vocab, sentence))
    assert "sentences" not in doc.spans
    assert doc[0]._.period == sentence.period


def test_a_pipeline_survives_disk_and_bytes(nlp: Language, tmp_path: Path) -> None:
    nlp.get_pipe("ner").cfg["slope"] = 0.5
    nlp.to_disk(tmp_path)
    want = [(ent._.surface, ent._.score) for ent in nlp(TEXT).ents]
    for other in (spacy.load(tmp_path), spacy.blank("zh")):
        if other.pipe_names != nlp.pipe_names:
            other = load_model_from_config(nlp.config, auto_fill=True).from_bytes(nlp.to_bytes())
        assert [(ent._.surface, ent._.score) for ent in other(TEXT).ents] == want
    nlp.get_pipe("ner").cfg["slope"] = 1.0


def test_pipe_batches_memory_zones_and_stored_docs_change_nothing(nlp: Language) -> None:
    texts = [TEXT, "", " \n ", "粮食。", TEXT[:40]]
    alone = [spans(nlp(text)) for text in texts]
    assert [spans(doc) for doc in nlp.pipe(texts, batch_size=2)] == alone
    with nlp.memory_zone():
        assert [spans(doc) for doc in nlp.pipe(texts)] == alone
    stored = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert (spans(doc), doc._.sentences) == (alone[0], nlp(TEXT)._.sentences)


def test_another_tokenizer_is_refused_with_the_remedy(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["全市生产总值1535亿元比上年增长", "全市生产总值1535亿元比上年增长"], spaces=[False] * 2)
    with pytest.raises(ValueError, match="CharTokenizer"):
        nlp.get_pipe("ner")(doc)
