"""Extension attributes: what our components leave on a Doc and its spans.

``doc._.period``: the section's period that a one-sentence Doc was given, ``None`` for a raw report.
``doc._.sentence_id``: the id of that sentence, ``""`` where it has none.
``doc._.sentences``: the sentences found in a raw report, each with its section, period and source ranges.
``span._.score``: how likely the entity is right (0 to 1), ``None`` where the model gives none.
``span._.surface``: an entity's text without inner pieces that cleaning dropped, such as a footnote mark.
"""

from spacy.tokens import Doc, Span

Key = tuple[str, str, int | None, int | None]


def register() -> None:
    """Make the attributes known to spaCy; safe to call more than once."""
    for name, default in (("period", None), ("sentence_id", ""), ("sentences", ())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Span.has_extension("score"):
        Span.set_extension("score", default=None)
    if not Span.has_extension("surface"):
        Span.set_extension("surface", getter=_surface)


def _surface(span: Span) -> str:
    kept = span.doc.user_data.get(("govreport.surface", span.start_char, span.end_char))
    return span.text if kept is None else str(kept)


register()
