"""Push, work, pull, on the live server."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from govreport.annotations.doccano import actions
from govreport.annotations.doccano.loop import Asked
from govreport.annotations.doccano.rows import ID
from govreport.annotations.doccano.snapshots import read_snapshots
from govreport.annotations.records import read_annotations
from govreport.errors import BadInput
from govreport.schema import Entity

pytestmark = [pytest.mark.slow, pytest.mark.doccano]


def push(world, *annotators, **asked):
    return list(actions.push(world.name, world.places, Asked(annotators, **asked)))


def test_push_shows_everything_and_repeats_nothing(world):
    one, two = f"{world.name}a", f"{world.name}b"
    assert f"{one}: 6 sentences sent, 0 were there" in push(world, one, two)
    assert f"{two}: 0 sentences sent, 6 were there" in push(world)
    typist = world.typist(one)
    rows = {row["meta"][ID]: row for row in typist.examples()}
    assert [row["text"] for row in rows.values()] == [one.text for one in world.sentences]
    second = rows["demo:0002.01"]["meta"]
    assert second["上句"] == world.sentences[0].text
    assert second["下句"] == world.sentences[2].text
    assert (second["报告"], second["章节"], second["时段"]) == ("demo", "一、工作", "回顾（已实现）")
    assert typist.spans("demo:0004.01"), "the rules' suggestion is visible to the annotator"
    project = typist.get(f"projects/{typist.project}")
    assert "四类标签" in project["guideline"]
    assert set(typist.labels()) == {"METRIC", "TARGET", "PROJECT", "PLACE"}
    assert typist.get(f"projects/{typist.project}/my-role")["rolename"] == "annotator"


def test_pull_brings_spans_who_when_and_comments(world):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    typist = world.typist(name)
    typist.label("demo:0002.01", 0, 5, "PROJECT")
    typist.comment("demo:0002.01", "机场是项目")
    typist.confirm("demo:0002.01", "demo:0006.01")
    typist.label("demo:0003.01", 6, 7, "PLACE")
    lines, warnings = actions.pull(world.name, world.places)
    assert not warnings
    assert f"{name}: 2 of 6 sentences confirmed, 1 comments" in lines
    layer = read_annotations(world.places.rounds / world.name / f"{name}.jsonl")
    assert [(row.id, row.entities) for row in layer] == [
        ("demo:0002.01", (Entity(0, 5, "PROJECT"),)),
        ("demo:0006.01", ()),
    ]
    assert layer[0].meta == {"annotator": name, "round": world.name, "guideline": "1.2"}
    row = read_snapshots(world.places.rounds / world.name / "snapshots")[-1].rows(name)["demo:0002.01"]
    assert (row["confirmed_by"], row["made"][0]["by"], row["comments"][0]["text"]) == (name, name, "机场是项目")
    ages = [datetime.now(UTC) - datetime.fromisoformat(when) for when in (row["confirmed_at"], row["made"][0]["at"])]
    assert all(timedelta(0) < age < timedelta(minutes=2) for age in ages)
    standing = next(actions.status(world.name, world.places.rounds))
    assert standing.startswith(f"{name}: 2 done, 4 open; PROJECT 1; ")


def test_snapshots_only_add_and_losses_are_loud(world):
    name = f"{world.name}a"
    push(world, name, suggest="none")
    typist = world.typist(name)
    typist.label("demo:0002.01", 0, 5, "PROJECT")
    typist.confirm("demo:0002.01")
    actions.pull(world.name, world.places)
    assert actions.pull(world.name, world.places)[0][1].endswith("nothing new since this one")
    folder = world.places.rounds / world.name / "snapshots"
    first = {path.name: path.read_bytes() for path in (folder / "0001").iterdir()}
    typist.clear("demo:0002.01")
    _, warnings = actions.pull(world.name, world.places)
    assert warnings == [f"{name} demo:0002.01: lost PROJECT '龙家堡机场'"]
    assert {path.name: path.read_bytes() for path in (folder / "0001").iterdir()} == first
    assert sorted(path.name for path in folder.iterdir()) == ["0001", "0002"]


def test_a_removed_suggestion_is_no_loss(world):
    name = f"{world.name}a"
    push(world, name)
    actions.pull(world.name, world.places)
    typist = world.typist(name)
    typist.clear("demo:0004.01")
    typist.confirm("demo:0004.01")
    assert actions.pull(world.name, world.places)[1] == []


def test_a_relabelled_suggestion_is_its_annotators(world):
    name = f"{world.name}a"
    push(world, name)
    typist = world.typist(name)
    number = typist.example("demo:0004.01")
    (span,) = typist.get(f"projects/{typist.project}/examples/{number}/spans")
    time.sleep(1.1)
    typist.send("PATCH", f"examples/{number}/spans/{span['id']}", label=typist.labels()["METRIC"])
    typist.confirm("demo:0004.01")
    actions.pull(world.name, world.places)
    row = read_snapshots(world.places.rounds / world.name / "snapshots")[-1].rows(name)["demo:0004.01"]
    assert row["entities"] == [[span["start_offset"], span["end_offset"], "METRIC"]]
    assert row["made"][0]["by"] == name


def test_a_round_keeps_its_plan_and_takes_more_annotators(world):
    push(world, f"{world.name}a", select="random:3")
    first = {row["meta"][ID] for row in world.typist(f"{world.name}a").examples()}
    push(world, f"{world.name}b")
    assert {row["meta"][ID] for row in world.typist(f"{world.name}b").examples()} == first
    assert len(first) == 3
    with pytest.raises(BadInput, match="was begun with select 'random:3', not 'all'"):
        push(world, select="all")


def test_gold_can_be_reviewed(world):
    from govreport.annotations.gold import freeze, write_work
    from govreport.annotations.records import Annotation

    gold = [Annotation(one.id, one.text, (), {"decided": "agreed", "guideline": "1.2"}) for one in world.sentences]
    marked = [Annotation(gold[1].id, gold[1].text, (Entity(0, 5, "PROJECT"),), gold[1].meta)]
    write_work(world.places.gold, [gold[0], *marked, *gold[2:]])
    freeze(world.places.gold, "v1", {one.id: one for one in world.sentences}, world.places.corpus)
    push(world, f"{world.name}a", suggest="gold")
    typist = world.typist(f"{world.name}a")
    assert typist.spans("demo:0002.01") == [(0, 5)]
    assert typist.spans("demo:0004.01") == []


def test_a_round_of_chosen_sentences_holds_these_alone_in_their_order(world, tmp_path):
    ids = tmp_path / "ids.txt"
    ids.write_text("demo:0005.01\ndemo:0002.01\n", encoding="utf-8")
    name = f"{world.name}a"
    assert f"{name}: 2 sentences sent, 0 were there" in push(world, name, select=f"ids:{ids}")
    assert sorted(row["meta"][ID] for row in world.typist(name).examples()) == ["demo:0002.01", "demo:0005.01"]
