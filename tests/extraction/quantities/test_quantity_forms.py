"""Forms that the table does not hold, and what may not be read as a quantity."""

from decimal import Decimal

import pytest

from govreport.extraction.quantities import carried, parse_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "relation", "change"),
    [
        ("总人口一千二百万人", "1200", "万人", "=", "level"),
        ("城区人口3.5万", "3.5", "万", "=", "level"),
        ("生产总值1.2万亿元", "1.2", "万亿元", "=", "level"),
        ("新建学校两百多所", "200", "所", ">", "level"),
        ("森林覆盖率提高百分之五点三", "5.3", "%", "=", "increase"),
        ("园区贡献占全市五成以上", "50", "%", "≥", "share"),
        ("工业产值翻一番", "2", "倍", "=", "multiple"),
        ("工业产值翻两番", "4", "倍", "=", "multiple"),
        ("进出口额1 137万美元", "1137", "万美元", "=", "level"),
        ("补助资金3,420万元", "3420", "万元", "=", "level"),
        ("农家书屋每村一个", "1", "个", "=", "level"),
        ("固定资产投资突破千亿元", "1000", "亿元", ">", "level"),
        ("游客超百万人次", "100", "万人次", ">", "level"),
        ("提高两个百分点", "2", "个百分点", "=", "increase"),
        ("供热能力新增120蒸吨", "120", "蒸吨", "=", "increase"),
        ("装机不低于300兆瓦", "300", "兆瓦", "≥", "level"),
        ("能耗不超过0.5吨标准煤", "0.5", "吨标准煤", "≤", "level"),
        ("用地不足四分之一", "25", "%", "<", "share"),
        ("死亡率控制在五千分之一以内", "0.02", "%", "≤", "share"),
        ("引进外资约3亿5000万美元", "35000", "万美元", "≈", "level"),
        ("财政收入同比减收2.3亿元", "2.3", "亿元", "=", "level"),
        ("排名居全国第三", "3", "位", "=", "rank"),
        ("森林面积达到五千余亩", "5000", "亩", ">", "level"),
    ],
)
def test_one_value(text: str, value: str, unit: str, relation: str, change: str) -> None:
    found = parse_quantities(text)
    read = [(quantity.value, quantity.unit, quantity.relation, quantity.change) for quantity in found]
    assert read == [(Decimal(value), unit, relation, change)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("增长5—8%", "5", "8", "%"),
        ("增长5%-8%", "5", "8", "%"),
        ("投资1.5至2亿元", "1.5", "2", "亿元"),
        ("投资8000万—1亿元", "0.8", "1", "亿元"),
        ("培育企业三到五家", "3", "5", "家"),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str, unit: str) -> None:
    quantity = parse_quantities(text)[0]
    assert (quantity.value, quantity.value_high, quantity.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "推进三农工作",
        "“3＋1”战略",
        "“一免三补”政策",
        "第三批示范县",
        "2005年4月",
        "二期工程",
        "五大产业",
        "万众创新",
        "",
        "？",
    ],
)
def test_what_measures_nothing_keeps_its_text_and_says_so(text: str) -> None:
    (quantity,) = parse_quantities(text)
    assert (quantity.indicator, quantity.value, quantity.flags) == (text, None, ("unparsed",))


def test_a_span_longer_than_any_clause_is_not_tried() -> None:
    assert parse_quantities("投资3亿元" * 100)[0].flags == ("unparsed",)


def test_2024_is_doubted_unless_it_is_a_year() -> None:
    assert parse_quantities("新建公路2024公里")[0].flags == ("suspicious-2024",)
    assert parse_quantities("是2024年的3倍", previous="产值")[0].flags == ("elided",)


def test_a_broken_comma_parts_two_clauses() -> None:
    first, second = parse_quantities("财政收入增长１５．０％?熏投资增长２０％")
    assert (first.indicator, second.indicator) == ("财政收入", "投资")


def test_a_sentence_passes_its_indicator_on() -> None:
    previous = None
    read = []
    for span in ("外贸出口额2亿元", "比上年增长8%", "占全市的比重提高3个百分点", "进出口总量突破5亿元"):
        found = parse_quantities(span, previous=previous)
        previous = carried(found) or previous
        read += [(quantity.indicator, quantity.change) for quantity in found]
    assert read == [
        ("外贸出口额", "level"),
        ("外贸出口额", "increase"),
        ("外贸出口额占全市的比重", "increase"),
        ("进出口总量", "level"),
    ]


def test_the_clause_in_front_names_what_a_bare_list_measures() -> None:
    found = parse_quantities("产值分别增长30.4%、36.7%和33.4%", context="食品、光电子信息、生物与医药产业增势良好，")
    assert [quantity.indicator for quantity in found] == ["食品产值", "光电子信息产值", "生物与医药产值"]
    assert not any(quantity.flags for quantity in found)


def test_a_rank_behind_a_count_is_a_quantity_of_its_own() -> None:
    count, rank = parse_quantities("新增上市企业8家、居全省首位")
    assert (count.change, rank.change) == ("level", "rank")
    assert (rank.indicator, rank.baseline) == ("新增上市企业", "全省")


def test_bounds_of_listed_projects_share_the_noun() -> None:
    found = parse_quantities("引进2个50亿元以上、5个10亿元以上优质项目")
    assert [(quantity.indicator, quantity.value) for quantity in found] == [
        ("引进50亿元以上优质项目", 2),
        ("引进10亿元以上优质项目", 5),
    ]


def test_a_ratio_is_one_quantity_a_part() -> None:
    found = parse_quantities("三次产业结构由15.2：51.9：32.9调整为7.6：55：37.4")
    assert [str(quantity.value) for quantity in found] == ["7.6", "55", "37.4"]
    assert {quantity.change for quantity in found} == {"ratio"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资同比增长-3.5%", ["投资 -3.5 % increase 同比"]),
        ("产值增长－3.5％", ["产值 -3.5 % increase "]),
        ("贷款余额5亿元、比年初增加3亿元", ["贷款余额 5 亿元 level ", "贷款余额 3 亿元 increase 比年初"]),
        ("收入增长5.5%、力争6.5%以上", ["收入 5.5 % increase ", "收入 6.5 % increase "]),
        ("收入2亿元、恢复到2019年的110%", ["收入 2 亿元 level ", "收入 110 % multiple 2019年"]),
        ("群众安全感连续7年保持98%以上", ["群众安全感 98 % level "]),
        ("每千人口拥有医师3.2人", ["每千人口拥有医师 3.2 人 level "]),
        ("劳动生产率达到15.3万元/人", ["劳动生产率 15.3 万元/人 level "]),
        ("举办展会160场、交易额超300亿元", ["举办展会 160 场 level ", "交易额 300 亿元 level "]),
        ("PM2.5浓度降到31.3微克", ["PM2.5浓度 31.3 微克 level "]),
        ("高考一本录取率居全区第4位", ["高考一本录取率 4 位 rank 全区"]),
        ("PM2.5浓度保持在每立方米23微克以下", ["PM2.5浓度 23 微克/立方米 level "]),
        ("人均预期寿命超过80岁", ["人均预期寿命 80 岁 level "]),
        ("80岁以上老人补贴300元", ["80岁以上老人补贴 300 元 level "]),
        ("产值较2020年翻一番", ["产值 2 倍 multiple 较2020年"]),
        ("打造千亿级产业集群3个", ["打造千亿级产业集群 3 个 level "]),
    ],
)
def test_forms_that_new_reports_brought(text: str, expected: list[str]) -> None:
    found = parse_quantities(text)
    assert [f"{one.indicator} {one.value} {one.unit} {one.change} {one.baseline}" for one in found] == expected


@pytest.mark.parametrize(
    ("names", "first", "second"),
    [
        ("城镇和农村常住居民人均可支配收入", "城镇常住居民人均可支配收入", "农村常住居民人均可支配收入"),
        ("其中城镇和农村居民人均可支配收入", "城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("城镇居民、农村居民人均可支配收入", "城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("黄金、镍产量", "黄金产量", "镍产量"),
    ],
)
def test_a_list_shares_what_closes_it(names: str, first: str, second: str) -> None:
    found = parse_quantities(f"{names}分别增长5.2%和7.1%")
    assert [quantity.indicator for quantity in found] == [first, second]


@pytest.mark.parametrize("sign", ["：", ":", "∶", "︰"])
def test_a_ratio_is_read_with_any_sign(sign: str) -> None:
    found = parse_quantities(f"三次产业结构为17.4{sign}39.1{sign}43.5")
    assert [str(quantity.value) for quantity in found] == ["17.4", "39.1", "43.5"]
