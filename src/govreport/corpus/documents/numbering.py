"""The numbers that Word counts itself: they stand in no text of the file, and headings hang on them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Level:
    """How a list level is written: the kind of number, its template ("第%1章"), the first number."""

    kind: str
    template: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._abstract: dict[str, str] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._load(part.element)

    def prefix(self, paragraph: Any) -> str:
        """Return the number before a paragraph as Word shows it ("（一）"), or "" where there is none."""
        number, depth = self._place(paragraph)
        list_id = self._abstract.get(number)
        level = self._levels.get((list_id or "", depth))
        if list_id is None or level is None or level.kind in ("bullet", "none"):
            return ""
        counts = self._counts[list_id]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        text = level.template
        for above in range(depth + 1):
            shown = self._levels.get((list_id, above), level)
            text = text.replace(f"%{above + 1}", write_number(counts.get(above, shown.start), shown.kind))
        return text

    def _load(self, root: Any) -> None:
        for abstract in root.iter(W + "abstractNum"):
            for level in abstract.iter(W + "lvl"):
                read = Level(_val(level, "numFmt"), _val(level, "lvlText"), int(_val(level, "start") or 1))
                self._levels[abstract.get(W + "abstractNumId"), int(level.get(W + "ilvl"))] = read
        for number in root.iter(W + "num"):
            self._abstract[number.get(W + "numId")] = _val(number, "abstractNumId")

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """List id and level: the paragraph's own, else its style's, else those of the styles it is based on."""
        properties, depth, seen = paragraph.find(W + "pPr"), "", 0
        while properties is not None and seen < 20:
            own = properties.find(W + "numPr")
            if own is not None:
                depth = depth or _val(own, "ilvl")
                if _val(own, "numId"):
                    return _val(own, "numId"), int(depth or 0)
            style = self._styles.get(_val(properties, "pStyle") or _val(properties.getparent(), "basedOn"))
            properties, seen = (style.find(W + "pPr") if style is not None else None), seen + 1
        return "", 0


def write_number(number: int, kind: str) -> str:
    """Return a count (1–99 in Chinese) as a list shows it.

    >>> [write_number(12, "chineseCounting"), write_number(20, "chineseCounting"), write_number(3, "decimal")]
    ['十二', '二十', '3']
    """
    if kind not in CHINESE or not 0 < number < 100:
        return chr(0x245F + number) if kind.startswith("decimalEnclosedCircle") and 0 < number <= 20 else str(number)
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones] if ones else ''}"


def _val(element: Any, name: str) -> str:
    found = element.find(W + name)
    return str(found.get(W + "val", "")) if found is not None else ""
