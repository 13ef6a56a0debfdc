"""What changed between two versions of the gold, for readers."""

from collections.abc import Iterable
from typing import NamedTuple

from govreport.annotations.inline import write_inline
from govreport.annotations.records import Annotation


class Change(NamedTuple):
    """One sentence before and after; ``None`` where a version does not have it."""

    old: Annotation | None
    new: Annotation | None


def changes(old: Iterable[Annotation], new: Iterable[Annotation]) -> list[Change]:
    """Sentences whose text or spans differ, in the order of ``new``, then those that are gone.

    >>> row = Annotation("x:1", "在长春", ())
    >>> changes([row], [row]), changes([row], [])[0].new
    ([], None)
    """
    before = {row.id: row for row in old}
    after = {row.id: row for row in new}
    gone = [Change(row, None) for name, row in before.items() if name not in after]
    pairs = [Change(before.get(name), row) for name, row in after.items()]
    return [pair for pair in pairs if _reading(pair.old) != _reading(pair.new)] + gone


def _reading(row: Annotation | None) -> object:
    return row and (row.text, row.entities)


def span_counts(found: Iterable[Change]) -> tuple[int, int]:
    """How many spans were added and removed (a changed border or label is one of each)."""
    added = removed = 0
    for change in found:
        old = set(change.old.entities) if change.old else set()
        new = set(change.new.entities) if change.new else set()
        added, removed = added + len(new - old), removed + len(old - new)
    return added, removed


def diff_text(found: Iterable[Change]) -> str:
    """The changes as text: ``-`` before, ``+`` after, and the rules and reasons the new version gives.

    >>> print(diff_text([Change(None, Annotation("x:1", "在长春", (), {"rule": "§4"}))]), end="")
    x:1
      + 在长春
      = §4
    """
    lines = []
    for old, new in found:
        row = new or old
        lines.append(row.id if row else "")
        lines += [
            f"  {sign} {write_inline(one.text, one.entities, one.id)}" for sign, one in (("-", old), ("+", new)) if one
        ]
        lines += [f"  = {reason}" for reason in reasons(new)]
    return "".join(f"{line}\n" for line in lines)


def reasons(row: Annotation | None) -> list[str]:
    """Why a sentence reads as it does: the adjudicator's rule, and the reasons of its mends."""
    meta = row.meta if row else {}
    return [str(meta[key]) for key in ("rule", "reason") if key in meta] + [str(one) for one in meta.get("mended", [])]
