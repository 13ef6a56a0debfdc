"""Sentences in batches: which run together, their scores side by side, their gold tags."""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.training import Example
from thinc.types import Ragged

from govreport.pipeline.crf import Floats, Ints, encode
from govreport.schema import Entity

CHUNK = 8192  # characters that run through the network at a time; bounds memory for a report of any length


def gold_tags(examples: Sequence[Example], steps: int) -> Ints:
    """Tag numbers of the reference entities, shape (examples, steps)."""
    rows = np.zeros((len(examples), steps), dtype=np.int64)
    for row, example in zip(rows, examples, strict=True):
        entities = tuple(Entity(span.start_char, span.end_char, span.label_) for span in example.reference.ents)
        row[: len(example.reference)] = encode(len(example.reference), entities)
    return rows


def chunks(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of lines by length, so that little is padded, in chunks of at most ``CHUNK`` characters or one line."""
    chunk: list[int] = []
    for number in sorted(range(len(sizes)), key=lambda i: sizes[i]):
        if chunk and (len(chunk) + 1) * sizes[number] > CHUNK:
            yield chunk
            chunk = []
        chunk.append(number)
    if chunk:
        yield chunk


def pad(scores: Ragged) -> tuple[Floats, Ints]:
    """Scores of sentences end to end as (sentences, longest, tags), and the sentences' lengths."""
    lengths = np.asarray(scores.lengths, dtype=np.int64)
    found = np.zeros((len(lengths), int(lengths.max()), scores.dataXd.shape[1]), dtype=np.float32)
    found[np.arange(found.shape[1]) < lengths[:, None]] = scores.dataXd
    return found, lengths


def unpad(padded: Floats, lengths: Ints) -> Floats:
    """The opposite of ``pad``."""
    return padded[np.arange(padded.shape[1]) < lengths[:, None]]
