"""How a route is declared: what it needs and an example of what goes in and out, for the OpenAPI.

Tests read the declaration: each role is tried against `x-permissions`, and each example is checked
against the schema it illustrates.
"""

from typing import Any

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from callfloor.api.security import requires
from callfloor.identity.permissions import Permission

PUBLIC = "public"
"""Needs no login."""
LOGGED_IN = "logged_in"
"""Needs a login and no permission."""


class Shape(BaseModel):
    """What is sent in: unknown fields are errors, so that a misspelt one is not silently dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Answer(BaseModel):
    """What is answered."""


_NULL = "\0null"
"""Stands for null in an example: FastAPI drops nulls from the description it makes."""


def _kept(example: Any) -> Any:
    """The example with its nulls in a form that is not dropped."""
    if isinstance(example, dict):
        return {name: _kept(value) for name, value in example.items()}
    if isinstance(example, list):
        return [_kept(value) for value in example]
    return _NULL if example is None else example


def with_nulls(described_api: Any) -> Any:
    """The description with the nulls of its examples put back."""
    if isinstance(described_api, dict):
        return {name: with_nulls(value) for name, value in described_api.items()}
    if isinstance(described_api, list):
        return [with_nulls(value) for value in described_api]
    return None if described_api == _NULL else described_api


_PROBLEM = {
    "type": "urn:callfloor:problem:not_found",
    "title": "Not Found",
    "status": 404,
    "detail": "There is no contact 01JZ0000000000000000000000.",
    "code": "not_found",
    "params": {},
    "id": "01JZ3J0Q8ZC5N6W0J5R1T2V3X4",
}


def described(
    summary: str,
    *,
    needs: tuple[Permission, ...] | str,
    answer: Any = None,
    body: Any = None,
    status: int = 200,
    media: str = "application/json",
    takes_bytes: bool = False,
) -> dict[str, Any]:
    """Arguments for a route's decorator. `answer` and `body` are examples; None where there is none."""
    extra: dict[str, Any] = {"x-permissions": [needs] if isinstance(needs, str) else list(needs)}
    if takes_bytes:
        binary = {"schema": {"type": "string", "format": "binary"}, "example": "RIFF…"}
        content = {"application/octet-stream": binary}
        extra["requestBody"] = {"required": True, "content": content}
    elif body is not None:
        extra["requestBody"] = {"content": {"application/json": {"example": _kept(body)}}}
    responses: dict[int | str, dict[str, Any]] = {
        "default": {
            "description": "A problem (RFC 9457)",
            "content": {"application/problem+json": {"example": _PROBLEM}},
        }
    }
    if answer is not None:
        responses[status] = {"content": {media: {"example": _kept(answer)}}}
    arguments: dict[str, Any] = {
        "summary": summary,
        "status_code": status,
        "responses": responses,
        "openapi_extra": extra,
    }
    if not isinstance(needs, str):
        arguments["dependencies"] = [Depends(requires(*needs))]
    return arguments
