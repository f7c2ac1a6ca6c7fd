"""Wrap-up codes as a tree, and scripts: what fits and what is refused."""

import pytest
from pydantic import ValidationError

from callfloor.api.lists import script_for
from callfloor.centre.check import check
from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import Queue, Script, Setting, WrapUpCode


def _code(parent: str = "", *queues: str) -> WrapUpCode:
    return WrapUpCode.model_validate({"name": "Any", "parent": parent, "queues": list(queues)})


def _script(language: str = "", *queues: str, text: str = "Hello") -> Script:
    steps = [{"title": "Greeting", "text": text}]
    body = {"name": "Any", "language": language, "queues": list(queues), "steps": steps}
    return Script.model_validate(body)


def _codes(items: dict[str, dict[str, Setting]]) -> list[tuple[str, str]]:
    return [(problem.code, ".".join(map(str, problem.path))) for problem in check(items)]


def test_a_heading_must_exist_and_nothing_stands_below_itself() -> None:
    codes: dict[str, Setting] = {"a": _code("b"), "b": _code("c"), "c": _code("a"), "d": _code("x")}
    assert _codes({"wrap_up_codes": codes}) == [
        ("parent_circle", "wrap_up_codes.a.parent"),
        ("parent_circle", "wrap_up_codes.b.parent"),
        ("parent_circle", "wrap_up_codes.c.parent"),
        ("unknown_reference", "wrap_up_codes.d.parent"),
    ]


def test_a_heading_alone_is_no_code_to_choose() -> None:
    sales: dict[str, Setting] = {"sales": Queue.model_validate({"name": "Sales"})}
    codes: dict[str, Setting] = {"sale": _code(), "sold": _code("sale", "sales")}
    assert _codes({"queues": sales, "wrap_up_codes": codes}) == []
    codes["deeper"] = _code("sold", "nowhere")
    assert ("no_wrap_up_code", "queues.sales.wrap_up_code_required") in _codes(
        {"queues": sales, "wrap_up_codes": codes}
    )


def test_a_script_names_only_what_the_desk_can_put_there() -> None:
    assert _script(text="Good {time_of_day} {caller}, this is {agent} of {company}.")
    with pytest.raises(ValidationError, match="colour"):
        _script(text="Your {colour} is lovely")


def test_the_script_of_the_queue_and_the_language_comes_first() -> None:
    scripts: dict[str, Setting] = {
        "all": _script(),
        "spanish": _script("es"),
        "sales": _script("", "sales"),
        "sales_es": _script("es", "sales"),
    }
    centre = CentreSettings(
        tenant="shop", name="Shop", zone="UTC", country="ES", language="en", is_demo=False,
        version=1, items={"scripts": scripts}, versions={"scripts": {"sales_es": 7}},
    )  # fmt: skip

    def chosen(queue_id: str, language: str) -> tuple[str, int]:
        found = script_for(centre, queue_id, language)
        assert found is not None
        return found.id, found.version

    assert chosen("sales", "es") == ("sales_es", 7)
    assert chosen("sales", "zh") == ("sales", 1)
    assert chosen("support", "es") == ("spanish", 1)
    assert chosen("support", "zh") == ("all", 1)
