"""Read one report: its text as decoded in, sentences with provenance out. Cleaning only drops or joins."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from govreport.corpus.damage import count_marks, droppable
from govreport.corpus.front import front_matter
from govreport.corpus.headings import RUN_IN, is_heading, lead_heading, nest
from govreport.corpus.paragraphs import PRIVATE_USE, Line, join_torn, read_lines
from govreport.corpus.periods import find_periods
from govreport.corpus.sentences import split_sentences
from govreport.schema import Period, Sentence

# reports set no paragraph this long: its line breaks are lost
LONGEST_PARAGRAPH = 3000


class Dropped(NamedTuple):
    """A half-open range of the text that is in no sentence, and why."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: every character of its text is in exactly one sentence or one dropped range."""

    id: str
    metadata: dict[str, list[str]]
    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...]
    paragraphs: int
    damage: Counter[str]


def read_report(text: str, report: str = "report", offset: int = 0) -> Report:
    """Read a report's text; ``offset`` is added to all ranges where the text is part of a larger file.

    >>> found = read_report("一、2024年工作回顾\\n粮食增产。农民增收。\\n二、2025年任务\\n力争翻番。", "demo")
    >>> for one in found.sentences:
    ...     print(one.id, one.period, one.text, one.source)
    demo:0001.01 review 粮食增产。 ((12, 17),)
    demo:0001.02 review 农民增收。 ((17, 22),)
    demo:0002.01 plan 力争翻番。 ((33, 38),)
    """
    kinds = {place: kind for start, end, kind in droppable(text) for place in range(start, end)}
    lines = list(read_lines(text, kinds))
    front = front_matter([line.text for line in lines])
    metadata: dict[str, list[str]] = {}
    for number, kind in front:
        metadata.setdefault(kind, []).append(lines[number].text)
        kinds.update(dict.fromkeys(lines[number].places, kind))
    body = join_torn(lines[len(front) :])
    for line in body:
        kinds.update(_torn(text, line.places, kinds))
    paragraphs, paths = _outline(body, kinds)
    periods = find_periods(paths, [paragraph.text for paragraph in paragraphs])
    sentences = [
        sentence
        for number, (paragraph, path, period) in enumerate(zip(paragraphs, paths, periods, strict=True), 1)
        for sentence in _sentences(paragraph, f"{report}:{number:04d}", path, period, offset)
    ]
    damage = sum((count_marks(paragraph.text) for paragraph in paragraphs), Counter())
    dropped = _dropped(text, kinds, sentences, offset)
    return Report(report, metadata, tuple(sentences), dropped, len(paragraphs), damage)


def _outline(lines: list[Line], kinds: dict[int, str]) -> tuple[list[Line], list[tuple[str, ...]]]:
    """The paragraphs and the section path of each; heading lines are dropped into the paths."""
    paragraphs, paths, path = [], [], list[tuple[str, str]]()
    for line in lines:
        if is_heading(line.text):
            path = nest(path, line.text)
            kinds.update(dict.fromkeys(line.places, "heading"))
            continue
        for part in _parts(line):
            end = split_sentences(part.text)[0][1]
            run_in = RUN_IN.match(part.text) if len(line.text) > LONGEST_PARAGRAPH else None
            lead = run_in.group() if run_in else lead_heading(part.text[:end])
            path = nest(path, lead) if lead else path
            paragraphs.append(part)
            paths.append(tuple(heading for _, heading in path))
            path = [level for level in path if level[0] != "dash"]
    return paragraphs, paths


def _parts(line: Line) -> Iterator[Line]:
    """A line as it is, or where it holds a whole report, its parts at the main headings that stand in it."""
    starts = [start for start, _ in split_sentences(line.text)]
    cuts = [start for start in starts[1:] if len(line.text) > LONGEST_PARAGRAPH and RUN_IN.match(line.text[start:])]
    for start, end in pairwise([0, *cuts, len(line.text)]):
        yield Line(line.text[start:end], line.places[start:end])


def _sentences(paragraph: Line, name: str, path: tuple[str, ...], period: Period, offset: int) -> Iterator[Sentence]:
    for count, (start, end) in enumerate(split_sentences(paragraph.text), 1):
        source = _ranges([place + offset for place in paragraph.places[start:end]])
        report = name.partition(":")[0]
        yield Sentence(f"{name}.{count:02d}", report, path, period, paragraph.text[start:end], source)


def _ranges(places: list[int]) -> tuple[tuple[int, int], ...]:
    """Runs of consecutive places as half-open ranges."""
    breaks = [i for i in range(1, len(places)) if places[i] != places[i - 1] + 1]
    return tuple((places[i], places[j - 1] + 1) for i, j in zip([0, *breaks], [*breaks, len(places)], strict=True))


def _torn(text: str, places: list[int], kinds: dict[int, str]) -> dict[int, str]:
    """The line breaks inside a paragraph that was put together again."""
    gaps = (range(one + 1, other) for one, other in pairwise(places) if other > one + 1)
    return {place: "torn line" for gap in gaps for place in gap if place not in kinds}


def _dropped(text: str, kinds: dict[int, str], sentences: list[Sentence], offset: int) -> tuple[Dropped, ...]:
    """Everything outside the sentences, in runs of one kind."""
    used = {place - offset for sentence in sentences for start, end in sentence.source for place in range(start, end)}
    rest = [place for place in range(len(text)) if place not in used]
    runs = groupby(
        enumerate(rest), key=lambda pair: (pair[1] - pair[0], kinds.get(pair[1]) or _plain_kind(text[pair[1]]))
    )
    groups = [(kind, [place for _, place in run]) for (_, kind), run in runs]
    return tuple(Dropped(places[0] + offset, places[-1] + 1 + offset, kind) for kind, places in groups)


def _plain_kind(char: str) -> str:
    if PRIVATE_USE.match(char):
        return "private-use character"
    return "line break" if char in "\r\n" else "white space"
