"""Names of projects: which mentions are one project, and the administrative unit that a name begins with."""

import re

from govreport.extraction.places import PlaceLink, link_place
from govreport.extraction.places_home import Home
from govreport.extraction.places_kinds import fold

# 丰田发动机 and 丰田发动机项目 are one project
ENDING = re.compile(r"(?:建设|工程|项目|及配套)+$")
# brackets and dashes differ between mentions of one name
PUNCTUATION = re.compile(r"[()\[\]{}<>〈〉【】「」『』·,，.。、—\-]")
SHORTEST, LONGEST_PLACE = 2, 16
PLACE_END = re.compile(r"[省市县区旗州盟镇乡]$")


def project_key(name: str) -> str:
    """What mentions of one project share: full width folded, quotes and brackets gone, without 工程 or 项目 at the end.

    >>> project_key("“双千双百”[7]工程"), project_key("３万吨糠醛项目"), project_key("工程")
    ('双千双百', '3万吨糠醛', '工程')
    """
    bare = PUNCTUATION.sub("", fold(name)).casefold()
    short = ENDING.sub("", bare)
    return short if len(short) >= SHORTEST else bare or name


def place_in_name(name: str, home: Home | None) -> PlaceLink | None:
    """The unit that a project's name begins with: any full name, or a short one of the home and around it.

    Short names of far units are left alone: 丰田发动机 is not in 丰田, 台湾冠贺运动器材 need not be in Taiwan.

    >>> home = Home.from_code("220100")
    >>> place_in_name("农安防病改水", home).admin_name, place_in_name("台湾冠贺运动器材", home)
    ('吉林省长春市农安县', None)
    """
    folded = fold(name)
    for end in range(min(len(folded) - 1, LONGEST_PLACE), 1, -1):
        link = link_place(folded[:end], home)
        if link.admin_code and _is_plain(folded[:end], link, home):
            return link
    return None


def _is_plain(name: str, link: PlaceLink, home: Home | None) -> bool:
    if PLACE_END.search(name) and len(name) > SHORTEST:
        return True
    near = home is not None and home.covers(Home.from_code(link.admin_code or "").unit)
    town = link.admin_level == "township"
    # a street's short name (胜利, 长江路) is a word like any other
    return near and (not town or (link.admin_name or "").endswith(("镇", "乡")))
