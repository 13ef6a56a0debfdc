"""The parts of ``benchmarks/extraction.py``: each prints its figures as one line of JSON, long ones several times.

Run by that program: python benchmarks/extraction_parts.py PART MODEL FOLDER. Progress goes to standard error.
"""

import json
import os
import sys
import tempfile
import time
from collections import Counter
from itertools import cycle, takewhile
from pathlib import Path

from extraction_commands import cold_start, say, spread, workers

SPEED_REPORTS = 30
MARKS = (10, 100)
MILLION, STEP = 1_000_000, 50_000


def quantities(model, folder):
    """facts of the hand-given table that are parsed fully right (goal: 98 %)"""
    sys.path.insert(0, "tests/extraction/quantities")
    from test_expressions import expected, parsed, rows

    table = rows()
    whole = sum(parsed(row) == expected(row) for row in table)
    facts = sum(len(expected(row)) for row in table)
    right = sum((Counter(parsed(row)) & Counter(expected(row))).total() for row in table)
    shares = {"share_of_facts": round(right / facts, 4), "share_of_expressions": round(whole / len(table), 4)}
    yield {"expressions": len(table), "expressions_right": whole, "facts": facts, "facts_right": right, **shares}


def speed(model, folder):
    """characters a CPU second: reading and tokenising, bare pipeline, whole extraction (goal: 0.7 of the bare one)"""
    from govreport.corpus.reader import read_report
    from govreport.extraction.batch import Summary
    from govreport.extraction.extract import extract_report
    from govreport.extraction.models import load_model
    from govreport.extraction.sinks import open_sink

    nlp = load_model(model)
    reports = [path.read_text(encoding="utf-8") for path in spread(folder, SPEED_REPORTS)]
    with tempfile.TemporaryDirectory() as place, open_sink(Path(place) / "f.csv", Summary()) as take:
        steps = {
            "reading_and_tokenising": lambda text: (read_report(text), nlp.make_doc(text)),
            "bare_ner": nlp,
            "whole_extraction": lambda text: take(extract_report(text, nlp)),
        }
        spent = side_by_side(steps, reports)
    characters, whole = sum(map(len, reports)), spent["whole_extraction"]
    rates = {name: round(characters / seconds) for name, seconds in spent.items()}
    ratios = {f"to_{name}": round(spent[name] / whole, 3) for name in ("bare_ner", "reading_and_tokenising")}
    yield {"reports": len(reports), "characters": characters, "characters_per_cpu_second": rates, "ratio": ratios}


def side_by_side(steps, reports):
    """CPU seconds of each step over all reports, report by report, so that a busy machine slows all alike."""
    spent = dict.fromkeys(steps, 0.0)
    for step in steps.values():
        step(reports[0])
    for number, text in enumerate(reports, 1):
        for name, step in steps.items():
            start = time.process_time()
            step(text)
            spent[name] += time.process_time() - start
        say(f"{number} of {len(reports)} reports")
    return spent


def all_reports(model, folder):
    """every report to a table by one process on one core: failures, speed, peak memory (goal: flat within 10 %)"""
    from govreport.corpus.documents import iter_documents
    from govreport.extraction.batch import Summary
    from govreport.extraction.sinks import open_sink
    from govreport.extraction.workers import extract_all

    files, summary, start, peaks = sorted(folder.iterdir()), Summary(), time.process_time(), {}

    def watched(documents):
        for number, document in enumerate(documents, 1):
            yield document
            # the next one is asked for when this one is done with
            if number in MARKS or number == len(files):
                peaks[str(number)] = peak_mb("self")
            say(f"{number} of {len(files)} reports", every=10, number=number)

    with tempfile.TemporaryDirectory() as place, open_sink(Path(place) / "f.csv", summary) as take:
        for found in extract_all(watched(iter_documents(files)), model, summary):
            take(found)
    counts = {name: getattr(summary, name) for name in ("read", "sentences", "facts", "projects")}
    counts |= {"facts_unparsed": summary.flags["unparsed"], "failed": len(summary.failures)}
    yield {
        "files": len(files),
        **counts,
        "why_failed": [failure.reason for failure in summary.failures],
        "cpu_seconds": round(time.process_time() - start),
        "peak_mb_after_reports": peaks,
        "growth": round(max(peaks.values()) / min(peaks.values()), 3),
    }


def million_sentences(model, folder):
    """peak memory over a million sentences, the reports again and again by all cores; about 40 minutes on two"""
    from govreport.corpus.documents import iter_documents
    from govreport.extraction.batch import Summary
    from govreport.extraction.sinks import open_sink
    from govreport.extraction.workers import extract_all

    summary, start, peaks, cores = Summary(), time.perf_counter(), {}, len(os.sched_getaffinity(0))
    endless = iter_documents(cycle(sorted(folder.iterdir())))
    documents = takewhile(lambda _: summary.sentences < MILLION, endless)
    with tempfile.TemporaryDirectory() as place, open_sink(Path(place) / "f.parquet", summary) as take:
        for number, found in enumerate(extract_all(documents, model, summary, workers=cores), 1):
            take(found)
            left = (time.perf_counter() - start) / summary.sentences * (MILLION - summary.sentences) / 60
            say(f"{summary.sentences:,} sentences, {left:.0f} minutes left", every=20, number=number)
            if summary.sentences >= STEP * (len(peaks) + 1):
                peaks[str(summary.sentences)] = {
                    "main": peak_mb("self"),
                    "worker": max(map(peak_mb, children()), default=0),
                }
                counts = {"sentences": summary.sentences, "reports": summary.reports, "facts": summary.facts}
                failed = len(summary.failures)
                yield {**counts, "failed": failed, "workers": cores, "peak_mb_after_sentences": peaks}


def children():
    """Process ids of the workers."""
    return [pid for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]


def peak_mb(pid):
    """The most memory that a process has held so far."""
    status = Path(f"/proc/{pid}/status").read_text()
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


PARTS = {part.__name__: part for part in (quantities, cold_start, speed, all_reports, workers, million_sentences)}
USUAL = [name for name in PARTS if name != "million_sentences"]
ON_ONE_CORE = ("speed", "all_reports")

if __name__ == "__main__":
    asked, chosen, reports_in = sys.argv[1:]
    if asked in ON_ONE_CORE:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", BLIS_NUM_THREADS="1")
    for entry in PARTS[asked](chosen or None, Path(reports_in)):
        print(json.dumps(entry), flush=True)
