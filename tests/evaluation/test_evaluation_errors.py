"""Every wrong span is in exactly one error; the classes on readable examples; confusion and patterns."""

import pytest
from evaluation_samples import CALM, CASES, PREDICTED, case, layers, spans
from hypothesis import given

from govreport.evaluation.alignment import confusion, metric_target
from govreport.evaluation.errors import KINDS, find_errors, tally
from govreport.evaluation.patterns import describe, frequent
from govreport.schema import LABELS
from govreport.scoring import matches

EXAMPLES = [
    ("建设[PROJECT|文化广场]。", "建设文化广场。", "missed", "PROJECT missed: …广场"),
    ("建设文化广场。", "建设[PROJECT|文化广场]。", "spurious", "PROJECT spurious: …广场"),
    ("[METRIC|产值79亿元]。", "[TARGET|产值79亿元]。", "wrong label", "METRIC read as TARGET"),
    ("完成[METRIC|产值79亿元]。", "[TARGET|完成产值79亿元]。", "wrong label", "METRIC read as TARGET"),
    (
        "完成[METRIC|产值79亿元]。",
        "[METRIC|完成产值79亿元]。",
        "too long",
        "METRIC too long: takes in “完成” before it",
    ),
    ("[METRIC|产值79亿元]。", "[METRIC|产值]79亿元。", "too short", "METRIC too short: loses “0亿元” at its end"),
    (
        "在[PLACE|长春市]的",
        "[PLACE|在长春]市的",
        "too short",  # shifted at equal length: a gold character is lost
        "PLACE too short: takes in “在” before it; loses “市” at its end",
    ),
    ("[METRIC|产值和税收79亿元]", "[METRIC|产值]和[METRIC|税收79亿元]", "split", "METRIC split (2 parts): “和”"),
    ("[PLACE|长春]、[PLACE|吉林]", "[PLACE|长春、吉林]", "merged", "PLACE merged (2 parts): “、”"),
]


@pytest.mark.parametrize(("gold", "pred", "kind", "pattern"), EXAMPLES)
def test_classes_and_patterns(gold, pred, kind, pattern):
    one = case("x:1", gold)
    (error,) = find_errors(one.gold, spans(pred))
    assert (error.kind, describe(one.text, error)) == (kind, pattern)


@CALM
@given(layers(), layers())
def test_every_span_is_right_or_in_exactly_one_error(gold, pred):
    right, errors = matches(gold, pred), find_errors(gold, pred)
    assert sorted([g for g, _ in right] + [span for error in errors for span in error.gold]) == sorted(gold)
    assert sorted([p for _, p in right] + [span for error in errors for span in error.pred]) == sorted(pred)
    assert {error.kind for error in errors} <= set(KINDS)


@CALM
@given(layers(), layers())
def test_splits_have_more_predictions_and_merges_more_gold(gold, pred):
    for error in find_errors(gold, pred):
        if error.kind in ("split", "merged"):
            assert len(error.gold) + len(error.pred) > 2
            assert (len(error.gold) > len(error.pred)) == (error.kind == "merged")


@CALM
@given(layers(), layers())
def test_the_confusion_matrix_holds_every_span_once(gold, pred):
    matrix = confusion([gold], [pred])
    for index, label in enumerate(LABELS):
        assert sum(matrix[index]) == sum(span.label == label for span in gold)
        assert sum(row[index] for row in matrix) == sum(span.label == label for span in pred)
    assert matrix[-1][-1] == 0


def test_metric_and_target_have_their_own_line():
    matrix = confusion([one.gold for one in CASES], [spans(marked) for marked in PREDICTED.values()])
    row = metric_target(matrix)
    assert (row["metric_as_target"], row["target_as_metric"], row["target_share"]) == (0, 1, 0.5)


def test_frequent_patterns_carry_count_and_examples():
    errors = [find_errors(one.gold, spans(PREDICTED[one.id])) for one in CASES]
    assert {kind for kind, row in tally(errors).items() if row} == {"missed", "wrong label", "too long", "too short"}
    patterns = frequent(CASES * 2, errors * 2)
    assert patterns[0]["count"] == 2
    first = next(row for row in patterns if row["kind"] == "too long")["examples"][0]
    assert (first["id"], first["gold"], first["pred"]) == (
        "a:0001.01",
        ["METRIC 投资79.5亿元"],
        ["METRIC 完成投资79.5亿元"],
    )
