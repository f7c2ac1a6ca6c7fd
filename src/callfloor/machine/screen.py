"""What a person sees while the machine is prepared: one line a step, bars for what takes long."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from callfloor.telephony.asterisk.packages import Progress as Tell


class Screen:
    """Writes to standard error; standard output stays for data."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        self.console.print(text, markup=False)

    @contextmanager
    def fetching(self, what: str) -> Iterator[Tell]:
        """A bar for each step; without a terminal one line when the step begins."""
        seen: dict[str, TaskID] = {}
        bars: Progress | None = None
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
        )

        def tell(step: str, done: int, total: int) -> None:
            nonlocal bars
            if not self.console.is_terminal:
                if step not in seen:
                    seen[step] = TaskID(0)
                    self.say(f"{what}: {step} ...")
                return
            if bars is None:
                bars = Progress(*columns, console=self.console, transient=True)
                bars.start()
            if step not in seen:
                seen[step] = bars.add_task(f"{what}: {step}", total=total)
            bars.update(seen[step], completed=done, total=total)

        try:
            yield tell
        finally:
            if bars is not None:
                bars.stop()

    def logins(self, rows: list[dict[str, str]]) -> None:
        """The demo's accounts."""
        table = Table(title="Demo logins", title_justify="left", box=None, pad_edge=False)
        for column in ("role", "login", "password", "name"):
            table.add_column(column)
        for row in rows:
            table.add_row(
                *(row.get(column, "") for column in ("role", "login", "password", "name"))
            )
        self.console.print(table)
