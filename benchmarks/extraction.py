"""How fast and how frugal the extraction is: ratios in one run on one core.

Run from the project's folder: python benchmarks/extraction.py [MODEL]. It brings benchmarks/results/extraction.json up
to date; with the word ``million`` behind MODEL only its entry on a million sentences, the reports again and again
until there are as many. It reads ../shared/reports/pool.jsonl.gz where that exists, otherwise the five reports of the
corpus; only figures are written, no text. Every part runs in a process of its own, so that nothing is warm that would
not be.
"""

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RESULT = Path("benchmarks/results/extraction.json")
POOL = Path("../shared/reports/pool.jsonl.gz")
CORPUS = Path("corpus/raw/reports.txt")
BIN = Path(sys.executable).parent
SPEED_REPORTS, WORKER_REPORTS, STARTS = 40, 40, 5


def texts():
    """The texts of the pool, or of the corpus."""
    if POOL.exists():
        with gzip.open(POOL, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    from govreport.corpus.collection import split_parts

    text = CORPUS.read_text(encoding="utf-8")
    return [text[start:end] for start, end in split_parts(text)]


def one_core():
    """This process and its children on one core, with one thread."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def speed(model, folder):
    """Characters a second of reading and tokenising, of the bare pipeline, and of the whole extraction."""
    from govreport.corpus.reader import read_report
    from govreport.extraction.extract import extract_report
    from govreport.extraction.models import load_model

    nlp = load_model(model)
    reports = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())[:SPEED_REPORTS]]
    steps = {
        "reading_and_tokenising": lambda text: (read_report(text), nlp.make_doc(text)),
        "bare_ner": nlp,
        "whole_extraction": lambda text: extract_report(text, nlp),
    }
    for step in steps.values():
        step(reports[0])
    spent = dict.fromkeys(steps, 0.0)
    for text in reports:
        # side by side for each report, so that a busy machine slows all three alike
        for name, step in steps.items():
            start = time.process_time()
            step(text)
            spent[name] += time.process_time() - start
    characters = sum(map(len, reports))
    rates = {name: round(characters / seconds) for name, seconds in spent.items()}
    ratios = {
        "to_bare_ner": round(spent["bare_ner"] / spent["whole_extraction"], 3),
        "to_reading_and_tokenising": round(spent["reading_and_tokenising"] / spent["whole_extraction"], 3),
    }
    return {"reports": len(reports), "characters": characters, "characters_per_cpu_second": rates, "ratio": ratios}


def memory(model, folder):
    """Peak memory of the first ``count`` reports written to a table, and what came of them."""
    from govreport.corpus.documents import iter_documents
    from govreport.extraction.batch import Summary
    from govreport.extraction.sinks import open_sink
    from govreport.extraction.workers import extract_all

    count = int(sys.argv[4])
    summary = Summary()
    files = sorted(folder.iterdir())
    paths = [files[number % len(files)] for number in range(count)]
    with tempfile.TemporaryDirectory() as out, open_sink(Path(out) / "facts.csv", summary) as take:
        for found in extract_all(iter_documents(paths), model, summary):
            take(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = {"reports": summary.reports, "failed": len(summary.failures), "sentences": summary.sentences}
    return {**counts, "facts": summary.facts, "projects": summary.projects, "peak_mb": round(peak / 1024)}


def timed(command):
    """Wall-clock seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return round(time.perf_counter() - start, 2)


def commands(model, folder):
    """Wall-clock seconds of one and two workers and of Ray on the same reports, and of a cold start."""
    paths = sorted(folder.iterdir())
    options = ["--model", model] if model else []
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        extract = [BIN / "govreport", "extract", *options]
        runs = {f"workers_{n}": timed([*extract, folder, "-o", out / "f.csv", "--workers", n]) for n in (1, 2)}
        runs["ray_2_actors"] = timed([BIN / "govreport", "cluster", folder, "-o", out / "ray", "--size", 10, *options])
        starts = [timed([*extract, paths[0], "-o", out / "f.csv"]) for _ in range(STARTS)]
    imports = [timed([sys.executable, "-c", "import spacy"]) for _ in range(STARTS)]
    cold = {"govreport_extract_seconds": median(starts), "of_which_import_spacy_seconds": median(imports)}
    return {"reports": len(paths), "wall_seconds": runs, "cold_start": cold}


PARTS = {"speed": speed, "memory": memory, "commands": commands}


def part(name, model, folder, *more):
    """Run one part in a process of its own."""
    command = [sys.executable, __file__, name, model or "", str(folder), *map(str, more)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def million(model, whole, reports):
    """Peak memory over about a million sentences, in as many reports as that takes."""
    from govreport.corpus.reader import read_report

    sentences = sum(len(read_report(text).sentences) for text in reports)
    found = part("memory", model, whole, round(1_000_000 / sentences * len(reports)))
    return {"model": Path(model or "default").name, **found}


def main(model, only_million):
    """Run all parts and write the figures."""
    known = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    with tempfile.TemporaryDirectory() as place:
        whole, some = Path(place) / "all", Path(place) / "some"
        whole.mkdir()
        some.mkdir()
        reports = texts()
        for number, text in enumerate(reports):
            for folder in (whole, some) if number < WORKER_REPORTS else (whole,):
                (folder / f"{number:04d}.txt").write_text(text, encoding="utf-8")
        if only_million:
            return write({**known, "million_sentences": million(model, whole, reports)})
        counts = sorted({min(count, len(reports)) for count in (10, 100, len(reports))})
        figures = {
            **known,
            "model": Path(model or "default").resolve().name,
            "source": "pool" if POOL.exists() else "corpus",
            "cores": len(os.sched_getaffinity(0)),
            "speed": part("speed", model, whole),
            "memory": [part("memory", model, whole, count) for count in counts],
            "commands": part("commands", model, some),
        }
    return write(figures)


def write(figures):
    """Bring the figures up to date."""
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        if sys.argv[1] != "commands":
            one_core()
        print(json.dumps(PARTS[sys.argv[1]](sys.argv[2] or None, Path(sys.argv[3]))))
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else None, "million" in sys.argv[2:])
