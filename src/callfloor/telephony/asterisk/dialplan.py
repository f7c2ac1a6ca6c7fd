"""The dialplan (extensions.conf): what a call may reach before and beside the controller.

Business lives in the floor; here is only what must work without it: the recording that starts with
the call, the time limit, the voice message while the controller is away, and who may dial what.
Nothing that a caller supplied enters a file name or an application's options.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

APP = "callfloor"
"""The ARI application that takes the calls."""
PHONES_APP = "callfloor-phones"
"""The ARI application that only hears phones come and go."""

INBOUND = "callfloor-inbound"
WEB = "callfloor-web"
PHONES = "callfloor-phones"
DEMO_INBOUND = "callfloor-demo-inbound"
DEMO_CALLERS = "callfloor-demo-callers"
DEMO_AGENTS = "callfloor-demo-agents"
DIALLED = "callfloor-dialled"
PROBE = "callfloor-probe"
LOCAL_FORMATS = "slin"
"""Of channels within Asterisk: they take 192 kHz where none is named, at ten times the work."""

PHONE = "phone"
"""The purpose that a phone's own call tells when it starts."""
ECHO_LIMIT_S = 600
CALL_LIMIT_S = 4 * 60 * 60
MESSAGE_LIMIT_S = 180

_HEAD = """\
[general]
static=yes
writeprotect=yes
clearglobalvars=yes
extenpatternmatchnew=no
userscontext=callfloor-nowhere

[callfloor-nowhere]
"""

_TAKE = """\
; The way of every customer's call. The note is taken away by the controller when it has the call, so
; that none is uncounted that comes and ends while no controller is there.
[callfloor-take]
exten => s,1,Set(TIMEOUT(absolute)={call_limit_s})
 same => n,Set(NOTE=${{CALLFLOOR_SOURCE}}|${{CALLFLOOR_NUMBER}}|${{EPOCH}})
 same => n,Set(FILE({raw}/${{UNIQUEID}}.call,,,al,u)=${{NOTE}}|${{CALLERID(num)}}|${{CALLERID(name)}})
 same => n,MixMonitor(,r({raw}/${{UNIQUEID}}-in.wav)t({raw}/${{UNIQUEID}}-out.wav))
 same => n,Return()

; A customer whom we dialled has answered: recorded and limited as calls in are, then back.
[{dialled}]
exten => s,1,Gosub(callfloor-take,s,1)
 same => n,Stasis({app},customer,dialled)
 same => n,Hangup()

; The controller is away: it is given a moment to come back, then the caller is told and may speak.
[callfloor-away]
exten => s,1,Set(CALLFLOOR_TRIES=$[0${{CALLFLOOR_TRIES}} + 1])
 same => n,GotoIf($[${{CALLFLOOR_TRIES}} > 2]?message,1)
 same => n,Ringing()
 same => n,Wait(2)
 same => n,Goto(${{CALLFLOOR_BACK}})
exten => message,1,Answer()
 same => n,Set(TIMEOUT(absolute)=600)
 same => n,Wait(0.5)
{say_away} same => n,Record({raw}/${{UNIQUEID}}-message.wav,10,{message_limit_s},k)
{say_goodbye} same => n,Hangup()
{away_sounds}
"""

_SAY_AWAY = """\
 same => n,GosubIf($["${{CALLFLOOR_SAID}}" = "" | "${{CALLFLOOR_SAID}}" = "{language}"]?{what}-{language},1)
"""

_AWAY_SOUND = """\
exten => {what}-{language},1,Set(CHANNEL(language)={language})
 same => n,Playback({sound})
 same => n,Return()
"""

_CONTEXT = """\
[{context}]
{entries}
"""

_ENTRY = """\
exten => {pattern},1,Set(CALLFLOOR_SOURCE={source})
 same => n,Set(CALLFLOOR_NUMBER=${{EXTEN}})
 same => n,Set(CALLFLOOR_BACK={context},${{EXTEN}},again)
 same => n,Gosub(callfloor-take,s,1)
 same => n(again),Stasis({app},customer,{source})
 same => n,GotoIf($["${{STASISSTATUS}}" = "FAILED"]?callfloor-away,s,1)
 same => n,Hangup()
"""

_WEB_ENTRY = """\
exten => {pattern},1,GotoIf($["${{EXTEN}}" = "${{CALLFLOOR_MAY_CALL}}"]?known)
 same => n,Hangup(21)
 same => n(known),Set(CALLFLOOR_LANGUAGE=${{CHANNEL(language)}})
 same => n,Goto({web}-allowed,${{EXTEN}},1)
"""

_PHONES = """\
; An agent's phone takes calls; by itself it reaches the echo test only, and that by leave of the
; controller. While that is away nobody is rung either, and the echo begins without a word.
[{phones}]
exten => *43,1,Set(TIMEOUT(absolute)=660)
 same => n,Stasis({app},{phone},${{CHANNEL(endpoint)}},${{EXTEN}})
 same => n,GotoIf($["${{STASISSTATUS}}" = "FAILED"]?echo,1)
 same => n,Hangup()
exten => echo,1,Answer()
 same => n,Set(TIMEOUT(absolute)={echo_limit_s})
 same => n,Echo()
 same => n,Hangup()

[{probe}]
exten => s,1,Wait(30)

"""

_DEMO = """\
; Simulated people: they play and listen, so that one person can see a busy floor.
[{agents}]
exten => _[a-z0-9][a-z0-9]!,1,Ringing()
 same => n,Wait(${{RAND(1,4)}})
 same => n,Answer()
 same => n,Set(TIMEOUT(absolute)=${{RAND(30,150)}})
 same => n,Playback(hello)
 same => n(talk),Wait(${{RAND(1,5)}})
 same => n,Playback(demo-moreinfo)
 same => n,Wait(${{RAND(2,6)}})
 same => n,Playback(demo-abouttotry)
 same => n,Goto(talk)
exten => T,1,Playback(goodbye)
 same => n,Hangup()

; CALLFLOOR_KEYS is one `key@second-before-it` after the other, joined by `&`.
[{callers}]
exten => call,1,Answer()
 same => n,Set(TIMEOUT(absolute)=${{IF($["${{CALLFLOOR_PATIENCE_S}}" = ""]?240:${{CALLFLOOR_PATIENCE_S}})}})
 same => n(keys),GotoIf($["${{CALLFLOOR_KEYS}}" = ""]?talk)
 same => n,Set(CALLFLOOR_KEY=${{CUT(CALLFLOOR_KEYS,&,1)}})
 same => n,Set(CALLFLOOR_KEYS=${{CUT(CALLFLOOR_KEYS,&,2-)}})
 same => n,Wait(${{CUT(CALLFLOOR_KEY,@,2)}})
 same => n,SendDTMF(${{FILTER(0-9*#,${{CUT(CALLFLOOR_KEY,@,1)}})}})
 same => n,Goto(keys)
 same => n(talk),Wait(${{RAND(2,6)}})
 same => n,Playback(${{IF($["${{CALLFLOOR_SPEECH}}" = ""]?demo-thanks:${{CALLFLOOR_SPEECH}})}})
 same => n,Goto(talk)
exten => T,1,Hangup()
"""

_SAY, _BYE = "say", "bye"
_DIALLED = ("_X!", "_+X!", "_[a-zA-Z][a-zA-Z0-9]!")
"""Numbers and names of two letters or more: `h`, `s` and `T` are Asterisk's own."""


def _context(name: str, source: str) -> str:
    entries = "".join(
        _ENTRY.format(pattern=pattern, source=source, context=name, app=APP) for pattern in _DIALLED
    )
    return _CONTEXT.format(context=name, entries=entries)


def _web() -> str:
    """A web caller's account was made for one number and reaches no other."""
    entries = "".join(_WEB_ENTRY.format(pattern=pattern, web=WEB) for pattern in _DIALLED)
    return _CONTEXT.format(context=WEB, entries=entries)


def _say_away(languages: Iterable[str]) -> str:
    """The caller's own language where the page told it, else all: never silence."""
    known = " | ".join(f'"${{CALLFLOOR_LANGUAGE:0:2}}" = "{one}"' for one in languages)
    first = f" same => n,Set(CALLFLOOR_SAID=${{IF($[{known}]?${{CALLFLOOR_LANGUAGE:0:2}}:)}})\n"
    return first + _say(_SAY, languages)


def _say(what: str, languages: Iterable[str]) -> str:
    return "".join(_SAY_AWAY.format(what=what, language=one) for one in languages)


def _away_sounds(away: Mapping[str, tuple[str, str]]) -> str:
    return "".join(
        _AWAY_SOUND.format(what=what, language=language, sound=sound)
        for language, sounds in away.items()
        for what, sound in zip((_SAY, _BYE), sounds, strict=True)
    )


def extensions(raw_recordings_folder: Path, away: Mapping[str, tuple[str, str]]) -> str:
    """The whole extensions.conf. `away`: language → the sounds before and after the message of a caller
    to whom nobody is there.
    """
    return "".join(
        (
            _HEAD,
            _TAKE.format(
                raw=raw_recordings_folder,
                call_limit_s=CALL_LIMIT_S,
                message_limit_s=MESSAGE_LIMIT_S,
                say_away=_say_away(away),
                say_goodbye=_say(_BYE, away),
                away_sounds=_away_sounds(away),
                dialled=DIALLED,
                app=APP,
            ),
            _context(INBOUND, "${CHANNEL(endpoint)}"),
            _web(),
            _context(f"{WEB}-allowed", "${CHANNEL(endpoint)}"),
            _context(DEMO_INBOUND, "${CALLFLOOR_TENANT}.demo.caller"),
            _PHONES.format(
                phones=PHONES, probe=PROBE, app=APP, phone=PHONE, echo_limit_s=ECHO_LIMIT_S
            ),
            _DEMO.format(agents=DEMO_AGENTS, callers=DEMO_CALLERS),
        )
    )
