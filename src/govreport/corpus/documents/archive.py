"""Zip archives: bounded before a byte is unpacked, members read one at a time, their names never followed."""

import struct
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from govreport.corpus.documents.model import MB, Limits, Unreadable, printable

DAMAGED = "the zip archive or Word file is damaged; pack, save or download it again"
BOMB = "the archive unpacks to far more than it holds (a zip bomb?); unpack it yourself and give the folder"
OFFICE = {
    "OFD.xml": "an OFD file",
    "xl/workbook.xml": "a spreadsheet (.xlsx)",
    "ppt/presentation.xml": "a presentation (.pptx)",
    "META-INF/manifest.xml": "an OpenDocument file",
}
UTF8_NAME, LOCKED = 0x800, 0x1
END = b"PK\x05\x06"
# Bytes of directory that one member may take: its fixed part, a long name, extra fields
ENTRY = 600


def open_archive(source: BinaryIO, limits: Limits) -> ZipFile:
    """Open a zip whose directory, sizes and ratio keep to the limits; raise ``Unreadable`` otherwise."""
    _check_directory(source, limits)
    try:
        archive = ZipFile(source)
    except (BadZipFile, OSError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    _check_members(archive.infolist(), limits)
    return archive


def _check_members(members: list[ZipInfo], limits: Limits) -> None:
    """Raise ``Unreadable`` where the members are too many, too large, or packed too well to be honest."""
    if len(members) > limits.archive_members:
        raise Unreadable(f"the archive has {len(members)} members, more than {limits.archive_members}; split it")
    whole, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if whole > MB and whole > limits.archive_ratio * max(1, packed):
        raise Unreadable(BOMB)
    if whole > limits.archive_bytes:
        raise Unreadable(f"the archive unpacks to {whole:,} bytes, more than {limits.archive_bytes:,}; split it")


def files(archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    """Yield display name and member of every file, in the order of the names, without what macOS adds."""
    named = [(member_name(member), member) for member in archive.infolist() if not member.is_dir()]
    for name, member in sorted(named, key=lambda pair: pair[0]):
        parts = PurePosixPath(name).parts
        if "__MACOSX" not in parts and not (parts and parts[-1].startswith(".")):
            yield name, member


def member_name(member: ZipInfo) -> str:
    """Return a member's name; Chinese Windows writes names in GBK, which zipfile shows as code page 437.

    >>> member_name(ZipInfo("报告.txt".encode("gbk").decode("cp437")))
    '报告.txt'
    """
    name = member.filename
    if not member.flag_bits & UTF8_NAME:
        for codec in ("utf-8", "gb18030"):
            try:
                return printable(name.encode("cp437").decode(codec))
            except UnicodeError:
                continue
    return printable(name)


def read_member(archive: ZipFile, member: ZipInfo, limits: Limits) -> bytes:
    """Return a member's bytes; raise ``Unreadable`` where it is locked, damaged or larger than a file may be."""
    if member.flag_bits & LOCKED:
        raise Unreadable("the archive is locked with a password; unpack it yourself and give the folder")
    if member.file_size > limits.file_bytes:
        raise Unreadable(too_large(member.file_size, limits.file_bytes))
    try:
        with archive.open(member) as handle:
            data = handle.read(limits.file_bytes + 1)
    except Exception as error:  # zlib, lzma and zipfile each raise their own on damaged data
        raise Unreadable(DAMAGED) from error
    if len(data) > limits.file_bytes:
        raise Unreadable(too_large(len(data), limits.file_bytes))
    return data


def too_large(size: int, limit: int) -> str:
    """The reason for a file over its limit, both in bytes."""
    return f"the file has {size:,} bytes, more than {limit:,}; split it, or save only the report's text"


def office_kind(archive: ZipFile) -> str:
    """Return "docx" or "zip"; raise ``Unreadable`` for other office files, which are zips as well."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    for sign, kind in OFFICE.items():
        if sign in names:
            raise Unreadable(f"this is {kind}; save it as .docx, .pdf or UTF-8 text")
    return "zip"


def _check_directory(source: BinaryIO, limits: Limits) -> None:
    """Look at the directory's size first: zipfile would build a million entries in memory before anyone can count."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 66_000))
    tail = source.read()
    source.seek(0)
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + 22:
        raise Unreadable(DAMAGED)
    if struct.unpack_from("<L", tail, end + 12)[0] > limits.archive_members * ENTRY or b"PK\x06\x07" in tail[:end]:
        raise Unreadable(f"the archive has more than {limits.archive_members} members or is a zip64; split it")
