"""The command line as a whole: how it introduces itself, and that no user's mistake ends in a traceback."""

import errno
import re
import sys
from importlib.metadata import version

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from govreport.cli import app, main


def run(monkeypatch, capsys, *args):
    """Exit code, standard output and standard error of ``govreport ARGS…``."""
    monkeypatch.setattr(sys, "argv", ["govreport", *map(str, args)])
    with pytest.raises(SystemExit) as stopped:
        main()
    captured = capsys.readouterr()
    return stopped.value.code or 0, captured.out, captured.err


def commands(command, name="govreport"):
    """Every command and group with its name, from the whole to the parts."""
    yield name, command
    if isinstance(command, TyperGroup):
        for part, inner in command.commands.items():
            yield from commands(inner, f"{name} {part}")


COMMANDS = dict(commands(get_command(app)))


def test_help_introduces_the_product_and_version_is_the_packages(monkeypatch, capsys):
    assert "政府工作报告" in run(monkeypatch, capsys, "--help")[1]
    assert run(monkeypatch, capsys, "--version") == (0, f"govreport {version('govreport-ner')}\n", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_helps_are_whole_and_alike(name):
    texts = [COMMANDS[name].help, *(getattr(one, "help", None) for one in COMMANDS[name].params)]
    for text in filter(None, texts):
        assert not re.search(r"\[[^]]*\]|``", text), f"typer drops or shows this as it is: {text}"
        assert not re.match("[a-z]+ [a-z]", text), f"begins with a small letter: {text}"
        assert text.rstrip()[-1] in ".…)", f"has no full stop: {text}"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "a.txt/x"), "a.txt/x: a file stands where a folder"),
        (PermissionError(errno.EACCES, "Permission denied", "x"), "x: Permission denied; check the name, the rights"),
        (OSError("no route"), "no route; check"),
    ],
)
def test_what_the_system_refuses_is_one_line(monkeypatch, capsys, error, said):
    def refused() -> None:
        raise error

    small = typer.Typer()
    small.command()(refused)
    monkeypatch.setattr("govreport.cli.app", small)
    code, out, err = run(monkeypatch, capsys)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"govreport: {said}")


def test_a_file_in_the_place_of_a_folder_is_named(monkeypatch, capsys, tmp_path):
    (tmp_path / "a.txt").write_text("一", "utf-8")
    (tmp_path / "s.jsonl").write_text("", "utf-8")
    for name in ("a.txt/x.jsonl", "a.txt/b/x.jsonl"):
        arguments = ("-o", tmp_path / name, "--sentences", tmp_path / "s.jsonl")
        code, _, err = run(monkeypatch, capsys, "suggest", "rules", *arguments)
        assert code == 1
        assert re.match(r"govreport: .*a\.txt.*: a file stands where a folder is needed", err)
