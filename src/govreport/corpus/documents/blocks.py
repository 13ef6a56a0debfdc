"""A web page as lines of text that know the elements around them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from govreport.corpus.documents.model import MissingExtra

UNSEEN = frozenset(
    re.findall(r"\w+", "script style noscript template iframe object svg select button textarea nav footer aside")
)
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd div dl dt fieldset form h1 h2 h3 h4 h5 h6 header hr html li "
        "main ol p pre section table tbody td tfoot th thead title tr ul",
    )
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
PROSE = re.compile("[。！？；，]")
BREAK = "\u2028"
# No article lies deeper; a page nested for harm must not cost the square of its size
DEEPEST = 40
CJK = re.compile("[\u3000-\u9fff\uff00-\uffef]")
SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
Piece = tuple[tuple[int, ...], str, bool]


@dataclass(frozen=True)
class Block:
    """A line of a page: the ids of the elements around it from the outside in, its text, characters in links."""

    path: tuple[int, ...]
    text: str
    linked: int

    @property
    def prose(self) -> int:
        """Its characters where it has signs of a sentence, else 0."""
        return len(self.text) if PROSE.search(self.text) else 0


@dataclass(frozen=True)
class Around:
    """What the elements around a place of the page make of the text there."""

    path: tuple[int, ...]
    linked: bool = False
    verbatim: bool = False
    unseen: bool = False

    def inside(self, tag: Any) -> "Around":
        """Return the same one element further in."""
        hidden = "hidden" in tag.attrs or HIDDEN.search(str(tag.attrs.get("style", ""))) is not None
        return Around(
            (*self.path[:DEEPEST], id(tag)) if tag.name in BLOCKS else self.path,
            self.linked or (tag.name == "a" and "href" in tag.attrs),
            self.verbatim or tag.name == "pre",
            self.unseen or hidden or tag.name in UNSEEN,
        )


def page_blocks(markup: str) -> tuple[str, list[Block]]:
    """Return the title that says 报告 (from h1 or the head, "" where there is none) and the lines that are shown.

    >>> title, blocks = page_blocks("<h1>工作报告</h1><p>一<b>二</b>，<br><a href=x>三</a><script>四</script>")
    >>> title, [(block.text, block.linked) for block in blocks]
    ('工作报告', [('工作报告', 0), ('一二，', 0), ('三', 1)])
    """
    soup = _soup(markup)
    return _title(soup), [block for block in _blocks(_pieces(soup)) if block.text]


def _soup(markup: str) -> Any:
    if find_spec("bs4") is None or find_spec("lxml") is None:
        raise MissingExtra(".html")
    from bs4 import BeautifulSoup

    return BeautifulSoup(markup, "lxml")


def _title(soup: Any) -> str:
    head = soup.title.get_text() if soup.title is not None else ""
    titles = [tag.get_text() for tag in soup("h1")] + re.split(r"[_|\-]", head)
    return next((_tidy(title) for title in titles if "报告" in title), "")


def _pieces(soup: Any) -> Iterator[Piece]:
    """Each shown string with the block elements around it and whether it is a link."""
    root = soup.body or soup
    surroundings = {id(root): Around((id(root),))}
    for node in root.descendants:
        around = surroundings[id(node.parent)]
        if node.name is not None:
            surroundings[id(node)] = inner = around.inside(node)
            if node.name == "br" and not inner.unseen:
                yield around.path, BREAK, False
        elif type(node).__name__ == "NavigableString" and not around.unseen:  # comments and the like are subclasses
            yield around.path, node.replace("\n", BREAK) if around.verbatim else str(node), around.linked


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    for path, group in groupby(pieces, key=lambda piece: piece[0]):
        line, linked = "", 0
        for _, text, link in group:
            for number, part in enumerate(text.split(BREAK)):
                if number:
                    yield Block(path, _tidy(line), linked)
                    line, linked = "", 0
                line += part
                linked += len(_tidy(part)) if link else 0
        yield Block(path, _tidy(line), linked)


def _tidy(text: str) -> str:
    """Runs of space as one; a line end of the source beside a Chinese character is none."""

    def space(found: re.Match[str]) -> str:
        beside = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        return "" if "\n" in found.group() and CJK.search(beside) else " "

    return SPACE.sub(space, text).strip(" \u3000")
