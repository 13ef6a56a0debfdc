"""The learning curve: train on fewer reports or fewer sentences, count on the report left out.

Every point trains the config's own number of steps, however few sentences it has: what differs is the data alone.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport.errors import BadInput
from govreport.training.folds import Fold, hold_out, reports_of
from govreport.training.gold import GoldSentence


@dataclass(frozen=True, slots=True)
class Point:
    """One training: on ``train``, judged on ``report``; ``n`` reports or (about) ``n`` sentences."""

    by: Literal["reports", "sentences"]
    n: int
    seed: int
    report: str
    train: tuple[GoldSentence, ...]

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What tells the point from others of the same config."""
        return self.by, self.n, self.seed, self.report

    def fold(self, gold: Sequence[GoldSentence]) -> Fold:
        """The point as a fold of ``gold``, every tenth paragraph of the training sentences as dev."""
        train, dev = hold_out(self.train, 10)
        return Fold(self.report, train, dev, tuple(one for one in gold if one.sentence.report == self.report))


def rotation(reports: Sequence[str], held: str, n: int, seed: int) -> list[str]:
    """``n`` training reports for the report ``held``: those after it in a seeded order of all, round and round.

    Over all held-out reports each report trains equally often, and the choice for ``n`` is part of that for ``n`` + 1.

    >>> [rotation("abc", held, 1, seed=0) for held in "abc"]
    [['b'], ['c'], ['a']]
    """
    order = random.Random(seed).sample(sorted(reports), len(reports))
    at = order.index(held)
    return (order[at + 1 :] + order[:at])[:n]


def draw(gold: Sequence[GoldSentence], n: int, seed: int) -> tuple[GoldSentence, ...]:
    """At least ``n`` sentences of ``gold`` in its order: whole paragraphs, evenly over the reports, in a seeded order.

    A smaller draw is part of a larger one. ``BadInput`` where ``gold`` has fewer sentences.
    """
    if n > len(gold):
        raise BadInput(
            f"{n} training sentences asked for, {', '.join(reports_of(gold))} have {len(gold)}; ask for less"
        )
    waiting = {report: _shuffled(gold, report, seed) for report in reports_of(gold)}
    sizes = dict.fromkeys(waiting, 0)
    taken = set[str]()
    while len(taken) < n:
        report = min((name for name in waiting if waiting[name]), key=lambda name: sizes[name])
        paragraph = waiting[report].pop()
        sizes[report] += len(paragraph)
        taken.update(paragraph)
    return tuple(one for one in gold if one.sentence.id in taken)


def _shuffled(gold: Sequence[GoldSentence], report: str, seed: int) -> list[list[str]]:
    """Ids of the report's sentences by paragraph, the paragraphs in a seeded order."""
    paragraphs: dict[str, list[str]] = {}
    for one in gold:
        if one.sentence.report == report:
            paragraphs.setdefault(one.sentence.id.rpartition(".")[0], []).append(one.sentence.id)
    return random.Random(f"{seed} {report}").sample(list(paragraphs.values()), len(paragraphs))


def plan(gold: Sequence[GoldSentence], numbers: Sequence[int], sizes: Sequence[int], seed: int) -> Iterator[Point]:
    """The points of one seed: each report left out, for each number of reports and of sentences, smallest first."""
    reports = reports_of(gold)
    if wrong := [n for n in numbers if not 0 < n < len(reports)]:
        raise BadInput(f"{wrong[0]} training reports: the gold has {len(reports)}, of which one is left out")
    for n in sorted(numbers):
        for held in reports:
            chosen = rotation(reports, held, n, seed)
            yield Point("reports", n, seed, held, tuple(one for one in gold if one.sentence.report in chosen))
    for n in sorted(sizes):
        for held in reports:
            others = [one for one in gold if one.sentence.report != held]
            yield Point("sentences", n, seed, held, draw(others, n, seed))
