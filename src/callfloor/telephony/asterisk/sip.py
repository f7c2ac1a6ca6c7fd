"""SIP as Asterisk is told it (pjsip.conf, and the fields of phones put in at run time).

Transports and trunks are files, so that they work without the controller. Phones are pushed through
ARI into Asterisk's memory and pushed again whenever it restarts: no agent's secret is on its disk.
"""

import re

from callfloor.kit.errors import InvalidError
from callfloor.kit.settings import Settings
from callfloor.telephony.asterisk.dialplan import INBOUND, PHONES, WEB
from callfloor.telephony.port import PhoneAccount, Trunk

OUTBOUND = "callfloor-outbound"
"""The endpoint that fixed addresses are called through; nothing can come in by it."""
TRUNKS_FILE = "pjsip_trunks.conf"

PHONES_SORCERY = """\
[res_pjsip]
endpoint=config,pjsip.conf,criteria=type=endpoint
endpoint=memory
auth=config,pjsip.conf,criteria=type=auth
auth=memory
aor=config,pjsip.conf,criteria=type=aor
aor=memory
contact=astdb,registrar
[res_pjsip_endpoint_identifier_ip]
identify=config,pjsip.conf,criteria=type=identify
[res_pjsip_outbound_registration]
registration=config,pjsip.conf,criteria=type=registration
"""

_PLAIN = re.compile(r"[A-Za-z0-9._:/@+~%\[\]-]*")
_CODECS = "ulaw,alaw"


def _plain(value: str, what: str) -> str:
    """A value that goes into a configuration file must not be able to begin a line of its own."""
    if not _PLAIN.fullmatch(value):
        msg = f"The {what} {value!r} has characters that SIP settings cannot carry; change it."
        raise InvalidError(msg)
    return value


def _transport(name: str, protocol: str, settings: Settings) -> str:
    lines = [
        f"[{name}]",
        "type=transport",
        f"protocol={protocol}",
        f"bind={settings.sip_host}:{settings.sip_port}",
        "allow_reload=no",
    ]
    if settings.sip_external_address:
        address = _plain(settings.sip_external_address, "external address")
        lines += [
            f"external_media_address={address}",
            f"external_signaling_address={address}",
            "local_net=10.0.0.0/8",
            "local_net=172.16.0.0/12",
            "local_net=192.168.0.0/16",
            "local_net=127.0.0.0/8",
        ]
    return "\n".join(lines) + "\n\n"


def pjsip(settings: Settings) -> str:
    """The static part of pjsip.conf; the trunks are included from their own file."""
    return (
        "[global]\ntype=global\nuser_agent=Callfloor\nkeep_alive_interval=30\n"
        "endpoint_identifier_order=username,ip\ncontact_expiration_check_interval=10\n\n"
        "[system]\ntype=system\ndisable_tcp_switch=yes\n\n"
        + _transport("callfloor-udp", "udp", settings)
        + _transport("callfloor-tcp", "tcp", settings)
        + "[callfloor-ws]\ntype=transport\nprotocol=ws\nbind=127.0.0.1\nallow_reload=no\n\n"
        f"[{OUTBOUND}]\ntype=endpoint\ncontext=callfloor-nowhere\ndisallow=all\nallow={_CODECS}\n"
        "direct_media=no\nrtp_symmetric=yes\nallow_transfer=no\nallow_subscribe=no\n\n"
        f"#tryinclude {TRUNKS_FILE}\n"
    )


def trunk_endpoint(trunk: Trunk) -> str:
    """`<tenant>.trunk.<id>`: the name that calls of this trunk carry."""
    return f"{trunk.tenant}.trunk.{trunk.trunk_id}"


def _uri(trunk: Trunk, address: str) -> str:
    port = f":{trunk.port}" if trunk.port else ""
    transport = ";transport=tcp" if trunk.transport == "tcp" else ""
    return f"sip:{_plain(address, 'address of the trunk')}{port}{transport}"


def _trunk(trunk: Trunk) -> str:
    name = _plain(trunk_endpoint(trunk), "id of the trunk")
    user = _plain(trunk.username, "user name of the trunk")
    if any(ord(char) < 32 or char == ";" for char in trunk.secret):
        msg = f"The secret of trunk {trunk.trunk_id} has a control character or a semicolon."
        raise InvalidError(msg)
    lines = [
        f"[{name}]",
        "type=endpoint",
        f"context={INBOUND}",
        "disallow=all",
        f"allow={_CODECS}",
        "direct_media=no",
        "rtp_symmetric=yes",
        "force_rport=yes",
        "allow_transfer=no",
        "allow_subscribe=no",
        f"aors={name}",
    ]
    if user:
        lines += [f"outbound_auth={name}", f"from_user={user}"]
    lines += ["", f"[{name}]", "type=aor"]
    addresses = (trunk.host,) if trunk.host else trunk.asked
    lines += [f"contact={_uri(trunk, address)}" for address in addresses]
    if trunk.asked and trunk.watch_s:
        lines += [f"qualify_frequency={trunk.watch_s}", "qualify_timeout=4"]
    lines += ["", f"[{name}]", "type=identify", f"endpoint={name}"]
    matches = trunk.matches or ((trunk.host,) if trunk.host else ())
    lines += [f"match={_plain(match, 'address of the trunk')}" for match in matches]
    if user:
        lines += ["", f"[{name}]", "type=auth", "auth_type=digest", f"username={user}"]
        lines += [f"password={trunk.secret}"]
    if user and trunk.registers:
        lines += ["", f"[{name}]", "type=registration", f"outbound_auth={name}"]
        lines += [f"server_uri={_uri(trunk, trunk.host)}", f"client_uri=sip:{user}@{trunk.host}"]
        lines += ["retry_interval=20", "max_retries=1000000", "forbidden_retry_interval=120"]
    return "\n".join(lines) + "\n\n"


def trunks_text(trunks: tuple[Trunk, ...]) -> str:
    """The trunks' file, in a stable order."""
    ordered = sorted(trunks, key=trunk_endpoint)
    return "; Written by Callfloor from the centres' settings.\n\n" + "".join(
        _trunk(trunk) for trunk in ordered
    )


Fields = dict[str, str]


def phone_objects(account: PhoneAccount) -> list[tuple[str, Fields]]:
    """The sorcery objects of one account, in the order in which they are put: auth, aor, endpoint."""
    name = account.phone_id
    auth = {"auth_type": "userpass", "username": account.user, "password": account.secret}
    endpoint = {
        "disallow": "all",
        "allow": _CODECS,
        "auth": name,
        "direct_media": "no",
        "rtp_symmetric": "yes",
        "force_rport": "yes",
        "rewrite_contact": "yes",
        "allow_transfer": "no",
        "allow_subscribe": "no",
        "context": PHONES,
    }
    if account.language:
        endpoint["language"] = account.language
    if account.kind in ("browser", "web_call"):
        endpoint |= {
            "transport": "callfloor-ws",
            "webrtc": "yes",
            "rtp_timeout": "6" if account.kind == "browser" else "15",
            "rtp_timeout_hold": "30",
        }
    if account.kind == "web_call":
        endpoint |= {
            "context": WEB,
            "set_var": f"CALLFLOOR_MAY_CALL={account.number}",
            "callerid": f'"{_caller_name(account.name)}" <web>',
            "language": account.language or "en",
            # Tells the page once an agent is on the line (an UPDATE within the call).
            "send_pai": "yes",
            "trust_id_outbound": "yes",
            "connected_line_method": "update",
        }
        return [("auth", auth), ("endpoint", endpoint)]
    aor = {
        "max_contacts": "1",
        "remove_existing": "yes",
        "default_expiration": "120",
        "minimum_expiration": "10",
        "maximum_expiration": "600",
        "qualify_frequency": "10" if account.kind == "browser" else "20",
        "qualify_timeout": "4",
    }
    return [("auth", auth), ("aor", aor), ("endpoint", endpoint | {"aors": name})]


def _caller_name(name: str) -> str:
    return "".join(char for char in name if char.isprintable() and char not in '"<>\\;,')[:60]
