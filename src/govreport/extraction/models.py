"""Trained pipelines by package name or folder."""

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

from govreport.errors import BadInput

DEFAULT_MODEL = "zh_ent_govreport_sm"
TRAINED_HERE = Path("training/models/final/model-best")
# a report has 10,000 to 40,000 characters; beyond this bound the pipeline's memory would no longer be modest
LONGEST_REPORT = 1_000_000


def load_model(name: str | None = None) -> Language:
    """A pipeline by package name or folder; by default the installed package, else what ``make run`` trained here.

    Raises ``BadInput`` that names the next step where there is no such pipeline, or it finds no entities.
    """
    chosen = name or (DEFAULT_MODEL if spacy.util.is_package(DEFAULT_MODEL) else str(TRAINED_HERE))
    try:
        nlp = spacy.load(chosen)
    except OSError as error:
        step = f"train one with 'make run' or install the package {DEFAULT_MODEL}, or name a folder with --model"
        raise BadInput(f"{chosen}: no spaCy pipeline there; {step}") from error
    except Exception as error:  # a damaged folder fails in any layer of spaCy, srsly or thinc
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise BadInput(f"{chosen}: cannot be loaded ({reason}); train or install it again") from error
    if not nlp.pipe_names:
        raise BadInput(f"{chosen}: the pipeline is empty and finds no entities; train one with 'make run'")
    nlp.max_length = LONGEST_REPORT
    return nlp


cached_model = lru_cache(maxsize=2)(load_model)
