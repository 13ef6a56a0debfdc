"""The annotation loop with Doccano: push, pull, status, agreement, adjudication."""

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

app = typer.Typer(no_args_is_help=True, help=__doc__)
adjudication = typer.Typer(no_args_is_help=True, help="Disputes of two annotators, decided by a third.")
app.add_typer(adjudication, name="adjudicate")


class Greedy(TyperCommand):
    """Lets ``--annotators a1 a2`` take several values, as well as ``--annotators a1 --annotators a2``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Repeat the option's name before each of its values."""
        several, spread = {"--annotators", "--reports"}, list[str]()
        option = ""
        for position, word in enumerate(args):
            if word.startswith("-"):
                option = word if word in several else ""
            elif option and args[position - 1] != option:
                spread.append(option)
            spread.append(word)
        return super().parse_args(ctx, spread)


Name = Annotated[str, typer.Option("--round", help="Name of the round.")]
Annotators = Annotated[list[str] | None, typer.Option(help="Users in Doccano, one or more.")]
Rounds = Annotated[Path, typer.Option(help="Folder of the rounds.")]
Gold = Annotated[Path, typer.Option(help="Folder of the gold versions.")]
Corpus = Annotated[Path, typer.Option(help="The corpus's sentences.")]
Guideline = Annotated[Path, typer.Option(help="The guideline shown to annotators.")]
ROUNDS, GOLD = Path("annotations/rounds"), Path("annotations/gold")
CORPUS, GUIDELINE = Path("corpus/sentences.jsonl"), Path("annotations/guidelines.md")


@app.command(cls=Greedy)
def push(
    name: Name,
    annotators: Annotators = None,
    reports: Annotated[list[str] | None, typer.Option(help="Only these reports, one or more.")] = None,
    suggest: Annotated[str, typer.Option(help="none, rules, gold, gold:VERSION or model:PATH (default rules).")] = "",
    select: Annotated[
        str, typer.Option(help="all, random:N, uncertain:N, disagreeing:N or ids:FILE (default all).")
    ] = "",
    against: Annotated[str, typer.Option(help="With disagreeing:N, what --suggest is compared with.")] = "rules",
    rounds: Rounds = ROUNDS,
    gold: Gold = GOLD,
    corpus: Corpus = CORPUS,
    guideline: Guideline = GUIDELINE,
) -> None:
    """Create users, projects and label types, and send every sentence that is not there yet. Repeat it freely."""
    from govreport.annotations.doccano import actions
    from govreport.annotations.doccano.loop import Asked, Places

    asked = Asked(tuple(annotators or ()), tuple(reports or ()), suggest, select, against)
    for line in actions.push(name, Places(rounds, gold, corpus, guideline), asked):
        typer.echo(line)


@app.command()
def pull(name: Name, rounds: Rounds = ROUNDS, corpus: Corpus = CORPUS) -> None:
    """Add a snapshot of everybody's work and bring the layers up to date; exit code 1 where something was lost."""
    from govreport.annotations.doccano import actions
    from govreport.annotations.doccano.loop import Places

    _tell(actions.pull(name, Places(rounds=rounds, corpus=corpus)))


def _tell(report: tuple[list[str], list[str]]) -> None:
    lines, warnings = report
    for line in lines:
        typer.echo(line)
    for line in warnings:
        typer.echo(f"WARNING {line}", err=True)
    if warnings:
        raise typer.Exit(1)


@app.command()
def status(name: Name, rounds: Rounds = ROUNDS) -> None:
    """Per annotator: done, open, spans per label, speed."""
    from govreport.annotations.doccano import actions

    for line in actions.status(name, rounds):
        typer.echo(line)


@app.command(cls=Greedy)
def agreement(
    name: Name,
    annotators: Annotators = None,
    rounds: Rounds = ROUNDS,
    corpus: Corpus = CORPUS,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write all figures as JSON.")] = None,
) -> None:
    """Agreement of two annotators, or of one with a model's predictions (a path to JSON Lines as second name)."""
    from govreport.annotations.doccano import actions

    for line in actions.agree(name, annotators or [], rounds, corpus, output):
        typer.echo(line)


@adjudication.command("push", cls=Greedy)
def adjudicate_push(
    name: Name,
    annotators: Annotators = None,
    adjudicator: Annotated[str, typer.Option(help="The third reader's user name.")] = "adjudicator",
    rounds: Rounds = ROUNDS,
    corpus: Corpus = CORPUS,
    guideline: Guideline = GUIDELINE,
) -> None:
    """Open a project of the sentences in dispute, both readings in view, agreed spans filled in."""
    from govreport.annotations.doccano import actions
    from govreport.annotations.doccano.loop import Places

    places = Places(rounds=rounds, corpus=corpus, guideline=guideline)
    for line in actions.adjudicate_push(name, annotators or [], adjudicator, places):
        typer.echo(line)


@adjudication.command("pull", cls=Greedy)
def adjudicate_pull(
    name: Name, annotators: Annotators = None, rounds: Rounds = ROUNDS, gold: Gold = GOLD, corpus: Corpus = CORPUS
) -> None:
    """Take the decisions as a snapshot, and write the round's gold into the working version."""
    from govreport.annotations.doccano import actions
    from govreport.annotations.doccano.loop import Places

    _tell(actions.adjudicate_pull(name, annotators or [], Places(rounds, gold, corpus)))
