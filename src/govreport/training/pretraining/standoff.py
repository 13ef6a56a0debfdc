"""Labels without their texts: what annotators found in sentences of other reports that may not be copied here.

A row names its sentence and its report by digests of their texts, so the labels can be joined with the same texts again
and with no others.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govreport.errors import BadInput
from govreport.jsonl import read_jsonl
from govreport.pipeline.encoder import Line
from govreport.schema import Entity, Sentence, check_entities
from govreport.training.gold import GoldSentence

PARTS = ("train", "test")


@dataclass(frozen=True, slots=True)
class Standoff:
    """The entities of one sentence; ``part`` is ``train`` or ``test``, the same for a whole report.

    ``passes`` are the annotators' readings where there were two and they differed.
    """

    digest: str
    report: str
    part: str
    entities: tuple[Entity, ...]
    passes: tuple[tuple[Entity, ...], ...] = ()


def digest_of(text: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the text in UTF-8.

    >>> digest_of("农民增收。")
    '4dfc50ae6ccd275a'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_standoff(path: Path, part: str) -> dict[str, Standoff]:
    """The rows of one part by digest; ``BadInput`` names the row that is not in form, or says that there is none."""
    rows = [_standoff(row, f"{path}: row {number}") for number, row in enumerate(read_jsonl(path), 1)]
    found = {row.digest: row for row in rows if row.part == part}
    if not found:
        raise BadInput(f"{path}: no row of part {part!r}; parts are {' and '.join(PARTS)}")
    return found


def _standoff(row: Mapping[str, Any], where: str) -> Standoff:
    try:
        passes = tuple(_spans(one) for one in row.get("passes", ()))
        found = Standoff(str(row["digest"]), str(row["report"]), str(row["part"]), _spans(row["entities"]), passes)
    except (KeyError, TypeError, ValueError) as error:
        message = "needs digest, report, part and entities [[start, end, label], …]"
        raise BadInput(f"{where}: {message} ({error})") from error
    if found.part not in PARTS:
        raise BadInput(f"{where}: part {found.part!r}; parts are {' and '.join(PARTS)}")
    return found


def _spans(rows: Iterable[Any]) -> tuple[Entity, ...]:
    return tuple(Entity(int(start), int(end), str(label)) for start, end, label in rows)


def standoff_row(text: str, report: str, part: str, entities: Iterable[Entity], **more: Any) -> dict[str, Any]:
    """A sentence's labels as a row without its text; ``report`` is the text of the whole report.

    >>> row = standoff_row("在长春", "在长春。在农安。", "train", [Entity(1, 3, "PLACE")], guideline="1.2")
    >>> row["entities"], row["report"] == digest_of("在长春。在农安。")
    ([[1, 3, 'PLACE']], True)
    """
    names = {"digest": digest_of(text), "report": digest_of(report), "part": part}
    return {**names, "entities": [list(one) for one in entities], **more}


def joined(lines: Sequence[Line], labels: Mapping[str, Standoff]) -> list[GoldSentence]:
    """The sentences among ``lines`` that have labels, with them, in the order of ``lines``.

    A sentence's id is its digest, its report the report's. Raises ``BadInput`` for a span that the text does not have,
    and where no line has labels.
    """
    found = []
    for line in lines:
        if row := labels.get(digest_of(line.text)):
            sentence = Sentence(row.digest, row.report, (), line.period, line.text, ((0, len(line.text)),))
            found.append(GoldSentence(sentence, check_entities(line.text, row.entities, f"sentence {row.digest}")))
    if not found:
        raise BadInput("none of the labelled sentences is in these texts; give the texts that were labelled")
    return found
