"""Sentences that one more reader labelled (inline files), beside the gold: the first gold set, a blind audit."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from govreport.annotations.agreement import agreement
from govreport.annotations.diff import Change, changes
from govreport.annotations.gold import Gold
from govreport.annotations.marked import read_marked
from govreport.errors import BadInput
from govreport.schema import Sentence


def compare_reading(
    folder: Path, gold: Gold, sentences: Mapping[str, Sentence]
) -> tuple[dict[str, Any], Sequence[Change]]:
    """Figures as ``agreement`` gives them (A the reading, B the gold), and the sentences read differently.

    ``folder`` holds ``<report>.txt`` with lines ``id<TAB>marked-up text``. ``BadInput`` where it is empty, or a
    sentence is not the corpus's or not in the gold.
    """
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise BadInput(f"{folder}: no <report>.txt of a reading here")
    reading = read_marked(files, sentences, subset=True)
    by_name = {row.id: row for rows in gold.values() for row in rows}
    missing = [row.id for row in reading if row.id not in by_name]
    if missing:
        raise BadInput(f"{len(missing)} sentences of the reading are not in the gold: {', '.join(missing[:10])}")
    now = [by_name[row.id] for row in reading]
    return agreement(reading, now, sentences, (folder.name, "gold")), changes(reading, now)
