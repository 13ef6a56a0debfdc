"""A sentence while silver labels are put on it: its words, its folded text, which characters are taken."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from govreport.schema import Entity
from govreport.training.pretraining.words import Word, words_of

_WORDS: dict[str, str] = json.loads(
    (files("govreport.training.pretraining") / "silver_words.json").read_text(encoding="utf-8")
)


def any_of(name: str) -> str:
    """A regular expression's group of the words of one list of ``silver_words.json``.

    >>> any_of("construction").startswith("(?:新建|续建|建设|")
    True
    """
    return f"(?:{'|'.join(_WORDS[name].split())})"


CONSTRUCTION, GENERIC, NO_PLACE = (_WORDS[name].split() for name in ("construction", "generic", "no_place"))
MISREAD = _WORDS["misread"].split()  # names that jieba takes for other words
PREFIX = re.compile("(?:深入|坚持|学习运用|新时代|新一轮|省级|国家级|全面|开展|实施|等|新增|大力|一批)+")
KEPT_WIDE = "，；：！？（）"  # full-width marks that part clauses


def fold_figures(text: str) -> str:
    """Full-width digits, letters and blanks folded one for one; the marks that part clauses stay as they are."""
    return "".join(_fold(char) for char in text)


def _fold(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return char if char in KEPT_WIDE or len(folded) != 1 else folded


@dataclass
class Sheet:
    """``add`` takes a span only where all of it is free; the rules are called most certain first."""

    text: str
    folded: str = ""
    words: list[Word] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded, self.words = fold_figures(self.text), words_of(self.text)
        self.taken = [False] * len(self.text)

    def add(self, start: int, end: int, label: str, shortest: int = 2) -> None:
        """Put a label on a span after mending its ends; nothing happens where it is too short or taken."""
        while start < end and self.folded[start] in " 、的":
            start += 1
        while end > start and self.folded[end - 1] in " 、的":
            end -= 1
        if label == "PROJECT":
            start, end = self._project_ends(start, end)
            shortest = 3
        if end - start >= shortest and not any(self.taken[start:end]):
            self.entities.append(Entity(start, end, label))
            self.taken[start:end] = [True] * (end - start)

    def near(self, start: int, end: int, reach: int, words: Iterable[str]) -> bool:
        """Whether one of ``words`` stands within ``reach`` characters before or behind."""
        before, behind = self.folded[max(0, start - reach) : start], self.folded[end : end + reach]
        return any(word in before or word in behind for word in words)

    def _project_ends(self, start: int, end: int) -> tuple[int, int]:
        match: Any = PREFIX.match(self.folded, start, end)
        start = match.end() if match else start
        name = self.folded[start:end]
        if name.count("“") == name.count("”"):
            return start, end
        if name[:1] == "“" and "”" not in name:
            return start + 1, end
        opened = name[:1] != "“" and start > 0 and self.folded[start - 1] == "“"
        return (start - 1, end) if opened else (end, end)
