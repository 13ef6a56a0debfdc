"""Footnote marks inside and around what a model marked: [37], 〔3〕, （12）, ①; their numbers measure nothing."""

import re

DIGITS = "[0-9０-９]{1,3}"
# enclosed and superscript numbers; ² and ³ behind m or 米 are square and cubic metres
SIGNS = "[①-⒛⓪-⓿❶-➓㈠-㈩㉑-㉟㊀-㊉㊱-㊿]|(?<![mM米])[⁰¹²³⁴-⁹]+"
MARK = re.compile(
    rf"[\[［〔【](?:注|注释)?\s*{DIGITS}\s*[\]］〕】]|[(（]{DIGITS}[)）]|{SIGNS}"
    # a model may end or begin a span within a mark
    rf"|^{DIGITS}\s*[\]］〕】]|^[\]］〕】]|[\[［〔【]\s*(?:{DIGITS})?$"
)
OPENED = re.compile(r"[\[［〔【]\s*$")
CLOSES = re.compile(rf"^{DIGITS}")


def without_marks(text: str, before: str = "") -> str:
    """The text without footnote marks; ``before`` is what stands in front of it, where a mark may have begun.

    >>> without_marks("落实“四早”[15]要求，企业⑤23家"), without_marks("37]改造公路3（5）公里"), without_marks("12万m²")
    ('落实“四早”要求，企业23家', '改造公路3公里', '12万m²')
    >>> without_marks("37", before="两城三微五宜[")
    ''
    """
    if OPENED.search(before):
        text = CLOSES.sub("", text)
    return MARK.sub("", text)
