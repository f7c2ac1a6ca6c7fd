"""The description of the API: an example at every call, and each example true to its schema."""

from typing import Any

import jsonschema_rs
import pytest
from tests.api.house import the_application


def _operations(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.fixture
def schema() -> dict[str, Any]:
    return the_application().openapi()


def test_every_call_has_an_example_of_what_goes_in_and_comes_out(schema: dict[str, Any]) -> None:
    for name, operation in _operations(schema):
        if "requestBody" in operation:
            (content,) = operation["requestBody"]["content"].values()
            assert "example" in content, name
        (good,) = [code for code in operation["responses"] if code.startswith("2")]
        contents = operation["responses"][good].get("content", {})
        assert good == "204" or contents, name
        for media in contents.values():
            assert "example" in media, name
        problem = operation["responses"]["default"]["content"]["application/problem+json"]
        assert problem["example"]["code"], name


def test_every_example_fits_its_schema(schema: dict[str, Any]) -> None:
    components = {"components": schema["components"]}
    for name, operation in _operations(schema):
        places = [operation.get("requestBody", {}), *operation["responses"].values()]
        for place in places:
            for media_type, media in place.get("content", {}).items():
                if media_type != "application/json" or "schema" not in media:
                    continue
                validator = jsonschema_rs.validator_for({**components, **media["schema"]})
                found = [error.message for error in validator.iter_errors(media["example"])]
                assert not found, (name, found)


def test_names_of_calls_differ_so_that_clients_can_be_made(schema: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in _operations(schema)]
    assert len(names) == len(set(names))
    assert all(operation.get("summary") for _, operation in _operations(schema))
