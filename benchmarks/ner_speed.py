"""How fast and how large the trained pipeline is, and how long training takes, on one core.

Run from the project's folder: python benchmarks/ner_speed.py [MODEL] [--texts TEXTS]. It writes
evaluation/scores/speed.json, which the evaluation's page and the model card show. It reads every seventh report of
TEXTS whole and end to end, otherwise the five reports of the corpus, and trains the shipped config on the whole gold;
only figures are written, no text. Time is CPU time, so that what else the machine does counts as little as possible.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path

RESULT = Path("evaluation/scores/speed.json")
POOL, EVERY = Path("../shared/reports/pool.jsonl.gz"), 7
CORPUS = Path("corpus/raw/reports.txt")
HOW = "python benchmarks/ner_speed.py MODEL --texts TEXTS"
CONFIG, GOLD, SENTENCES = Path("configs/ner_context.cfg"), Path("annotations/gold/v1"), Path("corpus/sentences.jsonl")
KEYS = ("goal", "what", "zh", "value", "unit")
MODEL = Path("training/models/final/model-best")


def one_core():
    """This process on one core, with one thread."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")


def texts(source):
    """Whole reports as they are."""
    from govreport.corpus.collection import split_parts
    from govreport.training.pretraining.texts import read_texts

    if source:
        return list(read_texts(source))[::EVERY]

    text = CORPUS.read_text(encoding="utf-8")
    return [text[start:end] for start, end in split_parts(text)]


def seconds(step, reports):
    """CPU seconds of ``step`` for each report, after one to warm up."""
    step(reports[0])
    spent = []
    for text in reports:
        start = time.process_time()
        step(text)
        spent.append(time.process_time() - start)
    return spent


def training_minutes():
    """CPU minutes of ``python -m spacy train`` on the whole gold, its start and its last scoring with them."""
    from govreport.training.folds import make_fold
    from govreport.training.gold import read_gold
    from govreport.training.runner import train

    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        train(CONFIG, make_fold(read_gold(GOLD, SENTENCES), "final"), Path(folder), 0, {})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 60


def measure(model, reports):
    """The figures of a pipeline's folder on whole reports: the goal they belong to, what, in Chinese, value, unit."""
    import spacy

    nlp = spacy.load(model)
    whole, tokens = seconds(nlp, reports), seconds(nlp.make_doc, reports)
    rate = sum(map(len, reports)) / sum(whole)
    slowest = min(len(text) / spent for text, spent in zip(reports, whole, strict=True))
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    count, unit = len(reports), "characters/s"
    return [
        ("speed", f"one core, end to end, {count} whole reports", f"单核读完 {count} 份整篇报告", round(rate), unit),
        (None, "the slowest of these reports", "其中最慢的一份", round(slowest), unit),
        (None, "time against tokenising alone", "耗时与仅分词之比", round(sum(whole) / sum(tokens), 1), "times"),
        ("size", "size of the pipeline on disk", "流水线体积", round(size / 1e6, 1), "MB"),
        (
            "training",
            "training on the whole gold, one core",
            "单核在全部标注数据上训练",
            round(training_minutes(), 1),
            "minutes",
        ),
    ]


def main(model, source):
    """Measure and write."""
    one_core()
    rows = [dict(zip(KEYS, row, strict=True)) | {"how": HOW} for row in measure(model, texts(source))]
    RESULT.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for row in rows:
        print(f"{row['what']}: {row['value']} {row['unit']}")


def arguments():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", type=Path, default=MODEL, help=f"a pipeline's folder, by default {MODEL}")
    known = POOL if POOL.exists() else None
    parser.add_argument("--texts", type=Path, default=known, help="a folder of .txt, or .jsonl(.gz) with a field text")
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    main(asked.model, asked.texts)
