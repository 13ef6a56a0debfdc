"""Up, status, down: one local Doccano, bound to this machine."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from govreport.annotations.doccano.home import Home, locked
from govreport.annotations.doccano.processes import alive, read_state, remember, start, stop
from govreport.annotations.doccano.provision import LOCK, Say, backend, environment, initialise, install
from govreport.errors import BadInput, GovreportError

WORKER_CHECK = "CeleryHealthCheckCelery"
WORKING = ("OK", "working")  # its words differ between versions of the check


@dataclass(frozen=True)
class Health:
    """What answers: the web server, and the task worker behind it."""

    url: str
    web: bool
    worker: bool

    def __str__(self) -> str:
        words = {True: "running", False: "NOT running"}
        return f"{self.url or 'no address'}: web server {words[self.web]}, task worker {words[self.worker]}"


def health(url: str, seconds: float = 10.0) -> Health:
    """Ask Doccano's own health check, which sends the worker a small task and waits three seconds for it."""
    try:
        answer = requests.get(f"{url}/v1/health/", params={"format": "json"}, timeout=seconds)
        return Health(url, True, answer.json().get(WORKER_CHECK) in WORKING)
    except (requests.RequestException, ValueError):
        return Health(url, False, False)


def require_worker(url: str, attempts: int = 3) -> int:
    """How many questions it took until the worker answered; ``GovreportError`` where it never did."""
    for attempt in range(1, attempts + 1):
        state = health(url)
        if state.worker:
            return attempt
    if not state.web:
        raise GovreportError(f"Doccano at {url} does not answer; start it with `govreport doccano up` and repeat")
    raise GovreportError(
        f"the task worker of {url} does not answer: it is not running, or busy with another import. "
        "Start it with `govreport doccano up`, or wait; then repeat the command"
    )


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """``BadInput`` where something else already listens there."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise BadInput(f"port {port} is taken by another program; choose one with --port, or 0 for any free one")


def commands(home: Home, address: str) -> dict[str, list[str]]:
    """The two processes. `doccano webserver` itself would listen on every address of the machine.

    One task at a time: what was queued before a probe is finished when the probe answers, which pushes rely on.
    """
    python = str(home.python)
    web = [python, "-m", "gunicorn", "config.wsgi", "--bind", address, "--workers", "2"]
    web += ["--worker-class", "gthread", "--threads", "2", "--timeout", "300", "--keep-alive", "75", "--capture-output"]
    worker = [python, "-m", "celery", "--app", "config", "worker", "--pool", "solo", "--loglevel", "info"]
    return {"web": web, "worker": [*worker, "--without-gossip", "--without-mingle"]}


def up(home: Home, port: int = 8000, lock: Path = LOCK, say: Say = print, seconds: float = 60.0) -> Health:
    """Provision what is missing, start what does not run, and return when both processes answer."""
    with locked(home.venv.parent, "provisioning", wait=True):
        install(home, lock, say)
    with locked(home.root, "`doccano up`"):
        initialise(home, say)
        running = alive(home.state)
        url = read_state(home.state).get("url", "")
        if not healthy(running, url):
            stop(running)
            running = {}
        if not running:
            port = port or free_port()
            check_port(port)
            url = f"http://127.0.0.1:{port}"
        return launch(home, url, running, seconds)


def healthy(running: Mapping[str, psutil.Process], url: str) -> bool:
    """Whether what runs can stay: each process that is there also answers."""
    state = health(url)
    return state.web == ("web" in running) and state.worker == ("web" in running and "worker" in running)


def launch(home: Home, url: str, running: Mapping[str, psutil.Process], seconds: float) -> Health:
    """Start the processes that are missing and wait for health."""
    env, started = environment(home), dict(running)
    for name, command in commands(home, url.removeprefix("http://")).items():
        if name not in started:
            started[name] = start(command, env, home.logs / f"{name}.log", backend(home))
            remember(home.state, url, started)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and len(alive(home.state)) == len(started):
        state = health(url)
        if state.web and state.worker:
            return state
        time.sleep(0.3)
    stop(alive(home.state))
    raise GovreportError(f"Doccano did not come up within {seconds:.0f} s; the reason is in {home.logs}")


def status(home: Home) -> Health:
    """The health of the server that ``up`` started here."""
    url = read_state(home.state).get("url", "")
    return health(url) if url else Health("", False, False)


def down(home: Home) -> int:
    """Stop the processes that ``up`` started, and only them; how many there were."""
    with locked(home.root, "`doccano up`"):
        running = alive(home.state)
        stop(running)
        home.state.unlink(missing_ok=True)
        return len(running)
