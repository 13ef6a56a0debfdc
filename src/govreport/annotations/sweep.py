"""What every check of the sweep works on and gives: rows in, hits out. Messages are Chinese: annotators read them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from govreport.schema import Entity, Sentence

QUANTITATIVE = ("METRIC", "TARGET")
NAMES = ("PROJECT", "PLACE")


class Row(NamedTuple):
    """A sentence and its gold."""

    sentence: Sentence
    entities: tuple[Entity, ...]


class Hit(NamedTuple):
    """Something a reader must look at: code points ``start`` to ``end`` of a sentence."""

    check: str
    id: str
    start: int
    end: int
    message: str

    @property
    def key(self) -> str:
        """The stable name under which a reviewed exception is kept.

        >>> Hit("period", "x:0001.01", 3, 9, "").key
        'period:x:0001.01:3-9'
        """
        return f"{self.check}:{self.id}:{self.start}-{self.end}"


Check = Callable[[Sequence[Row]], Iterable[Hit]]


def spans(rows: Iterable[Row], *labels: str) -> Iterator[tuple[Row, Entity]]:
    """Every span of these labels with its row."""
    return ((row, entity) for row in rows for entity in row.entities if entity.label in labels)


def hit(check: str, row: Row, start: int, end: int, message: str) -> Hit:
    """A hit, whose message begins with the characters it is about."""
    return Hit(check, row.sentence.id, start, end, f"「{row.sentence.text[start:end]}」{message}")


def free(row: Row, start: int, end: int) -> bool:
    """Whether no span touches these characters."""
    return not any(entity.start < end and start < entity.end for entity in row.entities)


def quoted(text: str) -> list[tuple[int, int]]:
    """The ranges of 《…》 and “…”, where slogans and documents stand (guidelines 2.4 and 4).

    >>> quoted("实施“一免三补”")
    [(2, 8)]
    """
    return [match.span() for match in re.finditer(r"《[^》]*》|“[^”]*”", text)]
