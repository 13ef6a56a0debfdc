"""Passwords come from the environment or the owner-only file and appear nowhere else."""

import json
import re
import stat
from pathlib import Path

import psutil
import pytest
import requests

from govreport.annotations.doccano.credentials import read_secrets, secret, write_secrets
from govreport.annotations.doccano.loop import Asked
from govreport.annotations.doccano.processes import alive
from govreport.errors import BadInput

REPO = Path(__file__).parents[3]


def test_a_secret_is_made_once_and_kept_for_its_owner(tmp_path):
    path = tmp_path / "secrets.json"
    first = secret(path, "zhang")
    assert len(first) == 24
    assert secret(path, "zhang") == first != secret(path, "li")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(BadInput, match="others than its owner can read it; run: chmod 600"):
        secret(path, "zhang")


def test_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVREPORT_DOCCANO_PASSWORD_ZHANG", "from-outside")
    assert secret(tmp_path / "secrets.json", "zhang") == "from-outside"
    assert not (tmp_path / "secrets.json").exists()


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / "secrets.json"
    write_secrets(path, {})
    path.write_text("{")
    with pytest.raises(BadInput, match="no JSON"):
        read_secrets(path)


def test_only_one_module_knows_the_client():
    users = [
        path.name
        for path in (REPO / "src").rglob("*.py")
        if re.search(r"(import|from) doccano_client|/v1/projects", path.read_text(encoding="utf-8"))
    ]
    assert users == ["client.py"]


@pytest.mark.slow
@pytest.mark.doccano
def test_no_secret_in_arguments_logs_or_what_is_written(world, capfd):
    from govreport.annotations.doccano import actions

    name = f"{world.name}a"
    printed = "\n".join(actions.push(world.name, world.places, Asked((name,))))
    printed += str(actions.pull(world.name, world.places)) + "".join(capfd.readouterr())
    values = set(read_secrets(world.home.secrets).values())
    assert {"admin", "secret_key", name} <= set(read_secrets(world.home.secrets))
    family = [one for process in alive(world.home.state).values() for one in [process, *process.children(True)]]
    assert len(family) >= 4
    places = {"terminal": printed, "arguments": json.dumps([one.cmdline() for one in family])}
    for path in [*world.home.logs.iterdir(), *world.places.rounds.rglob("*.json*"), world.home.state]:
        places[str(path)] = path.read_text(encoding="utf-8")
    assert [where for where, text in places.items() if any(value in text for value in values)] == []


@pytest.mark.slow
@pytest.mark.doccano
def test_the_server_is_for_this_machine_only(world):
    listening = {
        place.laddr.ip
        for process in alive(world.home.state).values()
        for one in [process, *process.children(True)]
        for place in one.net_connections()
        if place.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}
    strange = requests.get(f"{world.url}/v1/health/", headers={"Host": "evil.example"}, timeout=30)
    assert strange.status_code == 400
