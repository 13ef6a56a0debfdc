"""Numbers as they are written in reports: Arabic, Chinese and mixed, to exact decimals."""

import re
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
LONGEST, MOST_DIGITS = 60, 24  # keeps every product within the 28 digits of decimal arithmetic
PIECE = re.compile(
    r"(?P<arabic>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|(?P<point>点)|(?P<char>[零〇一二两三四五六七八九十百千万亿])"
)


def parse_number(text: str) -> Decimal | None:
    """The value of an Arabic, Chinese or mixed numeral, or None where ``text`` is not one.

    A lone last digit counts tenths of the unit before it, as spoken (一百二 is 120).

    >>> [f"{parse_number(text):f}" for text in ("3,420", "一千二百万", "1.2万亿", "二〇〇五", "三点五万", "三万五")]
    ['3420', '12000000', '1200000000000.0', '2005', '35000.0', '35000']
    >>> parse_number("十百") is parse_number("约三") is parse_number("") is None
    True
    """
    pieces = _pieces(text) if len(text) <= LONGEST else None
    if pieces is None or sum(char.isdigit() for char in text) > MOST_DIGITS:
        return None
    if "点" in pieces:
        return _with_point(text)
    return _Reader().read(pieces)


def _pieces(text: str) -> list[str] | None:
    """The Arabic runs and Chinese characters in order; None where something else stands between them."""
    matches = list(PIECE.finditer(text))
    if not matches or sum(len(match[0]) for match in matches) != len(text):
        return None
    return [match[0] for match in matches]


def _with_point(text: str) -> Decimal | None:
    """三点五万: the digits after 点 are decimals, the unit after them multiplies all."""
    match = re.fullmatch(r"([零〇一二两三四五六七八九十百千]+)点([零〇一二三四五六七八九]+)([万亿]*)", text)
    whole = parse_number(match[1]) if match else None
    if match is None or whole is None:
        return None
    decimals = "".join(str(DIGITS[char]) for char in match[2])
    return Decimal(f"{whole}.{decimals}") * scale_of(match[3])


def scale_of(scale: str) -> int:
    """The factor of 万, 亿, 万亿 or nothing.

    >>> scale_of("万亿"), scale_of("")
    (1000000000000, 1)
    """
    factor = 1
    for char in scale:
        factor *= LARGE[char]
    return factor


class _Reader:
    """Reads pieces left to right; ``section`` is what stands below 万, ``below`` what stands below 亿."""

    def __init__(self) -> None:
        self.total = self.below = self.section = Decimal(0)
        self.number: Decimal | None = None
        self.unit = 0  # the unit read last, 0 after a zero: decides how a lone last digit counts
        self.floor = 10**4  # units in one section must fall: 十百 is no number

    def read(self, pieces: list[str]) -> Decimal | None:
        ok = all(self._take(piece) for piece in pieces)
        if not ok:
            return None
        last = self.number or Decimal(0)
        spoken = pieces[-1] in DIGITS and len(pieces) > 1 and self.unit >= 100 and pieces[-2] not in DIGITS
        return self.total + self.below + self.section + (last * self.unit / 10 if spoken else last)

    def _take(self, piece: str) -> bool:
        if piece in LARGE:
            return self._large(piece)
        if piece in SMALL:
            return self._small(SMALL[piece])
        if piece in DIGITS:
            self.number = (self.number or Decimal(0)) * 10 + DIGITS[piece]
            return True
        free = self.number is None
        self.number = Decimal(piece.replace(",", ""))
        return free

    def _small(self, unit: int) -> bool:
        falls = unit < self.floor
        self.section += (Decimal(1) if self.number is None or self.number == 0 else self.number) * unit
        self.number, self.unit, self.floor = None, unit, unit
        return falls

    def _large(self, piece: str) -> bool:
        nothing = self.number is None and not (self.total or self.below or self.section)
        self.section += Decimal(1) if nothing else self.number or Decimal(0)
        if piece == "万":
            ok = not self.below
            self.below = self.section * LARGE["万"]
        else:
            ok = not self.total
            self.total, self.below = (self.below + self.section) * LARGE["亿"], Decimal(0)
        self.section, self.number = Decimal(0), None
        self.unit, self.floor = LARGE[piece], 10**4
        return ok
