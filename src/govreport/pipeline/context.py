"""``govreport_context``: sentences, section and period of a whole report, found inside the pipeline."""

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from govreport.corpus.reader import read_report
from govreport.pipeline.encoder import Line
from govreport.pipeline.extensions import SENTENCES
from govreport.schema import Sentence


@Language.factory("govreport_context", assigns=["doc._.sentences", "doc.spans"])
class ReportContext:
    """Fills ``doc._.sentences`` and ``doc.spans["sentences"]`` (label: the period) of a Doc that holds a report.

    A Doc that was given a period is one sentence already, as in training, and stays as it is.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        if doc._.period is not None:
            return doc
        # a Doc makes its text anew at every call
        text = doc.text
        if text.strip():
            rows = [sentence.to_dict() for sentence in read_report(text).sentences]
            doc.user_data[SENTENCES] = rows
            outer = [(row["source"][0][0], row["source"][-1][1], row["period"]) for row in rows]
            spans = [doc.char_span(start, end, label=period) for start, end, period in outer]
            doc.spans["sentences"] = SpanGroup(doc, name="sentences", spans=spans)
        return doc


def lines_of(doc: Doc) -> tuple[list[Line], list[Sentence | None]]:
    """What the model reads of a Doc: each sentence's exact text and period, and where it comes from.

    The origin is ``None`` where the Doc is the sentence itself: it has a period, or no context component ran.
    """
    if SENTENCES in doc.user_data:
        sentences = doc._.sentences
        return [Line(one.text, one.period) for one in sentences], list(sentences)
    return ([Line(doc.text, doc._.period or "other")], [None]) if len(doc) else ([], [])


def raw_place(sentence: Sentence, place: int) -> int:
    """Where in the report a character of a sentence stands.

    >>> raw_place(Sentence("a:1", "a", (), "plan", "力争翻番。", ((10, 12), (14, 17))), 3)
    15
    """
    for start, end in sentence.source:
        if place < end - start:
            return start + place
        place -= end - start
    raise IndexError(f"the sentence has no character {place}")
