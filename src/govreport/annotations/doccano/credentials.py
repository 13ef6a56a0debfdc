"""Passwords and keys: from the environment, else from one file that only its owner can read."""

import json
import os
import secrets
import string
from pathlib import Path

from govreport.errors import BadInput

ALPHABET = string.ascii_letters + string.digits
ADMIN = "admin"
SECRET_KEY = "secret_key"


def generate(length: int = 24) -> str:
    """A random password of letters and digits; 24 of them hold 142 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_secrets(path: Path) -> dict[str, str]:
    """The file's names and values, empty where there is no file; ``BadInput`` where others can read it."""
    if not path.exists():
        return {}
    if path.stat().st_mode & 0o077:
        raise BadInput(f"{path}: others than its owner can read it; run: chmod 600 {path}")
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise BadInput(f"{path}: no JSON ({error}); mend it by hand, it holds the passwords of all users") from error


def secret(path: Path, name: str, length: int = 24) -> str:
    """The value of ``name``: from the environment, else from the file, else made up now and written there.

    A user's variable is ``GOVREPORT_DOCCANO_PASSWORD_<NAME>``, the administrator's ``GOVREPORT_DOCCANO_PASSWORD``.
    """
    variable = "GOVREPORT_DOCCANO_PASSWORD" + ("" if name == ADMIN else f"_{name.upper()}")
    if value := os.environ.get(variable):
        return value
    known = read_secrets(path)
    if name not in known:
        known[name] = generate(length)
        write_secrets(path, known)
    return known[name]


def write_secrets(path: Path, values: dict[str, str]) -> None:
    """Replace the file in one step, with mode 0600 from its first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as handle:
        json.dump(values, handle, indent=2)
    partial.replace(path)
