"""Push and pull of 2,000 sentences for two annotators, and 20 of each killed at random, on a server of its own.

Run from the project's folder: python benchmarks/doccano.py [speed|kills]. It brings benchmarks/results/doccano.json up
to date. The corpus is
repeated under other ids until it has 2,000 sentences. Work is written into the server's database: all sentences
confirmed, a third of the suggested spans removed, another third relabelled. That is the dearest pull there is; a pull
asks again only for what changed since the last.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from govreport.annotations.doccano import server
from govreport.annotations.doccano.home import Home
from govreport.annotations.doccano.loop import Asked, Places, connect, push_round
from govreport.annotations.doccano.planning import make_plan
from govreport.annotations.doccano.processes import alive
from govreport.annotations.doccano.pull import pull
from govreport.annotations.doccano.rounds import read_suggested
from govreport.annotations.doccano.rows import ID
from govreport.annotations.doccano.snapshots import read_snapshots
from govreport.annotations.marked import read_sentences
from govreport.jsonl import write_json, write_jsonl

RESULT = Path("benchmarks/results/doccano.json")
PEOPLE = ("a1", "a2")
CONFIRM = """insert or ignore into examples_examplestate (example_id, confirmed_by_id, confirmed_at)
select e.id, u.id, datetime('now') from examples_example e join projects_project p on p.id = e.project_id
join auth_user u on p.name = ? || ' · ' || u.username"""
REMOVE = """delete from labels_span where id % 3 = 0 and example_id in (select e.id from examples_example e
join projects_project p on p.id = e.project_id where p.name like ? || ' · %')"""

RELABEL = """update labels_span set label_id = (select t.id from label_types_spantype t where t.text = 'PROJECT' and
t.project_id = (select e.project_id from examples_example e where e.id = labels_span.example_id)) where id % 3 = 1
and example_id in (select e.id from examples_example e join projects_project p on p.id = e.project_id
where p.name like ? || ' · %')"""


def corpus_of(count, path):
    """Write ``count`` sentences: the corpus, and again under other ids where it has fewer."""
    rows = list(read_sentences(Path("corpus/sentences.jsonl")).values())
    more = [replace(row, id=f"again{row.id}", report=f"again{row.report}") for row in rows]
    write_jsonl(path, (row.to_dict() for row in (rows + more)[:count]))
    return read_sentences(path)


def work(home, name):
    """Everybody confirms everything, removes a third of the suggestions and relabels a third."""
    with sqlite3.connect(home.database, timeout=30) as database:
        database.execute(REMOVE, [name])
        database.execute(RELABEL, [name])
        database.execute(CONFIRM, [name])


def timed(client, action):
    """Seconds and requests of an action, and how many processes wanted the machine's cores at its end."""
    begin, before = time.monotonic(), client.requests
    action()
    seconds = round(time.monotonic() - begin, 1)
    return {"seconds": seconds, "requests": client.requests - before, "load": round(os.getloadavg()[0], 1)}


def speed(home, places, sentences):
    """Push and pull, first and again."""
    plan = make_plan("speed", list(sentences.values()), places, Asked(PEOPLE))
    client = connect(home)
    found = {}
    for name in ("push", "push again"):
        found[name] = timed(client, lambda: list(push_round(client, plan, sentences, places, home)))
    found["pull, nothing done yet"] = timed(client, lambda: pull(client, plan, sentences, places.rounds))
    work(home, "speed")
    found["pull, everything done since the last"] = timed(client, lambda: pull(client, plan, sentences, places.rounds))
    with sqlite3.connect(home.database, timeout=30) as database:
        database.execute("delete from examples_examplestate where example_id % 10 = 0")
    pull(client, plan, sentences, places.rounds)
    work(home, "speed")
    found["pull, a tenth done since the last"] = timed(client, lambda: pull(client, plan, sentences, places.rounds))
    found["pull again"] = timed(client, lambda: pull(client, plan, sentences, places.rounds))
    return found


def command(places, verb, name):
    """A push or pull as a process of its own."""
    govreport = Path(sys.executable).with_name("govreport")
    words = [govreport, "annotate", verb, "--round", name, "--rounds", places.rounds, "--corpus", places.corpus]
    return [str(word) for word in words + (["--annotators", "a1"] if verb == "push" else [])]


def kill(home, victim, child):
    """End our process, or one of the server's, without asking it."""
    if victim == "client":
        child.kill()
        return
    for name, process in alive(home.state).items():
        if name == victim:
            for one in [*process.children(recursive=True), process]:
                one.kill()


def killed_once(home, places, verb, name, victim, seconds):
    """Run a command, kill ``victim`` after some time, bring the server up, repeat; did the kill hit it?"""
    with (places.rounds.parent / "child.log").open("a") as log:
        child = subprocess.Popen(command(places, verb, name), stdout=log, stderr=log)
        time.sleep(seconds)
        hit = child.poll() is None
        kill(home, victim, child)
        child.wait(timeout=120)
        server.up(home, 0)
        subprocess.run(command(places, verb, name), check=True, stdout=log, stderr=log)
    return hit


def check_push(home, places, name, sentences):
    """How many sentences are missing, doubled, or lack a suggested span."""
    client = connect(home)
    rows = client.export(client.find_project(f"{name} · a1"))
    count = Counter(row[ID] for row in rows)
    wanted = {key: [list(span) for span in row.entities] for key, row in read_suggested(places.rounds, name).items()}
    lost = sum(row["label"] != wanted.get(row[ID], []) for row in rows)
    return {
        "missing": len(set(sentences) - set(count)),
        "doubled": sum(n - 1 for n in count.values()),
        "lost": lost,
    }


def check_pull(home, places, name):
    """How many sentences of the last snapshot differ from the server's."""
    client = connect(home)
    there = {row[ID]: row["label"] for row in client.export(client.find_project(f"{name} · a1"), confirmed=True)}
    last = read_snapshots(places.rounds / name / "snapshots")[-1].rows("a1")
    taken = {key: row["entities"] for key, row in last.items() if row["confirmed"]}
    return {
        "missing": len(set(there) - set(taken)),
        "doubled": len(taken) - len(set(taken) & set(there)),
        "lost": sum(there[key] != taken.get(key) for key in there),
    }


def kills(home, places, sentences, count, chance):
    """``count`` pushes and ``count`` pulls, each killed once at a random moment."""
    found = {}
    for number in range(count):
        for verb in ("push", "pull"):
            name, victim = f"kill{number}", chance.choice(["client", "web", "worker"])
            if verb == "pull":
                work(home, name)
            hit = killed_once(home, places, verb, name, victim, chance.uniform(2.0, 9.0))
            wrong = check_push(home, places, name, sentences) if verb == "push" else check_pull(home, places, name)
            row = found.setdefault(verb, Counter())
            row.update({"runs": 1, "killed while running": int(hit), f"killed {victim}": 1, **wrong})
            print(f"{verb} {number}: {victim} killed, hit {hit}, wrong {wrong}", flush=True)
    return {verb: dict(row) for verb, row in found.items()}


def main(parts):
    """The figures asked for."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        venv = Path(os.environ.get("GOVREPORT_DOCCANO_VENV", ".doccano/venv")).absolute()
        home = Home(root / "home", venv)
        os.environ |= {"GOVREPORT_DOCCANO_HOME": str(home.root), "GOVREPORT_DOCCANO_VENV": str(venv)}
        guideline = Path("annotations/guidelines.md")
        places = Places(root / "rounds", root / "gold", root / "sentences.jsonl", guideline)
        try:
            server.up(home, 0)
            result = json.loads(RESULT.read_text()) if RESULT.exists() else {}
            result |= {"sentences": 2000, "annotators": 2, "cores": os.cpu_count(), "nice": os.nice(0)}
            if "speed" in parts:
                result["speed"] = speed(home, places, corpus_of(2000, places.corpus))
            if "kills" in parts:
                sentences = corpus_of(600, places.corpus)
                result["kills"] = {"sentences": 600} | kills(home, places, sentences, 20, random.Random(4))
            write_json(RESULT, result)
        finally:
            server.down(home)


if __name__ == "__main__":
    main(sys.argv[1:] or ["speed", "kills"])
