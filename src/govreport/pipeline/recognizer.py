"""``govreport_ner``: the entity recognizer, trained on sentences and run on sentences, alone or in a whole report."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Config, Model, set_dropout_rate

from govreport.pipeline.batches import chunks, gold_tags, pad
from govreport.pipeline.context import lines_of, raw_place
from govreport.pipeline.crf import decode, lattice, span_log_odds, viterbi
from govreport.pipeline.encoder import Line
from govreport.pipeline.extensions import SURFACE
from govreport.pipeline.found import Found, settled, trimmed
from govreport.pipeline.learning import add_gradients, perturbed, shown_line
from govreport.pipeline.tagger import moves_of
from govreport.schema import LABELS, Sentence

DEFAULT = Config().from_str("""
[model]
@architectures = "govreport.CharTagger.v1"
features = ["period","units","townships","number_before","number_after","clause_before","clause_after","inside","class"]

[model.tok2vec]
@architectures = "govreport.CharEncoder.v1"
width = 128
reaches = [1,2,4,8,1,2]
char_rows = 5000
char_width = 96
pair_rows = 30000
pair_width = 64
""")


@Language.factory(
    "govreport_ner",
    assigns=["doc.ents", "span._.score"],
    default_config={
        "model": DEFAULT["model"],
        "conventions": True,
        "hide_period": 0.0,
        "hide_names": 0.0,
        "adversarial": 0.0,
        "scorer": {"@scorers": "spacy.ner_scorer.v1"},
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
class CharRecognizer(TrainablePipe):
    """Labels METRIC, TARGET, PROJECT and PLACE in Docs of one token a character.

    ``conventions``: whether what the guideline settles by the letter is applied to what the model found.
    ``hide_period``: share of the sentences whose period is hidden in a training step, so that a sentence without a
    report around it is read by its content; ``hide_names``: likewise of the names of places and projects, so that new
    names are found by what stands around them. ``adversarial``: how far the characters' vectors are moved against the
    model for a second look at each batch (0: not at all).

    ``cfg["slope"]`` and ``cfg["offset"]`` turn log odds into ``span._.score``;
    ``govreport.training.calibration`` fits them.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        model: Model[Any, Any],
        scorer: Callable[..., Any] | None,
        conventions: bool,
        hide_period: float,
        hide_names: float,
        adversarial: float,
    ) -> None:
        self.vocab: Vocab = nlp.vocab
        self.conventions, self.adversarial = conventions, adversarial
        self.hide_period, self.hide_names = hide_period, hide_names
        self.model, self.name, self.scorer = model, name, scorer
        self.cfg: dict[str, Any] = {"slope": 1.0, "offset": 0.0}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, which the schema fixes."""
        return LABELS

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:
        """Give every layer its first weights; nothing depends on the examples."""
        self.model.initialize()

    def predict(self, docs: Iterable[Doc]) -> list[list[list[Found]]]:
        """For each Doc the entities of each of its lines."""
        lines = [lines_of(doc)[0] for doc in docs]
        found = iter(self.find([line for one in lines for line in one]))
        return [[next(found) for _ in one] for one in lines]

    def find(self, lines: Sequence[Line]) -> list[list[Found]]:
        """The entities of each line; a line's result does not depend on the others."""
        found: list[list[Found]] = [[] for _ in lines]
        moves = moves_of(self.model)
        for chunk in chunks([len(line.text) for line in lines]):
            scores = self.model.predict([lines[i] for i in chunk])
            emit, lengths = pad(scores)
            sums = lattice(emit, lengths, moves)
            for row, (number, tags) in enumerate(zip(chunk, viterbi(emit, lengths, moves), strict=True)):
                odds = partial(span_log_odds, emit, sums, moves, row)
                pairs = [trimmed(lines[number].text, Found(one, odds(one))) for one in decode(tags)]
                found[number] = settled(lines[number].text, pairs, odds) if self.conventions else pairs
        return found

    def set_annotations(self, docs: Iterable[Doc], scores: list[list[list[Found]]]) -> None:
        """Write ``doc.ents``, ``span._.score`` and, where cleaning dropped inner pieces, the clean surface."""
        for doc, lines in zip(docs, scores, strict=True):
            text = doc.text
            spans = [
                self._span(doc, text, found, origin)
                for origin, entities in zip(lines_of(doc)[1], lines, strict=True)
                for found in entities
            ]
            doc.set_ents(spans)

    def _span(self, doc: Doc, text: str, found: Found, origin: Sentence | None) -> Span:
        start, end, label = found.entity
        if origin is not None:
            surface = origin.text[start:end]
            start, end = raw_place(origin, start), raw_place(origin, end - 1) + 1
            if text[start:end] != surface:
                doc.user_data[(SURFACE, start, end)] = surface
        span = doc.char_span(start, end, label=label)
        if span is None:
            raise ValueError(
                "govreport_ner needs one token a character; set nlp.tokenizer to govreport.CharTokenizer.v1"
            )
        odds = self.cfg["slope"] * found.log_odds + self.cfg["offset"]
        span._.score = round(float(1 / (1 + np.exp(-odds))), 4)
        return span

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Any = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """One step on sentences (Docs with a period); the loss is the mean negative log likelihood of a sentence."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        set_dropout_rate(self.model, drop)
        lines = [shown_line(example, self.hide_period, self.hide_names) for example in examples]
        gold = gold_tags(examples, max(len(line.text) for line in lines))
        loss = add_gradients(self.model, lines, gold)
        if self.adversarial:
            with perturbed(self.model.get_ref("tok2vec").layers[0], self.adversarial):
                add_gradients(self.model, lines, gold)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss
        return losses
