"""Errors that a person is meant to read. Each says what happened and what to do."""


class CallfloorError(Exception):
    """The root of all errors of the product; `status` is the HTTP code, `code` is stable for programs.

    `message` is a full sentence in English for logs and the command line; the console translates
    by `code` and `params`.
    """

    status = 500
    code = "internal"

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


class InvalidError(CallfloorError):
    """What was given does not fit; nothing was changed. `errors` lists what `kit.fields` makes."""

    status = 422
    code = "invalid"

    def __init__(
        self, message: str, errors: list[dict[str, object]] | None = None, **params: object
    ) -> None:
        super().__init__(message, **params)
        self.errors = errors or []


class NotFoundError(CallfloorError):
    status = 404
    code = "not_found"


class ConflictError(CallfloorError):
    """The state does not allow it, as answering a call that has ended."""

    status = 409
    code = "conflict"


class ForbiddenError(CallfloorError):
    status = 403
    code = "forbidden"


class UnauthenticatedError(CallfloorError):
    status = 401
    code = "unauthenticated"


class LimitedError(CallfloorError):
    """Too much at once; `retry_after_s` tells when to come back."""

    status = 429
    code = "limited"


class UnavailableError(CallfloorError):
    """A part that is needed is away just now (the floor, PostgreSQL, Asterisk)."""

    status = 503
    code = "unavailable"


class SetupError(CallfloorError):
    """The machine lacks something; the message says what and what to do. Ends a command with exit 3."""

    code = "setup"
