"""A round: what was chosen and suggested, written down before anything is sent, so that a push can be repeated."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from govreport.annotations.records import Annotation, read_annotations, write_annotations
from govreport.errors import BadInput
from govreport.jsonl import write_json

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
VERSION = re.compile(r"v(\d+(?:\.\d+)*)")


def check_name(name: str, what: str) -> str:
    """Return ``name`` where it is safe as a file, user and project name, else raise ``BadInput``.

    >>> check_name("r1", "round")
    'r1'
    """
    if not NAME.fullmatch(name):
        raise BadInput(f"{what} {name!r}: 1 to 40 letters, digits, - or _ are needed, beginning with a letter or digit")
    return name


def guideline_version(text: str) -> str:
    """The version that the guideline's title names.

    >>> guideline_version("# 标注规范（v1.2）")
    '1.2'
    """
    found = VERSION.search(text.partition("\n")[0])
    if not found:
        raise BadInput("the guideline's first line names no version such as （v1.2）")
    return found.group(1)


@dataclass(frozen=True)
class Round:
    """The plan of a round; ``sentences`` are ids in the order they are shown."""

    name: str
    guideline: str
    suggest: str
    select: str
    reports: tuple[str, ...]
    annotators: tuple[str, ...]
    sentences: tuple[str, ...]

    def project(self, annotator: str) -> str:
        """The name of the annotator's project in Doccano."""
        return f"{self.name} · {annotator}"


def plan_folder(root: Path, name: str) -> Path:
    """Where the plan of round ``name`` lies."""
    return root / check_name(name, "round") / "plan"


def read_round(root: Path, name: str) -> Round | None:
    """The round's plan, or None where it was never pushed."""
    path = plan_folder(root, name) / "round.json"
    if not path.exists():
        return None
    row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    known: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Round(**known)


def need_round(root: Path, name: str) -> Round:
    """The round's plan; ``BadInput`` where there is none."""
    found = read_round(root, name)
    if found is None:
        raise BadInput(f"round {name} is not known in {root}; begin it with: govreport annotate push --round {name} …")
    return found


def read_suggested(root: Path, name: str) -> dict[str, Annotation]:
    """The suggestions of a round by sentence id."""
    return {row.id: row for row in read_annotations(plan_folder(root, name) / "suggested.jsonl")}


def write_round(root: Path, plan: Round, suggested: Iterable[Annotation]) -> None:
    """Write suggestions, then the plan: a plan that is there is complete."""
    folder = plan_folder(root, plan.name)
    write_annotations(folder / "suggested.jsonl", suggested)
    write_json(folder / "round.json", asdict(plan))


def add_annotators(root: Path, plan: Round, annotators: Iterable[str]) -> Round:
    """The plan with these annotators too, written where that changes it."""
    names = dict.fromkeys([*plan.annotators, *(check_name(name, "annotator") for name in annotators)])
    grown = replace(plan, annotators=tuple(names))
    if grown != plan:
        write_json(plan_folder(root, plan.name) / "round.json", asdict(grown))
    return grown


def check_same(plan: Round, asked: Mapping[str, object]) -> None:
    """``BadInput`` where a repeated push asks for something else than the round was planned with."""
    for key, value in asked.items():
        if value and value != getattr(plan, key):
            raise BadInput(
                f"round {plan.name} was begun with {key} {getattr(plan, key)!r}, not {value!r}; "
                "leave the option out to complete the round, or choose a new round name"
            )
