import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from govreport.corpus.documents import Document, Failure, Limits, iter_documents, read_document
from govreport.errors import BadInput

Make = Callable[[str, bytes | str], Path]


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def outcome(path: Path, limits: Limits | None = None) -> dict[str, str]:
    """The text or the reason for each name, below the path."""
    results = iter_documents([path], limits or Limits())
    base = len(str(path)) + 1
    return {r.name[base:]: r.text if isinstance(r, Document) else f"! {r.reason}" for r in results}


def test_one_bad_file_stops_nothing(make: Make, tmp_path: Path, report: str) -> None:
    for name, data in {"b.txt": report, "a.txt": b"\x00\x01\xff" * 99, "sub/c.md": "# 一、回顾", "z": ""}.items():
        make(name, data)
    make(".hidden.txt", report)
    results = list(iter_documents([tmp_path / "missing.txt", tmp_path, tmp_path / "b.txt"]))
    names = [Path(result.name).name for result in results]
    assert names == ["missing.txt", "a.txt", "b.txt", "z", "c.md", "b.txt"]
    assert [isinstance(result, Failure) for result in results] == [True, True, False, True, False, False]


def test_a_folder_or_zip_without_a_file_is_a_failure(make: Make, tmp_path: Path, report: str) -> None:
    (tmp_path / "none" / "deep").mkdir(parents=True)
    make("none/.hidden.txt", report)
    results = list(iter_documents([tmp_path / "none", make("a.txt", report), make("none.zip", packed({}))]))
    reasons = [result.reason if isinstance(result, Failure) else result.text for result in results]
    assert reasons == ["no file in this folder; hidden files are not read", report, "no file in this archive"]
    assert results[0].name == str(tmp_path / "none")


def test_a_zip_gives_its_members(make: Make, report: str, pdf: Callable[..., bytes]) -> None:
    inner = packed({"x.txt": report.encode()})
    members = {
        "市/甲.txt": report.encode("gb18030"),
        "乙.pdf": pdf(["粮食产量达到160亿斤，增产26亿斤。"]),
        "丙.zip": inner,
    }
    members |= {"../丁.txt": report.encode(), "/etc/戊.txt": b"", "__MACOSX/._x": b"x", ".DS_Store": b"x"}
    path = make("all.zip", packed(members))
    before = set(path.parent.parent.iterdir())
    found = outcome(path)
    assert found["市/甲.txt"] == found["../丁.txt"] == report
    assert found["乙.pdf"] == "粮食产量达到160亿斤，增产26亿斤。\n"
    assert found["丙.zip"].startswith("! this is a zip archive; unpack it")
    assert found["/etc/戊.txt"].startswith("! the file is empty")
    assert len(found) == 5
    assert set(path.parent.parent.iterdir()) == before


def test_chinese_names_of_windows(make: Make, report: str) -> None:
    # zipfile marks such a name as UTF-8; a name of the same length in bytes is put in its place
    data = packed({"ABCD.txt": report.encode()}).replace(b"ABCD.txt", "报告".encode("gbk") + b".txt")
    assert list(outcome(make("a.zip", data))) == ["报告.txt"]


def test_a_zip_is_told_by_content_and_refused_alone(make: Make, report: str) -> None:
    path = make("reports.txt", packed({"a.txt": report.encode()}))
    assert outcome(path) == {"a.txt": report}
    with pytest.raises(BadInput, match=r"reports.txt: this is a zip archive; unpack it"):
        read_document(path)


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (packed({"a.txt": b"0" * 30_000_000}), Limits(), "zip bomb"),
        (packed({f"{i}.txt": b"x" for i in range(30)}), Limits(archive_members=20), "30 members, more than 20"),
        (packed({f"{i:0900}.txt": b"x" for i in range(30)}), Limits(archive_members=20), "more than 20 members"),
        (packed({"a.txt": b"x" * 5_000}), Limits(archive_bytes=3_200), "unpacks to 5,000 bytes, more than 3,200"),
        (packed({"a.txt": os.urandom(3_000)}), Limits(archive_bytes=2_000), "bytes, more than 2,000"),
        (packed({"a.txt": b"x" * 3_000})[:90], Limits(), "damaged"),
        (b"PK\x03\x04", Limits(), "damaged"),
    ],
)
def test_archives_are_bounded(make: Make, data: bytes, limits: Limits, reason: str) -> None:
    [(name, failure)] = outcome(make("bad.zip", data), limits).items()
    assert name == ""
    assert reason in failure


def test_a_member_is_bounded_and_a_damaged_one_stops_nothing(make: Make, report: str) -> None:
    noise = os.urandom(4_000)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in (("a.txt", noise), ("b.txt", b"MARK" + noise[:900]), ("c.txt", report.encode())):
            archive.writestr(ZipInfo(name), content)
    found = outcome(make("a.zip", buffer.getvalue().replace(b"MARK", b"BARK")), Limits(file_bytes=2_000))
    assert "4,000 bytes, more than 2,000" in found["a.txt"]
    assert "damaged" in found["b.txt"]
    assert found["c.txt"] == report


def test_a_locked_member(make: Make, report: str) -> None:
    data = bytearray(packed({"a.txt": report.encode()}))
    data[6] |= 1  # the flag in the member's own head, and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in outcome(make("a.zip", bytes(data)))["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_out_of_a_folder_are_not_followed(make: Make, tmp_path: Path, report: str) -> None:
    outside = make("outside/secret.txt", report)
    inside = make("folder/a.txt", report)
    folder = inside.parent
    (folder / "b.txt").symlink_to(outside)
    (folder / "c").symlink_to(outside.parent)
    (folder / "d.txt").symlink_to(inside)
    (folder / "loop").symlink_to(folder)
    found = outcome(folder)
    assert sorted(found) == ["a.txt", "b.txt", "c", "d.txt"]
    assert found["a.txt"] == found["d.txt"] == report
    assert all("leads out of the folder" in found[name] for name in ("b.txt", "c"))


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in outcome(tmp_path)["pipe.txt"]


def test_a_gigabyte_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as handle:
        handle.truncate(1_000_000_000)  # takes no room on disk
    with pytest.raises(BadInput, match=r"big.txt: the file has 1,000,000,000 bytes, more than 50,000,000; split it"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "legacy Office file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", rb"{\rtf1\ansi", "rtf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.rar", b"Rar!\x1a\x07", "not read; unpack it"),
        ("a.xlsx", packed({"xl/workbook.xml": b"<x/>"}), "spreadsheet"),
        ("a.ofd", packed({"OFD.xml": b"<x/>"}), "OFD"),
        ("a.mht", b"From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "web archive"),
    ],
)
def test_kinds_that_are_not_read_name_the_next_step(make: Make, name: str, data: bytes, reason: str) -> None:
    path = make(name, data)
    with pytest.raises(BadInput, match=reason) as error:
        read_document(path)
    assert str(error.value).startswith(f"{path}: ")
    assert any(step in str(error.value) for step in ("save", "unpack", "OCR"))
    [failure] = iter_documents([path])
    assert isinstance(failure, Failure)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder; give a file"):
        read_document(tmp_path)
    with pytest.raises(BadInput, match=r"no.txt: there is no such file; check"):
        read_document(tmp_path / "no.txt")
    with pytest.raises(BadInput, match="cannot be read"):
        read_document(tmp_path / "a\x00b.txt")


def test_core_installation_reads_text_and_names_the_extra(make: Make, report: str, pdf: Callable[..., bytes]) -> None:
    paths = [make("a.txt", report), make("a.html", "<html>一，二。</html>"), make("a.pdf", pdf(["一，二。"]))]
    paths.append(make("a.docx", packed({"word/document.xml": b"<x/>"})))
    code = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(('docx', 'pypdf', 'bs4', 'lxml')))\n"  # as if not installed
        "from pathlib import Path\n"
        "from govreport.corpus.documents import iter_documents\n"
        "for r in iter_documents(map(Path, sys.argv[1:])):\n"
        "    print(type(r).__name__, getattr(r, 'reason', ''))\n"
    )
    command = [sys.executable, "-c", code, *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines[0] == "Document "
    assert [line.split()[0] for line in lines[1:]] == ["Failure"] * 3
    assert all("pip install 'govreport-ner[documents]'" in line for line in lines[1:])
