"""The trained pipeline as an installable package, built by ``spacy package``."""

import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import srsly
from spacy.cli.package import package as spacy_package

from govreport.errors import BadInput, GovreportError
from govreport.jsonl import read_json
from govreport.schema import LABELS

DESCRIPTION = (
    "METRIC, TARGET, PROJECT and PLACE in Chinese government work reports (政府工作报告), whole or by sentence. "
    "The scores are those of leave-one-report-out: what to expect on a report that the model has not seen."
)


def describe(config: str, version: str, gold: Path, summary: Path, reports: Path) -> dict[str, Any]:
    """The package's meta data: name, licence, sources, requirements and the leave-one-report-out scores of ``config``.

    Raises ``BadInput`` where a file is missing or ``summary`` has no scores of ``config``.
    """
    figures = read_json(summary)
    scores = figures["loro"].get(config)
    if scores is None:
        step = f"run `govreport train loro --config configs/{config}.cfg`, then `govreport evaluate report`"
        raise BadInput(f"{summary}: no scores of {config}; {step}")
    manifest = read_json(gold / "manifest.json")
    trained = f"Trained on gold {manifest['version']}, guideline {manifest['guideline']}, by {config}."
    return {
        "lang": "zh",
        "name": "ent_govreport_sm",
        "version": version,
        "description": DESCRIPTION,
        "author": "govreport contributors",
        "license": "MIT",
        "sources": [*map(_source, read_json(reports)), _gold(manifest)],
        "requirements": [_own_requirement()],
        "performance": performance(scores),
        "notes": f"{trained}{_weights(figures)}",
    }


def _weights(figures: dict[str, Any]) -> str:
    """What the starting weights have learned beside the gold, where the summary says so."""
    known = (figures.get("elsewhere") or {}).get("trained")
    if not known:
        return ""
    labels = f"{known['sentences']} labelled sentences of {known['reports']} other reports"
    return f" The starting weights have learned from unlabelled reports and from {labels} (annotations/elsewhere)."


def _source(report: dict[str, Any]) -> dict[str, str]:
    return {
        "name": f"{report['place']}政府工作报告 {report['years']}",
        "author": f"{report['province']}{report['place']}人民政府",
    }


def _gold(manifest: dict[str, Any]) -> dict[str, str]:
    counts = manifest["counts"]["all"]
    size = f"{counts['sentences']} sentences, {counts['spans']} spans"
    return {"name": f"govreport gold {manifest['version']} ({size})", "license": "MIT"}


def _own_requirement() -> str:
    """The minor version that the pipeline's components were trained with.

    >>> _own_requirement().startswith("govreport-ner>=")
    True
    """
    own = version_of("govreport-ner")
    major, minor = own.split(".")[:2]
    return f"govreport-ner>={own},<{major}.{int(minor) + 1}.0"


def performance(scores: dict[str, Any]) -> dict[str, Any]:
    """Scores of ``summary.json`` under the names that spaCy's packages use, ratios from 0 to 1.

    >>> performance({"micro": {"p": 0.9, "r": 0.8, "f1": 0.85}, **dict.fromkeys(LABELS, {"p": 1, "r": 1, "f1": 1})})[
    ...     "ents_f"]
    0.85
    """
    micro, types = scores["micro"], {label: dict(zip("prf", _three(scores[label]), strict=True)) for label in LABELS}
    return {**dict(zip(("ents_p", "ents_r", "ents_f"), _three(micro), strict=True)), "ents_per_type": types}


def _three(row: dict[str, Any]) -> tuple[Any, Any, Any]:
    return row["p"], row["r"], row["f1"]


def build_package(model: Path, meta: dict[str, Any], licence: Path, out: Path) -> Path:
    """Write ``out``/zh_<name>-<version> with the wheel in its ``dist`` and return the wheel.

    Raises ``BadInput`` where ``model`` holds no pipeline and ``GovreportError`` where the wheel cannot be built.
    """
    if not (model / "meta.json").is_file():
        raise BadInput(f"{model}: no trained pipeline here; make one with `govreport train final`")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "model"
        shutil.copytree(model, copy)
        shutil.copy(licence, copy / "LICENSE")
        trained = read_json(copy / "meta.json")
        srsly.write_json(copy / "meta.json", {**trained, **meta})
        spacy_package(copy, out, create_sdist=False, create_wheel=False, force=True, silent=True)
    folder = out / f"zh_{meta['name']}-{meta['version']}"
    return _wheel(folder)


def _wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "dist", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise GovreportError(f"{folder}: the wheel could not be built\n{done.stderr[-600:]}")
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel
