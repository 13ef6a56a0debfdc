"""§3: where a project's name begins and ends, and what is no project although it looks like one."""

import re

from govreport.schema import Entity

# §3.3: verbs of a stage in front of the name
STAGE = re.compile(
    "(?:新建|续建|修建|建设|启动|推进|实施|开工|加快|规划|打造|打通|建成|完成|开建|保障(?!性)|确保|抓好)+"
)
# §3.3: what happens to it, behind the name
DONE = re.compile(
    "(?:正式|全面|顺利|基本|即将|主体)*(?:封顶|上线|全线|开工|竣工|通车|投产|完工|投用|启用)$|"
    "(?<!“)[0-9一二三四五六七八九十]+[大项个](?:工程|行动|计划|项目)$"
)
# §3.3: phases and kinds of rebuilding belong to the name
PHASE = re.compile("(?:改扩建|扩建|迁建|[一二三四五六]期(?:工程|项目)?)(?![一-龥]?[0-9])")
NUMBERED = re.compile("[一二三四五六七八九十]是")
SHORTEST = 3  # characters that stay when a verb is taken off
# §3, what is not marked: companies, schools, brands and products in a list that says so at its end
COMPANIES = (
    "(?:、[^，,。；;：:等]*)?(?:[和与][^等，,、]*)?等[^，,。；;：:]{0,12}?"
    "(?:企业|公司|集团|巨头|部门|商家|厂商|银行|高校|院校|品牌|客商|产品|新车|疾病)"
    "(?![^，,。；;：:]{0,10}(?:项目|建设|竣工|投产|开工|落户|签约|工程|基地))"
)
UNNAMED_LIST = re.compile(COMPANIES)
# §3.1: made of words for kinds alone, so no name of its own
KINDS = re.compile(
    "(?:高速|高等级|县乡|农村|乡村|城市|快速|通达|通[村乡组]|疏港|入园|铁路|专用|国省|国道|省道|主干|次干|主次|出口|过境|连接|环城|市政|重要|"
    "水利|供水|供气|供热|污水|垃圾|处理|处置|配送|商品|物流|保税|院士|博士后|设施|生活|标准化)*"
    "(?:公路|铁路|道路|快速路|干线|专用线|干道|工作站|处理厂|处理场|配送中心|物流中心|供水供气|路网|管网|基础设施|输变电工程|改扩建|配套工程)"
)
# §3: numbered roads are names
ROAD = re.compile("(?:续建|新建|改建|扩建|建设|改造)?((?:国道|省道|县道|[gs])[0-9]{1,4}(?:线|国道|省道)?)")


def project_borders(text: str, entity: Entity, limit: int) -> tuple[int, int]:
    """§3.3, §3.4: without verbs in front; wholly in quotes it stands without them, a quote inside it is closed.

    >>> text = "修建南湖西路以及北路。"
    >>> project_borders(text, Entity(0, 7, "PROJECT"), 11)
    (2, 6)
    """
    start, end = entity.start, entity.end
    for rule in (NUMBERED, STAGE):
        mark = rule.match(text, start, end)
        start = mark.end() if mark and end - mark.end() >= SHORTEST else start
    end -= text[end - 1] == "以" and text[end : end + 1] == "及" and end - start > SHORTEST
    done = DONE.search(text, start, end)
    end = done.start() if done and done.start() - start >= SHORTEST else end
    phase = PHASE.match(text, end, limit)
    end = phase.end() if phase else end
    opened = text[start:end].count("“") - text[start:end].count("”")
    if opened > 0 and text[end : end + 1] == "”" and end < limit:
        return (start + 1, end) if text[start] == "“" else (start, end + 1)
    return start, end


def is_project(text: str, entity: Entity) -> bool:
    """Whether the guideline lets it be one.

    >>> text = "引进日本铃木、中国五矿等一批企业，建设保税物流中心。"
    >>> is_project(text, Entity(2, 6, "PROJECT")), is_project(text, Entity(19, 25, "PROJECT"))
    (False, False)
    """
    return not KINDS.fullmatch(text, entity.start, entity.end) and not UNNAMED_LIST.match(text, entity.end)


def numbered_road(text: str, entity: Entity) -> Entity:
    """A METRIC or TARGET that is nothing but a numbered road is that road.

    >>> numbered_road("新建省道516。", Entity(0, 7, "TARGET"))
    Entity(start=2, end=7, label='PROJECT')
    """
    road = ROAD.fullmatch(text, entity.start, entity.end)
    return Entity(*road.span(1), "PROJECT") if road else entity
