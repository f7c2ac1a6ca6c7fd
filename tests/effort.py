"""How many cases the tests try that could try any number: all here, fewer in the inner loop.

`./test --quick` sets CALLFLOOR_TEST_EFFORT=quick; `./test` and a plain pytest try the full number.
"""

import os
from collections import Counter
from collections.abc import Sequence

IS_QUICK = os.environ.get("CALLFLOOR_TEST_EFFORT") == "quick"


def cases(full: int, *, quick: int) -> int:
    """The number of examples or seeds of one test."""
    return quick if IS_QUICK else full


ASKS_MAX = {"house": 1, "database": 2}
"""In the inner loop: how many tests of one file may ask for what costs more than the test itself, a
whole application or a database of its own. The first of a file are those of its main path."""


def left_out(asked: Sequence[tuple[str, frozenset[str]]]) -> list[bool]:
    """By test, in order: whether the inner loop leaves it out. `asked` has its file and fixtures."""
    had: Counter[tuple[str, str]] = Counter()
    found: list[bool] = []
    for file, fixtures in asked:
        dearest = next((name for name in ASKS_MAX if name in fixtures), "")
        had[file, dearest] += 1
        found.append(bool(dearest) and had[file, dearest] > ASKS_MAX[dearest])
    return found
