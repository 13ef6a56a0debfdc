"""Figures as text, the same on the page, in the documents and on the terminal."""


def ratio(value: float | None) -> str:
    """A score with three digits, a dash where it is undefined.

    >>> ratio(0.86149), ratio(None)
    ('0.861', '—')
    """
    return "—" if value is None else f"{value:.3f}"


def percent(value: float | None) -> str:
    """A share in per cent with one digit.

    >>> percent(0.0123)
    '1.2 %'
    """
    return "—" if value is None else f"{100 * value:.1f} %"


def span_of(ci95: list[float] | None) -> str:
    """An interval.

    >>> span_of([0.8412, 0.8799])
    '0.841–0.880'
    """
    return f"{ratio(ci95[0])}–{ratio(ci95[1])}" if ci95 else "—"
