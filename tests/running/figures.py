"""What the tests measured on their way, told at the end of the run.

A test asserts no timing; but the issue names some, and here they can be read.
"""

_FIGURES: list[str] = []


def tell(figure: str) -> None:
    _FIGURES.append(figure)


def take() -> list[str]:
    """All that was told, once."""
    told = list(_FIGURES)
    _FIGURES.clear()
    return told
