"""Extension attributes: what our components leave on a Doc and its spans.

``doc._.period``: the section's period that a one-sentence Doc was given, ``None`` for a raw report.
``doc._.sentence_id``: the id of that sentence, ``""`` where it has none.
``doc._.sentences``: the sentences found in a raw report, each with its section, period and source ranges.
``token._.period``: the period of the sentence that a character is in, ``None`` outside sentences.
``span._.score``: how likely the entity is right (0 to 1), ``None`` where the model gives none.
``span._.surface``: an entity's text without inner pieces that cleaning dropped, such as a footnote mark.
"""

from bisect import bisect_right

from spacy.tokens import Doc, Span, Token

from govreport.schema import Sentence

SENTENCES = "govreport.sentences"  # plain dicts in user_data, so that a Doc can be stored and sent to a process
SURFACE = "govreport.surface"


def register() -> None:
    """Make the attributes known to spaCy; safe to call more than once."""
    Doc.set_extension("period", default=None, force=True)
    Doc.set_extension("sentence_id", default="", force=True)
    Doc.set_extension("sentences", getter=_sentences, force=True)
    Token.set_extension("period", getter=_period, force=True)
    Span.set_extension("score", default=None, force=True)
    Span.set_extension("surface", getter=_surface, force=True)


def _sentences(doc: Doc) -> tuple[Sentence, ...]:
    return tuple(Sentence.from_dict(row) for row in doc.user_data.get(SENTENCES, ()))


def _period(token: Token) -> str | None:
    if token.doc._.period is not None:
        return str(token.doc._.period)
    ranges = [(*pair, row["period"]) for row in token.doc.user_data.get(SENTENCES, ()) for pair in row["source"]]
    found = bisect_right(ranges, token.idx, key=lambda one: one[0]) - 1
    return ranges[found][2] if found >= 0 and token.idx < ranges[found][1] else None


def _surface(span: Span) -> str:
    return str(span.doc.user_data.get((SURFACE, span.start_char, span.end_char), span.text))


register()
