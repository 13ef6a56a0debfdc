r"""CoNLL-2003 columns, one character a line: ``长 -X- -X- B-PLACE``; BIO in the last column.

``-DOCSTART- -X- ID O`` opens each sentence and carries its id, so that readers which pass over such lines still work.
White space, control characters and the backslash are written ``\uXXXX``, so that the text comes back exactly.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from govreport.annotations.records import Annotation
from govreport.errors import BadInput
from govreport.jsonl import read_text, write_text
from govreport.schema import Entity, check_entities

START = "-DOCSTART-"
ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8}))")


def escape(character: str) -> str:
    r"""A character as a column value.

    >>> escape("长"), escape("　"), escape("\\")
    ('长', '\\u3000', '\\u005c')
    """
    if character.isprintable() and not character.isspace() and character != "\\":
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def unescape(column: str, where: str) -> str:
    """The character of a column value; ``BadInput`` where it is not exactly one."""
    found = ESCAPED.fullmatch(column)
    if not found and len(column) != 1:
        raise BadInput(f"{where}: one character a line is needed, not {column!r}")
    return chr(int(found.group(1) or found.group(2), 16)) if found else column


def bio(row: Annotation) -> list[str]:
    """The BIO tag of each character.

    >>> bio(Annotation("x:1", "在长春", (Entity(1, 3, "PLACE"),)))
    ['O', 'B-PLACE', 'I-PLACE']
    """
    tags = ["O"] * len(row.text)
    for start, end, label in row.entities:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def spans_of(tags: Iterable[str], where: str) -> tuple[Entity, ...]:
    """Spans of BIO tags; ``BadInput`` where an ``I-`` continues nothing of its label.

    >>> spans_of(["O", "B-PLACE", "I-PLACE"], "x:1")
    (Entity(start=1, end=3, label='PLACE'),)
    """
    spans: list[Entity] = []
    for number, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if prefix == "B":
            spans.append(Entity(number, number + 1, label))
        elif prefix == "I":
            if not spans or (spans[-1].end, spans[-1].label) != (number, label):
                raise BadInput(f"{where}: tag {tag} at character {number} continues no {label}")
            spans[-1] = Entity(spans[-1].start, number + 1, label)
        elif tag != "O":
            raise BadInput(f"{where}: {tag!r} at character {number} is no BIO tag")
    return tuple(spans)


def write_conll(path: Path, rows: Iterable[Annotation]) -> int:
    """Write the sentences and return how many; metadata other than the id has no place in this format."""
    blocks = []
    for row in rows:
        if not row.id or any(character.isspace() for character in row.id):
            raise BadInput(f"sentence id {row.id!r} is empty or holds white space and cannot be a CoNLL column")
        lines = [f"{escape(character)} -X- -X- {tag}\n" for character, tag in zip(row.text, bio(row), strict=True)]
        blocks.append(f"{START} -X- {row.id} O\n\n" + "".join(lines) + "\n")
    write_text(path, "".join(blocks))
    return len(blocks)


def read_conll(path: Path) -> list[Annotation]:
    """Read what ``write_conll`` wrote; ``BadInput`` names the line that is not of this form."""
    rows = []
    for name, columns in _blocks(path):
        where = f"{path}: sentence {name}"
        text = "".join(unescape(character, where) for character, _ in columns)
        rows.append(Annotation(name, text, check_entities(text, spans_of((tag for _, tag in columns), where), where)))
    return rows


def _blocks(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (sentence id, (character, tag) of each line)."""
    name, columns = "", list[tuple[str, str]]()
    for number, line in enumerate(read_text(path).split("\n"), 1):
        line = line.removesuffix("\r")
        cells = line.split(" ")
        if cells[0] == START and len(cells) == 4:
            if name:
                yield name, columns
            name, columns = cells[2], []
        elif line and (len(cells) != 4 or not name):
            raise BadInput(f"{path}:{number}: four columns after a {START} line with the sentence's id are needed")
        elif line:
            columns.append((cells[0], cells[3]))
    if name:
        yield name, columns
