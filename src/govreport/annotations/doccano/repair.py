"""What a killed import leaves behind, found by its traces and removed only where no annotator has worked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from govreport.annotations.doccano.remote import Example
from govreport.annotations.doccano.rows import ID, as_entities
from govreport.schema import Entity

Spans = tuple[Entity, ...]


@dataclass(frozen=True)
class Held:
    """A sentence on the server with its spans."""

    example: Example
    spans: Spans

    @property
    def id(self) -> str:
        """The sentence's id; empty for a text that no push brought."""
        return str(self.example.meta.get(ID, ""))

    def worked(self, suggested: Spans) -> bool:
        """Whether an annotator left anything here."""
        return self.example.confirmed or self.example.comments > 0 or self.spans not in ((), suggested)


def hold(examples: Iterable[Example], exported: Iterable[Mapping[str, Any]]) -> list[Held]:
    """Join Doccano's list and its export; what appeared between the two is looked at by the next round."""
    spans = {row["id"]: as_entities(row["label"]) for row in exported}
    return [Held(one, spans[one.id]) for one in examples if one.id in spans]


def duplicates(held: Iterable[Held], suggested: Mapping[str, Spans]) -> list[Held]:
    """All copies of a sentence but the one with most work, except copies that hold work themselves."""
    copies: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        copies[one.id].append(one)
    surplus = []
    for name, found in copies.items():
        expected = suggested.get(name, ())
        best = max(found, key=lambda one: (one.worked(expected), len(one.spans), -one.example.id))
        surplus += [one for one in found if name and one is not best and not one.worked(expected)]
    return surplus


def halves(held: Iterable[Held], suggested: Mapping[str, Spans]) -> list[Held]:
    """Sentences that came without their suggestions.

    Doccano writes all spans of a file in one transaction after its sentences, so a file was cut in half exactly where
    none of its sentences has a span; single empty sentences are ones whose suggestions an annotator removed.
    """
    files: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        if suggested.get(one.id):
            files[one.example.file].append(one)
    cut = [found for found in files.values() if not any(one.spans for one in found)]
    return [one for found in cut for one in found if not one.worked(suggested[one.id])]


def surplus(held: Iterable[Held], suggested: Mapping[str, Spans]) -> list[int]:
    """Example ids to delete and send again."""
    rows = list(held)
    extra = [one.example.id for one in halves(rows, suggested)]
    left = [one for one in rows if one.example.id not in extra]
    return extra + [one.example.id for one in duplicates(left, suggested)]
