"""One self-contained HTML page a report: its text with highlighted entities beside the table of facts."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from govreport.errors import GovreportError
from govreport.extraction.extract import Extraction
from govreport.extraction.facts import Fact
from govreport.extraction.rows import place_in
from govreport.extraction.tables import whole_file
from govreport.extraction.templating import environment
from govreport.extraction.values import shown_value, tip_of
from govreport.schema import LABEL_TYPES, PERIODS, Sentence

COLUMNS = ("label", "period", "text", "indicator / place", "value", "unit", "change", "baseline", "flags", "citation")


def page_writer(folder: Path) -> Callable[[Extraction], None]:
    """What writes the page of an extraction into ``folder``, named by the report."""
    if folder.exists() and not folder.is_dir():
        raise GovreportError(f"{folder}: this is no folder; give --html the name of one")

    def write(found: Extraction) -> None:
        with whole_file(folder / f"{file_name(found.report)}.html") as partial:
            partial.write_text(render_page(found), encoding="utf-8", newline="\n")

    return write


def file_name(report: str) -> str:
    """A report's name without what a file's name must not hold.

    >>> file_name("2024/../报告")
    '2024_.._报告'
    """
    return re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", report)[:100]


def render_page(found: Extraction) -> str:
    """The page as HTML text; everything that comes from the report is escaped."""
    by_sentence: dict[str, list[Fact]] = {}
    for fact in found.facts:
        by_sentence.setdefault(fact.sentence_id, []).append(fact)
    counts = Counter(fact.label for fact in found.facts)
    counts |= Counter(sentences=len(found.sentences), facts=len(found.facts))
    return (
        environment()
        .get_template("report.html")
        .render(
            name=found.report,
            home=found.home.unit.name if found.home else "",
            counts=counts,
            labels=LABEL_TYPES,
            periods=PERIODS,
            columns=COLUMNS,
            blocks=list(_blocks(found.sentences, by_sentence)),
            rows=[_row(fact) for fact in found.facts],
        )
    )


def _blocks(sentences: Sequence[Sentence], facts: dict[str, list[Fact]]) -> Iterator[dict[str, Any]]:
    """Paragraphs, each with the headings that are new since the one before."""
    path: tuple[str, ...] = ()
    for _, group in groupby(sentences, key=lambda one: one.id.rpartition(".")[0]):
        members = list(group)
        section = members[0].section
        same = next((i for i, (old, new) in enumerate(zip(path, section, strict=False)) if old != new), len(path))
        new = [(depth, text) for depth, text in enumerate(section) if depth >= same]
        # a heading that opens the paragraph is read there
        headings = [{"depth": depth, "text": text} for depth, text in new if not members[0].text.startswith(text)]
        path = section
        yield {"headings": headings, "sentences": [_sentence(one, facts.get(one.id, [])) for one in members]}


def _sentence(sentence: Sentence, facts: list[Fact]) -> dict[str, Any]:
    pieces, at = [], 0
    for (start, end), same in groupby(facts, key=lambda fact: (fact.start, fact.end)):
        values = list(same)
        low, high = place_in(sentence, start), place_in(sentence, end)
        pieces.append({"text": sentence.text[at:low], "label": ""})
        tip = "\n".join(tip_of(fact) for fact in values)
        pieces.append({"text": sentence.text[low:high], "label": values[0].label, "tip": tip})
        at = high
    return {"anchor": anchor(sentence.id), "pieces": [*pieces, {"text": sentence.text[at:], "label": ""}]}


def anchor(sentence_id: str) -> str:
    """The id of a sentence's element: its number in the report."""
    return f"s{sentence_id.rpartition(':')[2]}"


def _row(fact: Fact) -> dict[str, Any]:
    return {
        "label": fact.label,
        "period": fact.period,
        "text": fact.text,
        "name": fact.indicator or fact.admin_name or "",
        "value": shown_value(fact),
        "sort": "" if fact.normalized_value is None else float(fact.normalized_value),
        "unit": fact.unit or "",
        "change": fact.change or "",
        "baseline": fact.baseline or "",
        "flags": ", ".join(fact.flags),
        "section": " / ".join(fact.section),
        "cite": fact.sentence_id.rpartition(":")[2],
        "anchor": anchor(fact.sentence_id),
    }
