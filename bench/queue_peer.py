"""Asterisk's own `app_queue` on the same binary, set up at its best, as the peer beside us."""

from callfloor.kit.settings import Settings
from callfloor.telephony.asterisk.config import command, write_config
from callfloor.telephony.asterisk.install import AsteriskInstall

_EXTENSIONS = """
[general]
static=yes
[callfloor-inbound]
exten => 1000,1,Set(TIMEOUT(absolute)=3600)
 same => n,MixMonitor(,r({raw}/${{UNIQUEID}}-in.wav)t({raw}/${{UNIQUEID}}-out.wav))
 same => n,Queue(bench,,,,170)
 same => n,Hangup()
"""
_QUEUE = """
[general]
persistentmembers=no
autofill=yes
monitor-type=MixMonitor
shared_lastcall=no
[bench]
strategy=leastrecent
musicclass=default
autofill=yes
retry=1
timeout=20
wrapuptime=0
ringinuse=no
joinempty=yes
announce-frequency=0
announce-position=no
"""
_TRUNK = """
[lab]
type=endpoint
context=callfloor-inbound
disallow=all
allow=ulaw
direct_media=no
rtp_symmetric=yes
aors=lab
[lab]
type=aor
[lab]
type=identify
endpoint=lab
match=127.0.0.1/32
"""

_PHONE = """
[{name}]
type=endpoint
context=callfloor-nowhere
disallow=all
allow=ulaw
direct_media=no
rtp_symmetric=yes
aors={name}
[{name}]
type=aor
contact=sip:{name}@127.0.0.1:{port}
qualify_frequency=0
"""


def peer_command(
    settings: Settings, install: AsteriskInstall, agents: int, agent_port: int
) -> tuple[str, ...]:
    """Writes the peer's configuration below its own home; returns what starts it."""
    main = write_config(settings, install)
    etc = main.parent
    modules = (etc / "modules.conf").read_text(encoding="utf-8")
    (etc / "modules.conf").write_text(
        modules + "load = app_dial.so\nload = app_queue.so\n", encoding="utf-8"
    )
    (etc / "extensions.conf").write_text(
        _EXTENSIONS.format(raw=settings.raw_recordings_folder), encoding="utf-8"
    )
    members = "".join(f"member => PJSIP/{name},0,{name}\n" for name in agent_names(agents))
    (etc / "queues.conf").write_text(_QUEUE + members, encoding="utf-8")
    (etc / "queuerules.conf").write_text("[general]\n", encoding="utf-8")
    phones = "".join(_PHONE.format(name=name, port=agent_port) for name in agent_names(agents))
    (etc / "pjsip_trunks.conf").write_text(_TRUNK + phones, encoding="utf-8")
    return command(install, main)


def agent_names(count: int) -> list[str]:
    return [f"a{number:03d}" for number in range(1, count + 1)]


def centre_file(agents: int, agent_port: int) -> str:
    """The same agents and queue as a centre of ours; the flow goes straight to the queue."""
    people = "".join(
        f"  {name}: {{name: {name}, team: all, phone: fixed,"
        f" address: 'sip:{name}@127.0.0.1:{agent_port}', skills: {{bench: 3}}}}\n"
        for name in agent_names(agents)
    )
    return f"""
tenant: {{id: bench, name: Bench, zone: UTC, country: ES, language: en}}
skills:
  bench: {{name: Bench}}
teams:
  all: {{name: All}}
queues:
  bench: {{name: Bench, needs: {{bench: 1}}, wrap_up_limit_ms: 0, announce: none}}
agents:
{people}
flows:
  main:
    name: Main
    start: q
    fallback_queue: bench
    nodes:
      q: {{kind: queue, queue: bench}}
trunks:
  lab: {{matches: [127.0.0.1/32]}}
numbers:
  "1000": {{name: Main, flow: main}}
"""
