"""Two annotators differ, a third decides, gold follows; on the live server."""

import pytest

from govreport.annotations.doccano import actions
from govreport.annotations.doccano.loop import Asked
from govreport.annotations.gold import load_gold
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl
from govreport.schema import Entity

pytestmark = [pytest.mark.slow, pytest.mark.doccano]


@pytest.fixture
def disputed(world):
    """Two annotators confirmed everything and differ in two sentences."""
    one, two = names = f"{world.name}a", f"{world.name}b"
    list(actions.push(world.name, world.places, Asked(names, suggest="none")))
    for name in names:
        typist = world.typist(name)
        typist.label("demo:0003.01", 6, 7, "PLACE")
        typist.confirm(*(sentence.id for sentence in world.sentences))
    world.typist(one).label("demo:0002.01", 0, 5, "PROJECT")
    world.typist(two).label("demo:0002.01", 0, 5, "PLACE")
    world.typist(one).label("demo:0003.01", 8, 9, "PLACE")
    assert actions.pull(world.name, world.places)[1] == []
    return names


def test_disputes_become_gold(world, disputed):
    one, two = disputed
    judge = f"{world.name}c"
    lines = list(actions.adjudicate_push(world.name, [], judge, world.places))
    assert lines[0] == "2 sentences in dispute"
    typist = world.typist(judge, f"{world.name}-adjudication")
    rows = {row["meta"]["编号"]: row for row in typist.examples()}
    assert set(rows) == {"demo:0002.01", "demo:0003.01"}
    readings = rows["demo:0002.01"]["meta"]
    assert readings[f"{one} 的标注"] == "[PROJECT|龙家堡机场]建成并正式通航。"
    assert readings[f"{two} 的标注"] == "[PLACE|龙家堡机场]建成并正式通航。"
    assert typist.spans("demo:0002.01") == []
    assert typist.spans("demo:0003.01") == [(6, 7)], "what both say is filled in"

    typist.label("demo:0002.01", 0, 5, "PROJECT")
    typist.comment("demo:0002.01", "3.2 通航是建设的标志")
    typist.confirm("demo:0002.01")
    report, _ = actions.adjudicate_pull(world.name, [], world.places)
    assert "1 disputes are open, the first demo:0003.01; gold is made when none is" in report
    assert not world.places.gold.exists()

    typist.label("demo:0003.01", 8, 9, "PLACE")
    typist.confirm("demo:0003.01")
    report, warnings = actions.adjudicate_pull(world.name, [], world.places)
    assert report[-1].endswith("6 sentences of this round")
    assert warnings == []
    gold = {row.id: row for row in load_gold(world.places.gold, "work")["demo"]}
    assert len(gold) == 6
    assert gold["demo:0002.01"].entities == (Entity(0, 5, "PROJECT"),)
    assert gold["demo:0002.01"].meta["rule"] == "3.2 通航是建设的标志"
    assert gold["demo:0003.01"].entities == (Entity(6, 7, "PLACE"), Entity(8, 9, "PLACE"))
    assert [gold[name].meta["decided"] for name in ("demo:0001.01", "demo:0002.01")] == ["agreed", "adjudicated"]
    decisions = list(read_jsonl(world.places.rounds / world.name / "decisions.jsonl"))
    assert {row["adjudicator"] for row in decisions} == {judge}


def test_agreement_of_two_annotators(world, disputed, tmp_path):
    lines = list(
        actions.agree(world.name, disputed, world.places.rounds, world.places.corpus, tmp_path / "agreement.json")
    )
    assert lines[0] == "6 sentences in both, 2 in dispute"
    # 2 and 3 spans, of which 1 is the same: F1 = 2·1 / (2 + 3)
    assert "micro: strict F1 0.4" in lines
    with pytest.raises(BadInput, match="two --annotators are needed"):
        list(actions.agree(world.name, disputed[:1], world.places.rounds, world.places.corpus, None))
