"""Plain text worksheets for readers (an adjudicator, the sweep), and the records made from their answers."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.annotations.inline import write_inline
from govreport.annotations.layers import Pair, Spans, difference
from govreport.annotations.marked import check_line, read_lines
from govreport.errors import BadInput
from govreport.schema import Sentence


def neighbours(sentences: Iterable[Sentence]) -> dict[str, tuple[str, str]]:
    """The text before and after each sentence within its report; empty at the report's borders."""
    rows = list(sentences)
    found: dict[str, tuple[str, str]] = {}
    for before, one, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        found[one.id] = (
            before.text if before and before.report == one.report else "",
            after.text if after and after.report == one.report else "",
        )
    return found


def heading(number: int, total: int, sentence: Sentence) -> str:
    """The first lines of an entry: where the sentence stands."""
    section = " > ".join(sentence.section) or "（无标题）"
    return f"### {number}/{total} {sentence.id}\n部分：{sentence.period}  章节：{section}"


def spans_in_words(text: str, spans: Spans) -> str:
    """Spans for a reader.

    >>> from govreport.schema import Entity
    >>> spans_in_words("在长春", (Entity(1, 3, "PLACE"),))
    'PLACE「长春」1-3'
    """
    return "、".join(f"{span.label}「{span.surface(text)}」{span.start}-{span.end}" for span in spans) or "（无）"


def dispute_entry(pair: Pair, number: int, total: int, around: tuple[str, str]) -> str:
    """One sentence in dispute: place, neighbours, both readings and what differs."""
    text = pair.sentence.text
    only_a, only_b = difference(pair)
    lines = [
        heading(number, total, pair.sentence),
        f"前句：{around[0]}",
        f"甲读：{write_inline(text, pair.a, pair.sentence.id)}",
        f"乙读：{write_inline(text, pair.b, pair.sentence.id)}",
        f"后句：{around[1]}",
        f"仅甲：{spans_in_words(text, only_a)}",
        f"仅乙：{spans_in_words(text, only_b)}",
    ]
    return "\n".join(lines) + "\n"


def dispute_sheet(pairs: Sequence[Pair], sentences: Mapping[str, Sentence]) -> str:
    """The worksheet of all sentences in dispute, A as 甲 and B as 乙."""
    around = neighbours(sentences.values())
    disputed = [pair for pair in pairs if pair.disputed]
    entries = (
        dispute_entry(pair, number, len(disputed), around[pair.sentence.id]) for number, pair in enumerate(disputed, 1)
    )
    return "\n".join(entries)


def answers(paths: Iterable[Path], sentences: Mapping[str, Sentence], field: str) -> list[dict[str, Any]]:
    """Read lines ``id<TAB>marked-up text<TAB>rule or reason`` into records ``{"id", "inline", field}``.

    ``-`` for the marked-up text is a sentence without any entity.

    ``BadInput`` lists every line that is not in good form.
    """
    rows, problems = [], []
    for where, name, rest in (line for path in paths for line in read_lines(path)):
        marked, _, why = rest.partition("\t")
        if name not in sentences or not why.strip():
            problems.append(
                f"{where}: " + ("no sentence has this id" if name not in sentences else f"no {field} given")
            )
            continue
        try:
            row, found = check_line(where, marked, sentences[name])
        except BadInput as error:
            problems.append(str(error))
            continue
        problems += found
        rows.append({"id": name, "inline": write_inline(row.text, row.entities, where), field: why.strip()})
    if problems:
        raise BadInput("\n".join(problems))
    return rows
