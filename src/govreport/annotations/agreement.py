"""How far two layers agree: span F1, kappa on characters, METRIC against TARGET, and every disagreement.

A is scored as gold and B as prediction; F1 is the same the other way round, precision and recall change places.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sklearn.metrics import cohen_kappa_score

from govreport.annotations.layers import Pair, Spans, difference, pair_layers
from govreport.annotations.records import Annotation
from govreport.schema import PERIODS, Sentence
from govreport.scoring import Match, matches, score

DIGITS = 4


def agreement(
    a: Sequence[Annotation],
    b: Sequence[Annotation],
    sentences: Mapping[str, Sentence],
    names: tuple[str, str] = ("A", "B"),
) -> dict[str, Any]:
    """All figures of two layers on the sentences both hold, ready for JSON; a ratio over nothing is ``None``.

    ``sentences`` maps ids to the corpus's sentences, which give report and period. ``BadInput`` where a text differs.

    >>> s = Sentence("x:1", "x", (), "review", "增长5%", ((0, 4),))
    >>> layer = [Annotation.from_dict({"id": "x:1", "text": "增长5%", "entities": [[0, 4, "METRIC"]]})]
    >>> found = agreement(layer, layer, {"x:1": s})
    >>> found["strict"]["micro"]["f1"], found["kappa"]["all"], found["disagreements"]
    (1.0, None, [])
    """
    pairs = pair_layers(a, b, sentences)
    reports = dict.fromkeys(pair.sentence.report for pair in pairs)
    return {
        "layers": {"a": names[0], "b": names[1]},
        "sentences": {"both": len(pairs), "only_a": len(a) - len(pairs), "only_b": len(b) - len(pairs)},
        "disputed_sentences": sum(pair.disputed for pair in pairs),
        **scores(pairs),
        "reports": {name: scores([pair for pair in pairs if pair.sentence.report == name]) for name in reports},
        "periods": {name: scores([pair for pair in pairs if pair.sentence.period == name]) for name in PERIODS},
        "kappa": kappas(pairs),
        "metric_target": metric_target(pairs),
        "disagreements": [disagreement(pair) for pair in pairs if pair.disputed],
    }


def scores(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Strict and overlap scores, micro and per label."""
    kinds: tuple[Match, ...] = ("strict", "overlap")
    return {kind: _rows([pair.a for pair in pairs], [pair.b for pair in pairs], kind) for kind in kinds}


def _rows(a: list[Spans], b: list[Spans], match: Match) -> dict[str, dict[str, float | None]]:
    found = score(a, b, match)
    return {
        label: {"f1": _round(row.f1), "matched": row.tp, "spans_a": row.gold, "spans_b": row.pred}
        for label, row in found.items()
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def characters(text: str, entities: Spans) -> list[str]:
    """The label of each character, ``O`` outside every span.

    >>> from govreport.schema import Entity
    >>> characters("在长春", (Entity(1, 3, "PLACE"),))
    ['O', 'PLACE', 'PLACE']
    """
    labels = ["O"] * len(text)
    for start, end, label in entities:
        labels[start:end] = [label] * (end - start)
    return labels


def kappa(a: Sequence[str], b: Sequence[str]) -> float | None:
    """Cohen's kappa (p_o - p_e) / (1 - p_e): p_o is the share of characters with the same label, p_e the sum over
    labels of the product of the two layers' shares (Cohen 1960). ``None`` where p_e is 1 or there is no character.

    >>> kappa(["O", "O", "PLACE", "PLACE"], ["O", "O", "PLACE", "O"])
    0.5
    """
    if len({*a, *b}) < 2:
        return None
    return _round(float(cohen_kappa_score(a, b)))


def kappas(pairs: Iterable[Pair]) -> dict[str, Any]:
    """Kappa over all characters, and over those that at least one layer labelled (without O–O)."""
    both = [
        labels
        for pair in pairs
        for labels in zip(characters(pair.sentence.text, pair.a), characters(pair.sentence.text, pair.b), strict=True)
    ]
    marked = [labels for labels in both if labels != ("O", "O")]
    return {
        "all": kappa([one for one, _ in both], [other for _, other in both]),
        "without_oo": kappa([one for one, _ in marked], [other for _, other in marked]),
        "characters": len(both),
        "characters_without_oo": len(marked),
    }


def metric_target(pairs: Iterable[Pair]) -> dict[str, Any]:
    """Spans with the same borders that one layer calls METRIC and the other TARGET.

    ``share`` is over all spans with the same borders that both layers call METRIC or TARGET.
    """
    labels = [(one.label, other.label) for pair in pairs for one, other in matches(pair.a, pair.b, "boundary")]
    both = [pair for pair in labels if {*pair} <= {"METRIC", "TARGET"}]
    crossed = [both.count(("METRIC", "TARGET")), both.count(("TARGET", "METRIC"))]
    share = sum(crossed) / len(both) if both else None
    return {
        "same_borders": len(both),
        "confused": sum(crossed),
        "share": _round(share),
        "a_metric_b_target": crossed[0],
        "a_target_b_metric": crossed[1],
    }


def disagreement(pair: Pair) -> dict[str, Any]:
    """One sentence in dispute: both readings, and the spans that only one of them has."""
    only_a, only_b = difference(pair)
    sentence = pair.sentence
    return {
        "id": sentence.id,
        "report": sentence.report,
        "section": list(sentence.section),
        "period": sentence.period,
        "text": sentence.text,
        "a": [list(span) for span in pair.a],
        "b": [list(span) for span in pair.b],
        "only_a": [list(span) for span in only_a],
        "only_b": [list(span) for span in only_b],
    }
