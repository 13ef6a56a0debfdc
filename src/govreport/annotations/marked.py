"""Annotators' files ``id<TAB>marked-up text``: read, checked against the sentences, turned into a layer.

``id<TAB>-`` is a sentence without any entity. Form only: nothing here judges a label.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from govreport.annotations.inline import read_inline, write_inline
from govreport.annotations.records import Annotation
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl, read_text
from govreport.schema import Entity, Sentence

# Guideline 1.1; “15.2：51.9：32.9” is one ratio, so a colon or dash between digits is none
# and “?熏” is what a broken encoding made of a comma
DIGIT = "[0-9０-９%％]"
BORDER = re.compile(rf"[，；。！？]|\?熏|(?<!{DIGIT})(?<!{DIGIT} )(?:：|——)|(?:：|——)(?! ?{DIGIT})")
NOTHING = "-"


def read_sentences(path: Path) -> dict[str, Sentence]:
    """The sentences of ``corpus/sentences.jsonl`` by id, in file order."""
    return {row["id"]: Sentence.from_dict(row) for row in read_jsonl(path)}


def read_lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (where, id, marked-up text) a line; blank lines are passed over, a line without a tab is refused."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        name, tab, marked = line.removesuffix("\r").partition("\t")
        if tab:
            yield f"{path}:{number}: sentence {name}", name, marked
        elif line.strip():
            raise BadInput(f"{path}:{number}: no tab; a line is “id<TAB>marked-up text”: {line[:40]!r}")


def crossings(text: str, entities: tuple[Entity, ...]) -> list[tuple[Entity, str]]:
    """METRIC and TARGET spans that cross a clause border of guideline 1.1, each with the border.

    >>> crossings("产值1亿元，增长5%", (Entity(0, 11, "METRIC"),))
    [(Entity(start=0, end=11, label='METRIC'), '，')]
    >>> crossings("三次产业比15.2 ：51.9：32.9", (Entity(0, 20, "METRIC"),))
    []
    """
    spans = [entity for entity in entities if entity.label in ("METRIC", "TARGET")]
    found = [(entity, BORDER.search(text, entity.start, entity.end)) for entity in spans]
    return [(entity, match.group()) for entity, match in found if match]


def first_difference(expected: str, got: str) -> str:
    """Where two texts part, in words for the annotator.

    >>> first_difference("长春市人口", "长春人口")
    'differs from character 2: the sentence has 「市人口」, the file has 「人口」'
    """
    pairs = zip(expected, got, strict=False)
    at = next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(got)))
    have, given = expected[at : at + 12], got[at : at + 12]
    return f"differs from character {at}: the sentence has 「{have}」, the file has 「{given}」"


def check_line(where: str, marked: str, sentence: Sentence) -> tuple[Annotation, list[str]]:
    """The annotated sentence of one line and what is wrong with its form, one message each.

    Raises ``BadInput`` where the mark-up itself cannot be read (nested, unclosed, empty, white space at a border).
    """
    text, entities = (sentence.text, ()) if marked == NOTHING else read_inline(marked, where)
    problems = [f"{where}: {first_difference(sentence.text, text)}"] if text != sentence.text else []
    for entity, border in crossings(text, entities):
        problems.append(f"{where}: {entity.label} 「{entity.surface(text)}」 crosses “{border}” (guideline 1.1)")
    return Annotation(sentence.id, text, entities), problems


def verify_marked(
    paths: Iterable[Path], sentences: Mapping[str, Sentence], subset: bool = False
) -> tuple[dict[str, Annotation], list[str]]:
    """Read an annotator's files: the annotated sentences by id, and every problem of form found.

    Each sentence must be there once over all files; with ``subset`` sentences may be missing.
    """
    rows: dict[str, Annotation] = {}
    problems: list[str] = []
    for where, name, marked in (line for path in paths for line in read_lines(path)):
        if name not in sentences:
            problems.append(f"{where}: no sentence has this id")
        elif name in rows:
            problems.append(f"{where}: this id came before; each sentence is labelled once")
        else:
            rows[name] = Annotation(name, sentences[name].text, ())
            try:
                rows[name], found = check_line(where, marked, sentences[name])
                problems += found
            except BadInput as error:
                problems.append(str(error))
    if not subset:
        problems += [f"sentence {name} is missing" for name in sentences if name not in rows]
    return rows, problems


def read_marked(paths: Iterable[Path], sentences: Mapping[str, Sentence], subset: bool = False) -> list[Annotation]:
    """The annotated sentences of an annotator's files in corpus order; ``BadInput`` lists every problem."""
    rows, problems = verify_marked(paths, sentences, subset)
    if problems:
        raise BadInput("\n".join([*problems, f"{len(problems)} problems of form; mend them and run again"]))
    return [rows[name] for name in sentences if name in rows]


def marked_line(row: Annotation) -> str:
    """The line ``id<TAB>marked-up text`` of an annotated sentence.

    >>> marked_line(Annotation("x:0001.01", "在长春", (Entity(1, 3, "PLACE"),)))
    'x:0001.01\\t在[PLACE|长春]'
    """
    return f"{row.id}\t{write_inline(row.text, row.entities, row.id)}"
