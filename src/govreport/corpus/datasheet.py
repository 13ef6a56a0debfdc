"""The corpus's datasheet: figures counted from the reports as read, set into a Markdown template."""

import re
from collections import Counter
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from govreport.corpus.collection import Source
from govreport.corpus.damage import MARKS
from govreport.corpus.reader import Report

DROPPED_NOTES = {
    "title": "into the metadata",
    "date": "into the metadata",
    "speaker": "into the metadata",
    "salutation": "into the metadata",
    "heading": "into the section path of the sentences below",
    "line break": "ends a paragraph",
    "torn line": "joined: the line before stops in mid-sentence and the next is no heading in order",
    "white space": "between sentences and around lines",
    "private-use character": "dropped",
    "advertisement": "dropped: a bracket with a web address or a copyright line",
    "footnote mark": "dropped where bracketed numbers count up from 1 through the report",
}
DAMAGE_NOTES = {
    "mojibake comma": "kept; ends no sentence; labelled and parsed as a comma",
    "full-width digit or letter": "kept; folded (NFKC) only in what the model sees",
    "space inside a number": "kept; belongs to the number",
    "masked name": "kept; labelled as the name it stands for",
    "year overwritten with 2024": "kept; years of these files are not data",
    "suspicious value 2024": "kept; flagged by the extraction",
    "paragraph without its beginning": "kept as it is",
}


def describe(source: Source, report: Report, size: int) -> dict[str, Any]:
    """The figures of one report; ``size`` is its length in characters."""
    text = [(one.id, one.text) for one in report.sentences]
    dropped_characters: Counter[str] = Counter()
    for one in report.dropped:
        dropped_characters[one.kind] += one.end - one.start
    return {
        "id": source.id,
        "place": source.place,
        "province": source.province,
        "years": source.years,
        "characters": size,
        "paragraphs": report.paragraphs,
        "sentences": len(report.sentences),
        "periods": Counter(one.period for one in report.sentences),
        "dropped": Counter(one.kind for one in report.dropped),
        "dropped_characters": dropped_characters,
        "damage": report.damage,
        "masked": Counter(name for _, one in text for name in _masked(one)).most_common(),
        "suspicious": [(name, one) for name, one in text if MARKS["suspicious value 2024"].search(one)],
    }


def _masked(text: str) -> list[str]:
    return [match.group() for match in re.finditer(r"(?:\*{2,}|[xX×]{2,})[市县区省段境]?", text)]


def render(rows: list[dict[str, Any]]) -> str:
    """The datasheet as Markdown from the rows of ``describe``."""
    total: dict[str, Any] = {
        key: sum((row[key] for row in rows), type(rows[0][key])())
        for key in ("characters", "paragraphs", "sentences", "periods", "dropped", "dropped_characters", "damage")
    }
    loader = PackageLoader("govreport.corpus")
    environment = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    template = environment.get_template("datasheet.md.jinja")
    return template.render(reports=rows, total=total, dropped_notes=DROPPED_NOTES, damage_notes=DAMAGE_NOTES)
