"""A CRM and a lead pause the recording of a running call."""

from tests.api.conftest import LogIn
from tests.api.house import House


async def test_a_pause_goes_to_the_floor_by_agent_or_by_contact(
    house: House, log_in: LogIn
) -> None:
    crm = await log_in("integrator")
    body = {"agent_id": "maria", "reason": "card_data", "limit_ms": 60_000}
    assert (await crm.post("/api/recordings/pause", json=body)).status_code == 200
    assert (await crm.post("/api/recordings/resume", json={"contact_id": "C 1"})).status_code == 200
    (first, second) = house.floor.asked[-2:]
    assert first[0] == "/v1/demo/agents/maria/pause_recording"
    assert first[1] == {"reason": "card_data", "limit_ms": 60_000}
    assert first[2].startswith("user:")
    assert second[0] == "/v1/demo/contacts/C 1/resume_recording"


async def test_it_must_be_said_which_call_is_meant(log_in: LogIn) -> None:
    crm = await log_in("integrator")
    for body in ({}, {"agent_id": "maria", "contact_id": "C"}):
        assert (await crm.post("/api/recordings/pause", json=body)).status_code == 422


async def test_an_agent_pauses_at_the_own_desk_only(house: House, log_in: LogIn) -> None:
    maria = await log_in("agent")
    answer = await maria.post("/api/desk/pause_recording", json={"reason": "card_data"})
    assert answer.status_code == 200
    assert house.floor.asked[-1][1] == {"reason": "card_data"}
    other = await maria.post("/api/recordings/pause", json={"agent_id": "bo"})
    assert other.status_code == 403
