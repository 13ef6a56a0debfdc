"""Intervals and tests of difference against what is known of them."""

import itertools
import random

import numpy as np
import pytest
from evaluation_samples import worn

from govreport.evaluation.certainty import bootstrap, count, interval, randomisation, ratios
from govreport.evaluation.compare import compare, verdict
from govreport.schema import Entity

GOLD = [(Entity(0, 4, "METRIC"), Entity(6, 9, "PLACE")) for _ in range(120)]
REPORTS = ["a"] * 40 + ["b"] * 50 + ["c"] * 30


def reader(wear, seed=0):
    rng = random.Random(seed)
    return [worn(gold, 24, rng, wear) for gold in GOLD]


def test_the_interval_surrounds_the_score_and_narrows_with_more_sentences():
    few, many = count(GOLD, [reader(0.3)]), count(GOLD * 9, [reader(0.3) * 9])
    edges = [interval(bootstrap(counts, reports)[:, 0]) for counts, reports in ((few, REPORTS), (many, REPORTS * 9))]
    f1 = ratios(few.sum(axis=(0, 1)))[0, 2]
    assert all(low < f1 < high for low, high in edges)
    assert edges[1][1] - edges[1][0] < edges[0][1] - edges[0][0]


def test_resampling_reports_widens_the_interval_where_reports_differ():
    pred = [gold if report != "a" else () for gold, report in zip(GOLD, REPORTS, strict=True)]
    counts = count(GOLD, [pred])
    by_report, pooled = (interval(bootstrap(counts, groups)[:, 0]) for groups in (REPORTS, ["all"] * len(GOLD)))
    assert by_report[1] - by_report[0] > 2 * (pooled[1] - pooled[0])


def test_bootstrap_agrees_with_a_plain_loop():
    counts = count(GOLD, [reader(0.4)])
    rng = np.random.default_rng(5)
    members = {name: [i for i, report in enumerate(REPORTS) if report == name] for name in "abc"}
    values = []
    for _ in range(1500):
        rows = [i for name in rng.choice(list("abc"), 3) for i in rng.choice(members[name], len(members[name]))]
        values.append(ratios(counts[rows].sum(axis=(0, 1)))[0, 2])
    assert interval(bootstrap(counts, REPORTS)[:, 0]) == pytest.approx(interval(np.array(values)), abs=0.012)


def test_equal_systems_have_p_one_and_worse_ones_a_small_p():
    good, bad = count(GOLD, [reader(0.1)]), count(GOLD, [reader(0.5)])
    assert randomisation(good, good)[0] == 1.0
    assert randomisation(good, bad)[0] < 0.001
    assert randomisation(good, bad)[0] == randomisation(bad, good)[0]


def test_randomisation_agrees_with_all_swaps_counted_out():
    gold, one, other = GOLD[:8], reader(0.3, 1)[:8], reader(0.6, 2)[:8]
    a, b = count(gold, [one]), count(gold, [other])

    def gap(x, y):
        return abs(ratios(x.sum(axis=(0, 1)))[0, 2] - ratios(y.sum(axis=(0, 1)))[0, 2])

    swaps = [np.array(flips)[:, None, None, None] for flips in itertools.product([False, True], repeat=8)]
    exact = np.mean([gap(np.where(f, b, a), np.where(f, a, b)) >= gap(a, b) - 1e-12 for f in swaps])
    assert 0.01 < exact < 0.99
    assert randomisation(a, b)[0] == pytest.approx(exact, abs=0.03)


def test_a_false_alarm_is_as_rare_as_p_says():
    alarms = 0
    for seed in range(100):
        one, other = count(GOLD, [reader(0.3, seed)]), count(GOLD, [reader(0.3, seed + 1000)])
        alarms += bool(randomisation(one, other, rounds=400)[0] < 0.05)
    assert alarms <= 12


def test_a_comparison_is_signed_and_in_words():
    good, bad = count(GOLD, [reader(0.1)]), count(GOLD, [reader(0.5)])
    there, back = compare(good, bad, REPORTS)["micro"], compare(bad, good, REPORTS)["micro"]
    assert there["difference"] == -back["difference"] > 0
    assert there["ci95"] == pytest.approx([-edge for edge in back["ci95"][::-1]])
    assert verdict(there, ("good", "bad")) == verdict(back, ("bad", "good"))
    perfect = count(GOLD, [GOLD])
    assert compare(perfect, perfect, REPORTS)["PROJECT"] == {"difference": None, "ci95": None, "p": None}
