"""What the CRF peer is told of each character: what the shipped model knows too, as feature strings of crfsuite."""

from collections.abc import Sequence

from govreport.pipeline.encoder import Line, codes_of
from govreport.pipeline.features import feature_columns
from govreport.pipeline.gazetteer import folded
from govreport.training.words import words

REACH = 3  # characters to both sides
NEAR = ("units", "townships", "class")  # columns that a character also knows of its neighbours


def sentence_features(line: Line) -> list[list[str]]:
    """One list of features a character: characters and their pairs, words, digits, place in the clause, period, names.

    >>> found = sentence_features(Line("在长春市", "plan"))
    >>> "c0=长" in found[1], "border0=B" in found[1], "number_after=7" in found[1], "period=2" in found[1]
    (True, True, True, True)
    """
    around = _around(folded(line.text), _borders(line.text))
    columns = {name: column.tolist() for name, column in feature_columns([line], codes_of([line])).items()}
    for place, found in enumerate(around):
        period = columns["period"][place]
        found += [f"{name}={column[place]}" for name, column in columns.items()]
        found += [f"period+word={period}{part}" for part in found if part.startswith("word0=")]
        found += [
            f"period+{name}={period}+{columns[name][place]}" for name in ("class", "number_before", "number_after")
        ]
        for step in (-2, -1, 1, 2):
            if 0 <= place + step < len(around):
                found += [f"{name}{step}={columns[name][place + step]}" for name in NEAR]
    return around


def _borders(text: str) -> list[tuple[str, str]]:
    """For each character its place in its word (B, M, E, S) and the word."""
    found = []
    for word in words(text):
        places = "S" if len(word) == 1 else "B" + "M" * (len(word) - 2) + "E"
        found += [(place, folded(word)) for place in places]
    return found


def _around(text: str, borders: Sequence[tuple[str, str]]) -> list[list[str]]:
    starts = [place for place, (border, _) in enumerate(borders) if border in "BS"]
    names = [borders[place][1] for place in starts]
    number, rows = -1, []
    padded = "\0" * REACH + text + "\0" * REACH
    for place, (border, word) in enumerate(borders):
        number += border in "BS"
        window = padded[place : place + 2 * REACH + 1]
        row = ["bias", f"word0={word}", f"word-1={names[number - 1] if number else ''}"]
        row.append(f"word+1={names[number + 1] if number + 1 < len(names) else ''}")
        row += [f"c{step - REACH}={one}" for step, one in enumerate(window)]
        row += [f"cc{step - REACH}={window[step : step + 2]}" for step in range(1, 2 * REACH - 1)]
        row += [f"ccc{step - REACH}={window[step : step + 3]}" for step in (1, 2, 3)]
        for step in (-1, 0, 1):
            if 0 <= place + step < len(borders):
                row.append(f"border{step}={borders[place + step][0]}")
        row.append(f"pair={border}{window[REACH]}")
        rows.append(row)
    return rows
