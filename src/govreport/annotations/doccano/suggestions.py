"""Pre-annotations from the rules, a model or the gold, with the source's own scores where it has any."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from govreport.annotations.gold import load_gold
from govreport.annotations.records import Annotation
from govreport.annotations.suggest import suggest
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl
from govreport.schema import LABELS, Entity, Sentence


@dataclass(frozen=True)
class Scored:
    """A suggestion for one sentence; ``scores`` (0 to 1, one a span) is None where the source gives none."""

    annotation: Annotation
    scores: tuple[float, ...] | None


def suggestions(source: str, sentences: Sequence[Sentence], gold: Path) -> dict[str, Scored]:
    """Suggestions by sentence id from ``none``, ``rules``, ``gold``, ``gold:VERSION`` or ``model:PATH``.

    ``PATH`` is a spaCy pipeline, or predictions as JSON Lines with ``id``, ``text``, ``entities`` and ``scores``.
    Raises ``BadInput`` where the source is unknown or cannot be read.
    """
    kind, _, rest = source.partition(":")
    if source == "none":
        return {}
    if source == "rules":
        return {row.id: Scored(row, None) for row in suggest(sentences)}
    if kind == "gold":
        return from_gold(gold, rest, sentences)
    if kind == "model" and rest.endswith(".jsonl"):
        return from_predictions(Path(rest), sentences)
    if kind == "model" and rest:
        return span_scores(load_model(rest), sentences)
    raise BadInput(f"--suggest {source}: one of none, rules, gold, gold:VERSION or model:PATH is needed")


def load_model(path: str) -> Language:
    """A pipeline from a folder or package name; ``BadInput`` where spaCy cannot load it."""
    try:
        return spacy.load(path)
    except (OSError, ValueError, ImportError) as error:
        raise BadInput(f"model {path}: spaCy cannot load it ({str(error).splitlines()[0][:200]})") from error


def from_gold(root: Path, version: str, sentences: Iterable[Sentence]) -> dict[str, Scored]:
    """Frozen gold as suggestions; without a version the newest."""
    versions = sorted(
        (path.name for path in root.glob("v*") if re.fullmatch(r"v\d+", path.name)), key=lambda name: int(name[1:])
    )
    if not version and not versions:
        raise BadInput(f"{root}: no frozen gold yet; make it with `govreport gold freeze`")
    rows = (row for report in load_gold(root, version or versions[-1]).values() for row in report)
    wanted = {one.id for one in sentences}
    return {row.id: Scored(row, None) for row in rows if row.id in wanted}


def from_predictions(path: Path, sentences: Iterable[Sentence]) -> dict[str, Scored]:
    """Predictions made elsewhere; a text that is not the corpus's is refused."""
    texts, found = {one.id: one.text for one in sentences}, {}
    for number, row in enumerate(read_jsonl(path), 1):
        scores = row.pop("scores", None)
        one = Annotation.from_dict(row, f"{path}:{number}")
        if one.id in texts and one.text != texts[one.id]:
            raise BadInput(f"{path}:{number}: sentence {one.id} has another text than the corpus")
        complete = scores is not None and len(scores) == len(one.entities) and None not in scores
        if one.id in texts:
            found[one.id] = Scored(one, tuple(map(float, scores)) if complete else None)
    return found


def as_report(sentences: Sequence[Sentence]) -> tuple[str, list[int]]:
    r"""One report's sentences under their headings, as the text of a report, and where each sentence begins.

    A model finds sections and periods in a whole report, so that is what it is given.

    >>> rows = [Sentence("x:1", "x", ("一、回顾",), "review", "增长5%。", ((0, 5),)) for _ in range(2)]
    >>> as_report(rows)
    ('一、回顾\n增长5%。\n增长5%。\n', [5, 11])
    """
    text, starts, path = "", [], tuple[str, ...]()
    for one in sentences:
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(path, one.section, strict=False))))
        text += "".join(f"{heading}\n" for heading in one.section[same:])
        starts.append(len(text))
        text, path = f"{text}{one.text}\n", one.section
    return text, starts


def doc_scores(doc: Doc) -> dict[tuple[int, int], float]:
    """Scores by character range: of the extension ``span._.score``, else of a span group's ``scores``."""
    found = {}
    for group in doc.spans.values():
        scores = group.attrs.get("scores", ())
        found.update({(span.start_char, span.end_char): float(x) for span, x in zip(group, scores, strict=False)})
    for span in doc.ents:
        if span.has_extension("score") and span._.score is not None:
            found[span.start_char, span.end_char] = float(span._.score)
    return found


def within(doc: Doc, start: int, length: int) -> Iterator[tuple[Entity, tuple[int, int]]]:
    """The entities that lie in one sentence, with offsets in it, and their range in the document."""
    for span in doc.ents:
        if span.label_ in LABELS and start <= span.start_char and span.end_char <= start + length:
            yield Entity(span.start_char - start, span.end_char - start, span.label_), (span.start_char, span.end_char)


def span_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, Scored]:
    """The pipeline's entities and scores for each sentence, read report by report."""
    found: dict[str, Scored] = {}
    for _, group in groupby(sentences, key=lambda one: one.report):
        rows = list(group)
        text, starts = as_report(rows)
        doc = nlp(text)
        scores: Mapping[tuple[int, int], float] = doc_scores(doc)
        for one, start in zip(rows, starts, strict=True):
            spans = list(within(doc, start, len(one.text)))
            known = tuple(scores[place] for _, place in spans if place in scores)
            annotation = Annotation(one.id, one.text, tuple(entity for entity, _ in spans), {"annotator": "model"})
            found[one.id] = Scored(annotation, known if len(known) == len(spans) and scores else None)
    return found
