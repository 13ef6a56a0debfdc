"""Experiment: a bidirectional LSTM where the shipped encoder has windows. Needs torch, which the shipped one does not.

Characters, pairs of characters, features, CRF and training stay as they are; no pretrained weights fit this encoder:

    govreport train ablate 'BiLSTM instead of windows, without pretrained weights' \
        --against 'without pretrained weights' \
        --code training/experiments/bilstm.py --set paths.init_tok2vec=null \
        --set components.ner.model.tok2vec.@architectures=govreport.BiLstmEncoder.v1

The row to compare it with is 'without pretrained weights'.
"""

from importlib.util import find_spec
from typing import Any

from spacy.util import registry
from thinc.api import Model, PyTorchLSTM
from thinc.types import Ragged

from govreport.errors import GovreportError
from govreport.pipeline.encoder import char_encoder

# here and not where the layer is made, so that it is said before the first training starts
if not find_spec("torch"):
    raise GovreportError("bilstm.py needs torch, which is not installed; run `pip install 'govreport-ner[pretrain]'`")


@registry.architectures("govreport.BiLstmEncoder.v1")
def bilstm_encoder(
    width: int,
    reaches: list[int],
    char_rows: int,
    char_width: int,
    pair_rows: int,
    pair_width: int,
    depth: int = 1,
) -> Model[Any, Ragged]:
    """Codes of sentences (with or without rows to add to the stem) to ``width`` numbers a character.

    The arguments are those of ``govreport.CharEncoder.v1``. ``reaches`` is taken so that a config need change in one
    line only, and not used: an LSTM sees the whole sentence. ``depth`` is the number of LSTM layers; half of ``width``
    reads forward, half backward.
    """
    # without windows there remain: embedding, stem, the sentence's mean
    encoder = char_encoder(width, [], char_rows, char_width, pair_rows, pair_width)
    encoder.layers.append(PyTorchLSTM(width, width, bi=True, depth=depth))
    return encoder
