"""A dozen marked-up sentences of two made-up reports: enough to train on, small enough to read."""

from pathlib import Path

from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation, write_annotations
from govreport.jsonl import write_jsonl
from govreport.schema import Period, Sentence
from govreport.training.gold import GoldSentence

REVIEW = (
    "预计实现[METRIC|全市生产总值1535亿元]，[METRIC|比上年增长13.5%]。",
    "[METRIC|新建续建3000万元以上投资项目308个]，[METRIC|其中超10亿元的21个]。",
    "[PROJECT|龙家堡机场]建成并正式通航。",
    "先后组织赴[PLACE|日]、[PLACE|韩]开展招商活动。",
    "[METRIC|城市综合实力跃居全国第75位]。",
    "加强[PLACE|净月潭国家森林公园]保护。",
)
PLAN = (
    "[TARGET|城镇登记失业率控制在5%以内]。",
    "建设[PROJECT|凯旋路客运站]。",
    "[TARGET|全市生产总值增长12%]，力争[TARGET|财政收入增长15%]。",
    "新建[PROJECT|北人民大街]等[TARGET|6条街路]。",
    "推进[PROJECT|华能九台坑口电厂项目]进程。",
    "改善[PLACE|安广镇]面貌。",
)


def gold_sentences(reports: tuple[str, ...] = ("north", "south")) -> list[GoldSentence]:
    """The dozen once a report, one paragraph each."""
    found = []
    for report in reports:
        for number, marked in enumerate((*REVIEW, *PLAN), 1):
            text, entities = read_inline(marked)
            period: Period = "review" if number <= len(REVIEW) else "plan"
            name = f"{report}:{number:04d}.01"
            found.append(GoldSentence(Sentence(name, report, (), period, text, ((0, len(text)),)), entities))
    return found


def write_gold(folder: Path, reports: tuple[str, ...] = ("north", "south")) -> tuple[Path, Path]:
    """The sentences as a gold folder and a corpus file."""
    gold = gold_sentences(reports)
    write_jsonl(folder / "sentences.jsonl", (one.sentence.to_dict() for one in gold))
    for report in reports:
        rows = [Annotation(o.sentence.id, o.sentence.text, o.entities) for o in gold if o.sentence.report == report]
        write_annotations(folder / "gold" / f"{report}.jsonl", rows)
    return folder / "gold", folder / "sentences.jsonl"
