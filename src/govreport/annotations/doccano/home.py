"""Where a local Doccano lives: one folder with its environment, data, logs, secrets and state."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from govreport.errors import GovreportError


@dataclass(frozen=True)
class Home:
    """The folder's parts; ``venv`` can be shared between several homes (tests do)."""

    root: Path
    venv: Path

    @classmethod
    def here(cls) -> "Home":
        """``$GOVREPORT_DOCCANO_HOME`` or ``.doccano``; ``$GOVREPORT_DOCCANO_VENV`` or its ``venv``."""
        root = Path(os.environ.get("GOVREPORT_DOCCANO_HOME", ".doccano")).absolute()
        return cls(root, Path(os.environ.get("GOVREPORT_DOCCANO_VENV", root / "venv")).absolute())

    @property
    def python(self) -> Path:
        """The server's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def data(self) -> Path:
        """Database, broker, media and settings."""
        return self.root / "data"

    @property
    def database(self) -> Path:
        """The SQLite file that holds everything annotators typed."""
        return self.data / "db.sqlite3"

    @property
    def secrets(self) -> Path:
        """Passwords and the secret key, readable by the owner only."""
        return self.root / "secrets.json"

    @property
    def state(self) -> Path:
        """Address and processes of the running server."""
        return self.root / "state.json"

    @property
    def logs(self) -> Path:
        """One file a process."""
        return self.root / "logs"


@contextmanager
def locked(folder: Path, what: str, wait: bool = False) -> Iterator[None]:
    """Hold ``folder`` alone; ``GovreportError`` naming ``what`` where another process holds it and ``wait`` is off.

    The lock is on the folder itself and ends with the process, so a killed one leaves nothing behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise GovreportError(f"{what} is already running in {folder}; wait until it has ended, then repeat") from None
    finally:
        os.close(handle)
