"""The character encoder once more in torch, layer for layer as ``pipeline.encoder``, with two heads to pretrain it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from thinc.api import Model
from torch import Tensor, nn
from torch.nn import functional as F

from govreport.pipeline.encoder import MEAN_AFTER


class Encoder(nn.Module):
    """``inputs`` are rows of the tables and each character's place from both ends of its sentence."""

    def __init__(self, width: int, reaches: list[int], chars: tuple[int, int], pairs: tuple[int, int]) -> None:
        super().__init__()
        self.width, self.reaches = width, reaches
        self.chars, self.pairs = nn.Embedding(*chars), nn.Embedding(*pairs)
        for table in (self.chars, self.pairs):
            nn.init.normal_(table.weight, 0, 0.1)
        sizes = [chars[1] + 2 * pairs[1], *(3 * width for _ in reaches)]
        self.linear = nn.ModuleList(nn.Linear(size, 2 * width) for size in sizes)
        self.norm = nn.ModuleList(nn.LayerNorm(width) for _ in sizes)
        self.mean = nn.Linear(width, width)

    def forward(self, rows: list[Tensor], before: Tensor, after: Tensor, sentence: Tensor, count: int) -> Tensor:
        tables = (self.chars, self.pairs, self.pairs)
        x = self._block(0, torch.cat([table(row).sum(1) for table, row in zip(tables, rows, strict=True)], 1))
        for number, reach in enumerate(self.reaches, 1):
            left = F.pad(x[:-reach], (0, 0, reach, 0)) * (before >= reach)[:, None].float()
            right = F.pad(x[reach:], (0, 0, 0, reach)) * (after >= reach)[:, None].float()
            x = x + self._block(number, torch.cat([left, x, right], 1))
            if number == MEAN_AFTER:
                sums = torch.zeros(count, self.width).index_add_(0, sentence, x)
                x = x + self.mean(sums / torch.bincount(sentence, minlength=count)[:, None])[sentence]
        return x

    def _block(self, number: int, x: Tensor) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            both = self.linear[number](x)
        return self.norm[number](torch.maximum(both[:, : self.width], both[:, self.width :]).float())


def _shared(model: Model[Any, Any]) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """Each of the torch encoder's weights, and the layer and parameter of the pipeline's encoder that it is there."""
    embed, *blocks = [layer for layer in model.layers if layer.name != "sentence_mean"]
    (mean,) = [layer for layer in model.layers if layer.name == "sentence_mean"]
    yield from ((f"{name}.weight", embed, name) for name in ("chars", "pairs"))
    names = {"W": "linear.{}.weight", "b": "linear.{}.bias", "G": "norm.{}.weight", "c": "norm.{}.bias"}
    for number, block in enumerate(blocks):
        yield from ((theirs.format(number), block, own) for own, theirs in names.items())
    yield from (("mean.weight", mean, "W"), ("mean.bias", mean, "b"))


def export(encoder: Encoder, model: Model[Any, Any]) -> None:
    """Copy the weights into the pipeline's own encoder."""
    state = encoder.state_dict()
    for name, layer, own in _shared(model):
        layer.set_param(own, np.ascontiguousarray(state[name].numpy()))


def take_over(encoder: Encoder, model: Model[Any, Any]) -> None:
    """Copy the weights of the pipeline's own encoder into this one: the opposite of ``export``."""
    found = {name: torch.from_numpy(np.array(layer.get_param(own))) for name, layer, own in _shared(model)}
    encoder.load_state_dict(found)
