"""A PostgreSQL of one's own, prepared as docs/postgres.md says: a call is taken, told and outlives it."""

from collections.abc import Iterator

import httpx
import pytest
from tests.running.installation import PASSWORD, TENANT, Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real

NUMBER = "34600888001"


@pytest.fixture(scope="module")
def centre() -> Iterator[Installation]:
    one = Installation(is_database_foreign=True)
    try:
        one.start()
        yield one
    finally:
        one.stop()


def test_a_call_is_taken_with_a_database_of_ones_own_that_is_started_again_meanwhile(
    centre: Installation, media: Media, street: Street
) -> None:
    assert not (centre.settings.run_folder / "postgres.pid").exists()
    street.agent_answers([media.open().port], port=centre.phone_ports["crowd"])
    centre.make_ready("c1")
    caller = street.call([(media.open().port, NUMBER, "1005")])
    until(lambda: centre.contacts(phase="talking", agent_id="c1"), 30, "the call is taken")
    centre.restart_foreign_database()
    assert centre.contacts(phase="talking", agent_id="c1")
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    until(lambda: _lets_in(centre), 20, "the API has its database again")
    assert centre.until_recorded(NUMBER)["outcome"] == "answered"
    centre.send_home("c1")


def _lets_in(centre: Installation) -> bool:
    """False while it says that PostgreSQL cannot be reached just now."""
    body = {"tenant": TENANT, "login": "quality", "password": PASSWORD}
    answer = httpx.post(f"{centre.url}/api/session", json=body, timeout=15)
    assert answer.status_code in (200, 503), answer.text
    return answer.status_code == 200
