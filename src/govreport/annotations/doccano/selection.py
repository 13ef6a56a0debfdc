"""Which sentences a round asks about: all, random, uncertain to a model, read differently by two sources, or listed."""

import random
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path

from govreport.annotations.doccano.suggestions import Scored
from govreport.errors import BadInput
from govreport.jsonl import read_text
from govreport.schema import Sentence

KINDS = ("random", "uncertain", "disagreeing")


def parse(choice: str) -> tuple[str, int]:
    """Kind and number.

    >>> parse("random:100"), parse("all"), parse("ids:errors.txt")
    (('random', 100), ('all', 0), ('ids', 0))
    """
    kind, _, number = choice.partition(":")
    if choice == "all" or (kind == "ids" and number):
        return kind, 0
    if kind not in KINDS or not number.isdecimal() or int(number) == 0:
        raise BadInput(f"--select {choice}: one of all, random:N, uncertain:N, disagreeing:N or ids:FILE is needed")
    return kind, int(number)


def mix(ranked: Sequence[Sentence], count: int) -> list[Sentence]:
    """The first ``count`` of a ranking, taken from each report in turn, so that no report fills the round alone."""
    reports: dict[str, list[Sentence]] = {}
    for one in ranked:
        reports.setdefault(one.report, []).append(one)
    turns = chain.from_iterable(zip_longest(*reports.values()))
    return [one for one in turns if one is not None][:count]


def doubt(scored: Scored) -> float | None:
    """1 minus the score of the sentence's least certain span; None where it has no span or no score."""
    return 1 - min(scored.scores) if scored.scores else None


def uncertain(sentences: Sequence[Sentence], scored: Mapping[str, Scored]) -> list[Sentence]:
    """Sentences by falling doubt; ``BadInput`` where the source of suggestions gives no scores."""
    doubts = {one.id: doubt(scored[one.id]) for one in sentences if one.id in scored}
    if all(value is None for value in doubts.values()):
        raise BadInput(
            "--select uncertain needs a model that scores its spans (`--suggest model:PATH` of a pipeline that sets "
            "span._.score, or a predictions file with scores); this source gives none"
        )
    known = [one for one in sentences if doubts.get(one.id) is not None]
    return sorted(known, key=lambda one: -(doubts[one.id] or 0))


def disagreeing(
    sentences: Sequence[Sentence], scored: Mapping[str, Scored], other: Mapping[str, Scored]
) -> list[Sentence]:
    """Sentences that two sources read differently, those with most differing spans first."""
    spans = {
        one.id: [set(source[one.id].annotation.entities) if one.id in source else set() for source in (scored, other)]
        for one in sentences
    }
    differing = {name: len(left ^ right) for name, (left, right) in spans.items()}
    return sorted((one for one in sentences if differing[one.id]), key=lambda one: -differing[one.id])


def listed(path: Path, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences whose ids stand in a file, one a line, in the file's order; ``BadInput`` names an unknown one."""
    known = {one.id: one for one in sentences}
    names = list(dict.fromkeys(read_text(path).split()))
    if unknown := [name for name in names if name not in known]:
        raise BadInput(f"{path}: sentence {unknown[0]} is not in the corpus, or not in the reports asked for")
    if not names:
        raise BadInput(f"{path}: holds no sentence id; `govreport evaluate send-errors` writes such a file")
    return [known[name] for name in names]


def select(
    choice: str, name: str, sentences: Sequence[Sentence], scored: Mapping[str, Scored], other: Mapping[str, Scored]
) -> list[Sentence]:
    """The round's sentences, in corpus order unless a file gives another; ``name`` is the seed of a random choice.

    ``BadInput`` where fewer than asked can be found, or the choice needs what ``scored`` and ``other`` do not give.
    """
    kind, count = parse(choice)
    if kind == "all":
        return list(sentences)
    if kind == "ids":
        return listed(Path(choice.removeprefix("ids:")), sentences)
    if kind == "random":
        ranked = random.Random(name).sample(list(sentences), len(sentences))
    else:
        ranked = uncertain(sentences, scored) if kind == "uncertain" else disagreeing(sentences, scored, other)
    if len(ranked) < count:
        raise BadInput(f"--select {choice}: only {len(ranked)} sentences qualify; ask for so many or fewer")
    chosen = {one.id for one in (ranked[:count] if kind == "random" else mix(ranked, count))}
    return [one for one in sentences if one.id in chosen]
