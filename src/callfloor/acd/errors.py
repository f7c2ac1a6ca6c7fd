"""What the core says to an input that is not allowed now. Nothing was changed when it is raised."""

from callfloor.kit.errors import ConflictError


class Refused(ConflictError):  # noqa: N818 - it says what happened, as a fact does
    """An action that does not fit the present state; `code` is stable for programs."""

    def __init__(self, code: str, message: str, **params: object) -> None:
        super().__init__(message, **params)
        self.code = code
