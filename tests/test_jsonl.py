"""JSON Lines from outside: each broken line is named."""

import gzip
from pathlib import Path

import pytest

from govreport.errors import BadInput
from govreport.jsonl import read_jsonl, write_jsonl

ROWS = [{"text": "粮食产量达到160亿斤。"}, {"text": "农民增收。\u2028次行"}]


def test_rows_come_back_also_packed_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path, packed = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.gz"
    write_jsonl(path, ROWS)
    packed.write_bytes(gzip.compress(path.read_bytes().replace(b"\n", b"\r\n\r\n\xe3\x80\x80\n")))
    assert list(read_jsonl(path)) == list(read_jsonl(packed)) == ROWS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"a": 1}\n{"text": "农民增收"}\n'.encode("gb18030"), "rows.jsonl:2: no UTF-8 .*save the file as UTF-8"),
        (b'{"a": 1}\n\n{"a": \n', "rows.jsonl:3: no JSON"),
        (b'{"a": 1}\n[1]\n', "rows.jsonl:2: a JSON object is needed, not list"),
        (b'{"a": 1}\nnull\n', "rows.jsonl:2: a JSON object is needed, not NoneType"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=reason):
        list(read_jsonl(path))


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b"{}\n" * 99)[:-9]])
def test_a_broken_or_missing_file_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "rows.jsonl.gz").write_bytes(data)
    for name in ("rows.jsonl.gz", "none.jsonl", "."):
        with pytest.raises(BadInput, match="cannot be read"):
            list(read_jsonl(tmp_path / name))
