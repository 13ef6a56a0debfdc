"""Predictions of any spaCy pipeline: a DocBin with one Doc a sentence."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from govreport.errors import BadInput


def read_docbin(path: Path, wanted: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield prediction records of a ``.spacy`` file; ``wanted`` are the gold's (id, text) in order.

    A Doc names its sentence by ``doc.user_data["id"]`` where that was stored, else by its text (equal texts in order).
    Docs that are no gold sentence are passed over. ``BadInput`` where the file is no DocBin.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    except Exception as error:  # msgpack, zlib and spaCy each raise their own
        raise BadInput(
            f"{path}: no DocBin that can be read ({error}); write one with spaCy's DocBin.to_disk"
        ) from error
    waiting: dict[str, deque[str]] = defaultdict(deque)
    for name, text in wanted:
        waiting[text].append(name)
    for doc in docs:
        name = doc.user_data.get("id")
        if name is None and waiting[doc.text]:
            name = waiting[doc.text].popleft()
        if name is not None:
            entities = [[span.start_char, span.end_char, span.label_] for span in doc.ents]
            yield {"id": name, "text": doc.text, "entities": entities}
