"""Swapped names: offsets still fit, labels stay, nothing outside the training sentences comes in but the gazetteer."""

import random

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.training import Example

from govreport.annotations.inline import read_inline
from govreport.pipeline.extensions import register
from govreport.schema import Entity, check_entities
from govreport.training.augment import Swap, apply, swap_names

NLP = spacy.blank("zh")


def example(marked: str) -> Example:
    register()
    text, entities = read_inline(marked)
    docs = [Doc(NLP.vocab, words=list(text), spaces=[False] * len(text)) for _ in range(2)]
    docs[1]._.period = "plan"
    docs[1].set_ents([docs[1].char_span(start, end, label=label) for start, end, label in entities])
    return Example(*docs)


def shown(marked: str, **shares: float) -> tuple[str, list[tuple[str, str]]]:
    (found,) = swap_names(**{"places": 0.0, "projects": 0.0, **shares})(NLP, example(marked))
    return found.reference.text, [(span.text, span.label_) for span in found.reference.ents]


@pytest.fixture(autouse=True)
def seeded():
    random.seed(0)


def test_places_become_others_of_the_same_form():
    text, entities = shown("支持[PLACE|农安县]和[PLACE|长春]发展，[TARGET|新增5万人]。", places=1.0)
    assert [label for _, label in entities] == ["PLACE", "PLACE", "TARGET"]
    assert entities[0][0] != "农安县"
    assert entities[0][0].endswith("县")
    assert entities[1][0] != "长春"
    assert entities[2][0] == "新增5万人"
    assert text.startswith("支持" + entities[0][0] + "和" + entities[1][0] + "发展")


def test_a_short_form_outside_entities_may_be_an_ordinary_word_and_stays():
    assert shown("加快新建和振兴步伐。", places=1.0)[0] == "加快新建和振兴步伐。"


def test_a_project_becomes_one_met_before_with_the_same_end():
    augment = swap_names(places=0.0, projects=1.0)
    first, second, third = (
        next(augment(NLP, example(marked)))
        for marked in ("建设[PROJECT|龙家堡机场]。", "建设[PROJECT|长新桥]。", "建成[PROJECT|黄花机场]了。")
    )
    assert (first.reference.text, second.reference.text) == ("建设龙家堡机场。", "建设长新桥。")
    assert third.reference.text == "建成龙家堡机场了。"
    assert third.predicted.text == third.reference.text
    assert third.predicted._.period == "plan"


@given(st.text("长春市，。建桥", min_size=1, max_size=20), st.data())
def test_apply_keeps_every_entity(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    entities = [Entity(*span, "PLACE") for span in spans if text[slice(*span)].strip()]
    swaps = [Swap(*entity[:2], data.draw(st.text("甲乙", min_size=1, max_size=4))) for entity in entities]
    chosen = [swap for swap in swaps if data.draw(st.booleans())]
    new, moved = apply(text, entities, chosen)
    assert check_entities(new, moved, "demo") == tuple(moved)
    texts = {swap[:2]: swap.text for swap in chosen}
    assert [one.surface(new) for one in moved] == [texts.get(one[:2], one.surface(text)) for one in entities]
