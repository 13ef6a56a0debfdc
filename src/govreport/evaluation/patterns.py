"""What the errors have in common: a short description of each, and the most frequent ones."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from govreport.evaluation.data import Case
from govreport.evaluation.errors import Error
from govreport.schema import Entity

SHOWN = 6


def describe(text: str, error: Error) -> str:
    """One line that errors of the same nature share; digits become 0.

    >>> describe("完成投资79亿元", Error("too long", (Entity(2, 8, "METRIC"),), (Entity(0, 8, "METRIC"),)))
    'METRIC too long: takes in “完成” before it'
    >>> describe("建设文化广场", Error("missed", (Entity(2, 6, "PROJECT"),), ()))
    'PROJECT missed: …广场'
    """
    first = (error.gold or error.pred)[0]
    if error.kind in ("missed", "spurious"):
        return f"{first.label} {error.kind}: …{_fold(first.surface(text)[-2:])}"
    if error.kind == "wrong label":
        return f"{first.label} read as {error.pred[0].label}"
    if error.kind in ("split", "merged"):
        parts = error.pred if error.kind == "split" else error.gold
        between = _shown(text[parts[0].end : parts[1].start]) or "nothing between"
        return f"{first.label} {error.kind} ({len(parts)} parts): {between}"
    return f"{first.label} {error.kind}: {'; '.join(_borders(text, error.gold[0], error.pred[0]))}"


def _borders(text: str, gold: Entity, pred: Entity) -> list[str]:
    found = []
    if pred.start != gold.start:
        found.append(_edge(text, pred.start, gold.start, "before it", "at its start"))
    if pred.end != gold.end:
        found.append(_edge(text, gold.end, pred.end, "after it", "at its end"))
    return found


def _edge(text: str, low: int, high: int, outside: str, inside: str) -> str:
    if low < high:
        return f"takes in {_shown(text[low:high])} {outside}"
    return f"loses {_shown(text[high:low])} {inside}"


def _shown(piece: str) -> str:
    if len(piece) > SHOWN:
        return f"more than {SHOWN} characters"
    return f"“{_fold(piece)}”" if piece else ""


def _fold(piece: str) -> str:
    return re.sub(r"\d+", "0", piece)


def frequent(cases: Sequence[Case], errors: Sequence[Sequence[Error]], top: int = 20) -> list[dict[str, Any]]:
    """The most frequent descriptions: count, class, label and up to three examples in context, most frequent first.

    >>> case = Case("x:1", "建设文化广场", (Entity(2, 6, "PROJECT"),), "x")
    >>> frequent([case], [[Error("missed", case.gold, ())]])[0]["count"]
    1
    """
    homes: dict[str, list[tuple[Case, Error]]] = defaultdict(list)
    for case, row in zip(cases, errors, strict=True):
        for error in row:
            homes[describe(case.text, error)].append((case, error))
    ranked = sorted(homes.items(), key=lambda item: (-len(item[1]), item[0]))[:top]
    return [
        {
            "pattern": pattern,
            "count": len(found),
            "kind": found[0][1].kind,
            "label": found[0][1].label,
            "examples": [example(case, error) for case, error in found[:3]],
        }
        for pattern, found in ranked
    ]


def example(case: Case, error: Error) -> dict[str, Any]:
    """An error with its neighbourhood of a dozen characters either side, as plain strings."""
    spans = error.gold + error.pred
    low, high = max(0, min(s.start for s in spans) - 12), max(s.end for s in spans) + 12
    return {
        "id": case.id,
        "context": ("…" if low else "") + case.text[low:high] + ("…" if high < len(case.text) else ""),
        "gold": [f"{span.label} {span.surface(case.text)}" for span in error.gold],
        "pred": [f"{span.label} {span.surface(case.text)}" for span in error.pred],
    }
