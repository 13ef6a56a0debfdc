"""The article of a web page without the navigation around it."""

from govreport.corpus.documents.blocks import PROSE, Block, page_blocks
from govreport.corpus.documents.model import Unreadable

# A side column has no block as long as this; a report's paragraph left outside the article would
LONG = 120
SHARE = 0.8


def read_html(markup: str) -> tuple[str, tuple[str, ...]]:
    """Return the article of a page, one line a block, and notes.

    Lines that are mostly links fall away. Then the elements are followed inwards as long as one child holds at least
    80 % of the characters of sentences and nothing long stands outside it. A title from
    h1 or the page's title that says 报告 and stands elsewhere comes first.
    Raises ``Unreadable`` where no text is left.
    """
    title, blocks = page_blocks(markup)
    if not blocks:
        raise Unreadable("the page has no text of its own; a browser may load it later: save the text shown there")
    article = main_blocks([block for block in blocks if block.linked * 2 <= len(block.text)])
    lines = [block.text for block in article]
    if not any(PROSE.search(line) for line in lines):
        raise Unreadable("the page has links and headings but no sentences; open the report itself and save that page")
    if title and title not in lines:
        lines.insert(0, title)
    kept, whole = sum(map(len, lines)), sum(len(block.text) for block in blocks)
    notes = [f"kept {kept} of {whole} characters of the page as its article"]
    if any(block.linked and "下一页" in block.text for block in blocks):
        notes.append("the page links to a next page: the rest of the report may be there")
    return "\n".join(lines) + "\n", tuple(notes)


def main_blocks(blocks: list[Block]) -> list[Block]:
    """Return the blocks of the innermost element that holds the article.

    >>> menu, one, two = Block((1, 2), "首页", 0), Block((1, 3, 4), "一，" * 9, 0), Block((1, 3, 5), "二。" * 9, 0)
    >>> [block.text[0] for block in main_blocks([menu, one, two])]
    ['一', '二']
    """
    depth = 0
    while True:
        inner: dict[int, list[Block]] = {}
        for block in blocks:
            if len(block.path) > depth:
                inner.setdefault(block.path[depth], []).append(block)
        best = max(inner.values(), key=_prose, default=[])
        if len(best) == len(blocks) > 0:
            depth += 1
            continue
        chosen = {id(block) for block in best}
        outside = [block for block in blocks if id(block) not in chosen]
        if len(best) < 2 or _prose(best) < SHARE * _prose(blocks) or any(block.prose >= LONG for block in outside):
            return blocks
        blocks, depth = best, depth + 1


def _prose(blocks: list[Block]) -> int:
    return sum(block.prose for block in blocks)
