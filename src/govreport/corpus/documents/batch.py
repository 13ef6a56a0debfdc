"""Many files, folders and zips, without stopping at a bad one."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from govreport.corpus.documents.archive import files, office_kind, open_archive, read_member
from govreport.corpus.documents.model import (
    Document,
    Failure,
    Limits,
    MissingExtra,
    Unreadable,
    out_of_reach,
    printable,
)
from govreport.corpus.documents.reader import DEFAULT, check_file, parse, read_bytes

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
NO_FILE = "no file in this folder; hidden files are not read"
NO_MEMBER = "no file in this archive"
OUTSIDE = "this link leads out of the folder and is not followed; give its target itself"


def iter_documents(paths: Iterable[Path], limits: Limits = DEFAULT) -> Iterator[Document | Failure]:
    """Yield a document or a failure for each file, for each file in a folder at any depth, for each member of a zip.

    Folders are read in the order of names, without hidden files; a link out of a folder is a failure, nothing stops
    the rest. A zip's members are named ``reports.zip!folder/report.txt``; a zip in a zip is a failure, and so is a
    folder or zip without a file.
    At most one file is held in memory.

    >>> [failure] = iter_documents([Path("missing.txt")])
    >>> failure.name, failure.reason
    ('missing.txt', 'there is no such file; check the name')
    """
    for path in paths:
        if path.is_dir():
            found = _folder(path, limits)
            yield next(found, Failure(printable(str(path)), NO_FILE))
            yield from found
        else:
            yield from _file(path, limits)


def _folder(folder: Path, limits: Limits) -> Iterator[Document | Failure]:
    blocked: list[OSError] = []
    home = folder.resolve()
    for root, folders, names in os.walk(folder, onerror=blocked.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted([*names, *folders]):
            path = Path(root, name)
            if name.startswith(".") or (name in folders and not path.is_symlink()):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(home):
                yield Failure(printable(str(path)), OUTSIDE)
            elif name not in folders:  # a linked folder inside is read where it really lies
                yield from _file(path, limits)
        while blocked:
            yield _blocked(blocked.pop())
    yield from map(_blocked, blocked)


def _blocked(error: OSError) -> Failure:
    return Failure(printable(str(error.filename)), out_of_reach(error))


def _file(path: Path, limits: Limits) -> Iterator[Document | Failure]:
    name = printable(str(path))
    try:
        check_file(path, limits.archive_bytes)
        with path.open("rb") as handle:
            if handle.read(4) in ZIP_STARTS:
                with open_archive(handle, limits) as archive:
                    if office_kind(archive) == "zip":
                        found = _members(name, archive, limits)
                        yield next(found, Failure(name, NO_MEMBER))
                        yield from found
                        return
    except OSError as error:
        yield _blocked(error)
        return
    except Unreadable as error:
        yield Failure(name, str(error))
        return
    yield _attempt(name, partial(read_bytes, path, limits), limits)


def _members(name: str, archive: ZipFile, limits: Limits) -> Iterator[Document | Failure]:
    for member_name, member in files(archive):
        yield _attempt(f"{name}!{member_name}", partial(read_member, archive, member, limits), limits)


def _attempt(name: str, load: Callable[[], bytes], limits: Limits) -> Document | Failure:
    try:
        return parse(name, load(), limits)
    except (Unreadable, MissingExtra) as error:
        return Failure(name, str(error))
