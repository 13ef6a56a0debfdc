"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over BIOES tags, in batches.

Scores are natural logarithms. ``emit`` has shape (sentences, steps, tags), shorter sentences padded at the end;
``lengths`` says how many steps count. ``moves[i, j]`` is the score of tag j after tag i; illegal moves are ``NEVER``.
"""

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from govreport.schema import LABELS, Entity

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
NEVER = np.float32(-1e4)
TAGS: tuple[str, ...] = ("O", *(f"{place}-{label}" for label in LABELS for place in "BIES"))


class Moves(NamedTuple):
    """Which tag may begin a sentence, follow another, and end a sentence (scores)."""

    start: Floats
    between: Floats
    end: Floats


def _after(one: str, other: str) -> bool:
    inside = one[0] in "BI"
    same = one[1:] == other[1:]
    return (other[0] in "IE" and same) if inside else other[0] in "OBS"


LEGAL = Moves(
    np.array([0 if tag[0] in "OBS" else NEVER for tag in TAGS], dtype=np.float32),
    np.array([[0 if _after(one, other) else NEVER for other in TAGS] for one in TAGS], dtype=np.float32),
    np.array([0 if tag[0] in "OES" else NEVER for tag in TAGS], dtype=np.float32),
)


def encode(length: int, entities: tuple[Entity, ...]) -> Ints:
    """Tag numbers of a sentence of ``length`` characters.

    >>> [TAGS[tag] for tag in encode(4, (Entity(1, 3, "PLACE"),))]
    ['O', 'B-PLACE', 'E-PLACE', 'O']
    """
    found = np.zeros(length, dtype=np.int64)
    for start, end, label in entities:
        first = 1 + 4 * LABELS.index(label)
        found[start:end] = first + 1
        found[start], found[end - 1] = first, first + 2
        if end - start == 1:
            found[start] = first + 3
    return found


def decode(tags: Ints) -> list[Entity]:
    """The entities of a legal tag sequence.

    >>> decode(encode(5, (Entity(0, 3, "METRIC"), Entity(4, 5, "PLACE"))))
    [Entity(start=0, end=3, label='METRIC'), Entity(start=4, end=5, label='PLACE')]
    """
    places = (tags - 1) % 4
    starts = np.flatnonzero((tags > 0) & ((places == 0) | (places == 3)))
    ends = np.flatnonzero((tags > 0) & (places >= 2))
    return [Entity(int(s), int(e) + 1, LABELS[(tags[s] - 1) // 4]) for s, e in zip(starts, ends, strict=True)]


def _logsum(scores: Floats, axis: int) -> Floats:
    top = scores.max(axis=axis, keepdims=True)
    return cast(Floats, np.log(np.exp(scores - top).sum(axis=axis)) + top.squeeze(axis))


class Lattice(NamedTuple):
    """Log sums over all paths: up to each tag of each step (its emission included), and from it on (excluded)."""

    forward: Floats
    backward: Floats
    total: Floats


def lattice(emit: Floats, lengths: Ints, moves: Moves) -> Lattice:
    """Forward–backward; ``total`` is the log of the partition function of each sentence, shape (sentences,)."""
    _count, steps, tags = emit.shape
    ahead, back = np.empty_like(emit), np.empty_like(emit)
    ahead[:, 0] = moves.start + emit[:, 0]
    for t in range(1, steps):
        ahead[:, t] = _logsum(ahead[:, t - 1, :, None] + moves.between, 1) + emit[:, t]
    last = (lengths - 1)[:, None]
    back[:, steps - 1] = moves.end
    for t in range(steps - 2, -1, -1):
        inner = _logsum((back[:, t + 1] + emit[:, t + 1])[:, None, :] + moves.between, 2)
        back[:, t] = np.where(t >= last, moves.end, inner)
    at_end = np.take_along_axis(ahead, last[:, :, None].repeat(tags, 2), 1)[:, 0]
    return Lattice(ahead, back, _logsum(at_end + moves.end, 1))


def viterbi(emit: Floats, lengths: Ints, moves: Moves) -> list[Ints]:
    """The best legal tag sequence of each sentence."""
    count, steps, _ = emit.shape
    best, came = moves.start + emit[:, 0], np.zeros(emit.shape, dtype=np.int8)
    for t in range(1, steps):
        scores = best[:, :, None] + moves.between
        came[:, t] = scores.argmax(axis=1)
        step = np.take_along_axis(scores, came[:, t][:, None].astype(np.int64), 1)[:, 0] + emit[:, t]
        inside = (t < lengths)[:, None]
        best = np.where(inside, step, best)
        came[:, t] = np.where(inside, came[:, t], np.arange(emit.shape[2]))
    tag, path = (best + moves.end).argmax(axis=1), np.zeros((count, steps), dtype=np.int64)
    for t in range(steps - 1, -1, -1):
        path[:, t] = tag
        tag = came[np.arange(count), t, tag]
    return [row[:length] for row, length in zip(path, lengths, strict=True)]


def span_log_odds(emit: Floats, found: Lattice, moves: Moves, sentence: int, entity: Entity) -> float:
    """Log odds that exactly this span with this label is right: log p - log(1 - p), bounded to ±12."""
    tags = encode(entity.end - entity.start, (Entity(0, entity.end - entity.start, entity.label),))
    steps = np.arange(entity.start + 1, entity.end)
    inner = emit[sentence, steps, tags[1:]].sum() + moves.between[tags[:-1], tags[1:]].sum()
    first, last = found.forward[sentence, entity.start, tags[0]], found.backward[sentence, entity.end - 1, tags[-1]]
    log_p = min(float(first + inner + last - found.total[sentence]), -6.2e-6)
    return float(np.clip(log_p - np.log(-np.expm1(log_p)), -12, 12))
