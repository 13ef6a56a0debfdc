"""Options that several gold commands share."""

from pathlib import Path
from typing import Annotated

import typer

Sentences = Annotated[Path, typer.Option(help="The corpus's sentences.")]
SENTENCES = Path("corpus/sentences.jsonl")
Gold = Annotated[Path, typer.Option(help="The folder of the gold's versions.")]
GOLD = Path("annotations/gold")
Subset = Annotated[bool, typer.Option("--subset", help="The file may hold only some of the sentences.")]
Output = Annotated[Path, typer.Option("-o", "--output")]
OptionalOutput = Annotated[Path | None, typer.Option("-o", "--output")]
Report = Annotated[list[str] | None, typer.Option("--report", help="Only this report's sentences (repeatable).")]
Version = Annotated[str, typer.Option(help="A frozen version such as v1, or work.")]
