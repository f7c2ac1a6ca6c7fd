"""Lists of callers and rules over them: kept like any setting, and tried on a number."""

from typing import Any

from tests.api.conftest import LogIn

LIST: dict[str, Any] = {
    "name": "Open complaints",
    "kind": "complaint",
    "entries": [{"number": "+34600000001", "name": "Rosa Gil", "owner": "maria", "note": "4711"}],
}
RULE: dict[str, Any] = {
    "name": "To the owner",
    "lists": ["open"],
    "prefer": "owner",
    "prefer_wait_ms": 30_000,
    "priority": 8,
}
REFUSE: dict[str, Any] = {
    "name": "Barred",
    "place": 1,
    "prefixes": ["+34999"],
    "is_refused": True,
    "message": "Write to us.",
}


async def test_a_number_is_tried_on_the_lists_and_rules_that_hold_now(log_in: LogIn) -> None:
    manager = await log_in("manager")
    for path, body in (
        ("caller_lists/open", LIST),
        ("caller_rules/owner", RULE),
        ("caller_rules/barred", REFUSE),
    ):
        assert (await manager.put(f"/api/centre/{path}", json=body)).status_code == 200
    tried = (await manager.post("/api/callers/try", json={"number": "0034600000001"})).json()
    assert [one["note"] for one in tried["listed"]] == ["4711"]
    assert [rule["id"] for rule in tried["rules"]] == ["owner"]
    assert (tried["agent"], tried["priority"], tried["refused"]) == ("maria", 8, False)
    barred = (await manager.post("/api/callers/try", json={"number": "+34999123"})).json()
    assert barred["refused"]
    assert barred["message"]["es"] == "Write to us."
    nobody = (await manager.post("/api/callers/try", json={"number": "+1202"})).json()
    assert (nobody["listed"], nobody["rules"]) == ([], [])
    wrong = await manager.post("/api/callers/try", json={"number": "abc"})
    assert wrong.status_code == 422


async def test_rules_that_make_no_sense_are_told_so_field_by_field(log_in: LogIn) -> None:
    manager = await log_in("manager")
    codes = {}
    changes: dict[str, dict[str, Any]] = {
        "nothing": {"prefer": "", "priority": None},
        "both": {"is_refused": True},
        "door": {"language": "es", "queues": ["sales"]},
        "whom": {"prefer": "agent"},
        "list": {"lists": ["none"]},
    }
    for name, change in changes.items():
        body = {**RULE, "lists": [], **change}
        answer = await manager.put("/api/centre/caller_rules/r", json=body)
        assert answer.status_code == 422, name
        codes[name] = answer.json()["errors"][0]["code"]
    assert codes == {
        "nothing": "no_effect",
        "both": "refuses_only",
        "door": "language_at_door",
        "whom": "preferred_agent",
        "list": "unknown_reference",
    }
    twice = {**LIST, "entries": [{"number": "+3460"}, {"number": "003460"}]}
    answer = await manager.put("/api/centre/caller_lists/open", json=twice)
    assert answer.json()["errors"][0]["code"] == "number_twice"
    lost = {**LIST, "entries": [{"number": "+3460", "owner": "nobody"}]}
    answer = await manager.put("/api/centre/caller_lists/open", json=lost)
    assert answer.json()["errors"][0]["code"] == "unknown_reference"
