"""Leave one report out: which sentences train, which stop training, which are predicted.

A report is never on two sides, and the sentences that stop training come from the training reports only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from govreport.errors import BadInput
from govreport.training.gold import GoldSentence


@dataclass(frozen=True, slots=True)
class Fold:
    """One split; ``name`` is the report that ``test`` holds, or ``final`` where nothing is left out."""

    name: str
    train: tuple[GoldSentence, ...]
    dev: tuple[GoldSentence, ...]
    test: tuple[GoldSentence, ...]


def hold_out(gold: Sequence[GoldSentence], every: int) -> tuple[tuple[GoldSentence, ...], tuple[GoldSentence, ...]]:
    """Split into the rest and every ``every``-th paragraph; sentences of one paragraph stay together."""
    paragraphs = {one.sentence.id.rpartition(".")[0]: None for one in gold}
    held = {name for number, name in enumerate(paragraphs) if number % every == every // 2}
    sides: tuple[list[GoldSentence], list[GoldSentence]] = ([], [])
    for one in gold:
        sides[one.sentence.id.rpartition(".")[0] in held].append(one)
    return tuple(sides[0]), tuple(sides[1])


def make_fold(gold: Sequence[GoldSentence], report: str, every: int = 10) -> Fold:
    """The fold that leaves ``report`` out (``final`` leaves out none); ``BadInput`` where gold lacks the report."""
    test = tuple(one for one in gold if one.sentence.report == report)
    if not test and report != "final":
        raise BadInput(f"no gold sentence of report {report!r}; the gold holds {', '.join(reports_of(gold))}")
    train, dev = hold_out([one for one in gold if one.sentence.report != report], every)
    return Fold(report, train, dev, test)


def reports_of(gold: Sequence[GoldSentence]) -> list[str]:
    """The reports of the gold, in order of first appearance."""
    return list({one.sentence.report: None for one in gold})
