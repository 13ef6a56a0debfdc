"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Advance = Callable[[int], None]


@contextmanager
def progress(what: str, total: int, console: Console | None = None) -> Iterator[Advance]:
    """Yield a function that is told how many more are done."""
    console = console or Console(stderr=True)
    if console.is_terminal:
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(what, total=total)
            yield lambda count: bar.advance(task, count)
        return
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        console.print(f"{what}: {done} of {total}", markup=False, highlight=False, soft_wrap=True)

    yield advance
