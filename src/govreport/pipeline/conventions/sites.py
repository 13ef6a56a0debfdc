"""§3.2: a named site is a PROJECT where it is built and a PLACE where it only stands there; where its name ends."""

import re

from govreport.pipeline.gazetteer import gazetteer, names_in
from govreport.schema import Entity

# §4: kinds of sites, roads and waters that have names
SITE = re.compile(
    "(?:园区?|开发区|高新区|示范区|新区|市场|路|街|大道|广场|公园|湿地|保护区|景区|名胜区|片区|港区|商圈|中心区|工业城|新城|大学城|先导区|"
    "核心区|走廊|经济圈|旅游圈|水库|灌区|机场|大桥|商务区|(?:物流|水运|航运|交易|商业)中心)$"
)
# §3.2: signs of building, and words that make the whole a project
BUILT = re.compile(
    "建|扩|改造|修|整治|开工|封顶|竣工|投产|投用|投入|通车|通水|运营|营业|开业|开园|落户|签约|引进|完工|启动|开发|推进|打造|动工|启用|实施|"
    "打通|恢复|开通|拓宽|项目|工程|规划|封关|交付|搬迁|加快|合龙|贯通|前期|进展|提速|征迁|申报|获批|招商|落地|达产|截流|蓄水|提档"
)
CLAUSE = re.compile("[，；。：！？,;:!?]")
NOT_A_NAME = re.compile("[“”、0-9]")
LONGEST = 18
# §3.2: behind a site it is the site's equipment that is built
EQUIPMENT = re.compile("(?:[和与、][^，,、]{2,12})?基础设施")
BUILDABLE = re.compile("(?:先导区|示范区|试验区|开发区|高新区|经开区|综保区|保税区|园区?)$")
BUILDING = re.compile("建设(?!经验)|改造|扩建|开工|竣工|建成")
# §4: what belongs to the name of a region or a zone
REGION = re.compile(
    "(?:(?:经济|生态|工业|旅游|文化|产业)*(?:走廊|经济带|城市群|经济圈|旅游圈|先导区|示范区|试验区|实验区|经济区|合作区|流域|半岛|平原|高原|盆地|都市圈)|"
    "(?<=大湾)区|(?<=都市)圈|(?<=江)湾(?!区)|(?:国家级?)?(?:经济技术|高新技术产业|高新技术|经济|工业|产业|生物医药|物流|科技|化工|循环经济|综合保税)*"
    "(?:开发区|高新区|经开区|工业园|产业园|医药园|科技园|物流园|园区|综保区|保税区|森林公园|湿地公园|风景名胜区|自然保护区)区?(?![建口]))"
)
# §4: an old industrial base is no name; the unit before it is
OLD_BASE = "老工业基地"


def site(text: str, entity: Entity, limit: int) -> Entity:
    """A PROJECT or PLACE with the label and the end that the guideline gives to a site.

    ``limit`` is where the next entity starts, beyond which no name is continued.

    >>> text = "大力发展江山重工产业园。"
    >>> site(text, Entity(4, 11, "PROJECT"), 12)
    Entity(start=4, end=11, label='PLACE')
    >>> site("加快昌九工业走廊开发", Entity(2, 4, "PLACE"), 10).end
    8
    """
    if text.endswith(OLD_BASE, entity.start, entity.end):
        return _unit(text, entity)
    region = REGION.match(text, entity.end, limit) if entity.label == "PLACE" else None
    if region:
        built = BUILDABLE.search(text, entity.end, region.end()) and BUILDING.match(text, region.end())
        label = "PROJECT" if built else "PLACE"
        return Entity(entity.start, region.end(), label)
    return entity._replace(label="PLACE") if _only_stands(text, entity) else entity


def _unit(text: str, entity: Entity) -> Entity:
    heads = (end for start, end, _ in names_in(entity.surface(text), gazetteer()[0]) if start == 0)
    end = next(heads, None)
    return entity if end is None else Entity(entity.start, entity.start + end, "PLACE")


def _only_stands(text: str, entity: Entity) -> bool:
    name = entity.surface(text)
    if entity.label != "PROJECT" or not SITE.search(name) or NOT_A_NAME.search(name) or len(name) > LONGEST:
        return False
    before, behind = CLAUSE.split(text[: entity.start])[-1], CLAUSE.split(text[entity.end :])[0]
    return bool(EQUIPMENT.match(behind)) or not BUILT.search(before + "，" + behind)
