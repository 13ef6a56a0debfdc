"""How right, how fast and how frugal the extraction is. Run from the project's folder, with the extra ``dev``:

    python benchmarks/extraction.py --model training/models/final/model-best                  # about 15 minutes
    python benchmarks/extraction.py --model … --only million_sentences                        # about 40 minutes more
    python benchmarks/extraction.py --reports 5 --result tried.json --only speed              # only tried

Each part (see ``extraction_parts.py``) runs in a process of its own, so that nothing is warm that would not be, and its
entry in benchmarks/results/extraction.json is written as soon as it is known. The reports are those of
``--texts``, otherwise the five of the corpus; only figures are written, no text.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extraction_parts import PARTS, USUAL

RESULT = Path("benchmarks/results/extraction.json")
POOL = Path("../shared/reports/pool.jsonl.gz")
CORPUS = Path("corpus/raw/reports.txt")


def main():
    """Measure the parts asked for, one after the other; exit code 1 where one failed."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "reports"
        write_texts(folder, asked.texts, asked.reports)
        about = {"model": model_name(asked.model), "reports_from": asked.texts.name if asked.texts else "corpus"}
        failed = [part for part in asked.only if not measure(part, about, asked, folder)]
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def arguments():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="", help="a package or folder; by default as govreport extract chooses")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=USUAL, help="by default all but the million")
    known = POOL if POOL.exists() else None
    parser.add_argument("--texts", type=Path, default=known, help="a folder of .txt, or .jsonl(.gz) with a field text")
    parser.add_argument("--reports", type=int, help="only so many of the reports")
    parser.add_argument("--result", type=Path, default=RESULT)
    return parser.parse_args()


def write_texts(folder, source, most):
    """The reports of ``source``, or of the corpus, as files ``0000.txt``, …"""
    from govreport.corpus.collection import split_parts
    from govreport.training.pretraining.texts import read_texts

    folder.mkdir()
    if source:
        texts = list(read_texts(source))
    else:
        text = CORPUS.read_text(encoding="utf-8")
        texts = [text[start:end] for start, end in split_parts(text)]
    for number, text in enumerate(texts[:most]):
        (folder / f"{number:04d}.txt").write_text(text, encoding="utf-8")


def model_name(model):
    """Name and version of the pipeline, as its meta.json gives them."""
    from govreport.extraction.models import load_model

    meta = load_model(model or None).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def measure(part, about, asked, folder):
    """Run one part and write its entry, again and again where it tells of its progress; whether it came to its end."""
    print(f"{part}: {PARTS[part].__doc__}", flush=True)
    start = time.perf_counter()
    command = [sys.executable, str(Path(__file__).with_name("extraction_parts.py")), part, asked.model, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            entry = {**json.loads(line), **about, "took_seconds": round(time.perf_counter() - start)}
            write(asked.result, part, entry)
    print(f"{part}: {'done' if run.returncode == 0 else 'failed'} in {time.perf_counter() - start:.0f} s", flush=True)
    return run.returncode == 0


def write(result, part, entry):
    """Bring one entry of the result file up to date."""
    known = json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}
    known[part] = entry
    result.parent.mkdir(exist_ok=True)
    result.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({part: entry}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
