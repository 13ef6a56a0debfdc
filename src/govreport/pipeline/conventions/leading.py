"""§1.2: the proper name that a quantity's span swallows at its front."""

import re

from govreport.pipeline.conventions.places import INSTITUTION
from govreport.pipeline.gazetteer import folded, gazetteer, names_in
from govreport.schema import Entity

REACH = 8  # characters behind a span that may show its front to be an institution's name
# §4: sites with a name; §4, not marked: sites of a kind, and what a verb or a number makes of them
SITE = re.compile(
    "[一-龥]{2,7}?(?:机场|市场|公园|景区|水库|湿地|园区|工业园|开发区|高新区|港|新区|外滩|灌区|广场|产业园)(?![区建扩口])"
)
NO_SITE = re.compile(
    "全[国市县省区]|各|新[增建]|引进|改[造建]|我|农|县市|国家|沿海|内陆|内河|人工|修复|取缔|入围|举办|建[成设]|创建|拥有|城市|马路|.*[个批家大类座处条]"
)


def leading_name(text: str, entity: Entity) -> Entity | None:
    """§1.2: the name of the gazetteer that a quantity's span swallows at its front, for the model to judge.

    >>> leading_name("支持枣阳建成10个园区", Entity(2, 11, "TARGET"))
    Entity(start=2, end=4, label='PLACE')
    >>> leading_name("黄花机场进出港达1128万人次", Entity(0, 15, "METRIC"))
    Entity(start=0, end=4, label='PLACE')
    """
    if entity.label not in ("METRIC", "TARGET"):
        return None
    seen = folded(text[entity.start : entity.end + REACH])
    start = 3 * seen.startswith("国家级")
    size = entity.end - entity.start
    heads = (end for first, end, _ in names_in(seen[start:size], gazetteer()[0]) if first == 0)
    named = SITE.match(seen, start, size)
    end = named.end() if named and not NO_SITE.match(seen, start, named.end()) else start + next(heads, 0)
    if start < end < size - 2 and not INSTITUTION.match(seen, end):
        return Entity(entity.start + start, entity.start + end, "PLACE")
    return None
