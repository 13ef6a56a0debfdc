"""The only module that knows doccano-client and Doccano's REST resources."""

import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from doccano_client import DoccanoClient

from govreport.annotations.doccano.http import Adapter, TaskLost
from govreport.annotations.doccano.remote import Comment, Example, Row, Span, read_export, write_import
from govreport.annotations.doccano.server import require_worker
from govreport.errors import BadInput, GovreportError
from govreport.schema import Entity, LabelType

EVERYTHING = 1_000_000  # one page: Doccano's own page size is 5
PATIENCE = 8.0  # seconds for a task of a second or two


class Doccano:
    """A session of one user; every method raises ``GovreportError`` or ``BadInput`` with the next step."""

    def __init__(self, url: str, user: str) -> None:
        self.url, self.user = url.rstrip("/"), user
        self._client = DoccanoClient(self.url)
        self._rest = self._client._base_repository
        self._adapter = Adapter(self.url)
        self._rest._session.mount(self.url, self._adapter)
        self._rest._session.trust_env = False  # else a ~/.netrc or a proxy would decide who we are and where we go

    @classmethod
    def connect(cls, url: str, user: str, password: str) -> Self:
        """Log in; ``BadInput`` where user and password do not fit."""
        session = cls(url, user)
        try:
            session._client.login(user, password)
        except BadInput as error:
            why = f"Doccano at {url} does not accept the password of {user}; set GOVREPORT_DOCCANO_PASSWORD to it"
            raise BadInput(why) from error
        return session

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._adapter.count

    def check_worker(self) -> None:
        """``GovreportError`` where web server or task worker does not answer; about ten seconds at most."""
        self._adapter.count += require_worker(self.url)

    def ensure_user(self, name: str, password: str) -> bool:
        """Create the user where missing; whether it was."""
        if any(user.username == name for user in self._client.search_users(name)):
            return False
        self._client.create_user(name, password)
        return True

    def user_names(self) -> dict[int, str]:
        """All users by id."""
        return {int(user.id): str(user.username) for user in self._client.search_users()}

    def find_project(self, name: str) -> int | None:
        """The project of exactly this name, or None; two of one name are refused."""
        answer = self._rest.get("projects", params={"q": name, "limit": EVERYTHING})
        found = [row["id"] for row in answer.json()["results"] if row["name"] == name]
        if len(found) > 1:
            raise BadInput(f"{self.url} has {len(found)} projects named {name!r}; delete or rename the empty one there")
        return found[0] if found else None

    def create_project(self, name: str, description: str, guideline: str) -> int:
        """A project for spans where all members see all spans, so that suggestions are visible."""
        project = self._client.create_project(
            name, "SequenceLabeling", description, guideline, collaborative_annotation=True
        )
        return int(project.id)

    def set_guideline(self, project: int, guideline: str) -> None:
        """Bring the project's guideline up to date."""
        if self._client.find_project_by_id(project).guideline != guideline:
            self._client.update_project(project, guideline=guideline)

    def ensure_member(self, project: int, user: str, role: str) -> None:
        """Let ``user`` into the project as ``annotator`` or ``annotation_approver`` where not in yet."""
        if not any(member.username == user for member in self._client.list_members(project)):
            self._client.add_member(project, user, role)

    def label_types(self, project: int) -> dict[str, int]:
        """Name to id."""
        return {str(label.text): int(label.id) for label in self._client.list_label_types(project, "span")}

    def create_label_type(self, project: int, label: LabelType) -> None:
        """Add one label with its colour and key."""
        self._rest.post(f"projects/{project}/span-types", json=label._asdict())

    def examples(self, project: int) -> list[Example]:
        """Every sentence of the project, in one request."""
        answer = self._rest.get(f"projects/{project}/examples", params={"limit": EVERYTHING})
        return [Example.from_json(row) for row in answer.json()["results"]]

    def count_examples(self, project: int) -> int:
        """How many sentences the project has."""
        return int(self._client.get_progress(project).total)

    def delete_examples(self, project: int, examples: Sequence[int]) -> None:
        """Delete these sentences with all their work; an empty list, which Doccano reads as all, is passed over."""
        if examples:
            self._client.bulk_delete_examples(project, list(examples))

    def import_rows(self, project: int, rows: Iterable[Row], name: str) -> None:
        """Send sentences with their suggestions as one file named ``name``, and wait until they are in."""
        repository = self._client._data_import_repository
        with tempfile.TemporaryDirectory() as folder:
            upload = repository.upload(str(write_import(Path(folder) / name, rows)))
        columns = {"column_data": "text", "column_label": "label", "encoding": "utf-8"}
        result = self._wait(repository.ingest(project, [upload], "SequenceLabeling", "JSONL", **columns))
        if result and result.get("error"):
            raise GovreportError(f"Doccano could not import {name}: {result['error'][:3]}; its task log has the reason")

    def export(self, project: int, confirmed: bool = False) -> list[Row]:
        """All sentences, or the confirmed ones, by the bulk export: ``id``, ``text``, ``label`` and the metadata."""
        request = {"format": "JSONL", "exportApproved": confirmed}
        task = self._rest.post(f"projects/{project}/download", json=request).json()["task_id"]
        self._wait(task)
        with tempfile.TemporaryDirectory() as folder:
            return read_export(self._client._data_export_repository.download(project, task, folder))

    def comments(self, project: int) -> list[Comment]:
        """Every comment of the project, in one request."""
        answer = self._rest.get(f"projects/{project}/comments", params={"limit": EVERYTHING})
        return [Comment.from_json(row) for row in answer.json()["results"]]

    def confirmation(self, project: int, example: int, users: dict[int, str]) -> tuple[str, str] | None:
        """Who confirmed the sentence and when, or None."""
        rows = self._rest.get(f"projects/{project}/examples/{example}/states").json()["results"]
        return (users.get(rows[0]["confirmed_by"], "?"), rows[0]["confirmed_at"]) if rows else None

    def spans(self, project: int, example: int, users: dict[int, str], labels: dict[int, str]) -> list[Span]:
        """The sentence's spans with author and time, in text order."""
        rows = self._rest.get(f"projects/{project}/examples/{example}/spans").json()
        return sorted(Span.from_json(row, users, labels) for row in rows)

    def create_span(self, project: int, example: int, entity: Entity, label: int) -> None:
        """Add one span."""
        self._client.create_span(project, example, entity.start, entity.end, label)

    def _wait(self, task: str) -> Any:
        """The result of a task. The worker takes one at a time, so one that answers a probe has lost a pending task."""
        deadline, probed = time.monotonic() + PATIENCE, False
        while not (status := self._client._task_status_repository.get(task)).ready:
            if probed:
                raise TaskLost("Doccano lost an import or export, its task worker was killed; repeat the command")
            if time.monotonic() > deadline:
                self.check_worker()
                probed = True
            time.sleep(0.1)
        if status.error:
            raise GovreportError(f"a task of Doccano failed: {status.error}; repeat the command")
        return status.result
