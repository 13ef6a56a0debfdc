"""The gold that is committed: it replays from its layers, passes its sweep, and is the one that was frozen."""

from itertools import chain
from pathlib import Path

from govreport.annotations.adjudication import replay
from govreport.annotations.check import check, gold_rows, read_reviewed
from govreport.annotations.gold import load_gold, manifest, sha256
from govreport.annotations.marked import read_sentences
from govreport.annotations.records import read_annotations
from govreport.jsonl import read_jsonl

ROOT = Path(__file__).parents[2]
GOLD, ROUND = ROOT / "annotations" / "gold", ROOT / "annotations" / "rounds" / "r1"
SENTENCES = read_sentences(ROOT / "corpus" / "sentences.jsonl")


def test_layers_decisions_and_mends_replay_to_the_frozen_gold() -> None:
    layers = (read_annotations(ROUND / f"{name}.jsonl") for name in ("a", "b"))
    mends = ROUND / "mends.jsonl"
    rows = replay(
        *layers, SENTENCES, read_jsonl(ROUND / "decisions.jsonl"), read_jsonl(mends) if mends.exists() else ()
    )
    frozen = {row.id: row for row in chain.from_iterable(load_gold(GOLD, "v1").values())}
    assert {row.id: row for row in rows} == frozen


def test_every_hit_of_the_sweep_was_reviewed() -> None:
    found = check(gold_rows(load_gold(GOLD, "v1"), SENTENCES), read_reviewed(GOLD / "reviewed.jsonl"))
    assert [hit.key for hit in found.open] == []
    assert found.stale == []


def test_the_gold_covers_the_corpus_it_was_frozen_with() -> None:
    assert manifest(GOLD / "v1")["corpus"]["sentences.jsonl"] == sha256(ROOT / "corpus" / "sentences.jsonl")
    assert manifest(GOLD / "v1")["counts"]["all"]["sentences"] == len(SENTENCES)
