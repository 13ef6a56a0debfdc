"""What each command does, as functions that give back lines for the user."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govreport.annotations.doccano import adjudicate
from govreport.annotations.doccano import pull as pulling
from govreport.annotations.doccano.home import Home, locked
from govreport.annotations.doccano.loop import Asked, Places, connect, in_corpus, push_round
from govreport.annotations.doccano.rounds import Round, add_annotators, check_name, check_same, need_round, read_round
from govreport.annotations.doccano.snapshots import read_snapshots
from govreport.annotations.doccano.status import status_one
from govreport.annotations.marked import read_sentences
from govreport.annotations.records import read_annotations
from govreport.errors import BadInput
from govreport.jsonl import write_json, write_jsonl
from govreport.schema import Sentence

Report = tuple[list[str], list[str]]
BUSY = "another push or pull of this round"


def push(name: str, places: Places, asked: Asked) -> Iterator[str]:
    """Plan the round where it is new, then bring Doccano up to date."""
    sentences, home = read_sentences(places.corpus), Home.here()
    client = connect(home)
    with locked(places.rounds / check_name(name, "round"), BUSY):
        plan = read_round(places.rounds, name) or new_round(name, sentences, places, asked)
        check_same(plan, {key: getattr(asked, key) for key in ("reports", "suggest", "select")})
        plan = add_annotators(places.rounds, plan, asked.annotators)
        in_corpus(plan, sentences)
        yield from sending(push_round(client, plan, sentences, places, home), home)
    yield f"open {client.url} in a browser; {client.requests} requests were sent"


def new_round(name: str, sentences: Mapping[str, Sentence], places: Places, asked: Asked) -> Round:
    """Choose and write down; spaCy is loaded only here."""
    from govreport.annotations.doccano.planning import make_plan

    return make_plan(name, list(sentences.values()), places, asked)


def sending(done: Iterator[tuple[object, int]], home: Home) -> Iterator[str]:
    """Lines of a push."""
    for one, restored in done:
        yield str(one)
        if restored:
            yield f"  {restored} spans of a deleted label type were brought back from the last snapshot"
    yield f"passwords of users that were created are in {home.secrets} (readable by you only)"


def pull_round(plan: Round, places: Places, sentences: Mapping[str, Sentence]) -> Report:
    """Pull under the round's lock; lines, and warnings of what was lost or could not be taken."""
    client = connect(Home.here())
    with locked(places.rounds / plan.name, BUSY):
        snapshot, new, reports = pulling.pull(client, plan, sentences, places.rounds)
    lines = [str(one) for one in reports]
    lines.append(f"{snapshot.folder}: {'new snapshot' if new else 'nothing new since this one'}")
    lines.append(f"{client.requests} requests were sent")
    warnings = [f"{one.annotator} {line}" for one in reports for line in [*one.losses, *one.rejected]]
    return lines, warnings


def pull(name: str, places: Places) -> Report:
    """Pull a round that was pushed before."""
    return pull_round(need_round(places.rounds, name), places, read_sentences(places.corpus))


def status(name: str, rounds: Path) -> Iterator[str]:
    """One line an annotator."""
    plan = need_round(rounds, name)
    known = read_snapshots(rounds / name / "snapshots")
    client = connect(Home.here())
    client.check_worker()
    for annotator in plan.annotators:
        yield str(status_one(client, plan, annotator, known[-1].rows(annotator) if known else {}))
    yield f"speed as of snapshot {known[-1].number}" if known else "speed is known after the first pull"


def agree(name: str, annotators: Sequence[str], rounds: Path, corpus: Path, output: Path | None) -> Iterator[str]:
    """The figures of two layers; a name that ends in .jsonl is a file of its own, for a model's predictions."""
    from govreport.annotations.agreement import agreement  # loads scikit-learn, which no other command here needs

    if len(annotators) != 2:
        raise BadInput(f"two --annotators are needed to compare, not {len(annotators)}")
    paths = [Path(one) if one.endswith(".jsonl") else rounds / name / f"{one}.jsonl" for one in annotators]
    a, b = (read_annotations(path) for path in paths)
    found = agreement(a, b, read_sentences(corpus), (annotators[0], annotators[1]))
    yield f"{found['sentences']['both']} sentences in both, {found['disputed_sentences']} in dispute"
    for label, row in found["strict"].items():
        yield f"{label}: strict F1 {row['f1']}"
    yield f"kappa on characters {found['kappa']['all']}"
    if output:
        write_json(output, found)
        yield f"all figures: {output}"


def adjudicate_push(name: str, annotators: Sequence[str], adjudicator: str, places: Places) -> Iterator[str]:
    """Open or complete the project of disputes."""
    sentences = read_sentences(places.corpus)
    annotators = annotators or need_round(places.rounds, name).annotators
    home = Home.here()
    client = connect(home)
    other = adjudicate.adjudication_name(name)
    with locked(places.rounds / other, BUSY):
        plan = read_round(places.rounds, other) or adjudicate.make_dispute_plan(
            places.rounds, name, annotators, adjudicator, sentences
        )
        notes = adjudicate.read_notes(places.rounds, name)
        yield f"{len(plan.sentences)} sentences in dispute"
        yield from sending(push_round(client, plan, sentences, places, home, notes), home)


def adjudicate_pull(name: str, annotators: Sequence[str], places: Places) -> Report:
    """Snapshot of the decisions, ``decisions.jsonl``, and gold where every dispute is decided."""
    sentences = read_sentences(places.corpus)
    annotators = annotators or need_round(places.rounds, name).annotators
    other = adjudicate.adjudication_name(name)
    plan = need_round(places.rounds, other)
    lines, warnings = pull_round(plan, places, sentences)
    last = read_snapshots(places.rounds / other / "snapshots")[-1]
    decided = adjudicate.decisions(last.rows(plan.annotators[0]).values())
    path = places.rounds / name / "decisions.jsonl"
    lines.append(f"{path}: {write_jsonl(path, decided)} decisions")
    left = set(plan.sentences) - {row["id"] for row in decided}
    if left:
        return [*lines, f"{len(left)} disputes are open, the first {min(left)}; gold is made when none is"], warnings
    count = adjudicate.to_gold(places.rounds, places.gold, name, annotators, decided, sentences)
    return [*lines, f"{places.gold / 'work'}: {count} sentences of this round"], warnings
