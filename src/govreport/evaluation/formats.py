"""Figures as text, the same on the page, in the documents and on the terminal."""

from collections.abc import Mapping
from typing import Any

FEW = 20
PEERS = {
    "ner_char": {"en": "spaCy’s default, stopped early", "zh": "spaCy 默认配置，提前停止"},
    "ner_pkuseg": {"en": "spaCy’s default on words, stopped early", "zh": "spaCy 默认配置，以词为单位，提前停止"},
    "spancat_context": {"en": "spaCy’s spancat, no pretrained weights", "zh": "spaCy spancat，无预训练权重"},
    "crf": {"en": "with period and gazetteer", "zh": "含时期与地名特征"},
    "rules": {"en": "no training", "zh": "规则，不训练"},
}


def ratio(value: float | None) -> str:
    """A score with three digits, a dash where it is undefined.

    >>> ratio(0.86149), ratio(None)
    ('0.861', '—')
    """
    return "—" if value is None else f"{value:.3f}"


def title(config: str, language: str = "en") -> str:
    """A system as the documents call it: what a known peer is stands behind its name, in ``en`` or ``zh``.

    >>> title("ner_char"), title("ner_char", "zh"), title("ner_context")
    ('ner_char (spaCy’s default, stopped early)', 'ner_char（spaCy 默认配置，提前停止）', 'ner_context')
    """
    what = PEERS.get(config, {}).get(language)
    if what is None:
        return config
    return f"{config}（{what}）" if language == "zh" else f"{config} ({what})"


def firm(row: Mapping[str, Any]) -> str:
    """F1 of a part of the gold, a dash where gold and predicted spans together are under ``FEW``: that says nothing.

    >>> firm({"f1": 0.5, "gold": 9, "pred": 11}), firm({"f1": 0.0, "gold": 3, "pred": 0})
    ('0.500', '—')
    """
    return "—" if row["gold"] + row["pred"] < FEW else ratio(row["f1"])


def percent(value: float | None) -> str:
    """A share in per cent with one digit.

    >>> percent(0.0123)
    '1.2 %'
    """
    return "—" if value is None else f"{100 * value:.1f} %"


def span_of(ci95: list[float] | None) -> str:
    """An interval.

    >>> span_of([0.8412, 0.8799])
    '0.841–0.880'
    """
    return f"{ratio(ci95[0])}–{ratio(ci95[1])}" if ci95 else "—"
