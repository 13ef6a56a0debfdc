"""What the two annotation passes agree on: it bounds what a model can be asked for.

The key in the summary is ``human``, after the place the column has; the passes of gold v1 are language models."""

from typing import Any

from govreport.evaluation.certainty import GROUPS, plain


def human_scores(agreement: Any) -> dict[str, float | None]:
    """Strict pairwise F1 by group out of ``annotations/agreement.json``; empty where there is none.

    >>> human_scores({"strict": {"micro": {"f1": 0.93}, "PLACE": {"f1": 0.9}}})
    {'micro': 0.93, 'PLACE': 0.9}
    """
    strict = agreement.get("strict") if isinstance(agreement, dict) else None
    if not isinstance(strict, dict):
        return {}
    return {group: plain(strict[group]["f1"]) for group in GROUPS if group in strict}
