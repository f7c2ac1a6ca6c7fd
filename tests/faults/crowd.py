"""Twenty live calls: in the menu, waiting, and talking; and one agent in wrap-up."""

import json
import time
from pathlib import Path
from typing import Any

import httpx
from tests.running.installation import Installation
from tests.running.media import Line, Media
from tests.running.sipp import Sipp, Street
from tests.running.tones import AGENT_HZ, CALLER_HZ, steady
from tests.running.waiting import until
from websockets.sync.client import connect
from websockets.typing import Origin

AGENTS = tuple(f"c{number}" for number in range(1, 9))
IN_MENU, TALKING, WAITING = 4, 7, 9
LIVE = IN_MENU + TALKING + WAITING
NO_BREAK_S = 5.0
"""Far longer than packets bunch up on a busy machine, far shorter than a fault lasts."""


class Crowd:
    """The calls of one module, on the installation that it harms."""

    def __init__(self, centre: Installation, folder: Path) -> None:
        self.centre = centre
        self._hung_up: set[int] = set()
        self.media = Media()
        self.street = Street(centre.sip_port, folder)
        self.agent_lines = [self._line(AGENT_HZ) for _ in range(len(AGENTS) + 1)]
        self.phones = self.street.agent_answers(
            [line.port for line in self.agent_lines], port=centre.phone_ports["crowd"]
        )
        centre.make_ready(*AGENTS)
        self.talkers, self.talker_lines = self._call("1005", len(AGENTS))
        until(
            lambda: len(centre.contacts(phase="talking")) == len(AGENTS), 40, "eight of them talk"
        )
        self._one_into_wrap_up()
        self.waiters, self.waiter_lines = self._call("1005", WAITING)
        self.choosers, self.chooser_lines = self._call("1006", IN_MENU)
        until(self._all_there, 60, "all are where they belong")
        until(self._all_hear, 30, "everybody who waits or talks hears something")

    def close(self) -> None:
        self.street.stop()
        self.media.close()

    def _line(self, pitch_hz: float) -> Line:
        line = self.media.open()
        line.play(steady(pitch_hz, 1.0), loops=True)
        return line

    def _call(self, number: str, count: int) -> tuple[Sipp, list[Line]]:
        lines = [self._line(CALLER_HZ) for _ in range(count)]
        told = [(line.port, f"3460022{line.port}", number) for line in lines]
        return self.street.call(told, per_second=5), lines

    def _one_into_wrap_up(self) -> None:
        self.hang_up_talker(0)
        until(
            lambda: [a for a in self.centre.state()["agents"] if a["state"] == "wrap_up"],
            20,
            "one agent is in wrap-up",
        )

    def live(self) -> list[str]:
        """The contacts that have a call."""
        return [str(one["id"]) for one in self.centre.contacts() if one["phase"] != "ended"]

    def _phases(self) -> dict[str, int]:
        phases = [str(contact["phase"]) for contact in self.centre.contacts()]
        return {phase: phases.count(phase) for phase in phases}

    def _all_there(self) -> bool:
        """The one that is over is kept for the wrap-up."""
        wanted = {"ivr": IN_MENU, "talking": TALKING, "queued": WAITING, "ended": 1}
        return self._phases() == wanted

    @property
    def heard_lines(self) -> list[Line]:
        """Those on which there is always sound: music for who waits, the agent for who talks."""
        talking = [line for n, line in enumerate(self.talker_lines) if n not in self._hung_up]
        return [*talking, *self.waiter_lines]

    def hang_up_talker(self, number: int) -> None:
        self._hung_up.add(number)
        self.talkers.hang_up(number)

    def _all_hear(self) -> bool:
        return all(line.packets_heard > 50 for line in self.heard_lines)

    def forget_gaps(self) -> None:
        for line in self.heard_lines:
            line.forget_gap()

    def live_lines(self) -> list[Line]:
        """The lines that heard something within the last seconds."""
        now_s = time.monotonic()
        return [line for line in self.heard_lines if now_s - line.last_heard_s < NO_BREAK_S]


def live_snapshot(client: httpx.Client, url: str) -> dict[str, Any]:
    """What a page gets when it opens the live line, without what only counts or passes."""
    cookies = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    address = url.replace("http://", "ws://") + "/api/live"
    headers = {"Cookie": cookies}
    with connect(address, additional_headers=headers, origin=Origin(url), proxy=None) as socket:
        found = json.loads(socket.recv(timeout=10))
    assert found["kind"] == "snapshot", found
    return {
        "agents": {
            key: [one[field] for field in ("state", "since_ms", "reason", "contact_id", "wrap_up")]
            for key, one in found["agents"].items()
        },
        "queues": {
            key: [one["waiting_count"], one["oldest_entered_ms"], one["agents_talking"]]
            for key, one in found["queues"].items()
        },
        "contacts": {
            key: [one[field] for field in ("phase", "queue_id", "agent_id", "since_ms")]
            for key, one in found["contacts"].items()
        },
    }
