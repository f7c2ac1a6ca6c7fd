"""A morning as Asterisk's app_queue writes it, by hand: every event that section 11 maps."""

AT = 1_772_442_000
"""2026-03-02 09:00:00 UTC, a Monday."""


def line(after_s: int, call: str, queue: str, agent: str, event: str, *data: object) -> str:
    return "|".join([str(AT + after_s), call, queue, agent, event, *map(str, data)])


def log(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


MORNING = (
    line(0, "NONE", "NONE", "NONE", "QUEUESTART"),
    line(1, "MANAGER", "600", "PJSIP/maria", "ADDMEMBER", ""),
    line(1, "MANAGER", "support", "PJSIP/maria", "ADDMEMBER", ""),
    line(2, "MANAGER", "600", "Local/201@phones/n", "ADDMEMBER", "PAUSED"),
    line(60, "MANAGER", "600", "Local/201@phones/n", "UNPAUSE", ""),
    # Answered at once by maria after 3 s of ringing; she hangs up after two minutes.
    line(100, "c1", "NONE", "NONE", "DID", "+34911000100"),
    line(100, "c1", "600", "NONE", "ENTERQUEUE", "", "+34600000001", 1),
    line(103, "c1", "600", "PJSIP/maria", "CONNECT", 3, "c1.b", 3),
    line(223, "c1", "600", "PJSIP/maria", "COMPLETEAGENT", 3, 120, 1),
    # Rings in vain at 201, is answered by maria, handed over blind to support, and given up there.
    line(300, "c2", "600", "NONE", "ENTERQUEUE", "", "+34600000002", 1),
    line(320, "c2", "600", "Local/201@phones/n", "RINGNOANSWER", 15_000),
    line(330, "c2", "600", "PJSIP/maria", "CONNECT", 30, "c2.b", 5),
    line(360, "c2", "600", "PJSIP/maria", "BLINDTRANSFER", "700", "internal", 30, 30, 1),
    line(361, "c2", "support", "NONE", "ENTERQUEUE", "", "+34600000002", 1),
    line(401, "c2", "support", "NONE", "ABANDON", 1, 1, 40),
    # Given up within the limit of short ones, while it rang.
    line(420, "c3", "600", "NONE", "ENTERQUEUE", "", "anonymous", 1),
    line(432, "c3", "600", "PJSIP/maria", "RINGCANCELED", 10_000),
    line(432, "c3", "600", "NONE", "ABANDON", 1, 1, 12),
    # Left by timeout, by a key, because nobody was there; then one that overflows and is answered.
    line(500, "c4", "600", "NONE", "ENTERQUEUE", "", "+34600000004", 1),
    line(560, "c4", "600", "NONE", "EXITWITHTIMEOUT", 1, 1, 60),
    line(600, "c5", "600", "NONE", "ENTERQUEUE", "", "+34600000005", 1),
    line(610, "c5", "600", "NONE", "EXITWITHKEY", 5, 1, 1, 10),
    line(620, "c6", "600", "NONE", "ENTERQUEUE", "", "+34600000006", 1),
    line(625, "c6", "600", "NONE", "EXITEMPTY", 1, 1, 5),
    line(626, "c6", "support", "NONE", "ENTERQUEUE", "", "+34600000006", 1),
    line(636, "c6", "support", "PJSIP/maria", "CONNECT", 10, "c6.b", 4),
    line(700, "c6", "support", "PJSIP/maria", "ATTENDEDTRANSFER", "BRIDGE", "b-1", 10, 64, 1),
    line(800, "MANAGER", "600", "PJSIP/maria", "PAUSE", "lunch"),
    line(900, "MANAGER", "support", "PJSIP/maria", "PAUSE", "lunch"),
    line(900, "MANAGER", "NONE", "PJSIP/maria", "PAUSEALL", "lunch"),
    line(1_500, "MANAGER", "600", "PJSIP/maria", "REMOVEMEMBER", ""),
    line(1_500, "MANAGER", "support", "PJSIP/maria", "REMOVEMEMBER", ""),
    line(1_800, "MANAGER", "600", "Local/201@phones/n", "REMOVEMEMBER", ""),
)
