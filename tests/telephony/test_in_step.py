"""The two sides of a recording lie in it as they were spoken."""

import asyncio

import numpy as np
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running.figures import tell
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.in_step import STAGES, Place, RecordedCall

pytestmark = pytest.mark.real

IN_STEP_S = 0.05


async def test_both_sides_stay_in_step_through_hold_and_transfer(
    asterisk: AsteriskProcess, controller: Controller, street: Street, media: Media
) -> None:
    place = Place(controller, street, media, asterisk.settings)
    calls = [RecordedCall(place, f"3460022000{number}") for number in range(5)]
    apart_s = np.array(await asyncio.gather(*(call.apart_s() for call in calls)))
    for stage, column in zip(STAGES, apart_s.T * 1000, strict=True):
        tell(f"in step, {stage}: {np.round(column, 1)} ms")
    assert np.abs(apart_s).max() <= IN_STEP_S
