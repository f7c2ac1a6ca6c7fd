"""Every error as problem details (RFC 9457), so that a person reads a sentence and a program a code.

An unexpected error tells nothing of its inside: it is logged under an id that the person can copy.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from callfloor.kit import log
from callfloor.kit.errors import CallfloorError, InvalidError, LimitedError
from callfloor.kit.fields import of_pydantic
from callfloor.kit.ids import new_id

MEDIA_TYPE = "application/problem+json"
_logger = log.get("api")

_CODES = {
    400: "malformed",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
}
_SENTENCES = {
    400: "The body cannot be read; send JSON in UTF-8.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    params: Mapping[str, object] | None = None,
    errors: Sequence[Mapping[str, object]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """One problem; `id` is also in the log and in the header `X-Request-Id`."""
    problem_id = new_id()
    body: dict[str, Any] = {
        "type": f"urn:callfloor:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "params": _plain(params or {}),
        "id": problem_id,
    }
    if errors:
        body["errors"] = [_plain(error) for error in errors]
    return JSONResponse(
        body,
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={**(headers or {}), "X-Request-Id": problem_id, "Cache-Control": "no-store"},
    )


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    plain = (str, int, float, bool, list, dict, type(None))
    return {
        name: value if isinstance(value, plain) else str(value) for name, value in values.items()
    }


def of_error(error: CallfloorError) -> JSONResponse:
    headers = {}
    if isinstance(error, LimitedError):
        headers["Retry-After"] = str(error.params.get("retry_after_s", 60))
    errors = error.errors if isinstance(error, InvalidError) else None
    return problem(
        error.status,
        error.code,
        error.message,
        params=error.params,
        errors=errors,
        headers=headers,
    )


def of_unexpected(error: Exception, where: str) -> JSONResponse:
    response = problem(
        500,
        "internal",
        "Something went wrong here. Try again; if it stays, give this id to whoever runs Callfloor.",
    )
    _logger.error(
        "unexpected error", where=where, id=response.headers["x-request-id"], exc_info=error
    )
    return response


def _field_errors(error: RequestValidationError) -> list[dict[str, object]]:
    """Pydantic's findings as field and sentence; what was sent is not repeated (it may be secret)."""
    found: list[dict[str, object]] = []
    for item in error.errors():
        place = [str(part) for part in item.get("loc", ())]
        where, field = (place[0] if place else "body"), ".".join(place[1:])
        if item.get("type") == "json_invalid":
            field = ""
        found.append({**of_pydantic(item, field), "in": where})
    return found


def install(app: FastAPI) -> None:
    """Answer every error of the application in this one form."""

    async def callfloor_error(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, CallfloorError)
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR and error.code == "internal":
            return of_unexpected(error, _request.url.path)
        return of_error(error)

    async def invalid(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        errors = _field_errors(error)
        first = errors[0] if errors else {"field": "", "message": "is not valid"}
        detail = f"What was sent does not fit: {first['field'] or 'the body'}: {first['message']}."
        return problem(422, "invalid", detail, errors=errors)

    async def http(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        code = _CODES.get(error.status_code, f"http_{error.status_code}")
        detail = _SENTENCES.get(error.status_code, str(error.detail))
        return problem(error.status_code, code, detail, headers=error.headers)

    app.add_exception_handler(CallfloorError, callfloor_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
