"""Written contacts by API: brought in by a program's token, seen and taken at the desk."""

from tests.api.conftest import LogIn
from tests.api.house import House

CHAT = {"medium": "chat", "queue_id": "sales", "sender": "ana@example.org"}


async def test_pain_13_a_program_with_a_token_brings_a_chat_into_the_queue(
    house: House, log_in: LogIn
) -> None:
    integrator = await log_in("integrator")
    made = await integrator.post("/api/tokens", json={"name": "Chat", "scopes": ["contacts.bring"]})
    program = await log_in()
    program.headers["Authorization"] = f"Bearer {made.json()['token']}"
    brought = await program.post("/api/written_contacts", json=CHAT)
    told = {"id": "w1", "phase": "ringing", "agent_id": "maria", "repeated": False}
    assert brought.json() == told
    path, asked, _ = house.floor.asked[-1]
    assert (path, asked) == ("/v1/demo/written", CHAT)
    assert (await program.post("/api/written_contacts/w1/end")).json() == {"id": "w1"}
    assert house.floor.asked[-1][0] == "/v1/demo/contacts/w1/customer_left"
    for wrong in ({"medium": "fax"}, {"sender": ""}, {"needs": {"sales": 9}}):
        refused = await program.post("/api/written_contacts", json={**CHAT, **wrong})
        assert refused.status_code == 422


async def test_an_agent_takes_declines_closes_and_hands_on(house: House, log_in: LogIn) -> None:
    agent = await log_in("agent")
    desk = (await agent.get("/api/desk")).json()
    assert desk["agent"]["works"] == []
    about = {"contact_id": "w1"}
    for action, body in (
        ("take", about),
        ("decline", about),
        ("close", about),
        ("hand_on", {**about, "to_queue_id": "support"}),
        ("wrap_up", {"code": "solved", "segment_id": "w1.s1"}),
    ):
        assert (await agent.post(f"/api/desk/{action}", json=body)).status_code == 200
        path, asked, _ = house.floor.asked[-1]
        assert path == f"/v1/demo/agents/maria/{action}"
        assert asked.items() >= body.items()
    assert (await agent.post("/api/desk/hand_on", json=about)).status_code == 422
