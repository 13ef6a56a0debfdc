"""Format → parse → same, for numbers in every script, and cn2an as a second opinion."""

import re
from decimal import Decimal

import cn2an
from hypothesis import example, given
from hypothesis import strategies as st

from govreport.extraction.quantities import parse_quantities
from govreport.extraction.quantities.folding import fold
from govreport.extraction.quantities.numerals import parse_number
from govreport.extraction.quantities.units import TABLE

WHOLE = st.integers(1, 10**15)
DECIMALS = st.decimals(min_value=0, max_value=10**9, places=2)
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
NAMED = sorted(unit for unit in TABLE if not unit.startswith("个"))


def chinese(number: int) -> str:
    """As cn2an writes it, with the 零 it forgets between 亿 and thousands: it cannot read 一亿一千 itself."""
    return re.sub("亿(?=[一二三四五六七八九]千(?!.*万))", "亿零", cn2an.an2cn(number, "low"))


@given(WHOLE)
@example(100_001_000)
@example(110_000_000)
def test_chinese_numerals_come_back_and_cn2an_agrees(number: int) -> None:
    written = chinese(number)
    assert parse_number(written) == number == cn2an.cn2an(written, "strict")


@given(st.integers(1, 9), st.sampled_from(["百", "千", "万"]), st.integers(1, 9))
def test_spoken_short_forms_agree_with_cn2an(first: int, unit: str, last: int) -> None:
    written = f"{cn2an.an2cn(first)}{unit}{cn2an.an2cn(last)}"
    assert parse_number(written) == Decimal(str(cn2an.cn2an(written, "normal")))


@given(DECIMALS)
def test_arabic_numerals_come_back_in_every_dress(number: Decimal) -> None:
    for written in (f"{number}", f"{number:,}"):
        assert parse_number(written) == number
        assert parse_number(fold(written.translate(FULL_WIDTH))) == number


@given(st.integers(1, 999), st.integers(0, 9999), st.integers(0, 9999))
def test_mixed_numerals_add_up(large: int, middle: int, small: int) -> None:
    assert parse_number(f"{large}亿{middle}万{small}") == large * 10**8 + middle * 10**4 + small


@given(st.integers(1, 10**6), st.sampled_from(["", "万", "亿", "万亿"]), st.sampled_from(NAMED))
def test_a_number_with_a_unit_comes_back(number: int, scale: str, unit: str) -> None:
    (quantity,) = parse_quantities(f"甲项指标达到{number}{scale}{unit}")
    assert (quantity.indicator, quantity.value, quantity.unit) == ("甲项指标", Decimal(number), scale + unit)


@given(DECIMALS, st.sampled_from(["以上", "以内", "左右", ""]), st.booleans())
def test_value_bound_and_change_come_back(number: Decimal, bound: str, full_width: bool) -> None:
    span = f"工业增加值比上年增长{number}%{bound}"
    (quantity,) = parse_quantities(span.translate(FULL_WIDTH) if full_width else span)
    relation = {"以上": "≥", "以内": "≤", "左右": "≈", "": "="}[bound]
    read = (quantity.indicator, quantity.value, quantity.relation, quantity.change, quantity.baseline)
    assert read == ("工业增加值", number, relation, "increase", "比上年")


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=6))
def test_respectively_lists_align_in_order(values: list[int]) -> None:
    names = [f"{letter}区产值" for letter in "甲乙丙丁戊己"[: len(values)]]
    listed = "、".join(names[:-1]) + "和" + names[-1]
    amounts = "、".join(f"{value}亿元" for value in values[:-1]) + f"和{values[-1]}亿元"
    found = parse_quantities(f"{listed}分别达到{amounts}")
    assert [(quantity.indicator, quantity.value) for quantity in found] == list(zip(names, values, strict=True))


@given(st.text(alphabet="一二两三百万亿年12.,，、和由到比的分别之成%元个人第前“”增长达超过 ：/", max_size=60))
def test_any_text_is_read_without_failing_and_gives_something(text: str) -> None:
    found = parse_quantities(text, previous="前项")
    assert found
    assert all(quantity.value is not None or quantity.flags == ("unparsed",) for quantity in found)
