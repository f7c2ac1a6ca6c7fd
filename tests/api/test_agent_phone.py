"""A SIP phone's credentials are shown to whom the settings are, and the showing is on record."""

from tests.api.conftest import LogIn


async def test_a_sip_phones_credentials_are_shown_and_audited(log_in: LogIn) -> None:
    client = await log_in("manager")
    response = await client.post("/api/agents/liwei/phone")
    assert response.status_code == 200, response.text
    assert response.json()["secret"]
    trail = (await client.get("/api/audit?action=phone.shown")).json()["items"]
    assert [entry["subject"] for entry in trail] == ["agent:liwei"]
    assert response.json()["secret"] not in str(trail)


async def test_a_browser_phones_secret_is_its_persons_alone(log_in: LogIn) -> None:
    client = await log_in("manager")
    assert (await client.post("/api/agents/maria/phone")).status_code == 409
    assert (await client.post("/api/agents/nobody/phone")).status_code == 404


async def test_a_lead_without_settings_gets_no_credentials(log_in: LogIn) -> None:
    client = await log_in("supervisor")
    assert (await client.post("/api/agents/liwei/phone")).status_code == 403
