from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from govreport.annotations.conll import read_conll, write_conll
from govreport.annotations.exchange import FORMATS, from_doccano, read_docbin, read_doccano, write_docbin
from govreport.annotations.gold import write_work
from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation, read_annotations
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.schema import LABELS, Entity, Sentence

META = {"decided": "agreed", "guideline": "1.2"}
ROWS = [
    Annotation("one:0001.01", *read_inline("增长[METRIC|14.5 %]，“[PLACE|长春]”\\n。"), META),
    Annotation("two:0001.01", "　没有 实体\r\n", (), META),
]
SENTENCES = {row.id: Sentence(row.id, row.id[:3], (), "plan", row.text, ()) for row in ROWS}
HARD = "长春ａ１% \t\n\r\u3000\u2028\\-#\U0001f600\x00\u200b😀"


@st.composite
def annotation(draw: st.DrawFn) -> Annotation:
    text = draw(st.text(st.sampled_from(HARD) | st.characters(exclude_categories=["Cs"]), max_size=30))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [
        Entity(start, end, draw(st.sampled_from(LABELS)))
        for start, end in pairwise(edges)
        if text[start:end] == text[start:end].strip() and draw(st.booleans())
    ]
    return Annotation(f"x:{draw(st.integers(1, 9999)):04}.01", text, tuple(spans), draw(st.sampled_from([{}, META])))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=50, deadline=None)
@given(rows=st.lists(annotation(), max_size=3))
def test_round_trip_is_exact(name: str, rows: list[Annotation]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        assert FORMATS[name].write(path, rows, {}) == len(rows)
        back = FORMATS[name].read(path)
    assert [(row.id, row.text, row.entities) for row in back] == [(row.id, row.text, row.entities) for row in rows]
    if name != "conll":
        assert [row.meta for row in back] == [row.meta for row in rows]


def test_conll_as_others_read_it(tmp_path: Path) -> None:
    write_conll(tmp_path / "gold.conll", [Annotation("x:1", "在 长春", (Entity(2, 4, "PLACE"),))])
    assert (tmp_path / "gold.conll").read_text(encoding="utf-8") == (
        "-DOCSTART- -X- x:1 O\n\n在 -X- -X- O\n\\u0020 -X- -X- O\n长 -X- -X- B-PLACE\n春 -X- -X- I-PLACE\n\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("长 -X- -X- O\n", ":1: four columns"),
        ("-DOCSTART- -X- x:1 O\n\n长 O\n", ":3: four columns"),
        ("-DOCSTART- -X- x:1 O\n\n长春 -X- -X- O\n", "sentence x:1: one character a line"),
        ("-DOCSTART- -X- x:1 O\n\n长 -X- -X- I-PLACE\n", "tag I-PLACE at character 0 continues no PLACE"),
        ("-DOCSTART- -X- x:1 O\n\n长 -X- -X- B-TOWN\n", "a label that is none of"),
        ("-DOCSTART- -X- x:1 O\n\n长 -X- -X- X\n", "is no BIO tag"),
    ],
)
def test_faulty_conll_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "f.conll").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_conll(tmp_path / "f.conll")
    assert message in str(caught.value)


def test_doccano_export_comes_back_by_our_id_not_doccanos() -> None:
    record = {"id": 17, "text": "长春", "label": [[0, 2, "PLACE"]], "句子编号": "x:1", "Comments": [], "时段": "回顾"}
    assert from_doccano(record, "f:1") == Annotation("x:1", "长春", (Entity(0, 2, "PLACE"),), {"时段": "回顾"})
    with pytest.raises(BadInput, match="sentence_id are needed"):
        from_doccano({"id": 17, "text": "长春", "label": []}, "f:1")


def test_docbin_carries_report_and_period_on_character_tokens(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    write_docbin(tmp_path / "gold.spacy", ROWS[:1], SENTENCES)
    doc = next(DocBin().from_disk(tmp_path / "gold.spacy").get_docs(spacy.blank("zh").vocab))
    assert (doc.user_data["report"], doc.user_data["period"]) == ("one", "plan")
    assert [token.text for token in doc][:4] == ["增", "长", "1", "4"]


@pytest.mark.parametrize("read", [read_docbin, read_doccano, read_conll])
def test_a_missing_file_or_one_of_another_kind_is_refused(
    tmp_path: Path, read: Callable[[Path], list[Annotation]]
) -> None:
    with pytest.raises(BadInput, match=r"cannot be read|can be read"):
        read(tmp_path / "f")
    (tmp_path / "f").write_text("not this\n", encoding="utf-8")
    with pytest.raises(BadInput):
        read(tmp_path / "f")


@pytest.mark.parametrize("name", FORMATS)
def test_commands_export_the_gold_and_import_a_layer(tmp_path: Path, name: str) -> None:
    sentences, gold, file, layer = (tmp_path / one for one in ("s.jsonl", "gold", "file", "layer.jsonl"))
    write_jsonl(sentences, (one.to_dict() for one in SENTENCES.values()))
    write_work(gold, ROWS)
    common = ["--format", name, "--sentences", str(sentences)]

    def run(*arguments: str) -> str:
        return CliRunner().invoke(app, [*arguments, *common], catch_exceptions=False).output

    assert "2 sentences" in run("export", "--version", "work", "--gold", str(gold), "-o", str(file))
    assert "2 sentences" in run("import", str(file), "--annotator", "b", "--round", "r2", "-o", str(layer))
    back = read_annotations(layer)
    assert [(row.id, row.text, row.entities) for row in back] == [(row.id, row.text, row.entities) for row in ROWS]
    assert back[0].meta == {"annotator": "b", "round": "r2", "guideline": "1.2"}


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    arguments = ["import", "f", "--format", "brat", "--annotator", "b", "--round", "r", "-o", str(tmp_path / "l")]
    with pytest.raises(BadInput, match="doccano, conll, docbin"):
        CliRunner().invoke(app, arguments, catch_exceptions=False)
