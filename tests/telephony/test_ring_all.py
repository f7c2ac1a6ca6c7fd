"""Several phones ring for one customer, and more than one is picked up."""

from dataclasses import dataclass, field

import pytest
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene, ring, until_heard

from callfloor.telephony import port

pytestmark = pytest.mark.real


@pytest.fixture
def scene(controller: Controller, street: Street, media: Media) -> Scene:
    return Scene(controller, street, media)


@dataclass
class FirstWins:
    """What the core decides, late: only when a second phone is up are the other rings called off."""

    scene: Scene
    rings: list[str]
    answered: list[str] = field(default_factory=list)

    def __call__(self, event: port.TelephonyEvent) -> None:
        if not isinstance(event, port.RingAnswered):
            return
        about = self.scene.about()
        self.answered.append(event.ring_id)
        if len(self.answered) == 1:
            self.scene.send(port.Connect(**about, ring_id=event.ring_id))
            return
        for ring_id in self.rings:
            if ring_id != self.answered[0]:
                self.scene.send(port.CancelRing(**about, ring_id=ring_id))


async def test_pain_2_of_phones_that_answer_together_one_is_connected_and_the_others_let_go(
    scene: Scene,
) -> None:
    lines = [scene.media.open(keeps=True) for _ in range(2)]
    for line, pitch in zip(lines, (500, 900), strict=True):
        line.play(tones.steady(pitch, 20))
    street = scene.street
    phones = [street.agent_answers([line.port], ring_s=0.3) for line in lines]
    phones.append(street.agent_never_answers())
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about()))
    commands = [ring(scene.contact_id, phone.port, n) for n, phone in enumerate(phones, 1)]
    first_wins = FirstWins(scene, [command.ring_id for command in commands])
    scene.ear.reflex = first_wins
    for command in commands:
        scene.send(command)
    connected = await scene.ear.until(port.Connected)
    await until_heard(scene.voice, 50)
    scene.send(port.EndCall(**scene.about()))
    await scene.ear.until(port.RecordingFinished)
    assert len(first_wins.answered) == 2
    assert connected.ring_id == first_wins.answered[0]
    assert len(scene.ear.heard(port.Connected)) == 1
    called_off = [event.ring_id for event in scene.ear.heard(port.RingFailed)]
    let_go = [event.ring_id for event in scene.ear.heard(port.AgentLegEnded)]
    assert sorted(called_off + let_go) == sorted(command.ring_id for command in commands)
