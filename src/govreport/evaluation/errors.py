"""Every span that is not right ends in exactly one error of exactly one class."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from govreport.evaluation.alignment import align, overlap
from govreport.evaluation.data import Spans
from govreport.schema import Entity

Kind = Literal["missed", "spurious", "wrong label", "too long", "too short", "split", "merged"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Error:
    """One error: the gold and the predicted spans that take part in it, in order."""

    kind: Kind
    gold: Spans
    pred: Spans

    @property
    def label(self) -> str:
        """The gold label, or the predicted one where nothing is gold."""
        return (self.gold or self.pred)[0].label


def find_errors(gold: Spans, pred: Spans) -> list[Error]:
    """The errors of one sentence, in order of position.

    Spans pair one to one by shared characters. A gold span left over that touches a paired prediction makes that pair
    *merged*, a prediction left over that touches a paired gold span makes it *split*; whatever else is left over is
    *missed* or *spurious*. A pair alone is *wrong label* if the labels differ (whatever the borders), else *too long*
    if the prediction is the longer one, else *too short*: a span that is shifted at equal length lost gold characters.

    >>> [e.kind for e in find_errors((Entity(0, 9, "METRIC"),), (Entity(0, 4, "METRIC"), Entity(5, 9, "METRIC")))]
    ['split']
    >>> [e.kind for e in find_errors((Entity(0, 3, "PLACE"), Entity(5, 9, "PLACE")), (Entity(5, 8, "PLACE"),))]
    ['missed', 'too short']
    """
    pairs = align(gold, pred)
    wrong = [(pair.gold, pair.pred) for pair in pairs if pair.gold and pair.pred and pair.gold != pair.pred]
    members = [([one], [other]) for one, other in wrong]
    errors = []
    for pair in pairs:
        alone = pair.gold or pair.pred
        if alone is None or (pair.gold and pair.pred):
            continue
        side = 0 if pair.gold else 1
        home = max(range(len(wrong)), key=lambda i: overlap(alone, wrong[i][1 - side]), default=None)
        if home is not None and overlap(alone, wrong[home][1 - side]):
            members[home][side].append(alone)
        else:
            errors.append(Error("spurious", (), (alone,)) if side else Error("missed", (alone,), ()))
    errors += [Error(_kind(one, other), tuple(sorted(one)), tuple(sorted(other))) for one, other in members]
    return sorted(errors, key=lambda error: min(error.gold + error.pred))


def _kind(gold: list[Entity], pred: list[Entity]) -> Kind:
    if len(gold) > 1 or len(pred) > 1:
        return "merged" if len(gold) > len(pred) else "split"
    one, other = gold[0], pred[0]
    if one.label != other.label:
        return "wrong label"
    return "too long" if other.end - other.start > one.end - one.start else "too short"


def all_errors(gold: Sequence[Spans], pred: Sequence[Spans]) -> list[list[Error]]:
    """The errors of every sentence, in parallel order.

    >>> [len(found) for found in all_errors([(), (Entity(0, 2, "PLACE"),)], [(), ()])]
    [0, 1]
    """
    return [find_errors(one, other) for one, other in zip(gold, pred, strict=True)]


def tally(errors: Sequence[Sequence[Error]]) -> dict[str, dict[str, int]]:
    """Errors by class and label; every class is there, in order.

    >>> tally([[Error("missed", (Entity(0, 2, "PLACE"),), ())]])["missed"]
    {'PLACE': 1}
    """
    counts: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for error in (error for row in errors for error in row):
        row = counts[error.kind]
        row[error.label] = row.get(error.label, 0) + 1
    return counts


def misread(errors: Sequence[Sequence[Error]]) -> dict[str, dict[str, int]]:
    """The errors of class “wrong label” by gold label, then predicted label.

    >>> misread([[Error("wrong label", (Entity(0, 2, "PLACE"),), (Entity(0, 2, "PROJECT"),))]])
    {'PLACE': {'PROJECT': 1}}
    """
    pairs = Counter((e.gold[0].label, e.pred[0].label) for row in errors for e in row if e.kind == "wrong label")
    counts: dict[str, dict[str, int]] = {}
    for (gold, pred), number in sorted(pairs.items()):
        counts.setdefault(gold, {})[pred] = number
    return counts
