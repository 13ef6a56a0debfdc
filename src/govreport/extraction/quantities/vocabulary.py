"""The words the parser knows, from ``vocabulary.json``, as ready patterns."""

import json
import re
from importlib.resources import files

_LISTS = json.loads(files(__package__).joinpath("vocabulary.json").read_text(encoding="utf-8"))
PAIRS: dict[str, list[str]] = _LISTS.pop("pairs")
WORDS: dict[str, list[str]] = _LISTS


def one_of(*lists: str) -> str:
    """A pattern for any word of the lists; longer words first, so that 增加到 is not read as 增加.

    >>> one_of("under")
    '(?:不到|不足|低于|小于|少于)'
    """
    words = sorted({word for name in lists for word in WORDS[name]}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(words) + ")"


CHANGE = one_of("up", "down")
GROWN = re.compile(CHANGE)
KEPT = re.compile(one_of("up_kept") + "$")
REACH = f"(?:{one_of('reach')}(?:到|至|为))"
VERB_CHAIN = re.compile(rf"{one_of('verbs')}(?:[、和]?{one_of('verbs')})*了?")
STARTS_WITH_VERB = re.compile(one_of("verbs"))
BUILDER_ONLY = re.compile(rf"(?:{one_of('builders')})了?")
MEASURE = re.compile(one_of("measures") + "$")
AND = "(?:、|以及|(?<![共总饱温缓])和(?![谐平睦])|(?<!参)与|(?<![普以涉])及(?![时格其]))"
SHARE = re.compile(r"占|比重|比例|份额")
