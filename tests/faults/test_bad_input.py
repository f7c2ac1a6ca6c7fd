"""Bad input from every side: each gets a clear answer, and afterwards a call is taken as ever."""

import socket

import httpx
import pytest
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real

GARBAGE = (
    b"",
    b"\x00" * 700,
    b"\xff\xfe\xfd" * 400,
    b"INVITE",
    b"INVITE sip:1005@127.0.0.1 SIP/2.0\r\n\r\n",
    b"INVITE sip:1005@127.0.0.1 SIP/9.9\r\nVia: nonsense\r\nFrom: <<<>>>\r\n\r\n",
    b"INVITE sip:%00%00@[::] SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
    b"From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: bad-1\r\nCSeq: -5 INVITE\r\n"
    b"Content-Length: 99999\r\n\r\nv=0",
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1\r\nCall-ID: nobody\r\nCSeq: 1 INVITE\r\n\r\n",
    b"BYE sip:1005@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK2\r\n"
    b"From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: gone\r\nCSeq: 7 BYE\r\n\r\n",
    b"REGISTER sip:shop SIP/2.0\r\n" + b"X-Long: " + b"a" * 30_000 + b"\r\n\r\n",
)
BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b'{"code": 5}',
    b'{"code": "other", "note": {"a": 1}, "resolved": "perhaps"}',
    b'{"unknown": true}',
    b"\xff\xfe",
)
PATHS = (
    "/desk/wrap_up",
    "/desk/transfer",
    "/desk/not_ready",
    "/agents/c1/transfer",
    "/agents/nobody/ready",
    "/web_calls",
)


def _takes_a_call(centre: Installation, media: Media, street: Street) -> None:
    """A call is answered, talks and ends."""
    street.agent_answers([media.open().port], port=centre.phone_ports["crowd"])
    centre.make_ready("c1")
    try:
        caller = street.call([(media.open().port, "34600777001", "1005")])
        until(lambda: centre.contacts(phase="talking", agent_id="c1"), 30, "a call is taken")
        caller.hang_up()
        assert caller.wait(10) == 0, caller.trouble
        until(lambda: centre.agent("c1")["state"] == "wrap_up", 10, "it ended")
    finally:
        centre.send_home("c1")


def test_malformed_sip(centre: Installation, media: Media, street: Street) -> None:
    asterisk = centre.pid("asterisk")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for text in GARBAGE * 5:
            sender.sendto(text, ("127.0.0.1", centre.sip_port))
    for text in GARBAGE[1:]:
        with socket.create_connection(("127.0.0.1", centre.sip_port), timeout=5) as stream:
            stream.sendall(text)
    _takes_a_call(centre, media, street)
    assert centre.pid("asterisk") == asterisk


def test_an_unknown_number_is_refused_and_told(
    centre: Installation, media: Media, street: Street
) -> None:
    caller = street.call([(media.open().port, "34600777002", "31415")])
    assert caller.wait(20) != 0
    assert "SIP/2.0 404" in caller.trouble, caller.trouble
    assert centre.contacts() == []


def test_a_flood_of_keys(centre: Installation, media: Media, street: Street) -> None:
    """Sixty wrong keys as fast as they can be sent: the flow gives up and the caller waits."""
    line = media.open()
    caller = street.call([(line.port, "34600777003", "1006")])
    until(lambda: line.packets_heard > 10, 30, "the menu is heard")
    line.press("9*#0" * 15)
    found = until(lambda: centre.contacts(phase="queued"), 60, "the caller is in the queue")
    assert found[0]["queue_id"] == "crowd"
    until(lambda: line.has_pressed, 60, "all keys are sent")
    assert len(centre.contacts(phase="queued")) == 1
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    until(lambda: not centre.contacts(), 10, "it ended")


def test_a_call_without_a_sound(centre: Installation, media: Media, street: Street) -> None:
    """Hung up in the moment of its answer: the contact is whole all the same."""
    caller = street.call([(media.open().port, "34600777004", "1006")], stay_s=0.05)
    assert caller.wait(20) == 0, caller.trouble
    quality = centre.client("quality")
    row = until(lambda: _ended(quality, "34600777004"), 20, "the contact is told")[0]
    facts = quality.get(f"/contacts/{row['id']}").json()["timeline"]
    assert [fact["type"] for fact in facts].count("contact_ended") == 1


def _ended(client: httpx.Client, number: str) -> list[dict[str, str]]:
    rows = client.get("/contacts", params={"q": number}).json()["items"]
    return [row for row in rows if row["ended_at"]]


def test_bad_bodies_get_a_sentence(centre: Installation) -> None:
    agent, lead = centre.client("ann"), centre.client("lead")
    for path in PATHS:
        client = agent if path.startswith("/desk") else lead
        for body in BODIES:
            answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
            assert 400 <= answer.status_code < 500, (path, body, answer.status_code, answer.text)
            assert answer.headers["content-type"] == "application/problem+json", answer.text
            assert answer.json()["detail"], answer.text
    huge = lead.post("/agents/c1/not_ready", json={"reason": "x" * 3_000_000})
    assert 400 <= huge.status_code < 500, huge.text
    assert centre.state()["contacts"] == []


def test_a_flow_that_loops_is_refused(centre: Installation) -> None:
    hours = {"kind": "hours", "calendar": "always"}
    flow = {
        "name": "Loop",
        "start": "one",
        "fallback_queue": "crowd",
        "nodes": {
            "one": {**hours, "open": "two", "closed": "two"},
            "two": {**hours, "open": "one", "closed": "one"},
        },
    }
    answer = centre.client("manager").put("/centre/flows/loop", json=flow)
    assert answer.status_code == 422, answer.text
    assert "'one'" in answer.text
    assert "'two'" in answer.text


def test_logging_in_twice_changes_nothing(centre: Installation) -> None:
    first, second = centre.client("ann"), centre.client("ann")
    try:
        assert first.post("/desk/login", json={}).status_code == 200
        before = centre.agent("ann")
        assert second.post("/desk/login", json={}).status_code == 200
        assert centre.agent("ann") == before
    finally:
        centre.send_home("ann")
