"""Shared by the extraction tests: a model folder and a command that runs like the shell's."""

import sys

import pytest
from extraction_samples import CHROMIUM, REPORT, rule_pipeline

from govreport.cli import main


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """A folder with the rule pipeline, as ``spacy train`` would leave one."""
    path = tmp_path_factory.mktemp("model") / "model-best"
    rule_pipeline().to_disk(path)
    return path


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "changchun.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    """Run ``govreport ARGS…``; return exit code, standard output and standard error."""

    def command(*args):
        monkeypatch.setattr(sys, "argv", ["govreport", *map(str, args)])
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return exit_.value.code or 0, captured.out, captured.err

    return command


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        found.close()
