"""How many cases the tests try that could try any number: all here, fewer in the inner loop.

`./test --quick` sets CALLFLOOR_TEST_EFFORT=quick; `./test` and a plain pytest try the full number.
"""

import os

IS_QUICK = os.environ.get("CALLFLOOR_TEST_EFFORT") == "quick"


def cases(full: int, *, quick: int) -> int:
    """The number of examples or seeds of one test."""
    return quick if IS_QUICK else full
