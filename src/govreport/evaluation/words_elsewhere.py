"""What the figures on labelled sentences of other reports say, in words."""

from typing import Any

from govreport.evaluation.formats import ratio, span_of


def on_other_reports(summary: dict[str, Any]) -> str:
    """The model on reports outside the corpus: its F1, how far annotators agree there, what its weights have learned.

    >>> configs = {"m": {"scores": {"micro": {"f1": 0.8, "ci95": [0.75, 0.85]}}}}
    >>> found = {"sentences": 10, "reports": 2, "agreement": {"micro": 0.96}, "configs": configs}
    >>> found["trained"] = {"sentences": 70, "reports": 8}
    >>> on_other_reports({"main": "m", "elsewhere": found})[-77:]
    'ed 70 labelled sentences of 8 further reports; its rivals start without them.'
    """
    found = summary.get("elsewhere")
    if not found or summary["main"] not in found["configs"]:
        return ""
    row = found["configs"][summary["main"]]["scores"]["micro"]
    return (
        f"On {found['sentences']} sentences of {found['reports']} reports outside the corpus, drawn towards those with "
        f"many names, the model trained on all reports reaches F1 {ratio(row['f1'])} (95 % interval "
        f"{span_of(row['ci95'])}); two annotation passes over them agree at {ratio(found['agreement']['micro'])}. "
        f"The weights that its training starts from have learned {found['trained']['sentences']} labelled sentences of "
        f"{found['trained']['reports']} further reports; its rivals start without them."
    )
