import time
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport.corpus.documents import Limits, read_document
from govreport.errors import BadInput

Make = Callable[[str, bytes | str], Path]
SENTENCES = [
    "（一）国民经济持续快速增长。预计实现全市生产总值1535亿元，比上年增长13.5%。",
    "实现全口径财政收入154.2亿元，增长14.3%，会展旅游业发展迅速，举办各类展会100余项。",
    "粮食产量达到160亿斤，增产26亿斤，农民外出务工经商85万人次。",
]
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>2023年政府工作报告_某市人民政府</title>
<style>.a{{color:red}}</style><script>var secret = "脚本，不是正文。";</script></head><body>
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<form id="aspnet"><div class="crumbs"><a href="/">首页</a> &gt; <a href="/x">政府工作报告</a></div>
<div class="main"><div class="info">发布日期：2023-02-01　来源：市政府办公室</div>
<div class="text"><p><b>一、过去一年</b>工作回顾</p><!-- 注释，不是正文。 -->{article}
<p style="display:none">隐藏的话，不是正文。</p><p><a name="_Toc1">二、今年的主要任务</a></p></div></div>
<div class="side"><h3>相关阅读</h3>
<p><a href="/1">市长作政府工作报告，代表热议。</a></p><a href="2.html">下一页</a></div>
</form><footer>版权所有：某市人民政府，未经许可，不得转载。</footer>
<div class="foot">主办：某市人民政府办公室，建议使用1024×768分辨率。</div></body></html>"""


def page(charset: str = "utf-8") -> bytes:
    article = "".join(f"<p>\u3000\u3000{sentence}</p>" for sentence in SENTENCES * 4)
    return PAGE.format(charset=charset, article=article).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_the_article_without_what_stands_around_it(make: Make, charset: str) -> None:
    document = read_document(make("report.html", page(charset)))
    lines = document.text.splitlines()
    assert lines == ["2023年政府工作报告", "一、过去一年工作回顾", *SENTENCES * 4, "二、今年的主要任务"]
    assert document.format == "html"
    assert "the page links to a next page: the rest of the report may be there" in document.notes


def test_a_page_is_told_by_its_content(make: Make) -> None:
    assert read_document(make("report.txt", page())).format == "html"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "<br>".join(SENTENCES) + "</div>",
        "<pre>" + "\n".join(SENTENCES) + "</pre>",
        "".join(f"<div><div>{sentence}</div></div>" for sentence in SENTENCES),
        "<table><tr><td>" + "</td></tr><tr><td>".join(SENTENCES) + "</td></tr></table>",
        "".join(f"<p><span>{sentence[:9]}</span>\n<font>{sentence[9:]}</font></p>" for sentence in SENTENCES),
    ],
)
def test_ways_to_write_paragraphs(make: Make, body: str) -> None:
    text = read_document(make("report.html", f"<html><body>{body}</body></html>")).text
    assert text.splitlines() == SENTENCES


def test_a_long_paragraph_outside_the_main_part_is_not_lost(make: Make) -> None:
    main = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES * 9)
    tail = "".join(SENTENCES * 2)
    text = read_document(make("a.html", f"<html><div>{main}</div><div><p>{tail}</p></div></html>")).text
    assert text.splitlines()[-1] == tail


def test_markup_in_text_stays_text(make: Make) -> None:
    text = read_document(make("a.html", "<html><p>一，&lt;img src=x onerror=alert(1)&gt;二。</p></html>")).text
    assert text == "一，<img src=x onerror=alert(1)>二。\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<script>load()</script>", "no text of its own"),
        ("<p><a href=1>市长作政府工作报告，代表热议。</a></p>", "links and headings but no sentences"),
        ("<ul><li><a href=1>政府工作报告</a></li><li>更多</li></ul>", "links and headings but no sentences"),
    ],
)
def test_a_page_without_an_article(make: Make, body: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as error:
        read_document(make("empty.html", f"<html><body>{body}</body></html>"))
    assert "empty.html" in str(error.value)


def test_a_huge_page_is_refused_before_it_is_parsed(make: Make) -> None:
    with pytest.raises(BadInput, match="more than 100; split it"):
        read_document(make("a.html", page()), Limits(markup_bytes=100))


def test_deep_nesting_ends(make: Make) -> None:
    start = time.perf_counter()
    deep = "<div>" * 50_000 + SENTENCES[0] + "</div>" * 50_000
    text = read_document(make("deep.html", f"<html>{deep}</html>")).text
    assert text == SENTENCES[0] + "\n"
    assert time.perf_counter() - start < 20


def test_markdown_is_read_without_its_markup(make: Make) -> None:
    source = "# 一、回顾\n\n    增长**13.5%**。\n\n- 修路\n- [通水](http://x)\n\n<script>x，y。</script>\n\n3. 建桥\n"
    document = read_document(make("report.md", source))
    assert document.text == "一、回顾\n增长13.5%。\n修路\n通水\n3.建桥\n"
    assert document.format == "md"


@pytest.mark.parametrize("piece", ["增长，<br>", "<script></script>", "<font>增长，", " ", "<b>"])
def test_a_page_written_to_be_slow_takes_no_square_time(make: Make, piece: str) -> None:
    start = time.perf_counter()
    text = read_document(make("slow.html", f"<html><p>粮食，{piece * (300_000 // len(piece))}丰收。</p></html>")).text
    assert text.startswith("粮食，")
    assert time.perf_counter() - start < 20


def test_cells_of_a_markdown_table_are_lines(make: Make) -> None:
    source = "目标：\n\n| 指标 | 值 |\n|------|:--:|\n| 粮食产量 | **5亿斤** |\n"
    assert read_document(make("report.md", source)).text == "目标：\n指标\n值\n粮食产量\n5亿斤\n"


def test_markdown_without_blank_lines_is_read_line_by_line(make: Make) -> None:
    lines = [f"{sentence}{number}**要**" for number, sentence in enumerate(SENTENCES * 200)]
    text = read_document(make("report.md", "# 一、回顾\n" + "\n".join(lines))).text
    assert text.splitlines() == ["一、回顾", *(line.replace("*", "") for line in lines)]


def test_markdown_written_to_be_slow_is_read_as_it_is(make: Make) -> None:
    source = "![" * 200_000
    assert read_document(make("slow.md", source)).text == source
