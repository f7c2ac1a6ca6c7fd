"""The tables in the documentation are those of the code."""

from pathlib import Path
from typing import get_args

from callfloor.acd.entities import Phase
from callfloor.acd.transitions import AGENT_NEXT, PHASES

PAGE = Path(__file__).parents[2] / "docs" / "acd.md"


def row(name: str, found: list[str]) -> str:
    return f"| `{name}` | {', '.join(f'`{item}`' for item in found)} |"


def test_the_page_has_each_row_of_both_tables_and_no_other() -> None:
    phases: tuple[str, ...] = get_args(Phase)
    rows = [row(s, [n for n in AGENT_NEXT if n in after]) for s, after in AGENT_NEXT.items()]
    rows += [
        row(str(kind.__struct_config__.tag), [p for p in phases if p in allowed])
        for kind, allowed in PHASES.items()
    ]
    written = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in written if line.startswith("| `")] == rows
