"""The scorer against its oracles (spaCy, nervaluate) and by its properties."""

import random

import pytest
from evaluation_samples import CALM, CASES, layers, spans
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from govreport.evaluation import scorer
from govreport.evaluation.certainty import GROUPS, count, ratios
from govreport.schema import LABELS, Entity
from govreport.scoring import Score, score

VOCAB = Vocab()
PAIRS = st.lists(st.tuples(layers(), layers()), max_size=4)


def doc(entities: tuple[Entity, ...], length: int = 24) -> Doc:
    """A Doc of one-character tokens."""
    made = Doc(VOCAB, words=["字"] * length, spaces=[False] * length)
    made.ents = [made.char_span(one.start, one.end, label=one.label) for one in entities]
    return made


@settings(CALM, max_examples=20)
@given(st.lists(st.tuples(layers(), layers()), min_size=1, max_size=3))
def test_strict_scores_are_those_of_spacy(pairs):
    examples = [Example(doc(pred), doc(gold)) for gold, pred in pairs]
    oracle = Scorer().score_spans(examples, "ents")
    ours = score([gold for gold, _ in pairs], [pred for _, pred in pairs])
    assert ours["micro"].f1 == pytest.approx(oracle["ents_f"]) or not any(gold for gold, _ in pairs)
    for label, row in (oracle["ents_per_type"] or {}).items():
        # spaCy writes 0 where nothing was predicted; here that is undefined
        assert ((ours[label].precision or 0), (ours[label].recall or 0)) == pytest.approx((row["p"], row["r"]))


@CALM
@given(layers(), layers())
def test_strict_and_boundary_are_those_of_nervaluate_on_one_document(gold, pred):
    def dicts(found):
        return [{"label": one.label, "start": one.start, "end": one.end - 1} for one in found]

    oracle = Evaluator([dicts(gold)], [dicts(pred)], tags=list(LABELS), loader="dict").evaluate()["overall"]
    for match, name in (("strict", "strict"), ("boundary", "exact")):
        ours = score([gold], [pred], match)["micro"]
        assert (ours.tp, ours.gold, ours.pred) == (
            oracle[name].correct,
            oracle[name].possible,
            oracle[name].actual,
        )


@CALM
@given(PAIRS, st.randoms(use_true_random=False))
def test_order_of_sentences_does_not_matter(pairs, rng: random.Random):
    moved = rng.sample(pairs, len(pairs))
    for match in ("strict", "overlap", "boundary"):
        assert score(*columns(pairs), match) == score(*columns(moved), match)


@CALM
@given(PAIRS)
def test_the_same_documents_twice_score_the_same(pairs):
    once, twice = (ratios(count(g, [p]).sum(axis=(0, 1))) for g, p in (columns(pairs), columns(pairs * 2)))
    assert ((once == twice) | ((once != once) & (twice != twice))).all()


@CALM
@given(PAIRS)
def test_renaming_all_labels_renames_the_rows(pairs):
    other = dict(zip(LABELS, [*LABELS[1:], LABELS[0]], strict=True))
    renamed = [tuple(tuple(Entity(s, e, other[x]) for s, e, x in side) for side in pair) for pair in pairs]
    before, after = score(*columns(pairs)), score(*columns(renamed))
    assert before["micro"] == after["micro"]
    assert {other[label]: before[label] for label in LABELS} == {label: after[label] for label in LABELS}


@CALM
@given(PAIRS)
def test_a_lenient_match_never_finds_less(pairs):
    strict, overlap, boundary = (score(*columns(pairs), m)["micro"].tp for m in ("strict", "overlap", "boundary"))
    assert strict <= overlap
    assert strict <= boundary


def columns(pairs):
    return [gold for gold, _ in pairs], [pred for _, pred in pairs]


def test_nothing_to_find_and_nothing_found_are_undefined_not_zero_or_one():
    one = spans("在[PLACE|长春]")
    assert (score([()], [one])["PLACE"].recall, score([()], [one])["PLACE"].precision) == (None, 0.0)
    assert (score([one], [()])["PLACE"].precision, score([one], [()])["PLACE"].recall) == (None, 0.0)
    assert score([()], [()])["micro"] == Score(0, 0, 0)
    assert score([], [])["micro"].f1 is None


def test_every_breakdown_adds_up_to_the_whole():
    layer = [case.gold[:1] for case in CASES]
    whole = score([case.gold for case in CASES], layer)
    for key in (scorer.by_report, scorer.by_period, scorer.by_length, scorer.by_seen(CASES)):
        for group, labels in zip(GROUPS, (LABELS, *((label,) for label in LABELS)), strict=True):
            assert sum(scorer.breakdown(CASES, [layer], key, labels).values(), Score(0, 0, 0)) == whole[group]


def test_seen_means_seen_in_another_report_with_the_same_label():
    found = scorer.breakdown(CASES, [[()] * len(CASES)], scorer.by_seen(CASES))
    assert {group: row.gold for group, row in found.items()} == {"seen": 2, "unseen": 6}  # 伊通河 in a and in b
