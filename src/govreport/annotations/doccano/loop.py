"""Rounds as a whole: plan once, push to every annotator, bring back what was lost."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.credentials import ADMIN, secret
from govreport.annotations.doccano.home import Home
from govreport.annotations.doccano.push import Pushed, push_one
from govreport.annotations.doccano.restore import from_snapshot, restore_spans
from govreport.annotations.doccano.rounds import Round, read_suggested
from govreport.annotations.doccano.rows import import_rows
from govreport.annotations.doccano.snapshots import read_snapshots
from govreport.errors import BadInput
from govreport.schema import Sentence

SOURCES = {"rules": "规则", "gold": "金标准", "model": "模型", "agreed": "双方一致"}


@dataclass(frozen=True)
class Places:
    """The folders a round needs, by default those of the project."""

    rounds: Path = Path("annotations/rounds")
    gold: Path = Path("annotations/gold")
    corpus: Path = Path("corpus/sentences.jsonl")
    guideline: Path = Path("annotations/guidelines.md")

    def guideline_text(self) -> str:
        """The guideline for annotators."""
        if not self.guideline.is_file():
            raise BadInput(f"{self.guideline}: not found; run this in the project's folder")
        return self.guideline.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Asked:
    """What a push asks for; empty where the user left it out."""

    annotators: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    suggest: str = ""
    select: str = ""
    against: str = "rules"


def connect(home: Home) -> Doccano:
    """A session as administrator. An address from the environment never gets the local server's password."""
    url = os.environ.get("GOVREPORT_DOCCANO_URL", "")
    local = json.loads(home.state.read_text())["url"] if home.state.exists() else ""
    if not (url or local):
        raise BadInput("no Doccano is known here; run `govreport doccano up`, or set GOVREPORT_DOCCANO_URL")
    if url and url.rstrip("/") != local and not os.environ.get("GOVREPORT_DOCCANO_PASSWORD"):
        raise BadInput(f"set GOVREPORT_DOCCANO_PASSWORD to the administrator's password of {url}")
    user = os.environ.get("GOVREPORT_DOCCANO_USER", ADMIN)
    return Doccano.connect(url or local, user, secret(home.secrets, ADMIN))


def push_round(
    client: Doccano,
    plan: Round,
    sentences: Mapping[str, Sentence],
    places: Places,
    home: Home,
    notes: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[tuple[Pushed, int]]:
    """Bring every annotator's project up to date; yield what was done and how many lost spans were brought back."""
    suggested = read_suggested(places.rounds, plan.name)
    guideline, source = places.guideline_text(), SOURCES.get(plan.suggest.partition(":")[0], plan.suggest)
    rows = import_rows(sentences, plan.sentences, suggested, source, notes)
    spans = {name: row.entities for name, row in suggested.items()}
    known = read_snapshots(places.rounds / plan.name / "snapshots")
    for annotator in plan.annotators:
        last = known[-1].rows(annotator) if known else {}
        wanted = from_snapshot(rows, last)
        done = push_one(
            client,
            plan.project(annotator),
            annotator,
            wanted,
            spans,
            guideline,
            lambda name: secret(home.secrets, name),
        )
        yield done, restore_spans(client, done.project, last, done.new_labels) if done.new_labels else 0


def in_corpus(plan: Round, sentences: Mapping[str, Sentence]) -> None:
    """``BadInput`` where the corpus lost a sentence that the round asks about."""
    missing = [name for name in plan.sentences if name not in sentences]
    if missing:
        raise BadInput(f"round {plan.name}: sentence {missing[0]} is not in the corpus any more; ids never change")
