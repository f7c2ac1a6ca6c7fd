"""An Asterisk of one's own, prepared as docs/telephony.md says: a call is taken, recorded and told."""

from collections.abc import Iterator

import pytest
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real

NUMBER = "34600888002"


@pytest.fixture(scope="module")
def centre() -> Iterator[Installation]:
    one = Installation(is_asterisk_foreign=True)
    try:
        one.start()
        yield one
    finally:
        one.stop()


def test_a_call_is_taken_and_recorded_with_an_asterisk_of_ones_own(
    centre: Installation, media: Media, street: Street
) -> None:
    assert not (centre.settings.run_folder / "asterisk.pid").exists()
    street.agent_answers([media.open().port], port=centre.phone_ports["crowd"])
    centre.make_ready("c1")
    caller = street.call([(media.open().port, NUMBER, "1005")])
    until(lambda: centre.contacts(phase="talking", agent_id="c1"), 30, "the call is taken")
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    assert centre.until_recorded(NUMBER)["outcome"] == "answered"
    centre.send_home("c1")
