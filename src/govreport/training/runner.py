"""Run ``python -m spacy train`` as a user would, one thread a run so that folds can run side by side."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from spacy.util import import_file, load_config

from govreport.errors import BadInput, GovreportError
from govreport.training.docbin import write_docbin
from govreport.training.folds import Fold

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def stops_early(config: Path) -> bool:
    """Whether scores on the dev sentences choose the checkpoint; if only the last step is scored, all may train."""
    training = load_config(config, interpolate=False)["training"]
    return not training["max_steps"] or int(training["eval_frequency"]) < int(training["max_steps"])


def load_code(code: Path) -> None:
    """Import a file that registers parts of a pipeline, so that one which has them can be loaded in this process.

    Raises ``BadInput`` where there is no such file.
    """
    if not code.is_file():
        raise BadInput(f"{code}: no such file of code; those of experiments lie in training/experiments/")
    import_file(code.stem, code)


def train(
    config: Path, fold: Fold, folder: Path, seed: int, overrides: Mapping[str, str], code: Path | None = None
) -> Path:
    """Train one model on ``fold.train`` under ``folder`` and return the folder of its best checkpoint.

    ``code`` is a file that registers what the config names beyond the package: spaCy's ``--code``.
    Raises ``BadInput`` for a missing config and ``GovreportError`` with the end of the log where training fails.
    """
    if not config.is_file():
        raise BadInput(f"{config}: no such config; those that ship lie in configs/")
    write_docbin(folder / "train.spacy", fold.train if stops_early(config) else (*fold.train, *fold.dev))
    write_docbin(folder / "dev.spacy", fold.dev)
    log = folder / "train.log"
    command = [sys.executable, "-m", "spacy", "train", str(config), "--output", str(folder)]
    command += ["--paths.train", str(folder / "train.spacy"), "--paths.dev", str(folder / "dev.spacy")]
    command += ["--code", str(code)] if code else []
    command += ["--system.seed", str(seed), *(part for pair in overrides.items() for part in pair)]
    with log.open("w", encoding="utf-8") as handle:
        done = subprocess.run(command, stdout=handle, stderr=subprocess.STDOUT, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        tail = log.read_text(encoding="utf-8")[-600:]
        raise GovreportError(f"training {config.stem} on {fold.name} failed; see {log}\n{tail}")
    return folder / "model-best"
