"""``govreport_flat_spans``: scored spans that may overlap become entities that do not, most certain first."""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from govreport.pipeline.extensions import register


@Language.factory("govreport_flat_spans", default_config={"spans_key": "sc"}, assigns=["doc.ents", "span._.score"])
class FlatSpans:
    """Reads ``doc.spans[spans_key]`` with ``attrs["scores"]`` (as ``spancat`` leaves them) and writes ``doc.ents``.

    >>> import spacy
    >>> doc = spacy.blank("zh")("农安县城建设")
    >>> doc.spans["sc"] = [doc.char_span(0, 3, "PLACE"), doc.char_span(0, 4, "PLACE"), doc.char_span(4, 6, "PROJECT")]
    >>> doc.spans["sc"].attrs["scores"] = [0.9, 0.6, 0.7]
    >>> [(ent.text, ent.label_, ent._.score) for ent in FlatSpans(None, "flat", "sc")(doc).ents]
    [('农安县', 'PLACE', 0.9), ('建设', 'PROJECT', 0.7)]
    """

    def __init__(self, nlp: Any, name: str, spans_key: str) -> None:
        register()
        self.name, self.spans_key = name, spans_key

    def __call__(self, doc: Doc) -> Doc:
        group = doc.spans.get(self.spans_key, [])
        scores = getattr(group, "attrs", {}).get("scores", [])
        pairs = sorted(zip(group, scores, strict=True), key=lambda pair: (-float(pair[1]), pair[0].start))
        kept, free = [], [True] * len(doc)
        for span, score in pairs:
            if all(free[span.start : span.end]):
                free[span.start : span.end] = [False] * len(span)
                span._.score = round(float(score), 4)
                kept.append(span)
        doc.set_ents(kept)
        return doc
