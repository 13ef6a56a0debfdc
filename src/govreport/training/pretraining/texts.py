"""Sentences of unlabelled reports, each once, none of them also in the gold corpus."""

import re
from collections.abc import Iterator
from pathlib import Path

from govreport.corpus.documents import read_document
from govreport.corpus.reader import read_report
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl
from govreport.pipeline.encoder import Line

SHORTEST, LONGEST = 6, 250
FINGERPRINT = 25  # leading characters, without digits and signs, that tell a copied sentence


def read_texts(source: Path) -> Iterator[str]:
    """The texts of a folder of ``.txt`` files, or of a ``.jsonl``/``.jsonl.gz`` file with a field ``text``.

    Raises ``BadInput`` with the file, and the row where there are rows, for whatever gives no text.
    """
    if source.is_dir():
        for path in sorted(source.rglob("*.txt")):
            yield read_document(path).text
    elif source.is_file():
        for number, row in enumerate(read_jsonl(source), 1):
            if not isinstance(row.get("text"), str):
                raise BadInput(f"{source}: row {number} has no field text; each row needs a report's text there")
            yield row["text"]
    else:
        raise BadInput(f"{source}: no such folder of .txt reports or .jsonl(.gz) with a field text; name one")


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def unlabelled(source: Path, gold_texts: str) -> list[Line]:
    """Sentences and periods of all reports; what begins like a sentence of ``gold_texts`` is left out.

    No fold of an evaluation may have seen its test report, not even unlabelled. Sentences of under 15 letters are not
    compared: headings and phrases that every report has.
    """
    known, seen, found = _letters(gold_texts), set[str](), list[Line]()
    for text in read_texts(source):
        for sentence in read_report(text).sentences:
            letters = _letters(sentence.text)
            copied = len(letters) >= 15 and letters[:FINGERPRINT] in known
            if copied or sentence.text in seen or not SHORTEST <= len(sentence.text) <= LONGEST:
                continue
            seen.add(sentence.text)
            found.append(Line(sentence.text, sentence.period))
    if not found:
        raise BadInput(f"{source}: no sentence found; give a folder of .txt reports or a .jsonl.gz with a field text")
    return found
