"""Rounds of masked words, each kept as a file and not made again from the same texts and settings."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.util import load_config

from govreport.pipeline.encoder import Line, char_encoder
from govreport.training.pretraining.masked import pretrain
from govreport.training.pretraining.net import Encoder, export, take_over
from govreport.training.pretraining.words import build_pool


def masked_round(
    lines: list[Line], config: Path, folder: Path, steps: int, turn: int, start: Path | None, say: Callable[[str], None]
) -> Path:
    """The file of the encoder's weights after one more round; ``start`` is the file of the round before."""
    made, key = folder / f"masked{turn + 1}.bin", _key(lines, config, steps)
    if _is_made(made, key):
        say(f"{made} was made of the same texts and settings and is used again")
    else:
        made.write_bytes(masked_weights(lines, config, steps, turn, start, say))
        made.with_suffix(".key").write_text(key, encoding="utf-8")
    return made


def _key(lines: list[Line], config: Path, steps: int) -> str:
    """A digest of all that the masked stage depends on."""
    parts = [str(steps), json.dumps(_sizes(config), sort_keys=True), *(line.text for line in lines)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_made(masked: Path, key: str) -> bool:
    masked.parent.mkdir(parents=True, exist_ok=True)
    made = masked.with_suffix(".key")
    return masked.is_file() and made.is_file() and made.read_text(encoding="utf-8") == key


def _sizes(config: Path) -> dict[str, Any]:
    sizes = load_config(config, interpolate=True)["components"]["ner"]["model"]["tok2vec"]
    return {name: value for name, value in sizes.items() if not name.startswith("@")}


def masked_weights(
    lines: list[Line], config: Path, steps: int, turn: int, start: Path | None, say: Callable[[str], None]
) -> bytes:
    """The encoder of ``config`` pretrained on masked words, as thinc stores it."""
    sizes = _sizes(config)
    chars, pairs = (sizes["char_rows"], sizes["char_width"]), (sizes["pair_rows"], sizes["pair_width"])
    encoder, model = Encoder(sizes["width"], sizes["reaches"], chars, pairs), char_encoder(**sizes)
    model.initialize()
    if start:
        take_over(encoder, model.from_bytes(start.read_bytes()))
    pretrain(encoder, build_pool(lines), steps, say, turn)
    export(encoder, model)
    weights: bytes = model.to_bytes()
    return weights
