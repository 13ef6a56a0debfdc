"""The guideline's conventions, each on a readable example; what they cannot settle they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.annotations.inline import read_inline, write_inline
from govreport.pipeline.conventions import settle
from govreport.pipeline.conventions.places import known_names
from govreport.pipeline.found import Found, settled
from govreport.schema import Entity, check_entities

CASES = [
    (
        "a list mark and a light verb",
        "[TARGET|7、完成农村电网改造36万户]。",
        "7、完成[TARGET|农村电网改造36万户]。",
    ),
    ("a year in front", "[METRIC|2024年全市生产总值达到1538.3亿元]。", "2024年[METRIC|全市生产总值达到1538.3亿元]。"),
    ("a year with 的 is no time in front", "[METRIC|是2024年的2.59倍]。", "[METRIC|是2024年的2.59倍]。"),
    ("a bare figure loses 达到", "企业[METRIC|达到160家]。", "企业达到[METRIC|160家]。"),
    ("完成 stays before a bare figure", "[METRIC|完成8.5亿元]。", "[METRIC|完成8.5亿元]。"),
    ("for whom it was done", "[METRIC|为下岗失业人员减免税费4794万元]。", "为下岗失业人员[METRIC|减免税费4794万元]。"),
    (
        "a figure in front of whom",
        "[METRIC|为6.2万名农民工解决了欠薪]。",
        "为[METRIC|6.2万名农民工解决了欠薪]。",
    ),
    ("a unit cut short", "[METRIC|总装机16.33万千]瓦。", "[METRIC|总装机16.33万千瓦]。"),
    ("a bound behind the unit", "[TARGET|增长13%]左右。", "[TARGET|增长13%左右]。"),
    ("full-width figures", "[METRIC|实现利税２４．６４亿元]。", "实现[METRIC|利税２４．６４亿元]。"),
    ("a name wholly in quotes", "实施[PROJECT|“健康中国行动]”。", "实施“[PROJECT|健康中国行动]”。"),
    ("quotes that belong to the name", "建设[PROJECT|市医院“五大中心]”。", "建设[PROJECT|市医院“五大中心”]。"),
    ("a masked name", "会议在XXX召开。", "会议在[PLACE|XXX]召开。"),
    ("a masked district", "**灌区移交我市管理。", "[PLACE|**灌区]移交我市管理。"),
    ("a county by its full name", "位列白城市第一。", "位列[PLACE|白城市]第一。"),
    ("the name of an institution", "长春市人民政府作报告。", "长春市人民政府作报告。"),
    ("a document", "通过《[PLACE|九江市]总体规划》。", "通过《九江市总体规划》。"),
    ("a title", "获“吉林省科技小巨人”称号。", "获“吉林省科技小巨人”称号。"),
    ("a present state in the plan", "目前[TARGET|全市有园区12个]。", "目前[METRIC|全市有园区12个]。"),
    ("a target in the review", "力争[METRIC|增长12%]，[METRIC|增长5%]。", "力争[TARGET|增长12%]，[METRIC|增长5%]。"),
    ("compared with last year", "今年[TARGET|投资比去年增加5亿元]。", "今年[TARGET|投资比去年增加5亿元]。"),
    ("both times in a clause decide nothing", "确保了[METRIC|就业5万人]。", "确保了[METRIC|就业5万人]。"),
    ("a unit within a unit", "[PLACE|开福区][PLACE|青竹湖镇]荣获称号。", "[PLACE|开福区青竹湖镇]荣获称号。"),
    ("a hyphen joins", "整合[PLACE|云居山]－[PLACE|柘林湖]资源。", "整合[PLACE|云居山－柘林湖]资源。"),
    ("a list mark parts", "整合[PLACE|云居山]、[PLACE|柘林湖]资源。", "整合[PLACE|云居山]、[PLACE|柘林湖]资源。"),
    ("countries in a list", "赴日、韩、德和新加坡考察。", "赴[PLACE|日]、[PLACE|韩]、[PLACE|德]和新加坡考察。"),
    ("not countries", "德、智、体、美、劳全面发展。", "德、智、体、美、劳全面发展。"),
    ("a site that is not built", "大力发展[PROJECT|江山重工产业园]。", "大力发展[PLACE|江山重工产业园]。"),
    ("a site that is built", "加快[PROJECT|江山重工产业园]建设。", "加快[PROJECT|江山重工产业园]建设。"),
    ("a site's equipment is built", "建设[PROJECT|余家湖工业园]基础设施。", "建设[PLACE|余家湖工业园]基础设施。"),
    ("a region to its end", "对接[PLACE|粤港澳大湾]区。", "对接[PLACE|粤港澳大湾区]。"),
    ("a region that is built", "加快[PLACE|大河西]先导区建设。", "加快[PROJECT|大河西先导区]建设。"),
    ("a region's strategy", "融入[PLACE|粤港澳大湾]区建设。", "融入[PLACE|粤港澳大湾区]建设。"),
    ("a zone to its end", "支持[PLACE|济宁]经开区发展。", "支持[PLACE|济宁经开区]发展。"),
    ("a masked name to its end", "[PLACE|**]灌区移交我市。", "[PLACE|**灌区]移交我市。"),
    ("two places in one span", "赴[PLACE|韩、德]考察。", "赴[PLACE|韩]、[PLACE|德]考察。"),
    ("a verb in front of a site", "[PLACE|发展江山工业园]。", "发展[PLACE|江山工业园]。"),
    (
        "a note in brackets cut in two",
        "[METRIC|收入7.75亿元（预计数]，下同）。",
        "[METRIC|收入7.75亿元]（预计数，下同）。",
    ),
    ("brackets within a word", "[METRIC|10个县（市]、区）创建。", "[METRIC|10个县（市]、区）创建。"),
    ("for whom, left outside", "为[METRIC|企业减免税费1.1亿元]。", "为企业[METRIC|减免税费1.1亿元]。"),
    ("a phase belongs to the name", "实施[PROJECT|交通疏导工程]三期。", "实施[PROJECT|交通疏导工程三期]。"),
    ("a count of works behind", "[PROJECT|环境整治四大工程]。", "[PROJECT|环境整治]四大工程。"),
    ("a numbered road that nobody saw", "续建国道232；改造老路。", "续建[PROJECT|国道232]；改造老路。"),
    ("an old industrial base", "振兴[PLACE|东北老工业基地]。", "振兴[PLACE|东北]老工业基地。"),
    ("around a place", "环[PLACE|庐山]，[PLACE|环庐山]。", "环[PLACE|庐山]，环[PLACE|庐山]。"),
    (
        "new and within a city",
        "建设[PLACE|新襄阳]，强化[PLACE|襄阳市区]。",
        "建设新[PLACE|襄阳]，强化[PLACE|襄阳]市区。",
    ),
    ("a county whose name begins with new", "支持[PLACE|新宁县]发展。", "支持[PLACE|新宁县]发展。"),
    ("an event with words between", "办好[PLACE|吉林]第六届运动会。", "办好吉林第六届运动会。"),
    ("a number of places", "治理[PLACE|两河]，支持[PLACE|九江]。", "治理两河，支持[PLACE|九江]。"),
    ("a common noun", "当好首都“[PLACE|护城河]”。", "当好首都“护城河”。"),
    ("by its short character", "在浔工作的同志，在外务工的人。", "在[PLACE|浔]工作的同志，在外务工的人。"),
    ("companies in a list", "[PLACE|日本]铃木、[PROJECT|中国五矿]等一批企业。", "日本铃木、中国五矿等一批企业。"),
    ("companies' projects in a list", "[PROJECT|翔胜科技]等企业项目开工。", "[PROJECT|翔胜科技]等企业项目开工。"),
    ("kinds of works alone", "建设[PROJECT|铁路专用线]。", "建设铁路专用线。"),
    ("a stage's verb in front", "[PROJECT|修建南湖西路]。", "修建[PROJECT|南湖西路]。"),
    ("what happened to it behind", "[PROJECT|铜陵大桥主体封顶]。", "[PROJECT|铜陵大桥]主体封顶。"),
    ("a numbered road", "[TARGET|新建省道516]。", "新建[PROJECT|省道516]。"),
    ("a programme in quotes", "实施“关爱工程”，不搞“形象工程”。", "实施“[PROJECT|关爱工程]”，不搞“形象工程”。"),
    ("a programme behind a verb", "实施创业富民工程，实施重点工程。", "实施[PROJECT|创业富民工程]，实施重点工程。"),
    (
        "programmes in a list",
        "实施能源转型、工业降碳等十大行动。",
        "实施[PROJECT|能源转型]、[PROJECT|工业降碳]等十大行动。",
    ),
    ("a footnote", "[TARGET|[5]]十代：代育秧。", "[5]十代：代育秧。"),
    ("a number in a slogan", "[TARGET|打造“15分钟医保圈”]。", "打造“15分钟医保圈”。"),
    ("a unit with a stroke", "[METRIC|浓度29微克]/立方米。", "[METRIC|浓度29微克/立方米]。"),
    ("a chamber of commerce", "发挥[PLACE|浙江]商会作用。", "发挥浙江商会作用。"),
]


@pytest.mark.parametrize(("before", "after"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_convention(before, after):
    text, entities = read_inline(before)
    assert write_inline(text, settle(text, entities)) == after


PIECES = [
    *"长春市**XX《》“”，（）。０1５亿元%达8、年的千瓦万新环区段湾二期及以",
    "完成",
    "为企业",
    "减免",
    "灌区",
    "经开区",
]
PIECES += ["经开区", "老工业基地", "昌九", "实施", "工程", "等", "国道", "工业走廊", "基础设施", "建设", "在", "工作的"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.data())
def test_any_entities_stay_legal(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    labels = st.sampled_from(["METRIC", "TARGET", "PROJECT", "PLACE"])
    spans = [Entity(start, end, data.draw(labels)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    settled = settle(text, [span for span in spans if span.surface(text) == span.surface(text).strip()])
    assert check_entities(text, settled, "demo") == tuple(settled)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.data())
def test_added_names_stay_legal_too(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    labels = st.sampled_from(["METRIC", "TARGET", "PROJECT", "PLACE"])
    spans = [Found(Entity(a, b, data.draw(labels)), 1.0) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    found = [one.entity for one in settled(text, spans, lambda entity: data.draw(st.floats(-6, 6)))]
    assert check_entities(text, found, "demo") == tuple(found)


def test_names_of_the_gazetteer_are_offered_where_nothing_speaks_against_them():
    text = "支持长春发展，长春大学扩建，通过《长春规划》，坚持新时代中国特色社会主义。"
    assert [(one.start, one.surface(text)) for one in known_names(text, [])] == [(2, "长春")]
    assert list(known_names(text, [Entity(0, 6, "METRIC")])) == []


def test_a_name_is_added_only_where_the_model_nearly_saw_it():
    text = "支持长春发展。"
    assert settled(text, [], lambda entity: -4.0) == []
    assert settled(text, [], lambda entity: -2.0) == [Found(Entity(2, 4, "PLACE"), -2.0)]


def test_an_added_name_goes_to_the_end_of_its_zone():
    found = settled("支持济宁经开区发展。", [], lambda entity: -2.0)
    assert found == [Found(Entity(2, 7, "PLACE"), -2.0)]


def test_a_quantity_swallows_no_name_at_its_front():
    text, (target,) = read_inline("支持[TARGET|枣阳建成50万人以上的城市]。")
    found = [entity for entity, _ in settled(text, [Found(target, 3.0)], lambda entity: -4.0)]
    assert write_inline(text, found) == "支持[PLACE|枣阳][TARGET|建成50万人以上的城市]。"
    assert settled(text, [Found(target, 3.0)], lambda entity: -6.0) == [Found(target, 3.0)]
    text, (target,) = read_inline("支持[TARGET|枣阳、宜昌建成50万人以上的城市]。")
    assert settled(text, [Found(target, 3.0)], lambda entity: -4.0)[1].entity.surface(text)[0] != "、"


def test_a_quantity_swallows_no_site_at_its_front():
    text, (metric,) = read_inline("[METRIC|黄花机场进出港达1128万人次]。")
    found = [entity for entity, _ in settled(text, [Found(metric, 3.0)], lambda entity: -4.0)]
    assert write_inline(text, found) == "[PLACE|黄花机场][METRIC|进出港达1128万人次]。"
    text, (metric,) = read_inline("[METRIC|沿海港口吞吐量达12亿吨]。")
    assert settled(text, [Found(metric, 3.0)], lambda entity: -4.0) == [Found(metric, 3.0)]


def test_no_span_begins_or_ends_with_white_space():
    text = "支持 12个镇 。"
    (found,) = settled(text, [Found(Entity(0, 8, "TARGET"), 2.0)], lambda entity: -9.0)
    assert found.entity.surface(text) == found.entity.surface(text).strip()
