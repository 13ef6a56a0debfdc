"""The peer: a linear-chain CRF (sklearn-crfsuite) with the same knowledge, splits and scorer as the shipped model."""

from collections.abc import Sequence
from typing import Any

from govreport.errors import GovreportError
from govreport.pipeline.crf import TAGS, encode
from govreport.pipeline.encoder import Line
from govreport.schema import Entity
from govreport.training.folds import Fold
from govreport.training.gold import GoldSentence
from govreport.training.peer_features import sentence_features

# the strongest of a few pairs of L1 and L2 on two inner folds, see docs/training.md
SETTINGS = {"algorithm": "lbfgs", "c1": 0.05, "c2": 0.02, "max_iterations": 120, "all_possible_transitions": True}


def train_crf(gold: Sequence[GoldSentence], settings: dict[str, Any] | None = None) -> Any:
    """A ``sklearn_crfsuite.CRF`` over BIOES tags of characters; training has no random part."""
    try:
        from sklearn_crfsuite import CRF
    except ImportError as error:
        raise GovreportError("sklearn-crfsuite is not installed; run `pip install 'govreport-ner[peers]'`") from error
    rows = [sentence_features(_line(one)) for one in gold]
    tags = [[TAGS[tag] for tag in encode(len(one.sentence.text), one.entities)] for one in gold]
    return CRF(**(SETTINGS if settings is None else settings)).fit(rows, tags)


def _line(one: GoldSentence) -> Line:
    return Line(one.sentence.text, one.sentence.period)


def entities_of(tags: Sequence[str]) -> list[Entity]:
    """Entities of tags that need not be legal: an entity without its beginning or its end is none.

    >>> entities_of(["B-PLACE", "E-PLACE", "O", "I-METRIC", "E-METRIC", "S-PLACE"])
    [Entity(start=0, end=2, label='PLACE'), Entity(start=5, end=6, label='PLACE')]
    """
    found: list[Entity] = []
    start, label = 0, ""
    for place, tag in enumerate(tags):
        if tag[0] in "BS":
            start, label = place, tag[2:]
        elif tag[2:] != label:
            label = ""
        if label and tag[0] in "ES":
            found.append(Entity(start, place + 1, label))
            label = ""
    return found


def predict_crf(model: Any, gold: Sequence[GoldSentence]) -> list[dict[str, Any]]:
    """One row a sentence as the evaluation reads them; an entity's score is its least certain tag's marginal."""
    found = []
    for one in gold:
        features = sentence_features(_line(one))
        tags = list(model.predict_single(features))
        entities = entities_of(tags)
        marginals = model.predict_marginals_single(features) if entities else []
        scores = [round(min(marginals[i][tags[i]] for i in range(e.start, e.end)), 4) for e in entities]
        rows = {"id": one.sentence.id, "text": one.sentence.text, "entities": [list(e) for e in entities]}
        found.append({**rows, "scores": scores})
    return found


def crf_predictor(fold: Fold, seed: int) -> list[dict[str, Any]]:
    """Train on the fold, the sentences that would stop a training included, and predict the report left out.

    ``seed`` changes nothing: L-BFGS starts from zero.
    """
    return predict_crf(train_crf((*fold.train, *fold.dev)), fold.test)
