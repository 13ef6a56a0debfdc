"""A run over partitions: complete, nothing twice, resumed where it stopped, whoever was killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extraction_samples import NEXT, REPORT, rule_pipeline

from govreport.errors import BadInput
from govreport.extraction.cluster.plan import begin, make_plan
from govreport.extraction.cluster.work import extract_partition, gather

SETTINGS = {"model": "rules", "size": 2}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "reports"
    (path / "north").mkdir(parents=True)
    for number in range(5):
        (path / ("north" if number % 2 else "") / "2024.txt").write_text(REPORT, encoding="utf-8")
        (path / f"{number}.txt").write_text(NEXT if number % 2 else REPORT, encoding="utf-8")
    (path / "bad.txt").write_bytes(b"")
    (path / ".hidden").write_text(REPORT, encoding="utf-8")
    return path


def test_a_folder_is_read_completely_under_names_of_its_own(folder, tmp_path):
    plan = make_plan(folder, 2)
    for partition in begin(tmp_path / "out", plan, SETTINGS):
        extract_partition(partition, rule_pipeline(), tmp_path / "out")
    reports = Counter(pq.read_table(tmp_path / "out").column("report").to_pylist())
    assert set(reports) == {"0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "2024.txt", "north/2024.txt"}
    summary = gather(tmp_path / "out", plan)
    assert (summary.read, summary.facts) == (7, sum(reports.values()))
    assert [Path(one.name).name for one in summary.failures] == ["bad.txt"]


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "outside.txt").write_text(REPORT, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "near.txt").symlink_to(folder / "0.txt")
    plan = make_plan(folder, 20)
    for partition in plan:
        extract_partition(partition, rule_pipeline(), tmp_path / "out")
    failures = gather(tmp_path / "out", plan).failures
    assert [Path(one.name).name for one in failures] == ["bad.txt", "link.txt"]


def test_a_run_goes_on_where_it_stopped(folder, tmp_path):
    plan, out = make_plan(folder, 2), tmp_path / "out"
    first, *others = begin(out, plan, SETTINGS)
    extract_partition(first, rule_pipeline(), out)
    assert begin(out, make_plan(folder, 2), SETTINGS) == others


def test_a_part_done_again_is_the_same(folder, tmp_path):
    [first, *_] = make_plan(folder, 2)
    for _ in range(2):
        extract_partition(first, rule_pipeline(), tmp_path)
    assert len(list(tmp_path.glob("facts-*"))) == 1
    assert pq.read_table(first.table(tmp_path)).num_rows == 11 + 3


def test_a_run_that_is_complete_only_tells(folder, tmp_path, run, model):
    out = tmp_path / "out"
    for partition in begin(out, make_plan(folder, 2), {"model": str(model), "place": None, "size": 2}):
        extract_partition(partition, rule_pipeline(), out)
    code, told, _ = run("cluster", folder, "-o", out, "--size", 2, "--model", model)
    assert (code, told.splitlines()[:2]) == (1, ["4 parts, 4 done before", "7 files read, 1 failed"])


@pytest.mark.parametrize("change", ["file", "model", "foreign"])
def test_another_run_is_not_mixed_in(folder, tmp_path, change):
    out = tmp_path / "out"
    if change == "foreign":
        out.mkdir()
        (out / "thesis.docx").write_bytes(b"")
    else:
        begin(out, make_plan(folder, 2), SETTINGS)
    if change == "file":
        (folder / "new.txt").write_text(REPORT, encoding="utf-8")
    settings = {**SETTINGS, "model": "other"} if change == "model" else SETTINGS
    with pytest.raises(BadInput, match="give another folder with -o"):
        begin(out, make_plan(folder, 2), settings)


def test_a_table_of_texts_is_read(tmp_path):
    table = pa.table({"text": [REPORT, "", NEXT, REPORT], "name": ["a", "b", "c", "d"]})
    pq.write_table(table, tmp_path / "texts.parquet", row_group_size=3)
    plan = make_plan(tmp_path / "texts.parquet", 2)
    assert [(one.group, one.start, one.stop) for one in plan] == [(0, 0, 2), (0, 2, 3), (1, 0, 1)]
    for partition in plan:
        extract_partition(partition, rule_pipeline(), tmp_path / "out")
    assert set(pq.read_table(tmp_path / "out").column("report").to_pylist()) == {"a", "c", "d"}
    assert [one.name for one in gather(tmp_path / "out", plan).failures] == ["b"]


def test_what_is_no_source_is_refused(tmp_path):
    pq.write_table(pa.table({"words": ["x"]}), tmp_path / "words.parquet")
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    for name, reason in [
        ("words.parquet", "no column “text”"),
        ("empty", "holds nothing to read"),
        ("broken.parquet", "cannot be read as Parquet"),
        ("missing", "a folder of reports or a .parquet file"),
    ]:
        with pytest.raises(BadInput, match=reason):
            make_plan(tmp_path / name, 2)


def descendants(pid):
    """Process ids below one, with their titles."""
    rows = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    table = [(int(row.split()[0]), int(row.split()[1]), row) for row in rows.splitlines()[1:]]
    found, at = [], {pid}
    while at:
        below = [(child, title) for child, parent, title in table if parent in at]
        found += below
        at = {child for child, _ in below}
    return found


def wait_for(happened, seconds):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def done(out):
    """The parts that are written whole, with the time of it."""
    return {path.name: path.stat().st_mtime_ns for path in out.glob("facts-*.parquet")}


def started(command):
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def kill_run(run):
    """End a run and all its processes without a warning, as a power cut would."""
    for pid in [run.pid, *(pid for pid, _ in descendants(run.pid))]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    run.communicate(timeout=30)


@pytest.mark.slow
def test_ray_completes_a_killed_run_though_a_worker_is_killed_too(model, tmp_path):
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    long = REPORT + "全市生产总值1535亿元，比上年增长13.5%。\n" * 300
    for number in range(12):
        (folder / f"{number:02d}.txt").write_text(long, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("govreport")), "cluster", str(folder), "-o", str(out)]
    command += ["--workers", "2", "--size", "1", "--model", str(model)]

    with started(command) as run:
        wait_for(lambda: run.poll() is not None or len(done(out)) >= 2, 100)
        kill_run(run)
    before = done(out)
    assert 2 <= len(before) < 10

    with started(command) as run:
        wait_for(lambda: run.poll() is not None or len(done(out)) >= len(before) + 2, 100)
        workers = [pid for pid, title in descendants(run.pid) if "ray::Map" in title]
        assert len(workers) == 2
        os.kill(workers[0], signal.SIGKILL)
        assert len(done(out)) < 12
        output, _ = run.communicate(timeout=150)
    assert run.returncode == 0, output
    assert output.startswith(f"12 parts, {len(before)} done before\n")
    assert "12 files read, 0 failed" in output

    assert {name: time_ for name, time_ in done(out).items() if name in before} == before
    facts = pq.read_table(out, columns=["report", "start", "value"]).to_pylist()
    assert set(Counter(fact["report"] for fact in facts)) == {path.name for path in folder.iterdir()}
    assert set(Counter(fact["report"] for fact in facts).values()) == {11 + 2 * 300}
    assert len({(*fact.values(),) for fact in facts}) == len(facts)
    assert not list(out.glob(".*.partial"))
