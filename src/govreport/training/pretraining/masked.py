"""Pretraining by masked words: guess the hidden characters and the word tag of every character."""

from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from govreport.pipeline.characters import MASK, pair_keys, positions, table_rows
from govreport.training.pretraining.net import Encoder
from govreport.training.pretraining.words import Pool

CHARS_A_STEP, WARM_UP = 4096, 200
RATES = (2.5e-3, 1.5e-3)  # highest learning rate of the first round, and of those that go on from one
HIDDEN, AS_MASK, AS_OTHER = 0.2, 0.85, 0.05  # share of the words hidden; of those shown as a mask, as another character
TAG_WEIGHT, RARE = 0.5, 4  # characters seen fewer times are not guessed


class Step(NamedTuple):
    """What one step sees: the encoder's inputs, which characters are hidden, what they are, every character's tag."""

    inputs: tuple[Any, ...]
    hidden: Tensor
    answers: Tensor
    tags: Tensor


def vocabulary(pool: Pool) -> tuple[NDArray[np.int64], int]:
    """The number of each character of the pool among those to guess (0: too rare), and how many there are."""
    known, counts = np.unique(pool.codes, return_counts=True)
    known = known[counts >= RARE]
    place = np.minimum(np.searchsorted(known, pool.codes), len(known) - 1)
    return np.where(known[place] == pool.codes, place + 1, 0), len(known) + 1


def batches(pool: Pool, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Endless batches of sentence numbers, reshuffled each time round; all sentences where they fill no batch."""
    if pool.lengths.sum() < CHARS_A_STEP:
        yield from repeat(np.arange(len(pool.lengths)))
    while True:
        batch, size = list[int](), 0
        for number in rng.permutation(len(pool.lengths)):
            batch.append(int(number))
            size += pool.lengths[number]
            if size >= CHARS_A_STEP:
                yield np.array(batch)
                batch, size = [], 0


def make_step(pool: Pool, answers: NDArray[np.int64], batch: Any, sizes: Any, rng: np.random.Generator) -> Step:
    """Hide whole words of the batch's sentences; ``sizes`` are the rows of the two tables."""
    ends = np.cumsum(pool.lengths)
    index = np.concatenate([np.arange(ends[i] - pool.lengths[i], ends[i]) for i in batch])
    lengths, codes, word = pool.lengths[batch], pool.codes[index].copy(), np.cumsum(pool.starts[index]) - 1
    hidden = (rng.random(word[-1] + 1) < HIDDEN)[word]
    how = rng.random(word[-1] + 1)[word]
    codes[hidden & (how < AS_MASK)] = MASK
    other = hidden & (how > 1 - AS_OTHER)
    codes[other] = rng.choice(pool.codes, other.sum())
    before, left, right = positions(lengths), *pair_keys(codes, lengths)
    keys = ((codes.astype(np.uint64), sizes[0]), (left, sizes[1]), (right, sizes[1]))
    rows = [torch.from_numpy(table_rows(key, size)) for key, size in keys]
    after = np.repeat(lengths, lengths) - 1 - before
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    inputs = (rows, *(torch.from_numpy(one) for one in (before, after, sentence)), len(lengths))
    picked = np.flatnonzero(hidden)
    return Step(inputs, *(torch.from_numpy(one) for one in (picked, answers[index[picked]], pool.tags[index])))


def pretrain(encoder: Encoder, pool: Pool, steps: int, say: Callable[[str], None], turn: int = 0) -> None:
    """Train the encoder in place for ``steps`` steps, the heads from scratch; deterministic for one thread count.

    ``turn`` counts the rounds before this one, which goes on from their weights with other batches and a lower rate.
    """
    torch.manual_seed(turn)
    rng, (answers, count), rate = np.random.default_rng(turn), vocabulary(pool), RATES[min(turn, 1)]
    width, sizes = encoder.width, (encoder.chars.num_embeddings, encoder.pairs.num_embeddings)
    guess = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width), nn.Linear(width, count))
    tag = nn.Linear(width, pool.tag_count)
    weights = [*encoder.parameters(), *guess.parameters(), *tag.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    for number, batch in zip(range(steps), batches(pool, rng), strict=False):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, (number + 1) / WARM_UP) * max(0.02, 1 - number / steps)
        step = make_step(pool, answers, batch, sizes, rng)
        vectors = encoder(*step.inputs)
        with torch.autocast("cpu", torch.bfloat16):
            guessed, tagged = guess(vectors[step.hidden]), tag(vectors)
        hidden_loss = F.cross_entropy(guessed.float(), step.answers)
        loss = hidden_loss + TAG_WEIGHT * F.cross_entropy(tagged.float(), step.tags)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        if number % 100 == 0:
            say(f"masked characters: step {number} of {steps}, loss {hidden_loss.item():.3f}")
