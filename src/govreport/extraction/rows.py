"""Entities of a report as facts: quantities read, places linked, one row a value."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span

from govreport.extraction.facts import Fact, tidy
from govreport.extraction.places import link_place
from govreport.extraction.places_home import Home
from govreport.extraction.quantities import Quantity, carried, parse_quantities
from govreport.schema import Sentence

CLAUSE = 300  # characters in front of an entity that may name what it measures
QUANTIFIED = ("METRIC", "TARGET")


def facts_of(ents: Iterable[Span], sentences: Sequence[Sentence], home: Home | None, offset: int = 0) -> Iterator[Fact]:
    """Yield the facts of a report's entities; an elided indicator is the one before it in the same sentence.

    ``offset`` is what ``sentences`` were moved by against the Doc. Entities outside of every sentence are passed over.
    """
    sentence, previous = None, None
    for ent, found in in_sentences(ents, sentences, offset):
        if found is not sentence:
            sentence, previous = found, None
        fact = _bare(ent, found, offset)
        if ent.label_ in QUANTIFIED:
            at = place_in(found, fact.start)
            before = found.text[max(0, at - CLAUSE) : at]
            quantities = parse_quantities(fact.text, fact.label, previous, before)
            previous = carried(quantities) or previous
            yield from (_measured(fact, quantity) for quantity in quantities)
        elif ent.label_ == "PLACE":
            link = link_place(fact.text, home, _after(found, fact.end))
            code, name, level = link.admin_code, link.admin_name, link.admin_level
            yield replace(fact, admin_code=code, admin_name=name, admin_level=level, flags=tuple(link.flags))
        else:
            yield fact


def in_sentences(
    ents: Iterable[Span], sentences: Sequence[Sentence], offset: int = 0
) -> Iterator[tuple[Span, Sentence]]:
    """Each entity with the sentence that it begins in."""
    starts = [sentence.source[0][0] for sentence in sentences]
    for ent in ents:
        start = ent.start_char + offset
        sentence = sentences[bisect_right(starts, start) - 1] if starts and start >= starts[0] else None
        if sentence and any(low <= start < high for low, high in sentence.source):
            yield ent, sentence


def _after(sentence: Sentence, end: int) -> str:
    at = place_in(sentence, end)
    return sentence.text[at : at + CLAUSE]


def place_in(sentence: Sentence, raw: int) -> int:
    """Where a place of the file is in the sentence's text; a place that was dropped counts as the next one kept.

    >>> place_in(Sentence("a:1", "a", (), "plan", "力争翻番。", ((10, 12), (14, 17))), 15)
    3
    """
    return sum(max(0, min(raw, end) - start) for start, end in sentence.source)


def _bare(ent: Span, sentence: Sentence, offset: int) -> Fact:
    start, end = ent.start_char + offset, ent.end_char + offset
    return Fact(
        report=sentence.report,
        sentence_id=sentence.id,
        section=sentence.section,
        period=sentence.period,
        label=ent.label_,
        text=sentence.text[place_in(sentence, start) : place_in(sentence, end)],
        start=start,
        end=end,
        score=ent._.score if Span.has_extension("score") else None,
        sentence=sentence.text,
    )


def _measured(fact: Fact, quantity: Quantity) -> Fact:
    return replace(
        fact,
        indicator=quantity.indicator or None,
        value=tidy(quantity.value),
        value_high=tidy(quantity.value_high),
        unit=quantity.unit or None,
        normalized_value=tidy(quantity.normalized_value),
        normalized_unit=quantity.normalized_unit or None,
        relation=None if quantity.value is None else quantity.relation,
        change=None if quantity.value is None else quantity.change,
        baseline=quantity.baseline or None,
        flags=quantity.flags,
    )
