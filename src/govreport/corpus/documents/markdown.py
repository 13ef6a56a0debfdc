"""Markdown: what a reader sees, without the mark-up."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

# markdown-it takes the square of a paragraph's length in the worst case
LONGEST = 10_000


def read_markdown(source: str) -> str:
    """Return the text of CommonMark with tables, one line a heading, list item, table cell or source line.

    Numbers of ordered lists stay, since they are part of a report's order; raw HTML and link targets go.
    Paragraphs of many lines are taken line by line; a source with a line over 10,000 characters stays as it is.

    >>> read_markdown("# 一、回顾\\n\\n增长**13.5%**，见[附件](x.pdf)。\\n\\n2. 修路\\n")
    '一、回顾\\n增长13.5%，见附件。\\n2.修路\\n'
    """
    from markdown_it import MarkdownIt  # every command starts through this module

    if max(map(len, source.split("\n"))) > LONGEST:
        return source
    if max(map(len, re.split(r"\n[ \t]*\n", source))) > LONGEST:
        source = source.replace("\n", "\n\n")
    # indented code is switched off: Chinese paragraphs are often indented
    lines: list[str] = []
    number = ""
    for token in MarkdownIt("commonmark").enable("table").disable("code").parse(source):
        if token.type == "list_item_open" and token.info:
            number = f"{token.info}{token.markup}"
        elif token.type in ("inline", "fence"):
            text = _inline(token.children) if token.children else token.content
            lines += [line for line in f"{number}{text}".splitlines() if line.strip()]
            number = ""
    return "".join(f"{line.strip()}\n" for line in lines)


def _inline(children: list["Token"]) -> str:
    shown = {"softbreak": "\n", "hardbreak": "\n", "html_inline": "", "image": ""}
    return "".join(shown.get(child.type, child.content) for child in children)
