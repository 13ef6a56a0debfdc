"""A small report and a rule pipeline that stands for a trained one."""

from pathlib import Path

import spacy
from spacy.language import Language

CHROMIUM = Path("/usr/bin/chromium")
REPORT = """某某市政府工作报告
——2024年1月16日在长春市第十三届人民代表大会第三次会议上
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2023年工作回顾
（一）经济平稳增长
全市生产总值1535亿元，比上年增长13.5%。社会消费品零售总额和外贸出口额年均分别增长18.8%和31%。
农安县粮食丰收，朝阳区服务业加快。龙家堡机场建成通航。
二、2024年主要任务
全市生产总值增长10%以上，城镇登记失业率控制在4.5%以内。加快推进龙家堡机场建设，投资3.5亿元。
"""
NEXT = """长春市政府工作报告
各位代表：
一、2024年工作回顾
全市生产总值增长11.2%，城镇登记失业率为4.8%。
二、2025年主要任务
全市生产总值增长9%。
"""
AMOUNT = r"^[0-9.]$"
UNIT = "[元亿万%％户个人]"
STOP = r"^[^，。；：！？、\s]$"


def rule_pipeline() -> Language:
    """A blank pipeline whose ruler knows amounts of the sample reports, two places and a project."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    number = [{"TEXT": {"REGEX": AMOUNT}, "OP": "+"}, {"TEXT": {"REGEX": UNIT}, "OP": "+"}]
    clause = [{"TEXT": {"REGEX": STOP}, "OP": "*"}, *number]
    plan = [*clause, {"TEXT": "以"}, {"TEXT": {"IN": ["上", "内"]}}]
    both = [*clause, {"TEXT": "和"}, *number]
    ruler.add_patterns(
        [
            {"label": "METRIC", "pattern": clause},
            {"label": "METRIC", "pattern": both},
            {"label": "TARGET", "pattern": plan},
            {"label": "PLACE", "pattern": "农安县"},
            {"label": "PLACE", "pattern": "朝阳区"},
            {"label": "PROJECT", "pattern": "龙家堡机场"},
        ]
    )
    return nlp
