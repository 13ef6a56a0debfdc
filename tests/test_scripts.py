"""The scripts beside the package: what they need from the machine is looked for, and named where it is missing."""

import runpy
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_picture_looks_for_a_browser(monkeypatch):
    script = runpy.run_path(str(ROOT / "docs/first_screen.py"))
    monkeypatch.setattr(shutil, "which", {"google-chrome": "/opt/chrome"}.get)
    assert script["browser_path"]() == "/opt/chrome"
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"no browser found .chromium, chromium-browser, google-chrome.; install one"):
        script["browser_path"]()


def test_the_benchmark_takes_the_texts_given(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    script = runpy.run_path(str(ROOT / "benchmarks/extraction.py"))
    monkeypatch.setattr("sys.argv", ["extraction.py", "--texts", str(tmp_path)])
    assert script["arguments"]().texts == tmp_path
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name}\n农民增收。", encoding="utf-8")
    script["write_texts"](tmp_path / "reports", tmp_path, 1)
    assert (tmp_path / "reports/0000.txt").read_text(encoding="utf-8") == "a.txt\n农民增收。"
    assert len(list((tmp_path / "reports").iterdir())) == 1
