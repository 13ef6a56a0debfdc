"""How often the guideline's conventions change what the model found: in the gold, and in reports nobody wrote them on.

Run from the project's folder after `govreport train loro --final training/models/final`:

    python benchmarks/conventions.py TEXTS

It writes evaluation/scores/conventions.json, which the model card shows; only figures are written, no text. TEXTS is a
folder of .txt reports or a .jsonl(.gz) with a field text, of which 12,000 sentences are drawn. Each report of the gold
is read by the model that was trained without it, and judged both ways; the texts are read by the final model. The
conventions were written after reading errors on the gold's reports: were they to change far more there than elsewhere,
they would be rules for these alone.
"""

import argparse
import json
import random
from pathlib import Path

RESULT = Path("evaluation/scores/conventions.json")
FOLDS, FINAL = Path("training/folds/ner_context/seed0"), Path("training/models/final/model-best")
GOLD, SENTENCES, RAW = Path("annotations/gold/v1"), Path("corpus/sentences.jsonl"), Path("corpus/raw/reports.txt")
DRAWN = 12_000


def both_ways(model, lines):
    """The entities of every line with the conventions, and without them."""
    from govreport.training.predict import load

    ner, found = load(model).get_pipe("ner"), []
    for conventions in (True, False):
        ner.conventions = conventions
        found.append([[one.entity for one in line] for line in ner.find(lines)])
    return found


def changed(found):
    """In how many lines the two differ."""
    return sum(one != other for one, other in zip(*found, strict=True))


def in_gold():
    """Sentences of the gold, how many change, strict F1 both ways; each report read by a model that never saw it."""
    from govreport.pipeline.encoder import Line
    from govreport.scoring import score
    from govreport.training.folds import reports_of
    from govreport.training.gold import read_gold

    gold, found = read_gold(GOLD, SENTENCES), ([], [])
    rows = {report: [one for one in gold if one.sentence.report == report] for report in reports_of(gold)}
    for report, part in rows.items():
        lines = [Line(one.sentence.text, one.sentence.period) for one in part]
        for layer, read in zip(found, both_ways(FOLDS / report / "model-best", lines), strict=True):
            layer += read
    entities = [one.entities for part in rows.values() for one in part]
    f1, f1_without = (round(score(entities, layer)["micro"].f1 or 0.0, 6) for layer in found)
    return {"sentences": len(gold), "changed": changed(found), "f1": f1, "f1_without": f1_without}


def elsewhere(texts):
    """The same of sentences drawn from ``texts``, read by the final model."""
    from govreport.training.pretraining.texts import unlabelled

    lines = unlabelled(texts, RAW.read_text(encoding="utf-8"))
    drawn = random.Random(0).sample(lines, min(DRAWN, len(lines)))
    return {"sentences": len(drawn), "changed": changed(both_ways(FINAL, drawn))}


def main(texts):
    """Measure and write."""
    found = {"gold": in_gold(), "elsewhere": elsewhere(texts)}
    RESULT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    for where, row in found.items():
        print(f"{where}: {row['changed']} of {row['sentences']} sentences change")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    main(parser.parse_args().texts)
