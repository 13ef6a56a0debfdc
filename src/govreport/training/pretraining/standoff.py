"""Labels without their texts: what annotators found in sentences of other reports that may not be copied here.

A row names its sentence by a digest of the text, so the labels can be joined with the same texts again and with no
others.
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
    """The entities of one sentence; ``part`` is ``train`` or ``test``, the same for a whole report."""

    digest: str
    part: str
    entities: tuple[Entity, ...]


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
        entities = tuple(Entity(int(start), int(end), str(label)) for start, end, label in row["entities"])
        found = Standoff(str(row["digest"]), str(row["part"]), entities)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{where}: needs digest, part and entities [[start, end, label], …] ({error})") from error
    if found.part not in PARTS:
        raise BadInput(f"{where}: part {found.part!r}; parts are {' and '.join(PARTS)}")
    return found


def standoff_row(text: str, part: str, entities: Iterable[Entity], **more: str) -> dict[str, Any]:
    """A sentence's labels as a row without its text.

    >>> standoff_row("在长春", "train", [Entity(1, 3, "PLACE")], guideline="1.2")["entities"]
    [[1, 3, 'PLACE']]
    """
    return {"digest": digest_of(text), "part": part, "entities": [list(one) for one in entities], **more}


def joined(lines: Sequence[Line], labels: Mapping[str, Standoff]) -> list[GoldSentence]:
    """The sentences among ``lines`` that have labels, with them, in the order of ``lines``.

    Raises ``BadInput`` for a span that the text does not have, and where no line has labels.
    """
    found = []
    for line in lines:
        if row := labels.get(digest_of(line.text)):
            name = f"other:{row.digest}.01"
            sentence = Sentence(name, "other", (), line.period, line.text, ((0, len(line.text)),))
            found.append(GoldSentence(sentence, check_entities(line.text, row.entities, f"sentence {name}")))
    if not found:
        raise BadInput("none of the labelled sentences is in these texts; give the texts that were labelled")
    return found
