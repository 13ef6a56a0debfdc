"""A live Doccano for the whole test session, on a free port, and people who work in it."""

import os
import re
import secrets
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from govreport.annotations.doccano import server
from govreport.annotations.doccano.credentials import secret
from govreport.annotations.doccano.home import Home
from govreport.annotations.doccano.loop import Places
from govreport.annotations.doccano.processes import read_state
from govreport.annotations.doccano.rows import ID
from govreport.annotations.inline import read_inline
from govreport.jsonl import write_jsonl
from govreport.schema import Sentence

REPO = Path(__file__).parents[3]
MARKED = [
    ("review", "预计实现[METRIC|全市生产总值1535亿元]，[METRIC|比上年增长13.5%]。"),
    ("review", "[PROJECT|龙家堡机场]建成并正式通航。"),
    ("review", "先后组织赴[PLACE|日]、[PLACE|韩]开展招商活动。"),
    ("plan", "[TARGET|城镇登记失业率控制在5%以内]。"),
    ("plan", "加强[PLACE|净月潭国家森林公园]保护。"),
    ("other", "请予审议。"),
]


def make_sentences(marked: list[tuple[str, str]], report: str = "demo") -> list[Sentence]:
    """Sentences of one report from inline mark-up."""
    rows = []
    for number, (period, text) in enumerate(marked, 1):
        plain = read_inline(text)[0]
        rows.append(Sentence(f"{report}:{number:04}.01", report, ("一、工作",), period, plain, ((0, len(plain)),)))
    return rows


@dataclass
class Typist:
    """A user of Doccano, as the browser would act."""

    url: str
    name: str
    session: requests.Session
    project: int = 0

    @classmethod
    def login(cls, url: str, name: str, password: str, project: str = "") -> "Typist":
        session = requests.Session()
        session.post(f"{url}/v1/auth/login/", json={"username": name, "password": password}).raise_for_status()
        session.headers["X-CSRFToken"] = session.cookies["csrftoken"]
        typist = cls(url, name, session)
        if project:
            rows = typist.get("projects", q=project, limit=1000)["results"]
            typist.project = next(row["id"] for row in rows if row["name"] == project)
        return typist

    def get(self, path: str, **params: Any) -> Any:
        return self.session.get(f"{self.url}/v1/{path}", params=params).json()

    def send(self, method: str, path: str, **body: Any) -> requests.Response:
        answer = self.session.request(method, f"{self.url}/v1/projects/{self.project}/{path}", json=body)
        answer.raise_for_status()
        return answer

    def examples(self) -> list[dict[str, Any]]:
        return list(self.get(f"projects/{self.project}/examples", limit=100_000)["results"])

    def example(self, sentence: str) -> int:
        return next(row["id"] for row in self.examples() if row["meta"][ID] == sentence)

    def spans(self, sentence: str) -> list[tuple[int, int]]:
        rows = self.get(f"projects/{self.project}/examples/{self.example(sentence)}/spans")
        return sorted((row["start_offset"], row["end_offset"]) for row in rows)

    def labels(self) -> dict[str, int]:
        return {row["text"]: row["id"] for row in self.get(f"projects/{self.project}/span-types")}

    def label(self, sentence: str, start: int, end: int, label: str) -> None:
        row = {"start_offset": start, "end_offset": end, "label": self.labels()[label]}
        self.send("POST", f"examples/{self.example(sentence)}/spans", **row)

    def clear(self, sentence: str) -> None:
        self.send("DELETE", f"examples/{self.example(sentence)}/spans")

    def confirm(self, *sentences: str) -> None:
        for sentence in sentences:
            self.send("POST", f"examples/{self.example(sentence)}/states")

    def comment(self, sentence: str, text: str) -> None:
        self.send("POST", f"comments?example={self.example(sentence)}", text=text)


@dataclass
class World:
    """A small corpus, a round's folders and the live server."""

    home: Home
    places: Places
    name: str
    sentences: list[Sentence]

    @property
    def url(self) -> str:
        return str(read_state(self.home.state)["url"])

    def corpus(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        write_jsonl(self.places.corpus, (one.to_dict() for one in sentences))

    def fill(self, marked: list[tuple[str, str]]) -> None:
        self.corpus(make_sentences(marked))

    def typist(self, name: str, round_: str = "") -> Typist:
        return Typist.login(self.url, name, secret(self.home.secrets, name), f"{round_ or self.name} · {name}")

    def admin(self, annotator: str) -> Typist:
        return Typist.login(self.url, "admin", secret(self.home.secrets, "admin"), f"{self.name} · {annotator}")

    def command(self, *args: str) -> list[str]:
        """A command of ours on this world, to run as a process."""
        options = ["--round", self.name, "--rounds", str(self.places.rounds), "--corpus", str(self.places.corpus)]
        if args[0] == "push":
            options += ["--guideline", str(self.places.guideline)]
        return [str(Path(sys.executable).with_name("govreport")), "annotate", *args, *options]

    def environment(self) -> Mapping[str, str]:
        here = {"GOVREPORT_DOCCANO_HOME": str(self.home.root), "GOVREPORT_DOCCANO_VENV": str(self.home.venv)}
        return os.environ | here


@pytest.fixture(scope="session")
def doccano(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A running server; its environment is made once and kept in ``.doccano``."""
    venv = Path(os.environ.get("GOVREPORT_DOCCANO_VENV", REPO / ".doccano" / "venv"))
    home = Home(tmp_path_factory.mktemp("doccano"), venv)
    try:
        server.up(home, 0, REPO / "requirements" / "doccano-server.lock")
        yield home
    finally:
        server.down(home)


@pytest.fixture
def running(doccano: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The server, up again where an earlier test killed it, and known to our commands."""
    server.up(doccano, 0, REPO / "requirements" / "doccano-server.lock")
    for name in [name for name in os.environ if re.match("GOVREPORT_DOCCANO_(URL|USER|PASSWORD)", name)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GOVREPORT_DOCCANO_HOME", str(doccano.root))
    monkeypatch.setenv("GOVREPORT_DOCCANO_VENV", str(doccano.venv))
    return doccano


@pytest.fixture
def world(running: Home, tmp_path: Path) -> World:
    """Six sentences and a round of its own name, so that tests share one server without meeting."""
    guideline = tmp_path / "guidelines.md"
    guideline.write_text("# 标注规范（v1.2）\n\n四类标签。\n", encoding="utf-8")
    places = Places(tmp_path / "rounds", tmp_path / "gold", tmp_path / "sentences.jsonl", guideline)
    made = World(running, places, f"t{secrets.token_hex(4)}", [])
    made.fill(MARKED)
    return made
