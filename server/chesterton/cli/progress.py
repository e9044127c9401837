"""A progress indicator for long loops, shown on terminals only."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from chesterton.cli.screen import Screen

T = TypeVar("T")


def with_progress(items: Iterable[T], screen: Screen, title: str) -> Iterator[T]:
    """Yields the items and, on a terminal, shows how many have been processed."""
    if not screen.is_terminal:
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        yield from progress.track(items, description=title)
