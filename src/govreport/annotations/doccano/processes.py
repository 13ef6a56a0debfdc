"""Processes that are ours: started in the background, known again by pid and start time, stopped exactly."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from govreport.jsonl import write_json


def start(command: list[str], env: Mapping[str, str], log: Path, cwd: Path) -> psutil.Process:
    """Start ``command`` detached from this terminal, its output appended to ``log``."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(
            command,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return psutil.Process(child.pid)


def remember(state: Path, url: str, processes: Mapping[str, psutil.Process]) -> None:
    """Write address, pids and start times."""
    rows = {name: {"pid": one.pid, "created": one.create_time()} for name, one in processes.items()}
    write_json(state, {"url": url, "processes": rows})


def read_state(state: Path) -> dict[str, Any]:
    """What ``remember`` wrote; empty where no server was started."""
    return dict(json.loads(state.read_text())) if state.exists() else {}


def alive(state: Path) -> dict[str, psutil.Process]:
    """The remembered processes that still run; a pid that another program got since is not ours."""
    found = {}
    for name, row in read_state(state).get("processes", {}).items():
        try:
            process = psutil.Process(row["pid"])
            if process.create_time() == row["created"] and process.status() != psutil.STATUS_ZOMBIE:
                found[name] = process
        except psutil.NoSuchProcess:
            continue
    return found


def stop(processes: Mapping[str, psutil.Process], grace: float = 8.0) -> None:
    """End these processes and their children: asked first, killed after ``grace`` seconds."""
    parents = list(processes.values())
    family = parents + [child for one in parents if one.is_running() for child in one.children(recursive=True)]
    for one in parents:
        one.terminate()
    _, stubborn = psutil.wait_procs(family, timeout=grace)
    for one in stubborn:
        one.kill()
    psutil.wait_procs(stubborn, timeout=grace)
