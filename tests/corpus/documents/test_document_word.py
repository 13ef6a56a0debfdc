import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from govreport.corpus.documents import Limits, read_document
from govreport.errors import BadInput

Make = Callable[[str, bytes | str], Path]
NS = nsdecls("w")


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def of_lines(lines: list[str]) -> docx.document.Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def test_paragraphs_and_tables_in_their_order(make: Make, report: str) -> None:
    document = of_lines(report.splitlines())
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "粮食", "160亿斤"
    document.add_paragraph("谢谢大家！")
    read = read_document(make("report.docx", saved(document)))
    assert read.text == report + "粮食\n160亿斤\n谢谢大家！\n"
    assert (read.format, read.encoding) == ("docx", None)


def test_content_counts_not_the_suffix(make: Make, report: str) -> None:
    assert read_document(make("report.txt", saved(of_lines(report.splitlines())))).text == report


def test_inserted_text_counts_deleted_does_not(make: Make) -> None:
    document = of_lines(["增长"])
    paragraph = document.paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:ins {NS}><w:r><w:t>13.5%</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {NS}><w:r><w:delText>12%</w:delText></w:r></w:del>"))
    assert read_document(make("a.docx", saved(document))).text == "增长13.5%\n"


def test_a_content_control_is_read(make: Make) -> None:
    document = of_lines(["一、回顾"])
    control = f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>粮食丰收。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert read_document(make("a.docx", saved(document))).text == "一、回顾\n粮食丰收。\n"


def numbered(document: docx.document.Document, text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)._p
    number = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
    paragraph.get_or_add_pPr().append(parse_xml(number))


def test_numbers_that_word_counts_are_written_out(make: Make) -> None:
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{template}"/></w:lvl>'
        for depth, kind, template in [
            (0, "chineseCounting", "%1、"),
            (1, "chineseCountingThousand", "（%2）"),
            (2, "decimal", "%3."),
        ]
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="99">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {NS} w:numId="77"><w:abstractNumId w:val="99"/></w:num>'))
    for text, level in [("回顾", 0), ("工业", 1), ("农业", 1), ("粮食", 2), ("安排", 0), ("交通", 1)]:
        numbered(document, text, level)
    document.add_paragraph("项目", style="List Bullet")
    text = read_document(make("a.docx", saved(document))).text
    assert text.splitlines() == ["一、回顾", "（一）工业", "（二）农业", "1.粮食", "二、安排", "（一）交通", "项目"]


def test_numbers_of_a_style_count_too(make: Make) -> None:
    document = docx.Document()
    for text in ("修路", "建桥"):
        document.add_paragraph(text, style="List Number")
    assert read_document(make("a.docx", saved(document))).text == "1.修路\n2.建桥\n"


def broken_part() -> bytes:
    source, buffer = ZipFile(io.BytesIO(saved(of_lines(["一、回顾"])))), io.BytesIO()
    with ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)
    return buffer.getvalue()


def entity_bomb() -> bytes:
    source, buffer = ZipFile(io.BytesIO(saved(of_lines(["LOL"])))), io.BytesIO()
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "哈" * 10}">' for i in range(10))
    with ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode("utf-8", "ignore")
            if name == "word/document.xml":
                data = data.replace("<w:document", f"<!DOCTYPE x [{entities}]><w:document", 1).replace("LOL", "&l9;")
            target.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [saved(of_lines(["一、回顾"] * 50))[:-900], saved(of_lines(["一、回顾"]))[:2_000], broken_part(), entity_bomb()],
)
def test_a_damaged_file_says_what_to_do(make: Make, data: bytes) -> None:
    with pytest.raises(BadInput, match=r"bad.docx: .*(damaged|no text)") as error:
        read_document(make("bad.docx", data))
    assert "save" in str(error.value)


def test_a_word_file_that_unpacks_to_too_much(make: Make) -> None:
    buffer = io.BytesIO(saved(of_lines(["一、回顾"])))
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bmp", b"\x00" * 30_000_000)
    with pytest.raises(BadInput, match="zip bomb"):
        read_document(make("bomb.docx", buffer.getvalue()), Limits())


def test_without_text(make: Make) -> None:
    with pytest.raises(BadInput, match="no text"):
        read_document(make("empty.docx", saved(docx.Document())))
