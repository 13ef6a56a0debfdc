"""The field against sums and maxima over every path."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.pipeline.crf import LEGAL, TAGS, Moves, decode, encode, lattice, span_log_odds, viterbi
from govreport.pipeline.crf_loss import likelihood_loss
from govreport.schema import LABELS, Entity


def _case(seed: int, lengths: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, Moves]:
    rng = np.random.default_rng(seed)
    emit = rng.normal(size=(len(lengths), max(lengths), len(TAGS))).astype("f")
    moves = Moves(*(legal + rng.normal(size=legal.shape).astype("f") for legal in LEGAL))
    return emit, np.array(lengths), moves


def _path_score(emit: np.ndarray, moves: Moves, path: tuple[int, ...]) -> float:
    inner = sum(emit[t, tag] for t, tag in enumerate(path))
    steps = sum(moves.between[a, b] for a, b in pairwise(path))
    return float(moves.start[path[0]] + inner + steps + moves.end[path[-1]])


def _paths(length: int) -> list[tuple[int, ...]]:
    return list(product(range(len(TAGS)), repeat=length))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_total_best_path_and_span_odds_equal_brute_force(seed: int) -> None:
    emit, lengths, moves = _case(seed, (3, 2))
    found, best = lattice(emit, lengths, moves), viterbi(emit, lengths, moves)
    for row, length in enumerate(lengths):
        scores = {path: _path_score(emit[row], moves, path) for path in _paths(length)}
        total = np.logaddexp.reduce(list(scores.values()))
        assert abs(found.total[row] - total) < 1e-3
        assert tuple(best[row]) == max(scores, key=lambda path: scores[path])
        entity = Entity(0, 2, "PLACE")
        having = [s for path, s in scores.items() if entity in _legal_entities(path)]
        p = float(np.exp(np.logaddexp.reduce(having) - total))
        assert abs(1 / (1 + np.exp(-span_log_odds(emit, found, moves, row, entity))) - p) < 1e-3


def _legal_entities(path: tuple[int, ...]) -> list[Entity]:
    tags = np.array(path)
    legal = LEGAL.start[tags[0]] + LEGAL.between[tags[:-1], tags[1:]].sum() + LEGAL.end[tags[-1]]
    return decode(tags) if legal == 0 else []


def test_a_sentence_counts_the_same_alone_and_padded_beside_a_longer_one() -> None:
    emit, lengths, moves = _case(5, (2, 6))
    gold = np.stack([np.pad(encode(2, (Entity(0, 2, "METRIC"),)), (0, 4)), encode(6, (Entity(1, 4, "PROJECT"),))])
    together = likelihood_loss(emit, lengths, moves, gold)
    parts = [
        likelihood_loss(emit[i : i + 1, :n], lengths[i : i + 1], moves, gold[i : i + 1, :n])
        for i, n in enumerate(lengths)
    ]
    assert abs(together.value - sum(part.value for part in parts)) < 1e-3
    np.testing.assert_allclose(together.moves.between, sum(part.moves.between for part in parts), atol=1e-4)
    assert not together.emit[0, 2:].any()


def test_gradients_equal_differences() -> None:
    emit, lengths, moves = _case(1, (4, 3))
    gold = np.stack([encode(4, (Entity(1, 3, "TARGET"),)), np.pad(encode(3, (Entity(2, 3, "PLACE"),)), (0, 1))])
    loss, step = likelihood_loss(emit, lengths, moves, gold), 1e-2
    for array, grad in ((emit, loss.emit), *zip(moves, loss.moves, strict=True)):
        legal = np.argwhere(array > -1e3)
        for place in legal[:: max(1, len(legal) // 25)]:
            values = []
            for sign in (1, -1):
                array[tuple(place)] += sign * step
                values.append(likelihood_loss(emit, lengths, moves, gold).value)
                array[tuple(place)] -= sign * step
            assert abs((values[0] - values[1]) / (2 * step) - grad[tuple(place)]) < 5e-3


spans = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(LABELS)), max_size=5)


@given(spans)
def test_entities_survive_tags(parts: list[tuple[int, int, str]]) -> None:
    entities, end = [], 0
    for gap, size, label in parts:
        entities.append(Entity(end + gap, end + gap + size, label))
        end += gap + size
    assert decode(encode(end + 1, tuple(entities))) == entities
