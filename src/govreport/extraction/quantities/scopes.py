"""Tells numbers that only bound what is counted (3000万元以上投资项目308个) from numbers that are values."""

import re

from govreport.extraction.quantities.leads import read_lead
from govreport.extraction.quantities.lexer import Token

SEPARATORS = "、和与，；"
STAGE = re.compile(r"(?:新?台阶|大关|关口)")
OWN_VALUE = re.compile(r"完成|实现|累计|投入")


def value_tokens(clause: str, tokens: list[Token]) -> list[Token]:
    """The tokens that are values; the others stay words of the indicator.

    >>> from govreport.extraction.quantities.lexer import lex
    >>> clause = "引进超5000万元大项目100个以上"
    >>> [token.unit for token in value_tokens(clause, lex(clause))]
    ['个']
    """
    values: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        before = tokens[index - 1] if index else None
        counted = values[-1] if values else None
        if not (
            _in_subject(clause, token, following)
            or _bounds_noun(clause, token, before, following)
            or _inside_count(clause, token, counted)
        ):
            values.append(token)
    return values or tokens


def _bounds_noun(clause: str, token: Token, before: Token | None, following: Token | None) -> bool:
    """A bounded amount in front of a noun, with another number in the same item of the list."""
    if token.percent or not any(other and _together(clause, token, other) for other in (before, following)):
        return False
    text = clause[token.end : following.start if following else len(clause)]
    bounded = token.relation in ("≥", "≤", "≈") or read_lead(clause[: token.start]).relation in (">", "<", "≥", "≤")
    adjacent = bool(following) and not text and bounded
    noun = bool(text) and text[0] not in SEPARATORS and not STAGE.match(text)
    return adjacent or (noun and (bounded or text[0] in "的级"))


def _in_subject(clause: str, token: Token, following: Token | None) -> bool:
    """全市12个工业园入园企业递增46.7%: a count inside the name of what grows by a share."""
    if token.percent or following is None or not following.percent or not _together(clause, token, following):
        return False
    lead = read_lead(clause[token.end : following.start])
    return bool(lead.text) and lead.change in ("increase", "decrease")


def _together(clause: str, one: Token, other: Token) -> bool:
    left, right = sorted((one, other), key=lambda token: token.start)
    return not any(char in SEPARATORS for char in clause[left.end : right.start])


def _inside_count(clause: str, token: Token, counted: Token | None) -> bool:
    """2个百亿加工县市, 3家企业产销均过300亿元, 乡镇各办1所: a number inside what another number counts."""
    if counted is None or not _together(clause, counted, token):
        return False
    between, text = clause[counted.end : token.start], clause[token.end :]
    if not between:
        return token.relation in ("≥", "≤") or (bool(text) and text[0] not in SEPARATORS)
    bounded = read_lead(between).relation in (">", "<", "≥", "≤") and not OWN_VALUE.search(between)
    return not token.percent and (bounded or bool(re.search("各[^、和]?$", between)))
