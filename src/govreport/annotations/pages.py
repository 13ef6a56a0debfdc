"""Templates of this package: the agreement page (HTML, escaped) and the data card (Markdown)."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from govreport.schema import LABEL_TYPES


class Piece(NamedTuple):
    """A stretch of a sentence: its label, or none; ``differs`` where only this reading has the span."""

    text: str
    label: str
    differs: bool


def pieces(text: str, spans: Iterable[Sequence[Any]], only: Sequence[Sequence[Any]] = ()) -> list[Piece]:
    """Cut a sentence at its spans, for highlighting.

    >>> [tuple(piece) for piece in pieces("在长春", [[1, 3, "PLACE"]], [[1, 3, "PLACE"]])]
    [('在', '', False), ('长春', 'PLACE', True), ('', '', False)]
    """
    found, position = [], 0
    for span in spans:
        start, end, label = span
        found += [Piece(text[position:start], "", False), Piece(text[start:end], label, span in only)]
        position = end
    return [*found, Piece(text[position:], "", False)]


def percent(value: float | None) -> str:
    """A share for readers: one decimal, a dash where undefined."""
    return "–" if value is None else f"{100 * value:.1f}"


def render(template: str, **values: Any) -> str:
    """Fill a template of this package; HTML is escaped, an unknown name is an error."""
    loader = PackageLoader("govreport.annotations", "templates")
    escape = select_autoescape(["html.j2"])
    environment = Environment(
        loader=loader, autoescape=escape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = percent
    environment.globals["pieces"] = pieces
    return environment.get_template(template).render(label_types=LABEL_TYPES, **values)


def agreement_page(figures: dict[str, Any]) -> str:
    """The agreement figures as one self-contained HTML page."""
    return render("agreement.html.j2", **figures)
