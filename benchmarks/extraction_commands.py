"""The parts of ``benchmarks/extraction.py`` that time commands as a user would start them."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

BIN = Path(sys.executable).parent
WORKER_REPORTS, STARTS = 40, 5
WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; "


def cold_start(model, folder):
    """wall-clock seconds of ``govreport extract`` on one report in a fresh process (goal: 3), spaCy's import apart"""
    report, starts = sorted(folder.iterdir())[0], {}
    with tempfile.TemporaryDirectory() as place:
        # as pip installs: with compiled modules, whatever this machine's settings are
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{place}/compiled"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        options = ["extract", str(report), "-o", f"{place}/f.csv", *(["--model", model] if model else [])]
        extract = f"from govreport.cli import main; sys.argv = ['govreport', *{options!r}]; main()"
        for name, code in {"govreport_extract": extract, "import_spacy": "import spacy"}.items():
            starts[name] = timed_starts("import sys; " + code, environment)
            # thinc imports torch wherever it is installed, needed or not
            starts[f"{name}_without_torch"] = timed_starts(WITHOUT_TORCH + code, environment)
    characters = len(report.read_text(encoding="utf-8"))
    yield {"starts": STARTS, "characters": characters, "median_wall_seconds": starts, "load": os.getloadavg()[0]}


def timed_starts(code, environment):
    """The median of several starts, after one that compiles the modules."""
    command = [sys.executable, "-c", code]
    return median([timed(command, environment) for _ in range(STARTS + 1)][1:])


def timed(command, environment=None):
    """Wall-clock seconds of a command that must give a table (exit code 1: some files failed)."""
    start = time.perf_counter()
    done = subprocess.run([str(part) for part in command], check=False, stdout=subprocess.DEVNULL, env=environment)
    if done.returncode > 1 or done.returncode < 0:
        raise SystemExit(f"exit code {done.returncode}: {command}")
    return round(time.perf_counter() - start, 2)


def workers(model, folder):
    """wall-clock seconds of the same reports through one worker, two workers, and Ray with two; starts included"""
    options = ["--model", model] if model else []
    with tempfile.TemporaryDirectory() as place:
        some, out = Path(place) / "some", Path(place)
        some.mkdir()
        for path in spread(folder, WORKER_REPORTS):
            shutil.copy(path, some)
        seconds, reports = {}, len(list(some.iterdir()))
        runs = {f"workers_{n}": ["extract", some, "-o", out / f"{n}.csv", "--workers", n] for n in (1, 2)}
        runs["ray_2_actors"] = ["cluster", some, "-o", out / "ray", "--size", 5, "--workers", 2]
        for name, command in runs.items():
            seconds[name] = timed([BIN / "govreport", *command, *options])
            say(f"{name}: {seconds[name]} s")
            yield {"reports": reports, "cores": len(os.sched_getaffinity(0)), "wall_seconds": seconds}


def spread(folder, most):
    """At most so many files, evenly over all."""
    files = sorted(folder.iterdir())
    return files[:: -(-len(files) // most)]


def say(text, every=1, number=0):
    """A line of progress, or of every so many steps."""
    if number % every == 0:
        print(f"  {text}", file=sys.stderr, flush=True)
