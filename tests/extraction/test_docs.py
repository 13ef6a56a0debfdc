"""DocBins of any number of reports: parts of bounded size, all of them or none."""

import pytest
from extraction_samples import NEXT, REPORT, rule_pipeline
from spacy.tokens import DocBin
from spacy.training import Corpus
from spacy.vocab import Vocab

from govreport.errors import BadInput
from govreport.extraction.docs import FACTS, open_docbins, parts
from govreport.extraction.extract import extract_report

NLP = rule_pipeline()
FOUND = [extract_report(text, NLP, f"r{number}") for number, text in enumerate([REPORT, NEXT, REPORT, NEXT, NEXT])]


def write(path, found):
    with open_docbins(path, most=len(REPORT)) as add:
        for one in found:
            add(one)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_reports_go_on_in_further_parts(tmp_path):
    write(tmp_path / "f.spacy", FOUND)
    assert names(tmp_path) == ["f-0002.spacy", "f-0003.spacy", "f-0004.spacy", "f.spacy"]
    read = [list(DocBin().from_disk(path).get_docs(Vocab())) for path in parts(tmp_path / "f.spacy")]
    assert [len(docs) for docs in read] == [1, 1, 1, 2]
    docs = [doc for some in read for doc in some]
    assert [doc.user_data["govreport.report"] for doc in docs] == ["r0", "r1", "r2", "r3", "r4"]
    assert [len(doc.user_data[FACTS]) for doc in docs] == [len(found.facts) for found in FOUND]


def test_spacy_reads_the_folder_as_a_corpus(tmp_path):
    write(tmp_path / "f.spacy", FOUND)
    assert len(list(Corpus(tmp_path)(NLP))) == 5


def test_a_shorter_run_leaves_no_part_of_a_longer_one(tmp_path):
    write(tmp_path / "f.spacy", FOUND)
    write(tmp_path / "f.spacy", FOUND[:2])
    assert names(tmp_path) == ["f-0002.spacy", "f.spacy"]


def test_a_run_that_fails_leaves_the_old_files_and_no_part(tmp_path):
    write(tmp_path / "f.spacy", FOUND[:1])
    before = (tmp_path / "f.spacy").read_bytes()

    def failing():
        yield from FOUND
        raise RuntimeError("the model stopped")

    with pytest.raises(RuntimeError):
        write(tmp_path / "f.spacy", failing())
    assert names(tmp_path) == ["f.spacy"]
    assert (tmp_path / "f.spacy").read_bytes() == before


def test_a_folder_in_the_way_is_told_before_any_report_is_read(tmp_path):
    (tmp_path / "f.spacy").mkdir()
    with pytest.raises(BadInput, match="this is a folder"):
        write(tmp_path / "f.spacy", iter([]))
