"""Writes the complete configuration of the private Asterisk, anew at every start.

Modules are loaded by name: what is not listed is not there to be attacked or to fail. ARI and the
browsers' SIP socket listen on 127.0.0.1 only; of both, the API passes nothing but `/ws` on.
"""

import re
import tempfile
from hashlib import sha256
from pathlib import Path

from callfloor.kit.secret_files import secret
from callfloor.kit.settings import Settings
from callfloor.telephony.asterisk.ami import manager_conf
from callfloor.telephony.asterisk.away_message import away_sounds
from callfloor.telephony.asterisk.dialplan import extensions
from callfloor.telephony.asterisk.install import AsteriskInstall, espeak_command
from callfloor.telephony.asterisk.music import MUSIC_FILE
from callfloor.telephony.asterisk.sip import PHONES_SORCERY, TRUNKS_FILE, pjsip
from callfloor.telephony.asterisk.speech import Espeak

ARI_USER = "callfloor"
_SOCKET_PATH_MAX = 100
_CLASS = re.compile(r"[a-z0-9][a-z0-9_-]*")
"""What the folder of a music class may be called, so that a queue can name it."""

_PRELOAD = ("res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb")
_LOAD = """
res_timing_timerfd res_timing_pthread res_crypto res_http_websocket res_websocket_client
res_pjproject res_pjsip res_pjsip_acl res_pjsip_authenticator_digest res_pjsip_caller_id
res_pjsip_dtmf_info res_pjsip_empty_info res_pjsip_endpoint_identifier_ip
res_pjsip_endpoint_identifier_user res_pjsip_header_funcs res_pjsip_maintenance
res_pjsip_logger res_pjsip_nat res_pjsip_outbound_authenticator_digest
res_pjsip_outbound_registration res_pjsip_path res_pjsip_pubsub res_pjsip_registrar res_pjsip_rfc3326
res_pjsip_sdp_rtp res_pjsip_session res_pjsip_transport_websocket
res_rtp_asterisk res_srtp res_security_log res_clialiases
res_stasis res_stasis_answer res_stasis_device_state res_stasis_playback res_stasis_recording
res_stasis_snoop res_ari res_ari_model res_ari_applications res_ari_asterisk res_ari_bridges
res_ari_channels res_ari_device_states res_ari_endpoints res_ari_events res_ari_playbacks
res_ari_recordings res_ari_sounds res_musiconhold
chan_pjsip chan_bridge_media pbx_config
bridge_builtin_features bridge_builtin_interval_features bridge_holding bridge_native_rtp
bridge_simple bridge_softmix
codec_a_mu codec_alaw codec_g722 codec_gsm codec_resample codec_ulaw
format_gsm format_pcm format_sln format_wav
app_echo app_mixmonitor app_playback app_playtones app_read app_record app_senddtmf
app_stack app_stasis app_verbose
func_callerid func_channel func_cut func_env func_global func_logic func_math func_pjsip_aor
func_pjsip_contact func_pjsip_endpoint func_rand func_sprintf func_strings func_timeout
"""


def ari_url(settings: Settings) -> str:
    """`http://user:password@host:port` of the Asterisk in use. It holds a secret: never log it."""
    if settings.asterisk_url:
        return settings.asterisk_url
    return f"http://{ARI_USER}:{secret(settings, 'ari')}@127.0.0.1:{settings.asterisk_http_port}"


def _socket_folder(settings: Settings) -> Path:
    """The control socket's folder: a path of a unix socket must be short."""
    folder = settings.asterisk_folder / "run"
    if len(str(folder / "asterisk.ctl")) <= _SOCKET_PATH_MAX:
        return folder
    mark = sha256(str(folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"callfloor-{mark}"


def _main(settings: Settings, install: AsteriskInstall) -> str:
    folder = settings.asterisk_folder
    places = {
        "astetcdir": folder / "etc",
        "astmoddir": install.module_folder,
        "astvarlibdir": folder / "lib",
        "astdbdir": folder / "lib",
        "astkeydir": folder / "lib",
        "astdatadir": install.data_folder,
        "astagidir": folder / "lib",
        "astspooldir": folder / "spool",
        "astrundir": _socket_folder(settings),
        "astlogdir": folder / "log",
        "astcachedir": folder / "cache",
    }
    lines = [f"{key} => {value}" for key, value in places.items()]
    return (
        "[directories]\n" + "\n".join(lines) + "\n\n[options]\nverbose = 0\ndebug = 0\n"
        "nocolor = yes\ntransmit_silence = yes\nhideconnect = yes\nlive_dangerously = no\n"
        "execincludes = no\ndumpcore = no\nlockconfdir = no\n"
    )


def _modules(install: AsteriskInstall) -> str:
    there = {path.stem for path in install.module_folder.glob("*.so")}
    preload = [f"preload = {name}.so" for name in _PRELOAD if name in there]
    load = [f"load = {name}.so" for name in _LOAD.split() if name in there]
    return "[modules]\nautoload = no\n" + "\n".join(preload + load) + "\n"


def music_classes(settings: Settings) -> list[Path]:
    """The folders whose names are classes of waiting music beside `default`."""
    folders = sorted(settings.music_folder.glob("*/"))
    return [one for one in folders if _CLASS.fullmatch(one.name) and one.name != "default"]


def _music(settings: Settings, install: AsteriskInstall) -> str:
    folders = {"default": install.data_folder / "moh"}
    folders |= {one.name: one for one in music_classes(settings)}
    return (
        "\n".join(
            f"[{name}]\nmode = files\ndirectory = {folder}\nsort = randstart\n"
            for name, folder in folders.items()
        )
        + f"\n#tryinclude {MUSIC_FILE}\n"
    )


def _files(settings: Settings, install: AsteriskInstall) -> dict[str, str]:
    rtp = f"rtpstart={settings.rtp_port_first}\nrtpend={settings.rtp_port_last}\n"
    return {
        "modules.conf": _modules(install),
        "http.conf": (
            "[general]\nenabled = yes\nbindaddr = 127.0.0.1\n"
            f"bindport = {settings.asterisk_http_port}\nsessionlimit = 4000\n"
            "session_inactivity = 30000\nsession_keep_alive = 60000\nenable_static = no\n"
            "enable_status = no\n"
        ),
        "ari.conf": (
            "[general]\nenabled = yes\npretty = no\nwebsocket_write_timeout = 2000\n"
            f"\n[{ARI_USER}]\ntype = user\nread_only = no\npassword_format = plain\n"
            f"password = {secret(settings, 'ari')}\n"
        ),
        "sorcery.conf": PHONES_SORCERY,
        "pjsip.conf": pjsip(settings),
        "pjproject.conf": "[startup]\ntype = startup\nlog_level = 2\n",
        "extensions.conf": extensions(
            settings.raw_recordings_folder,
            away_sounds(settings.prompts_folder, Espeak(espeak_command)),
        ),
        "musiconhold.conf": _music(settings, install),
        "rtp.conf": f"[general]\n{rtp}icesupport=yes\nstrictrtp=yes\n",
        "logger.conf": (
            "[general]\ndateformat=%F %T.%3q\nqueue_log=no\nappend_hostname=no\n"
            "\n[logfiles]\nconsole =>\nmessages => notice,warning,error\nsecurity => security\n"
        ),
        "cdr.conf": "[general]\nenable=no\n",
        "cel.conf": "[general]\nenable=no\n",
        "features.conf": "[general]\n\n[featuremap]\n",
        "stasis.conf": (
            "[threadpool]\n\n[declined_message_types]\ndecline = ast_channel_varset_type\n"
            "decline = ast_rtp_rtcp_sent_type\ndecline = ast_rtp_rtcp_received_type\n"
        ),
        "ccss.conf": "[general]\n",
        "udptl.conf": "[general]\n",
        "indications.conf": (
            "[general]\ncountry=us\n[us]\ndescription=United States\nringcadence=2000,4000\n"
            "dial=350+440\nbusy=480+620/500,0/500\nring=440+480/2000,0/4000\n"
            "congestion=480+620/250,0/250\nrecord=1400/500,0/15000\n"
        ),
        "cli_aliases.conf": "[general]\n",
        "manager.conf": manager_conf(settings),
        "acl.conf": "",
        "codecs.conf": "",
        "dnsmgr.conf": "[general]\nenable=no\n",
        "res_websocket_client.conf": "",
        "websocket_client.conf": "",
    }


def write_config(settings: Settings, install: AsteriskInstall) -> Path:
    """Write everything below `settings.asterisk_folder`; returns the path for `asterisk -C`."""
    folder = settings.asterisk_folder
    etc = folder / "etc"
    for one in ("etc", "lib", "lib/keys", "spool", "log", "cache"):
        (folder / one).mkdir(parents=True, exist_ok=True)
    _socket_folder(settings).mkdir(parents=True, exist_ok=True)
    for place in (settings.raw_recordings_folder, settings.prompts_folder, settings.music_folder):
        place.mkdir(parents=True, exist_ok=True)
    recordings = folder / "spool" / "recording"
    if not recordings.is_symlink():
        # ARI writes its recordings here; so they come to lie beside the calls' own.
        recordings.symlink_to(settings.raw_recordings_folder)
    main = etc / "asterisk.conf"
    for name, text in {
        "asterisk.conf": _main(settings, install),
        **_files(settings, install),
    }.items():
        path = etc / name
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (etc / TRUNKS_FILE).touch(mode=0o600, exist_ok=True)
    return main


def command(install: AsteriskInstall, main: Path) -> tuple[str, ...]:
    """What the supervisor runs: Asterisk in the foreground, on this configuration."""
    return (*install.argv, "-C", str(main), "-f")
