"""The consistency sweep of the gold: ``govreport gold check``.

A hit is a question for a reader. What is wrong is mended; what is right goes into the allow-list
``annotations/gold/reviewed.jsonl`` as ``{"key", "reason"}``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from govreport.annotations import sweep_borders, sweep_names
from govreport.annotations.gold import Gold
from govreport.annotations.inline import write_inline
from govreport.annotations.layers import by_id
from govreport.annotations.marked import read_lines
from govreport.annotations.sweep import Check, Hit, Row
from govreport.annotations.worksheet import heading, neighbours
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl
from govreport.schema import Sentence

CHECKS: tuple[Check, ...] = (
    sweep_borders.crossing,
    sweep_borders.punctuation,
    sweep_borders.light,
    sweep_borders.rest,
    sweep_borders.twice,
    sweep_borders.period,
    sweep_names.label,
    sweep_names.borders,
    sweep_names.missed,
    sweep_names.quantity,
)


class Result(NamedTuple):
    """Hits no reader has looked at, hits that were reviewed, and allow-list keys that match nothing any more."""

    open: list[Hit]
    reviewed: list[Hit]
    stale: list[str]


def gold_rows(gold: Gold, sentences: Mapping[str, Sentence]) -> list[Row]:
    """Gold beside its sentences, in corpus order; ``BadInput`` where a text is not the corpus's."""
    known = by_id((row for report in gold.values() for row in report), sentences, "gold")
    return [Row(sentence, known[name].entities) for name, sentence in sentences.items() if name in known]


def sweep(rows: Sequence[Row]) -> list[Hit]:
    """All hits, in the order of the sentences.

    >>> from govreport.schema import Entity
    >>> s = Sentence("x:1", "x", (), "plan", "将完成投资5亿元。", ())
    >>> [hit.key for hit in sweep([Row(s, (Entity(0, 8, "METRIC"),))])]
    ['light:x:1:0-8', 'period:x:1:0-8']
    """
    order = {row.sentence.id: number for number, row in enumerate(rows)}
    hits = {found.key: found for check in CHECKS for found in check(rows)}
    return sorted(hits.values(), key=lambda found: order[found.id])


def read_reviewed(path: Path) -> dict[str, str]:
    """The allow-list, key to reason; no file is an empty list, an entry without a reason is refused."""
    rows = list(read_jsonl(path)) if path.exists() else []
    for row in rows:
        if not row.get("key") or not str(row.get("reason") or "").strip():
            raise BadInput(f'{path}: an entry needs "key" and "reason": {row}')
    return {row["key"]: row["reason"] for row in rows}


def accepted(paths: Iterable[Path]) -> dict[str, str]:
    """A reader's lines ``key<TAB>reason``; a line without a reason is refused."""
    found = {}
    for where, key, reason in (line for path in paths for line in read_lines(path)):
        if not reason.strip():
            raise BadInput(f"{where}: why is this hit right? no reason given")
        found[key.strip()] = reason.strip()
    return found


def check(rows: Sequence[Row], reviewed: Mapping[str, str]) -> Result:
    """Sweep and set reviewed hits apart."""
    hits = sweep(rows)
    keys = {found.key for found in hits}
    return Result(
        [found for found in hits if found.key not in reviewed],
        [found for found in hits if found.key in reviewed],
        [key for key in reviewed if key not in keys],
    )


def summary(result: Result) -> str:
    """Counts per check, open and reviewed, and the allow-list entries that have become useless."""
    open_, reviewed = (Counter(found.check for found in hits) for hits in (result.open, result.reviewed))
    lines = [f"{one.__name__:<12}{open_[one.__name__]:>5} open {reviewed[one.__name__]:>5} reviewed" for one in CHECKS]
    stale = [f"matches nothing any more, remove from the allow-list: {key}" for key in result.stale]
    total = f"{'all':<12}{len(result.open):>5} open {len(result.reviewed):>5} reviewed"
    return "\n".join([*lines, total, *stale])


def sweep_sheet(hits: Iterable[Hit], rows: Sequence[Row]) -> str:
    """The reader's worksheet, one entry a sentence: place, neighbours, gold inline, and its hits with their keys."""
    by_name, around = {row.sentence.id: row for row in rows}, neighbours(row.sentence for row in rows)
    groups = [(name, list(found)) for name, found in groupby(hits, key=lambda found: found.id)]
    entries = []
    for number, (name, found) in enumerate(groups, 1):
        row, (before, after) = by_name[name], around[name]
        lines = [
            heading(number, len(groups), row.sentence),
            f"前句：{before}",
            f"本句：{write_inline(row.sentence.text, row.entities, name)}",
            f"后句：{after}",
            *(f"? {one.key}\t{one.message}" for one in found),
        ]
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)
