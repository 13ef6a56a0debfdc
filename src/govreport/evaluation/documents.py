"""Markdown generated from the summary: the model card, and the block of figures in the READMEs."""

import re
from pathlib import Path
from typing import Any

from govreport.errors import BadInput
from govreport.evaluation.certainty import GROUPS
from govreport.evaluation.errors import KINDS
from govreport.evaluation.formats import FEW
from govreport.evaluation.goals import figure
from govreport.evaluation.page import config_order, environment
from govreport.evaluation.remaining import remaining
from govreport.evaluation.words import is_variant
from govreport.jsonl import write_text
from govreport.schema import LABELS

CHINESE_UNITS = {"characters/s": "字/秒", "times": "倍", "minutes": "分钟"}
START, END = "<!-- figures:start -->", "<!-- figures:end -->"


def markdown(text: str) -> str:
    """``text`` as it is, safe in a Markdown table: mark-up characters are escaped.

    >>> markdown("a|b <i> *c*")
    'a\\\\|b &lt;i> \\\\*c\\\\*'
    """
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|*\[\]`])", r"\\\1", plain)


def render_card(summary: dict[str, Any]) -> str:
    """``evaluation/MODEL_CARD.md`` of the main config."""
    return _render("model_card.md", summary, remaining=remaining(summary))


def render_block(summary: dict[str, Any], language: str = "en") -> str:
    """The figures for a README in ``en`` or ``zh``: a table of systems with intervals, the annotation passes, speed."""
    shown = [name for name in config_order(summary) if not is_variant(name, summary["main"])]
    return _render("readme.md", summary, language=language, systems=shown, units=CHINESE_UNITS)


def _render(name: str, summary: dict[str, Any], **values: Any) -> str:
    env = environment()
    env.filters |= {"md": markdown, "figure": figure}
    context = {
        "summary": summary,
        "groups": GROUPS,
        "labels": LABELS,
        "kinds": KINDS,
        "order": config_order(summary),
        "few": FEW,
    }
    text = env.get_template(name).render(context | values)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +$", "", text, flags=re.MULTILINE)).strip() + "\n"


def fill_readme(path: Path, summary: dict[str, Any]) -> bool:
    """Put the figures between the two markers of a README (``*.zh*`` in Chinese); return whether anything changed.

    ``BadInput`` where a marker is missing or they are in the wrong order.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    head, start, rest = text.partition(START)
    _, end, tail = rest.partition(END)
    if not start or not end:
        raise BadInput(f"{path}: needs a line {START} and below it a line {END}; the figures go between them")
    block = render_block(summary, "zh" if ".zh" in path.name else "en")
    new = f"{head}{START}\n{block}{END}{tail}"
    if new != text:
        write_text(path, new)
    return new != text
