"""Everything that goes wrong with a live server: a message with the next step, and nothing lost."""

import subprocess
import time
from collections import Counter

import pytest

from govreport.annotations.doccano import actions, server, snapshots
from govreport.annotations.doccano.client import Doccano
from govreport.annotations.doccano.credentials import secret
from govreport.annotations.doccano.home import locked
from govreport.annotations.doccano.loop import Asked
from govreport.annotations.doccano.processes import alive
from govreport.annotations.doccano.rounds import read_suggested
from govreport.annotations.doccano.rows import ID
from govreport.annotations.doccano.snapshots import read_snapshots
from govreport.annotations.records import read_annotations
from govreport.errors import BadInput, GovreportError
from govreport.schema import Entity, Sentence

pytestmark = [pytest.mark.slow, pytest.mark.doccano]


def push(world, *annotators, **asked):
    return list(actions.push(world.name, world.places, Asked(annotators, **asked)))


def pull(world):
    return actions.pull(world.name, world.places)


def kill(world, *names):
    """End the server's processes without asking them."""
    for name, process in alive(world.home.state).items():
        if name in names:
            for one in [*process.children(recursive=True), process]:
                one.kill()
            process.wait()


def up(world):
    server.up(world.home, 0)


def check_complete(world, annotator):
    """Every sentence is there once, with exactly the suggested spans."""
    typist = world.typist(annotator)
    found = Counter(row["meta"][ID] for row in typist.examples())
    assert found == Counter(one.id for one in world.sentences)
    client = Doccano.connect(world.url, "admin", secret(world.home.secrets, "admin"))
    spans = {row[ID]: [tuple(span) for span in row["label"]] for row in client.export(typist.project)}
    plan = read_suggested(world.places.rounds, world.name)
    assert spans == {one.id: [tuple(span) for span in plan[one.id].entities] for one in world.sentences}


def many(count):
    """Sentences enough that a push or pull can be killed in its middle."""
    return [("review", f"新建公路{number}公里，完成投资{number}万元。") for number in range(count)]


def test_no_server(world, monkeypatch, tmp_path):
    monkeypatch.setenv("GOVREPORT_DOCCANO_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(BadInput, match="no Doccano is known here; run `govreport doccano up`"):
        push(world, f"{world.name}a")
    monkeypatch.setenv("GOVREPORT_DOCCANO_URL", f"http://127.0.0.1:{server.free_port()}")
    with pytest.raises(BadInput, match="set GOVREPORT_DOCCANO_PASSWORD"):
        push(world, f"{world.name}a")
    monkeypatch.setenv("GOVREPORT_DOCCANO_PASSWORD", "not-asked-for")
    with pytest.raises(GovreportError, match=r"does not answer.*start it with `govreport doccano up`"):
        push(world, f"{world.name}a")


def test_wrong_password(world, monkeypatch):
    monkeypatch.setenv("GOVREPORT_DOCCANO_PASSWORD", "wrong-password-of-ours")
    with pytest.raises(BadInput, match="does not accept the password of admin") as caught:
        push(world, f"{world.name}a")
    assert "wrong-password-of-ours" not in str(caught.value)


def test_worker_not_running_is_found_in_seconds(world):
    kill(world, "worker")
    begin = time.monotonic()
    with pytest.raises(GovreportError, match=r"task worker .* is not running, or busy"):
        push(world, f"{world.name}a")
    assert time.monotonic() - begin < 30
    assert not server.status(world.home).worker
    up(world)
    push(world)
    check_complete(world, f"{world.name}a")


@pytest.mark.parametrize("victims", [("web",), ("worker",), ("web", "worker")])
def test_server_killed_during_push(world, victims, monkeypatch):
    """Killed while an import is queued or under way; what of it got in differs from run to run."""
    world.fill(many(60))
    name, whole = f"{world.name}a", Doccano._wait

    def kill_and_wait(self, task):
        kill(world, *victims)
        return whole(self, task)

    with monkeypatch.context() as patch:
        patch.setattr("govreport.annotations.doccano.push.CHUNK", 20)
        patch.setattr(Doccano, "_wait", kill_and_wait)
        with pytest.raises(GovreportError, match=r"does not answer.*repeat"):
            push(world, name)
    up(world)
    push(world)
    check_complete(world, name)


def test_our_own_process_killed_during_push(world):
    world.fill(many(700))
    name = f"{world.name}a"
    command = world.command("push", "--annotators", name)
    child = subprocess.Popen(command, env=world.environment(), stderr=subprocess.PIPE, text=True)
    while "500 of 700" not in child.stderr.readline():
        assert child.poll() is None
    child.kill()
    child.wait()
    done = subprocess.run(command, env=world.environment(), capture_output=True, text=True, check=True)
    assert "were there" in done.stdout
    check_complete(world, name)


def test_server_killed_during_pull(world, monkeypatch):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    world.typist(name).confirm("demo:0006.01")
    whole = Doccano.comments

    def kill_and_ask(self, project):
        kill(world, "web", "worker")
        return whole(self, project)

    monkeypatch.setattr(Doccano, "comments", kill_and_ask)
    with pytest.raises(GovreportError, match=r"does not answer.*Nothing that reached it is lost"):
        pull(world)
    monkeypatch.undo()
    assert read_snapshots(world.places.rounds / world.name / "snapshots") == []


def test_disk_full_and_interrupted_copy(world, monkeypatch):
    name = f"{world.name}a"
    push(world, name)
    world.typist(name).confirm("demo:0001.01")
    folder = world.places.rounds / world.name / "snapshots"

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "flush", full)
        with pytest.raises(GovreportError, match=r"No space left.*nothing is lost; mend the disk, then pull again"):
            pull(world)
    assert [path.name for path in folder.iterdir()] == [".partial-0001"]
    assert not (world.places.rounds / world.name / f"{name}.jsonl").exists()
    pull(world)
    assert [path.name for path in folder.iterdir()] == ["0001"]
    assert len(read_annotations(world.places.rounds / world.name / f"{name}.jsonl")) == 1


def test_hostile_texts_come_back_unchanged(world):
    texts = [
        "<script>alert('长春')</script>增长5%。",
        "😀👨‍👩‍👧全市𠮷林增长5%\u2028。",
        "第一行\r\n第二行增长5%。",
        "长" * 10_000,
        '{"text": "NaN", "id": 7}',
    ]
    world.corpus(
        [Sentence(f"odd:{n:04}.01", "odd", (), "review", text, ((0, len(text)),)) for n, text in enumerate(texts)]
    )
    name = f"{world.name}a"
    push(world, name, suggest="none")
    typist = world.typist(name)
    spans = {"odd:0001.01": (7, 9), "odd:0002.01": (8, 12), "odd:0003.01": (9_998, 10_000)}
    for sentence, (start, end) in spans.items():
        typist.label(sentence, start, end, "METRIC")
    remark = "<script>alert(1)</script>😀\r\n第二行" + "注" * 10_000
    typist.comment("odd:0000.01", remark)
    typist.confirm(*(one.id for one in world.sentences))
    assert pull(world)[1] == []
    layer = {row.id: row for row in read_annotations(world.places.rounds / world.name / f"{name}.jsonl")}
    assert [row.text for row in layer.values()] == texts
    for sentence, place in spans.items():
        assert layer[sentence].entities == (Entity(*place, "METRIC"),)
    assert layer["odd:0002.01"].entities[0].surface(texts[2]) == "增长5%"
    row = read_snapshots(world.places.rounds / world.name / "snapshots")[-1].rows(name)["odd:0000.01"]
    assert row["comments"][0]["text"] == remark


def test_label_type_renamed(world):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    admin = world.admin(name)
    world.typist(name).label("demo:0002.01", 0, 5, "PROJECT")
    number = admin.labels()["PROJECT"]
    admin.send("PATCH", f"span-types/{number}", text="WORKS")
    for command in (push, pull):
        with pytest.raises(BadInput, match=r"label type 'WORKS' and lacks 'PROJECT'.*Rename it back"):
            command(world)
    admin.send("PATCH", f"span-types/{number}", text="PROJECT")
    assert pull(world)[1] == []
    assert world.typist(name).spans("demo:0002.01") == [(0, 5)]


def test_label_type_deleted(world):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    typist, admin = world.typist(name), world.admin(name)
    typist.label("demo:0002.01", 0, 5, "PROJECT")
    typist.label("demo:0003.01", 6, 7, "PLACE")
    pull(world)
    admin.send("DELETE", "span-types", ids=[admin.labels()["PROJECT"]])
    assert typist.spans("demo:0002.01") == [], "Doccano deleted the spans with the label type"
    with pytest.raises(
        BadInput, match=r"lacks the label type PROJECT.*annotate push --round .* brings the label type back"
    ):
        pull(world)
    assert "  1 spans of a deleted label type were brought back from the last snapshot" in push(world)
    assert pull(world)[1] == []
    assert typist.spans("demo:0002.01") == [(0, 5)]


def test_sentence_deleted(world):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    typist = world.typist(name)
    typist.label("demo:0002.01", 0, 5, "PROJECT")
    typist.confirm("demo:0002.01")
    pull(world)
    world.admin(name).send("DELETE", "examples", ids=[typist.example("demo:0002.01")])
    _, warnings = pull(world)
    assert warnings == [f"{name} demo:0002.01: the sentence was deleted in Doccano; its last state is kept"]
    layer = read_annotations(world.places.rounds / world.name / f"{name}.jsonl")
    assert layer[0].entities == (Entity(0, 5, "PROJECT"),)
    assert pull(world)[1] == [], "said once, kept for good"
    push(world)
    assert typist.spans("demo:0002.01") == [(0, 5)], "back with the annotator's span, not a suggestion"


def test_text_changed_and_strange_text_in_doccano(world):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    admin = world.admin(name)
    admin.send("PATCH", f"examples/{admin.example('demo:0002.01')}", text="另一个句子。")
    admin.send("POST", "examples", text="不知从哪里来的句子。", meta={})
    world.typist(name).label("demo:0003.01", 4, 7, "PLACE")
    world.typist(name).confirm("demo:0003.01")
    _, warnings = pull(world)
    assert len(warnings) == 2
    assert any("demo:0002.01: its text was changed in Doccano; delete it there and push again" in w for w in warnings)
    assert any("a text that no push brought" in w for w in warnings)
    assert len(read_annotations(world.places.rounds / world.name / f"{name}.jsonl")) == 1


def test_two_pulls_at_once(world):
    name = f"{world.name}a"
    push(world, name)
    world.typist(name).confirm("demo:0001.01")
    with (
        locked(world.places.rounds / world.name, "x"),
        pytest.raises(GovreportError, match="another push or pull of this round is already running"),
    ):
        pull(world)
    both = [
        subprocess.Popen(world.command("pull"), env=world.environment(), stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    errors = [child.communicate()[1] for child in both]
    assert 0 in [child.returncode for child in both]
    assert all(child.returncode == 0 or "already running" in said for child, said in zip(both, errors, strict=True))
    assert [one.number for one in read_snapshots(world.places.rounds / world.name / "snapshots")] == [1]


def test_copies_and_half_imports_are_mended_without_touching_work(world):
    name = f"{world.name}a"
    push(world, name)
    typist, admin = world.typist(name), world.admin(name)
    typist.confirm("demo:0001.01")
    kept = typist.example("demo:0001.01")
    for row in typist.examples()[:4]:
        admin.send("POST", "examples", text=row["text"], meta=row["meta"])
    admin.send("DELETE", "examples", ids=[typist.example("demo:0006.01")])
    assert any("1 sentences sent, 5 were there, 4 half-sent or doubled ones replaced" in line for line in push(world))
    check_complete(world, name)
    assert typist.example("demo:0001.01") == kept
