"""Pre-annotations from the rules, a model or the gold, with the source's own scores where it has any."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


def sentence_doc(nlp: Language, sentence: Sentence) -> Doc:
    """The sentence as a Doc that knows its period, which is how our pipelines are trained; others see the text."""
    doc = nlp.make_doc(sentence.text)
    if doc.has_extension("period"):
        doc._.period = sentence.period
    return doc


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


def span_scores(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, Scored]:
    """The pipeline's entities, and their scores where every one of a sentence's entities has one."""
    rows, found = list(sentences), {}
    for one, doc in zip(rows, nlp.pipe(sentence_doc(nlp, row) for row in rows), strict=True):
        scores = doc_scores(doc)
        spans = [span for span in doc.ents if span.label_ in LABELS]
        entities = tuple(Entity(span.start_char, span.end_char, span.label_) for span in spans)
        known = [scores[span.start_char, span.end_char] for span in spans if (span.start_char, span.end_char) in scores]
        annotation = Annotation(one.id, one.text, entities, {"annotator": "model"})
        found[one.id] = Scored(annotation, tuple(known) if known and len(known) == len(spans) else None)
    return found
