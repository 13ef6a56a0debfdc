"""Splits a list of indicators (养老、失业、医疗保险参保人数) into whole ones."""

import re

from govreport.extraction.quantities.vocabulary import AND, MEASURE, PAIRS

SEPARATOR = re.compile(AND)
GROUP = re.compile(r"[两二三四五六七八九十]大[^、]+$")
QUALIFIED = re.compile(r"的[^的]+$")
RESIDENTS = re.compile("(?:城镇|城市|农村|乡村)(?:常住)?(?:居民)?")
INDUSTRY = re.compile("(?P<name>.+?)(?:等)?(?:产业|行业|工业)")


def split_names(names: str, count: int | None = None) -> list[str]:
    """The single indicators of a list; with ``count`` None, or when the list does not have that many, the whole.

    The measure that closes the list belongs to every item that has none of its own.

    >>> split_names("养老、失业、医疗保险参保人数", 3)
    ['养老保险参保人数', '失业保险参保人数', '医疗保险参保人数']
    >>> split_names("城镇和农村常住居民人均消费", 2)
    ['城镇常住居民人均消费', '农村常住居民人均消费']
    >>> split_names("城乡居民恩格尔系数", 2), split_names("私营企业和个体工商户", 2)
    (['城镇居民恩格尔系数', '农村居民恩格尔系数'], ['私营企业', '个体工商户'])
    """
    parts = [names] if GROUP.search(names) else [part for part in SEPARATOR.split(names) if part]
    if count is not None and len(parts) != count:
        return _pair(names) if count == 2 else [names]
    return [*(_complete(part, parts[-1]) for part in parts[:-1]), *parts[-1:]]


def _pair(names: str) -> list[str]:
    """城乡 and 存贷款 name two indicators in one word."""
    for word, halves in PAIRS.items():
        if word in names:
            return [names.replace(word, half, 1) for half in halves]
    return [names]


def _complete(part: str, last: str) -> str:
    residents = RESIDENTS.match(last)
    if residents and RESIDENTS.fullmatch(part):
        kind = "" if part.endswith("居民") else residents[0][2:]
        return part + kind + last[residents.end() :]
    match = MEASURE.search(last)
    if match is None:
        qualified = QUALIFIED.search(last)
        return part + qualified[0] if qualified and "的" not in part else part
    tail = ("保险" if last[: match.start()].endswith("保险") else "") + match[0]
    if MEASURE.search(part) and not (tail != "保险" and tail.startswith("保险") and part.endswith("保险")):
        return part
    return part + (tail.removeprefix("保险") if part.endswith("保险") else tail)


def from_context(context: str, count: int) -> list[str]:
    """The subjects a clause in front lists (食品、光电子、生物与医药产业增势良好，), if they are ``count``; else none.

    >>> from_context("食品、光电子、生物与医药产业增势良好，", 3)
    ['食品', '光电子', '生物与医药']
    """
    parts = context.rstrip("，；：").rsplit("，", 1)[-1].split("、")
    industry = INDUSTRY.match(parts[-1])
    return [*parts[:-1], industry["name"]] if industry and len(parts) == count > 1 else []
