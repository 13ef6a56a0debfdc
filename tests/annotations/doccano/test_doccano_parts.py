"""The loop's pure parts: what is repaired, chosen, suggested, lost, and how a snapshot holds."""

import itertools
import json
import re
from pathlib import Path

import psutil
import pytest
import spacy
import typer
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from govreport.annotations.doccano import processes
from govreport.annotations.doccano.adjudicate import marked
from govreport.annotations.doccano.home import locked
from govreport.annotations.doccano.pull import keep_deleted, losses
from govreport.annotations.doccano.remote import Example
from govreport.annotations.doccano.repair import Held, surplus
from govreport.annotations.doccano.rounds import check_name
from govreport.annotations.doccano.rows import ID, import_rows, shown
from govreport.annotations.doccano.selection import parse, select
from govreport.annotations.doccano.snapshots import add_snapshot, read_snapshots
from govreport.annotations.doccano.suggestions import Scored, sentence_doc, span_scores, suggestions
from govreport.annotations.records import Annotation
from govreport.cli.annotate import app
from govreport.errors import BadInput, GovreportError
from govreport.pipeline import extensions
from govreport.schema import Entity, Sentence

A, B = Entity(0, 2, "PLACE"), Entity(2, 4, "METRIC")


def sentence(name, text="长春增长", report="demo", section=("一、回顾",)):
    return Sentence(f"{report}:{name}", report, section, "review", text, ((0, len(text)),))


@given(st.text(max_size=40))
def test_what_is_shown_has_the_same_offsets_in_every_count(text):
    out = shown(text)
    assert len(out) == len(text) == len(out.encode("utf-16-le", "surrogatepass")) // 2
    assert len(out.splitlines() or [""]) == 1


NUMBERS = itertools.count(1)
copies = st.builds(
    lambda name, spans, confirmed, file: Held(
        Example(next(NUMBERS), "长春增长", {ID: name}, file, confirmed, 0), spans
    ),
    st.sampled_from(["s1", "s2", "s3"]),
    st.sampled_from([(), (A,), (A, B)]),
    st.booleans(),
    st.sampled_from(["f1", "f2"]),
)


@given(st.lists(copies, max_size=8))
def test_repair_never_takes_work_and_leaves_one_copy(held):
    suggested = {"s1": (A,), "s2": (A, B), "s3": ()}
    left = held
    while gone := set(surplus(left, suggested)):
        assert not any(one.worked(suggested[one.id]) for one in left if one.example.id in gone)
        left = [one for one in left if one.example.id not in gone]
    for name in suggested:
        idle = [one for one in left if one.id == name and not one.worked(suggested[name])]
        assert len(idle) <= 1
        assert not (idle and any(one.id == name and one is not idle[0] for one in left))


def test_a_file_whose_spans_never_came_is_sent_again():
    cut = [Held(Example(n, "x", {ID: f"s{n}"}, "f1", False, 0), ()) for n in (1, 2)]
    whole = [
        Held(Example(3, "x", {ID: "s3"}, "f2", False, 0), (A,)),
        Held(Example(4, "x", {ID: "s4"}, "f2", False, 0), ()),
    ]
    assert surplus(cut + whole, {f"s{n}": (A,) for n in (1, 2, 3, 4)}) == [1, 2]


def scored(name, *scores):
    entities = tuple(Entity(n, n + 1, "PLACE") for n in range(len(scores)))
    return Scored(Annotation(name, "长春增长", entities), tuple(scores) or None)


def test_uncertain_mixes_reports_and_says_why_it_cannot():
    rows = [sentence(n, report=report) for report in ("a", "b") for n in ("1", "2", "3")]
    known = {"a:1": scored("a:1", 0.1), "a:2": scored("a:2", 0.2, 0.9), "a:3": scored("a:3"), "b:1": scored("b:1", 0.8)}
    assert [one.id for one in select("uncertain:2", "r", rows, known, {})] == ["a:1", "b:1"]
    assert [one.id for one in select("uncertain:3", "r", rows, known, {})] == ["a:1", "a:2", "b:1"]
    with pytest.raises(BadInput, match="needs a model that scores its spans"):
        select("uncertain:1", "r", rows, {"a:3": scored("a:3")}, {})
    with pytest.raises(BadInput, match="only 3 sentences qualify"):
        select("uncertain:4", "r", rows, known, {})


def test_disagreeing_and_random():
    rows = [sentence(str(n)) for n in range(9)]
    left = {"demo:3": scored("demo:3", 0.5), "demo:4": scored("demo:4", 0.5, 0.5)}
    assert [one.id for one in select("disagreeing:1", "r", rows, left, {})] == ["demo:4"]
    assert [one.id for one in select("disagreeing:1", "r", rows, left, left | {"demo:4": scored("x")})] == ["demo:4"]
    picked = select("random:4", "r", rows, {}, {})
    assert picked == select("random:4", "r", rows, {}, {}) != select("random:4", "other", rows, {}, {})
    assert picked == sorted(picked, key=lambda one: one.id)


def test_listed_ids_keep_the_order_of_their_file(tmp_path):
    rows, names = [sentence(str(n)) for n in range(3)], tmp_path / "ids.txt"
    names.write_text("demo:2\ndemo:0\n\ndemo:2\n", encoding="utf-8")
    assert [one.id for one in select(f"ids:{names}", "r", rows, {}, {})] == ["demo:2", "demo:0"]
    names.write_text("demo:9\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"ids\.txt: sentence demo:9 is not in the corpus"):
        select(f"ids:{names}", "r", rows, {}, {})
    names.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match="holds no sentence id"):
        select(f"ids:{names}", "r", rows, {}, {})


@pytest.mark.parametrize("choice", ["some", "random", "random:0", "random:x", "uncertain:-1", "ids", "ids:"])
def test_a_wrong_choice_is_refused(choice):
    with pytest.raises(BadInput, match="--select"):
        parse(choice)


def test_a_model_is_told_the_period_and_its_scores_are_used():
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PLACE", "pattern": [{"TEXT": "长"}, {"TEXT": "春"}]}])
    rows = [sentence("1", "在长春。"), sentence("2", "长春长春。")]
    extensions.register()
    assert sentence_doc(nlp, rows[0])._.period == "review"
    plain = span_scores(nlp, rows)
    assert plain["demo:1"].annotation.entities == (Entity(1, 3, "PLACE"),)
    assert plain["demo:2"].annotation.entities == (Entity(0, 2, "PLACE"), Entity(2, 4, "PLACE"))
    assert plain["demo:2"].scores is None
    Span.set_extension("score", getter=lambda span: span.start_char / 100, force=True)
    try:
        assert span_scores(nlp, rows)["demo:2"].scores == (0.0, 0.02)
    finally:
        extensions.register()


def test_predictions_from_a_file(tmp_path):
    path = tmp_path / "p.jsonl"
    row = {"id": "demo:1", "text": "长春增长", "entities": [[0, 2, "PLACE"]], "scores": [0.4]}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert suggestions(f"model:{path}", [sentence("1")], tmp_path)["demo:1"].scores == (0.4,)
    path.write_text(json.dumps(row | {"scores": [None]}), encoding="utf-8")
    assert suggestions(f"model:{path}", [sentence("1")], tmp_path)["demo:1"].scores is None
    with pytest.raises(BadInput, match="another text"):
        suggestions(f"model:{path}", [sentence("1", "长春增加")], tmp_path)


@pytest.mark.parametrize("source", ["nothing", "model:", "gold", "model:no/such/model"])
def test_an_unknown_source_is_refused(source, tmp_path):
    with pytest.raises(BadInput):
        suggestions(source, [sentence("1")], tmp_path)


def row(entities, by="zhang", confirmed=True, **more):
    made = [{"by": by, "at": None} for _ in entities]
    base = {"id": "demo:1", "text": "长春增长", "entities": [list(one) for one in entities], "made": made}
    return base | {"confirmed": confirmed, "confirmed_by": "zhang", **more}


def test_losses_are_what_annotators_did():
    before = {"demo:1": row([A, B])}
    assert losses(before, {"demo:1": row([A])}) == ["demo:1: lost METRIC '增长'"]
    assert losses(before, {"demo:1": row([A, Entity(1, 4, "TARGET")])}) == []
    assert losses(before, {"demo:1": row([A, B], confirmed=False)}) == ["demo:1: no longer confirmed by zhang"]
    suggestion = {"demo:1": row([A], by="suggestion", confirmed=False)}
    assert losses(suggestion, {"demo:1": row([])}) == []
    (kept,) = keep_deleted([], before, [])
    assert losses(before, {"demo:1": kept}) == ["demo:1: the sentence was deleted in Doccano; its last state is kept"]
    assert losses({"demo:1": kept}, {"demo:1": kept}) == []


def test_snapshots_are_verified_and_never_rewritten(tmp_path):
    first, new = add_snapshot(tmp_path, {"a.jsonl": [{"id": "1"}]}, "t1")
    assert new
    assert add_snapshot(tmp_path, {"a.jsonl": [{"id": "1"}]}, "t2") == (first, False)
    second, _ = add_snapshot(tmp_path, {"a.jsonl": [{"id": "2"}]}, "t3")
    assert [one.number for one in read_snapshots(tmp_path)] == [1, 2]
    assert second.rows("a") == {"2": {"id": "2"}}
    (tmp_path / "0001" / "a.jsonl").write_text('{"id": "3"}\n')
    with pytest.raises(BadInput, match=r"0001/a.jsonl: changed after it was written"):
        add_snapshot(tmp_path, {"a.jsonl": []}, "t4")
    (tmp_path / "0001" / "snapshot.json").unlink()
    with pytest.raises(BadInput, match="0001: damaged"):
        read_snapshots(tmp_path)


def test_metadata_stops_at_the_report():
    rows = [sentence("1"), sentence("2", "完成。"), sentence("1", "请审议。", report="other", section=())]
    made = import_rows({one.id: one for one in rows}, ["demo:2", "other:1"], {}, "规则", {"demo:2": {"注": "看"}})
    assert (made["demo:2"]["上句"], made["demo:2"]["下句"], made["demo:2"]["注"]) == ("长春增长", "（无）", "看")
    assert (made["other:1"]["上句"], made["other:1"]["章节"]) == ("（无）", "（无）")


def test_readings_that_brackets_make_ambiguous_are_listed():
    assert marked("长春", [Entity(0, 2, "PLACE")]) == "[PLACE|长春]"
    assert marked("[PLACE|长春", [Entity(7, 9, "PLACE")]) == "PLACE 7-9 长春"


@pytest.mark.parametrize("name", ["", "../x", "a b", "长春", "-a", "a" * 41])
def test_names_that_leave_their_folder_are_refused(name):
    with pytest.raises(BadInput):
        check_name(name, "round")


def test_a_folder_is_held_alone(tmp_path):
    with (
        locked(tmp_path, "a pull"),
        pytest.raises(GovreportError, match="a pull is already running"),
        locked(tmp_path, "a pull"),
    ):
        pass
    with locked(tmp_path, "a pull"):
        pass


def test_stop_ends_exactly_the_processes_that_were_started(tmp_path):
    ours = processes.start(["sleep", "60"], {"PATH": "/usr/bin:/bin"}, tmp_path / "log", tmp_path)
    other = processes.start(["sleep", "60"], {"PATH": "/usr/bin:/bin"}, tmp_path / "log", tmp_path)
    try:
        processes.remember(tmp_path / "state", "http://x", {"web": ours})
        assert processes.alive(tmp_path / "state") == {"web": ours}
        state = processes.read_state(tmp_path / "state")
        state["processes"]["web"]["created"] += 1
        (tmp_path / "stale").write_text(json.dumps(state))
        assert processes.alive(tmp_path / "stale") == {}, "a pid that another program got since is not ours"
        processes.stop(processes.alive(tmp_path / "state"))
        assert not ours.is_running() or ours.status() == psutil.STATUS_ZOMBIE
        assert other.is_running()
    finally:
        other.kill()


def test_options_take_several_values():
    command = typer.main.get_command(app).commands["push"]
    context = command.make_context(
        "push",
        ["--round", "r1", "--annotators", "a1", "a2", "--suggest", "rules", "--reports", "daan", "--annotators", "a3"],
    )
    assert list(context.params["annotators"]) == ["a1", "a2", "a3"]
    assert (list(context.params["reports"]), context.params["suggest"]) == (["daan"], "rules")


def test_every_fault_in_the_docs_is_tested():
    root = Path(__file__).parents[3]
    named = set(re.findall(r"`(test_\w+)`", (root / "docs" / "doccano.md").read_text(encoding="utf-8")))
    faults = Path(__file__).with_name("test_doccano_faults.py").read_text(encoding="utf-8")
    assert named == set(re.findall(r"^def (test_\w+)", faults, re.MULTILINE))


def test_the_guide_for_annotators_shows_pictures_that_are_there():
    guide = Path(__file__).parents[3] / "docs" / "annotators.zh-CN.md"
    pictures = re.findall(r"!\[.+?\]\((.+?)\)", guide.read_text(encoding="utf-8"))
    assert len(pictures) == 5
    assert all((guide.parent / one).stat().st_size > 10_000 for one in pictures)
