"""Predictions of a trained pipeline as JSON Lines rows that the evaluation reads."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from govreport.errors import BadInput
from govreport.schema import Sentence
from govreport.training.docbin import sentence_doc
from govreport.training.folds import Fold


def load(model: Path) -> Language:
    """The pipeline in a folder; ``BadInput`` where there is none."""
    if not (model / "config.cfg").is_file():
        raise BadInput(f"{model}: no trained pipeline here; make one with `govreport train final`")
    return spacy.load(model)


def predict(nlp: Language, sentences: Iterable[Sentence]) -> Iterator[dict[str, Any]]:
    """One row a sentence: id, text, entities ``[start, end, label]`` and the score of each (``None`` where unknown).

    A pipeline with our context component gets the sentence's period; any other gets the bare text.
    """
    context = "govreport_context" in nlp.pipe_names
    rows = list(sentences)
    docs = (sentence_doc(nlp.vocab, row) if context else nlp.make_doc(row.text) for row in rows)
    for sentence, doc in zip(rows, nlp.pipe(docs), strict=True):
        entities = [[ent.start_char, ent.end_char, ent.label_] for ent in doc.ents]
        scores = [ent._.score for ent in doc.ents]
        yield {"id": sentence.id, "text": sentence.text, "entities": entities, "scores": scores}


def predict_fold(model: Path, fold: Fold) -> list[dict[str, Any]]:
    """Predictions for the report that the model did not see."""
    return list(predict(load(model), [one.sentence for one in fold.test]))
