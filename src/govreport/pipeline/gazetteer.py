"""Administrative names found in a text, as tags a character. Source and date: ``data/gazetteer``."""

import csv
import gzip
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from govreport.pipeline.characters import Codes, fold

PEOPLES = (
    "阿昌|白|保安|布朗|布依|朝鲜|傣|达斡尔|德昂|东乡|侗|独龙|鄂温克|高山|仡佬|哈尼|哈萨克|回|景颇|柯尔克孜|拉祜|黎|傈僳|"
    "满|毛南|蒙古|苗|仫佬|纳西|怒|普米|羌|撒拉|畲|水|塔吉克|土家|土|佤|维吾尔|锡伯|瑶|彝|裕固|藏|壮"
)
ENDING = re.compile(
    rf"(?:(?:(?:{PEOPLES})族|壮族|维吾尔|各族)*(?:联合)?自治[区州县旗]|特别行政区|地区|街道办事处|街道|办事处|新区|林区|"
    "[省市县区旗盟镇乡])$"
)
TAGS_PER_LIST = 7  # outside, or first / inner / last character of a full or a short name


class Names(NamedTuple):
    """Names by their first two characters, longest first; the flag tells a short form."""

    by_head: dict[str, list[tuple[str, bool]]]


def short_form(name: str) -> str:
    """The name without its administrative ending, or as it is where fewer than two characters would stay.

    >>> [short_form(name) for name in ("长春市", "延边朝鲜族自治州", "安广镇", "郊区")]
    ['长春', '延边', '安广', '郊区']
    """
    short = ENDING.sub("", name)
    return short if len(short) >= 2 else name


def build_names(names: Iterable[str]) -> Names:
    """An index of full names and their short forms."""
    found: dict[str, bool] = {}
    for name in names:
        found.setdefault(short_form(name), True)
        found[name] = False
    by_head: dict[str, list[tuple[str, bool]]] = {}
    for name in sorted(found, key=len, reverse=True):
        by_head.setdefault(name[:2], []).append((name, found[name]))
    return Names(by_head)


@lru_cache(maxsize=1)
def gazetteer() -> tuple[Names, Names]:
    """Provinces, cities, counties, former names, countries and famous places; and townships and streets."""
    folder = files("govreport") / "data" / "gazetteer"
    tables = [(folder / f"{name}.csv").read_text(encoding="utf-8") for name in ("units", "former", "elsewhere")]
    townships = gzip.decompress((folder / "townships.csv.gz").read_bytes()).decode("utf-8")
    return build_names(name for table in tables for name in _names(table)), build_names(_names(townships))


def _names(table: str) -> list[str]:
    return [row["name"] for row in csv.DictReader(table.splitlines())]


def name_tags(text: str, names: Names) -> NDArray[np.int64]:
    """A tag a character, longest name first from left to right: 0 outside, 1–3 a full name, 4–6 a short form.

    >>> name_tags("在长春市农安", build_names(["长春市", "农安县"])).tolist()
    [0, 1, 2, 3, 4, 6]
    """
    tags, place = np.zeros(len(text), dtype=np.int64), 0
    while place < len(text) - 1:
        for name, short in names.by_head.get(text[place : place + 2], ()):
            if text.startswith(name, place):
                first, end = (4 if short else 1), place + len(name)
                tags[place:end] = first + 1
                tags[place], tags[end - 1] = first, first + 2
                place = end - 1
                break
        place += 1
    return tags


def names_in(text: str, names: Names) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether it is a short form, of each name that ``name_tags`` marks.

    >>> list(names_in("在长春市农安", build_names(["长春市", "农安县"])))
    [(1, 4, False), (4, 6, True)]
    """
    start = 0
    for place, tag in enumerate(name_tags(text, names).tolist()):
        start = place if tag in (1, 4) else start
        if tag in (3, 6):
            yield start, place + 1, tag == 6


def folded(text: str) -> str:
    """The text as names are looked up in it: full-width forms folded, one character for one."""
    codes: Codes = fold(text)
    return "".join(map(chr, codes))
