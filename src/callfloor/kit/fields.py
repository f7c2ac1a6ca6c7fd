"""What is wrong with one field: a code and parameters that the console words in the person's
language, and a sentence in English for programs, logs and the command line.
"""

from collections.abc import Mapping, Sequence
from typing import Any

FieldError = dict[str, object]
"""`field`, `code`, `message`, `params`; a file's errors have `line` and `column` too."""

_PLAIN = (str, int, float, bool)


def wrong(field: str, code: str, message: str, **params: object) -> FieldError:
    return {"field": field, "code": code, "message": message, "params": params}


def told(errors: Sequence[FieldError]) -> str:
    """The first of them as the end of a sentence: its field, where it is of one, and its message."""
    first = errors[0]
    return f"{first['field']}: {first['message']}" if first["field"] else str(first["message"])


def of_pydantic(item: Mapping[str, Any], field: str) -> FieldError:
    """One finding of pydantic's; its type is the code, its limits are the parameters."""
    return wrong(field, code_of(item), str(item.get("msg", "is not valid")), **params_of(item))


def code_of(item: Mapping[str, Any]) -> str:
    return str(item.get("type", "invalid"))


def params_of(item: Mapping[str, Any]) -> dict[str, object]:
    """The plain values of what pydantic tells beside the type; what was sent is not among them."""
    context = item.get("ctx") or {}
    return {key: value for key, value in context.items() if isinstance(value, _PLAIN)}
