"""A Doccano 1.8.4 of its own: environment from the lock file, database, administrator."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from govreport.annotations.doccano.credentials import ADMIN, SECRET_KEY, secret
from govreport.annotations.doccano.home import Home
from govreport.errors import BadInput, GovreportError

LOCK = Path("requirements/doccano-server.lock")
Say = Callable[[str], None]

# Doccano's own settings take any host, poll once a second, and import a file again after an error half-way,
# which leaves the first half twice. A broker of its own keeps queue and annotations from locking each other out.
SETTINGS = """\
from config.settings.production import *
from kombu.transport.sqlalchemy import Transport

Transport.polling_interval = 0.1
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DATABASES["default"]["OPTIONS"] = {"timeout": 30}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ANNOTATIONS = {"data_import.celery_tasks.import_dataset": {"max_retries": 0}}
DJANGO_DRF_FILEPOND_UPLOAD_TMP = env("GOVREPORT_UPLOADS")
DJANGO_DRF_FILEPOND_ALLOW_EXTERNAL_UPLOAD_DIR = True
"""


INITIALISE = """\
import os
from django.contrib.auth import get_user_model
from django.core.management import call_command

call_command("migrate", verbosity=0)
call_command("create_roles")
users, name = get_user_model().objects, os.environ["GOVREPORT_NAME"]
users.filter(username=name).exists() or users.create_superuser(name, "admin@example.com", os.environ["GOVREPORT_ADMIN"])
"""


def backend(home: Home) -> Path:
    """The folder of Doccano's Django project inside the environment."""
    return next(home.venv.glob("lib/python3.*/site-packages/backend"))


def environment(home: Home) -> dict[str, str]:
    """The server processes' environment; the only way the secret key reaches them."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GOVREPORT_", "DJANGO_"))}
    return inherited | {
        "DOCCANO_HOME": str(home.data),
        "STANDALONE": "True",
        "DJANGO_SETTINGS_MODULE": "govreport_settings",
        "PYTHONPATH": f"{home.data}:{backend(home)}",
        "DATABASE_URL": f"sqlite:///{home.database}",
        "CELERY_BROKER_URL": f"sqla+sqlite:///{home.data / 'broker.sqlite3'}",
        "MEDIA_ROOT": str(home.data / "media"),
        "GOVREPORT_UPLOADS": str(home.data / "uploads"),
        "SECRET_KEY": secret(home.secrets, SECRET_KEY, 50),
    }


def find_python() -> str:
    """An interpreter that Doccano 1.8.4 runs on."""
    found = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    if not found:
        raise BadInput("Doccano 1.8.4 needs Python 3.11 and no python3.11 is on the PATH; install it and repeat")
    return found


def run(command: list[str], env: Mapping[str, str] | None = None) -> None:
    """Run to the end; ``GovreportError`` with the last lines where it failed. No secret may be in ``command``."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise GovreportError(f"{' '.join(command[:4])} … failed (exit {done.returncode}):\n{tail}")


def install(home: Home, lock: Path, say: Say) -> None:
    """Create the environment where it is missing or another lock file made it."""
    if not lock.is_file():
        raise BadInput(f"{lock}: not found; run this in the project's folder")
    made_from = home.venv / "made-from"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if made_from.exists() and made_from.read_text() == wanted:
        return
    say(f"installing Doccano into {home.venv} (a minute or two)")
    run([find_python(), "-m", "venv", "--clear", str(home.venv)])
    run([str(home.python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(lock)])
    made_from.write_text(wanted)


def manage(home: Home, *command: str, **extra: str) -> None:
    """Run one of Django's management commands; ``extra`` goes into its environment."""
    run([str(home.python), str(backend(home) / "manage.py"), *command], environment(home) | extra)


def initialise(home: Home, say: Say) -> None:
    """Make database, roles and administrator where they are missing; a killed start is completed by the next."""
    (home.data / "media").mkdir(parents=True, exist_ok=True)
    (home.data / "govreport_settings.py").write_text(SETTINGS)
    finished = home.data / "initialised"
    if finished.exists():
        return
    say("creating the database and the administrator")
    password = secret(home.secrets, ADMIN)
    manage(home, "shell", "-c", INITIALISE, GOVREPORT_NAME=ADMIN, GOVREPORT_ADMIN=password)
    with sqlite3.connect(home.database) as database:
        database.execute("pragma journal_mode=wal")  # readers and the one writer do not wait for each other
    finished.touch()
