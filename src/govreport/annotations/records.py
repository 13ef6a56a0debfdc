"""Annotated sentences: a layer (one annotator, one round) or gold, as JSON Lines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govreport.errors import BadInput
from govreport.jsonl import read_jsonl, write_jsonl
from govreport.schema import Entity, check_entities


@dataclass(frozen=True, slots=True)
class Annotation:
    """One sentence's text and entities; ``meta`` holds the record's other fields.

    A layer's ``meta`` has ``annotator``, ``round`` and ``guideline``; gold's has ``decided`` and ``guideline``.
    """

    id: str
    text: str
    entities: tuple[Entity, ...]
    meta: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The JSON Lines record."""
        return {"id": self.id, "text": self.text, "entities": [list(entity) for entity in self.entities], **self.meta}

    @classmethod
    def from_dict(cls, row: dict[str, Any], where: str = "annotation") -> "Annotation":
        """Read and verify a record; ``BadInput`` names ``where`` and the sentence.

        >>> Annotation.from_dict({"id": "x:1", "text": "长春", "entities": [[0, 2, "PLACE"]]}).entities
        (Entity(start=0, end=2, label='PLACE'),)
        """
        rest = dict(row)
        try:
            name, text, spans = rest.pop("id"), rest.pop("text"), rest.pop("entities")
            entities = [Entity(int(start), int(end), str(label)) for start, end, label in spans]
        except (KeyError, TypeError, ValueError) as error:
            message = "id, text and entities [[start, end, label], …] are needed"
            raise BadInput(f"{where}: not an annotated sentence ({error}); {message}") from error
        return cls(name, text, check_entities(text, entities, f"{where}: sentence {name}"), rest)


def read_annotations(path: Path) -> list[Annotation]:
    """Read a layer or gold file; a sentence id that appears twice is refused."""
    rows = [Annotation.from_dict(row, f"{path}:{number}") for number, row in enumerate(read_jsonl(path), 1)]
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise BadInput(f"{path}: sentence {row.id} appears twice; a layer holds each sentence once")
        seen.add(row.id)
    return rows


def write_annotations(path: Path, rows: Iterable[Annotation]) -> int:
    """Write a layer or gold file and return the number of sentences."""
    return write_jsonl(path, (row.to_dict() for row in rows))
