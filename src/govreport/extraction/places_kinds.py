"""Why a place name has no administrative code: what kind of place it is, read off a table and the name's form."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from govreport.extraction.footnotes import without_marks
from govreport.pipeline.divisions import DATA

MASK = re.compile(r"\*|[xX×]{2,}|某")
# the first form that fits decides: 工业园 before 园, 湿地公园 before 湿地
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(form))
    for reason, form in (
        ("road", r"(?:(?<!街)道|[路街巷]|大街|高速|高铁|环线|[^沿]线|大桥|街路|立交)$"),
        (
            "zone",
            r"(?:开发区|高新区|经开区|工业园区?|产业园区?|科技园区?|创业园|软件园|医药园|物流园|工业[城港]|[^公]园区"
            r"|示范区|试验区|保税区|合作区|先导区|集聚区|功能区|管理区|片区|新[区城]|基地|商圈|商务区|商业[区圈]|汽车城)$",
        ),
        (
            "facility",
            r"(?:公园|植物园|动物园|名胜区|景[区点]|度假区|保护区|市场|商场|机场|空港|港区?|码头|车站|[东西南北]站|客运站|广场|[馆楼亭阁寺庙塔祠]"
            r"|大学|学院|学校|医院|灌区|中心|遗址|古[镇城村]|步行街|油田|煤矿|农场|林场|牧场)$",
        ),
        (
            "natural-feature",
            r"(?:[山江河湖海洋岛岭峰洲湾泡潭泉溪峡岗滩]|水库|湿地|流域|水系|草原|沙漠|平原|高原|盆地|森林|山脉|河段|外滩)$",
        ),
        ("village", r"(?:村|社区|屯|庄)$"),
        (
            "region",
            r"(?:[东西南北中]部|地区|城市群|[经济旅游都市文化]圈|经济[区带]|走廊|三角洲?|山区|老区|沿[江海线])$",
        ),
        ("region", r"(?<=^[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇陕甘陇青宁新])[东西南北中]$"),
    )
)


def fold(text: str) -> str:
    """A name as it is looked up: full width folded, footnote marks, quotes and blanks gone.

    >>> fold("“３＋５”城市群③"), fold(" 长 春 市")
    ('3+5城市群', '长春市')
    """
    return re.sub(r"[\s“”‘’\"'《》]", "", unicodedata.normalize("NFKC", without_marks(text)))


def is_masked(name: str) -> bool:
    """Whether the source has hidden the name or a part of it, as in ``**`` and ``XXX县``."""
    return MASK.search(name) is not None


def kind_by_form(name: str) -> str | None:
    """The reason that the end of a folded name gives, or ``None``; a bare 码头 or 温泉 is a name of its own.

    >>> [kind_by_form(name) for name in ("襄阳高新区", "南湖公园", "柘林湖", "重庆路", "鄂北", "农安")]
    ['zone', 'facility', 'natural-feature', 'road', 'region', None]
    """
    return next((reason for reason, form in FORMS if (found := form.search(name)) and found.start() > 0), None)


@lru_cache(maxsize=1)
def elsewhere() -> Mapping[str, str]:
    """Countries, regions and famous natural features by name, with their reason.

    >>> elsewhere()["新加坡"], elsewhere()["长三角"], elsewhere()["庐山"]
    ('foreign', 'region', 'natural-feature')
    """
    with (DATA / "elsewhere.csv").open(encoding="utf-8") as lines:
        return {row["name"]: row["reason"] for row in csv.DictReader(lines)}
