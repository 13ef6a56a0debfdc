"""Experiment: no pretrained network, but vectors of characters that floret learned from unlabelled reports.

floret is no dependency of the project: `pip install floret`. Make the vectors first (some minutes), then train from
scratch with the table of characters begun from them:

    python training/experiments/char_vectors.py ../shared/reports/pool.jsonl.gz training/models/char_vectors.npz
    govreport train ablate 'character vectors by floret instead of pretrained weights' \
        --code training/experiments/char_vectors.py --set paths.init_tok2vec=null \
        --set components.ner.model.tok2vec.@architectures=govreport.CharVectorEncoder.v1 \
        --set components.ner.model.tok2vec.vectors=training/models/char_vectors.npz

The row to compare it with is 'without pretrained weights'. Once trained, a pipeline does not need the vectors.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from spacy.util import registry
from thinc.api import Model
from thinc.types import Ragged

from govreport.errors import BadInput, GovreportError
from govreport.jsonl import read_text
from govreport.pipeline.characters import fold, table_rows
from govreport.pipeline.encoder import char_encoder, init_layers
from govreport.training.pretraining.texts import unlabelled

WIDTH = 96  # char_width of configs/ner_context.cfg
SPREAD = 0.14  # standard deviation of a character's vector where the table begins at random: two rows of 0.1
ROUNDS = 50
GOLD_TEXTS = Path("corpus/raw/reports.txt")
FLORET = {"model": "skipgram", "dim": WIDTH, "minn": 0, "maxn": 0, "minCount": 5, "epoch": 5, "thread": 1, "verbose": 0}


@registry.architectures("govreport.CharVectorEncoder.v1")
def char_vector_encoder(
    width: int,
    reaches: list[int],
    char_rows: int,
    char_width: int,
    pair_rows: int,
    pair_width: int,
    vectors: str,
) -> Model[Any, Ragged]:
    """``govreport.CharEncoder.v1`` whose table of characters begins from the file ``vectors``, which training needs."""
    encoder = char_encoder(width, reaches, char_rows, char_width, pair_rows, pair_width)

    def init(model: Model[Any, Ragged], X: Any = None, Y: Any = None) -> None:
        init_layers(model)
        embed = model.layers[0]
        embed.set_param("chars", fitted(embed.get_param("chars"), *read_vectors(Path(vectors), char_width)))

    encoder.init = init
    return encoder


def read_vectors(path: Path, width: int) -> tuple[Any, Any]:
    """Codes of characters and a vector for each; ``BadInput`` where there is no such file or its width is another."""
    if not path.is_file():
        raise BadInput(
            f"{path}: no such vectors; make them with `python training/experiments/char_vectors.py TEXTS OUT`"
        )
    with np.load(path) as stored:
        codes, vectors = stored["codes"], stored["vectors"]
    if vectors.shape[1] != width:
        raise BadInput(f"{path}: vectors of {vectors.shape[1]} numbers; char_width is {width}")
    return codes, vectors


def fitted(table: Any, codes: Any, vectors: Any) -> Any:
    """The table, changed so that each character's rows sum to its vector, brought to the usual spread.

    Characters share rows, so this is no assignment: each round spreads what is missing over the rows.
    """
    rows = table_rows(codes.astype(np.uint64), len(table))
    wanted = (vectors - vectors.mean(axis=0)) / vectors.std() * SPREAD
    uses = np.maximum(np.bincount(rows.ravel(), minlength=len(table)), 1)[:, None]
    found = np.where(np.isin(np.arange(len(table)), rows)[:, None], 0, table)
    for _ in range(ROUNDS):
        missing, change = wanted - found[rows].sum(axis=1), np.zeros_like(found)
        for column in rows.T:
            np.add.at(change, column, missing / rows.shape[1])
        found = found + change / uses
    return found.astype(np.float32)


def make_vectors(texts: Path, out: Path) -> int:
    """Write vectors of the characters of unlabelled reports, folded as the model sees them, and return how many."""
    try:
        import floret
    except ImportError as error:
        raise GovreportError("floret is not installed; run `pip install floret`") from error
    lines = unlabelled(texts, read_text(GOLD_TEXTS))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as sentences:
        sentences.writelines(" ".join(map(chr, fold(line.text))) + "\n" for line in lines)
        sentences.flush()
        model = floret.train_unsupervised(sentences.name, **FLORET)
    characters = [word for word in model.words if len(word) == 1]  # the rest is floret's sign for a line's end
    out.parent.mkdir(parents=True, exist_ok=True)
    vectors = np.stack([model.get_word_vector(character) for character in characters])
    np.savez(out, codes=np.array(list(map(ord, characters)), dtype=np.uint32), vectors=vectors)
    return len(characters)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        print(f"written: {sys.argv[2]}, vectors of {make_vectors(Path(sys.argv[1]), Path(sys.argv[2]))} characters")
    except GovreportError as error:
        sys.exit(str(error))
