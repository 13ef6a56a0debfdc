"""Made-up gold and predictions for the evaluation's tests, written inline or drawn at random with a fixed seed."""

import json
import random
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation, write_annotations
from govreport.evaluation.data import Case
from govreport.jsonl import write_jsonl
from govreport.schema import LABELS, Entity

CALM = settings(max_examples=60, deadline=None)  # the machine may be busy

GOLD = {
    "a:0001.01": ("review", "完成[METRIC|投资79.5亿元]，建设[PROJECT|文化广场]。"),
    "a:0001.02": ("plan", "[TARGET|粮食产量达到160亿斤]，整治[PLACE|伊通河]。"),
    "b:0001.01": ("review", "[PLACE|伊通河]沿岸[METRIC|新增绿地30公顷]。"),
    "b:0001.02": ("plan", "力争[TARGET|新增就业5万人]，启动[PROJECT|龙家堡机场]二期。"),
}
PREDICTED = {
    "a:0001.01": "[METRIC|完成投资79.5亿元]，建设文化广场。",
    "a:0001.02": "[METRIC|粮食产量达到160亿斤]，整治[PLACE|伊通河]。",
    "b:0001.01": "[PLACE|伊通河]沿岸[METRIC|新增绿地]30公顷。",
    "b:0001.02": "力争[TARGET|新增就业5万人]，启动[PROJECT|龙家堡机场]二期。",
}


def case(name: str, marked: str, period: str = "other") -> Case:
    """A case out of inline mark-up."""
    text, entities = read_inline(marked)
    return Case(name, text, entities, name.split(":")[0], ("一、测试",), period)


CASES = [case(name, marked, period) for name, (period, marked) in GOLD.items()]


def spans(marked: str) -> tuple[Entity, ...]:
    """The entities of inline mark-up."""
    return read_inline(marked)[1]


def write_project(folder: Path) -> Path:
    """A project folder with corpus, gold v1 and two systems' predictions (one with two seeds); returns the folder."""
    plain = {one.id: one for one in CASES}
    corpus = [
        {"id": c.id, "report": c.report, "section": c.section, "period": c.period, "text": c.text, "source": []}
        for c in CASES
    ]
    write_jsonl(folder / "corpus" / "sentences.jsonl", corpus)
    for report in "ab":
        rows = [Annotation(c.id, c.text, c.gold, {"decided": "agreed"}) for c in CASES if c.report == report]
        write_annotations(folder / "annotations" / "gold" / "v1" / f"{report}.jsonl", rows)
    for config, seed in (("rules", 0), ("ner_context", 1), ("ner_context", 2)):
        rows = []
        for name, marked in PREDICTED.items():
            found = plain[name].gold if config == "ner_context" and seed == 2 else spans(marked)
            scores = [0.9 - 0.1 * i for i in range(len(found))] if config == "ner_context" else [None] * len(found)
            rows.append({"id": name, "text": plain[name].text, "entities": found, "scores": scores})
        path = folder / "evaluation" / "predictions" / config / f"seed{seed}.jsonl"
        write_jsonl(path, ({**row, "config": config, "seed": seed} for row in rows))
    agreement = {"strict": {group: {"f1": 0.95} for group in ("micro", *LABELS)}, "disagreements": ["…"]}
    (folder / "annotations" / "agreement.json").write_text(json.dumps(agreement), encoding="utf-8")
    return folder


@st.composite
def layers(draw: st.DrawFn, length: int = 24) -> tuple[Entity, ...]:
    """A random flat layer over ``length`` characters, as hypothesis draws it."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    labels = draw(st.lists(st.sampled_from([*LABELS, None]), min_size=len(cuts), max_size=len(cuts)))
    return tuple(
        Entity(low, high, label) for low, high, label in zip(cuts, cuts[1:], labels[1:], strict=False) if label
    )


def worn(gold: tuple[Entity, ...], length: int, rng: random.Random, wear: float) -> tuple[Entity, ...]:
    """``gold`` as a bad reader sees it: with chance ``wear`` a span is dropped, moved, renamed or cut."""
    found: list[Entity] = []
    for one in gold:
        low = found[-1].end if found else 0
        start, end, label = one
        match rng.choice(("drop", "long", "short", "name", "cut")) if rng.random() < wear else "keep":
            case "drop":
                continue
            case "long":
                start = max(low, start - 2)
            case "short":
                end = max(start + 1, end - 2)
            case "name":
                label = {"METRIC": "TARGET", "TARGET": "METRIC", "PROJECT": "PLACE", "PLACE": "PROJECT"}[label]
            case "cut" if end - start > 4:
                found.append(Entity(start, start + 2, label))
                start += 3
        found.append(Entity(start, end, label))
    after = found[-1].end if found else 0
    if rng.random() < wear / 2 and after + 4 <= length:
        found.append(Entity(after + 1, after + 4, rng.choice(LABELS)))
    return tuple(found)
