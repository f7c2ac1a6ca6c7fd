"""Obtains Asterisk: the machine's own when it will do, else a private copy beside the project.

The private copy is a tested set of Debian packages, named with hashes in `packages.lock.json`,
downloaded from the mirror that this machine is configured with and unpacked without root. It
brings its own C library and loader, so that it runs on an older system too.
"""

import fcntl
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from callfloor.kit.errors import SetupError
from callfloor.kit.log import get
from callfloor.kit.places import tools_folder
from callfloor.telephony.asterisk.mirrors import (
    Source,
    debian_mirrors,
    distribution,
    own_sources,
)
from callfloor.telephony.asterisk.packages import (
    GoneError,
    Lock,
    Progress,
    UnreachableError,
    fetch_all,
    read_lock,
    silent,
    unpack,
)
from callfloor.telephony.asterisk.resolve import (
    DEBIAN_KEYRING,
    PrivateApt,
    machine_architecture,
    release_field,
)

LOCK_FILE = Path(__file__).with_name("packages.lock.json")
SUITE = "forky"
WANTED = (
    "asterisk",
    "asterisk-core-sounds-en-wav",
    "asterisk-core-sounds-es-wav",
    "asterisk-moh-opsound-wav",
    "espeak-ng",
    "libnss-wrapper",
)
OLDEST_VERSION = 20
NEEDED_MODULES = (
    "app_mixmonitor",
    "app_stasis",
    "bridge_holding",
    "chan_pjsip",
    "codec_alaw",
    "codec_ulaw",
    "format_wav",
    "res_ari_channels",
    "res_http_websocket",
    "res_musiconhold",
    "res_pjsip",
    "res_pjsip_transport_websocket",
    "res_rtp_asterisk",
    "res_srtp",
)
_SOUNDS = {"en": "en_US*", "es": "es_*"}
_MACHINE_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")

log = get("asterisk")


@dataclass(frozen=True)
class AsteriskInstall:
    """One usable Asterisk; how it is configured is not known here."""

    version: str
    argv: tuple[str, ...]
    """What starts the program; its own options follow."""
    module_folder: Path
    data_folder: Path
    """Holds `sounds`, `moh`, `rest-api`, `documentation`."""
    private: bool
    root: Path | None
    """Where the private copy was unpacked."""

    def environment(self) -> dict[str, str]:
        """What the process needs in its environment besides its parent's.

        Asterisk asks for the address of its own host name at every call. Where the name does
        not resolve, the private copy reads a hosts file of its own through a preloaded wrapper.
        """
        if self.root is None or "--preload" not in self.argv:
            return {}
        hosts = self.root / "hosts"
        system = Path("/etc/hosts")
        known = system.read_text(encoding="utf-8") if system.is_file() else ""
        hosts.write_text(f"{known}\n127.0.0.1 {socket.gethostname()}\n", encoding="utf-8")
        return {"NSS_WRAPPER_HOSTS": str(hosts)}


def host_name_resolves() -> bool:
    """Whether this machine knows an address of its own name."""
    try:
        socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        return False
    return True


def plain_version(text: str) -> str:
    """`1:22.10.1+dfsg+~cs6…` and `Asterisk 22.10.1+dfsg` become `22.10.1`."""
    found = re.search(r"(?:^|[ :])(\d+(?:\.\d+)+)", text)
    return found[1] if found else "unknown"


def machine_install() -> tuple[AsteriskInstall | None, str]:
    """The Asterisk installed on this machine, or None and why it will not do."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *_MACHINE_FOLDERS))
    binary = shutil.which("asterisk", path=path)
    if binary is None:
        return None, "none is installed on this machine"
    said = subprocess.run([binary, "-V"], capture_output=True, text=True, check=False)  # noqa: S603 - found on the path, no shell
    version = plain_version(said.stdout)
    if not version[:1].isdigit() or int(version.partition(".")[0]) < OLDEST_VERSION:
        return None, f"the machine's own is {version}, older than {OLDEST_VERSION}"
    modules = next(iter(_existing(_module_folders())), None)
    data = next(iter(_existing([Path("/usr/share/asterisk"), Path("/var/lib/asterisk")])), None)
    if modules is None or data is None or not (data / "sounds").is_dir():
        return None, f"the machine's own {version} has no modules or sounds where they belong"
    missing = [name for name in NEEDED_MODULES if not (modules / f"{name}.so").is_file()]
    if missing:
        return None, f"the machine's own {version} lacks {', '.join(missing)}"
    return AsteriskInstall(version, (binary,), modules, data, private=False, root=None), version


def _module_folders() -> list[Path]:
    fixed = [Path("/usr/lib/asterisk/modules"), Path("/usr/local/lib/asterisk/modules")]
    return [*Path("/usr/lib").glob("*-linux-gnu/asterisk/modules"), *fixed]


def _existing(folders: list[Path]) -> Iterator[Path]:
    return (folder for folder in folders if folder.is_dir())


class _PrivateRoot:
    """An unpacked package set, seen from outside."""

    def __init__(self, root: Path) -> None:
        self.root = root
        loaders = [
            *(root / "usr/lib64").glob("ld-linux*.so.*"),
            *(root / "lib64").glob("ld-linux*.so.*"),
            *(root / "usr/lib").glob("*/ld-linux*.so.*"),
            *(root / "usr/lib").glob("ld-linux*.so.*"),
        ]
        if not loaders:
            msg = f"The private copy in {root} is not complete; delete the folder and start again."
            raise SetupError(msg)
        self.loader = loaders[0]
        self.libraries = next((root / "usr/lib").glob("*-linux-gnu"))

    def argv(self, program: str, *preload: str) -> tuple[str, ...]:
        inner = (self.libraries, *(self.libraries / one for one in ("asterisk", "pulseaudio")))
        path = ":".join(str(one) for one in (*inner, self.root / "lib" / self.libraries.name))
        wrapped = ("--preload", ":".join(preload)) if preload else ()
        return (
            str(self.loader),
            "--library-path",
            path,
            *wrapped,
            str(self.root / "usr" / program),
        )

    def asterisk(self) -> AsteriskInstall:
        wrapper = self.libraries / "libnss_wrapper.so"
        preload = () if host_name_resolves() or not wrapper.exists() else (str(wrapper),)
        argv = self.argv("sbin/asterisk", *preload)
        stamp = (self.root / "version").read_text(encoding="utf-8").split()
        return AsteriskInstall(
            version=stamp[0],
            argv=argv,
            module_folder=self.libraries / "asterisk/modules",
            data_folder=self.root / "usr/share/asterisk",
            private=True,
            root=self.root,
        )

    def espeak(self) -> tuple[str, ...]:
        return (*self.argv("bin/espeak-ng"), f"--path={self.libraries}")

    def link_sounds(self) -> None:
        """The links by language that Debian's install scripts would have made."""
        sounds = self.root / "usr/share/asterisk/sounds"
        for language, pattern in _SOUNDS.items():
            found = sorted(sounds.glob(pattern))
            link = sounds / language
            if found and not link.exists():
                link.symlink_to(found[0].name)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one process installs at a time; the others wait and find it done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        msg = (
            f"{error.filename} may not be written by this user. Change its owner, "
            "or set CALLFLOOR_TOOLS to a folder of yours."
        )
        raise SetupError(msg) from error


def _complete(place: Path, stamp: str) -> bool:
    file = place / "version"
    return file.is_file() and file.read_text(encoding="utf-8").split()[1:] == [stamp]


def _lay(files: list[Path], place: Path, version: str, stamp: str, progress: Progress) -> None:
    """Unpack beside the place and move there at the end, so that half a copy is never used."""
    part = place.with_name(f"{place.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    unpack(files, part, progress)
    for needless in ("usr/share/doc", "usr/share/man", "usr/share/locale", "var", "etc/init.d"):
        shutil.rmtree(part / needless, ignore_errors=True)
    _PrivateRoot(part).link_sounds()
    (part / "version").write_text(f"{version} {stamp}\n", encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    part.rename(place)


def _snapshot_bases(lock: Lock, bases: list[str]) -> list[str]:
    """The permanent archive, as the mirror's own Release file or the environment names it."""
    told = os.environ.get("CALLFLOOR_DEBIAN_SNAPSHOT")
    template = told.rstrip("/") if told else None
    if template is None:
        with _scratch() as folder:
            apt = _debian_apt(folder, bases)
            apt.prepare()
            apt.update()
            for file in (folder / "state/lists").glob("*Release"):
                template = release_field(file.read_text(encoding="utf-8"), "Snapshots")
    if not template or template == "no":
        return []
    if "@SNAPSHOTID@" in template:
        return [template.replace("@SNAPSHOTID@", lock.release_time).rstrip("/")]
    return [f"{template}/{lock.release_time}"]


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = tools_folder() / "asterisk" / "apt"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _debian_apt(folder: Path, bases: list[str]) -> PrivateApt:
    key = str(DEBIAN_KEYRING)
    sources = tuple(Source(base, SUITE, ("main",), key) for base in bases)
    # Some mirrors lag behind the window that the index states; its signature still has to hold.
    log.warning("the age of the package index is not checked, its signature is", suite=SUITE)
    return PrivateApt(folder, machine_architecture(), sources, check_valid_until=False)


def _install_locked(lock: Lock, bases: list[str], progress: Progress) -> Path:
    architecture = machine_architecture()
    place = tools_folder() / "asterisk" / lock.version
    stamp = lock.digest(architecture)
    if not _complete(place, stamp):
        packages = lock.of(architecture)
        downloads = tools_folder() / "downloads"
        try:
            files = fetch_all(packages, bases, downloads, progress)
        except GoneError:
            snapshots = _snapshot_bases(lock, bases)
            if not snapshots:
                raise
            files = fetch_all(packages, [*bases, *snapshots], downloads, progress)
        _lay(files, place, lock.version, stamp, progress)
    return place


def _install_fresh(make: PrivateApt, progress: Progress) -> Path:
    """A set resolved today, because the tested one is not to be had."""
    place = tools_folder() / "asterisk" / "fresh"
    if _complete(place, "fresh"):
        return place
    make.prepare()
    progress("resolving", 0, 1)
    make.update()
    packages = make.resolve(WANTED)
    version = next(plain_version(one.version) for one in packages if one.name == "asterisk")
    files = fetch_all(packages, make.bases(), tools_folder() / "downloads", progress)
    _lay(files, place, version, "fresh", progress)
    log.warning("this Asterisk is another than the tested one", version=version)
    return place


def is_ready(lock: Lock, architecture: str) -> bool:
    """Whether the private copy of this lock lies there, complete."""
    return _complete(tools_folder() / "asterisk" / lock.version, lock.digest(architecture))


def _private_root(progress: Progress) -> _PrivateRoot:
    lock = read_lock(LOCK_FILE)
    folder = tools_folder() / "asterisk"
    ready = folder / lock.version
    if is_ready(lock, machine_architecture()):
        return _PrivateRoot(ready)
    name, _ = distribution()
    bases = debian_mirrors()
    with _locked(folder):
        if not bases and name == "ubuntu":
            with _scratch() as scratch:
                apt = PrivateApt(scratch, machine_architecture(), tuple(own_sources()))
                return _PrivateRoot(_install_fresh(apt, progress))
        try:
            return _PrivateRoot(_install_locked(lock, bases, progress))
        except GoneError:
            with _scratch() as scratch:
                return _PrivateRoot(_install_fresh(_debian_apt(scratch, bases), progress))
        except UnreachableError as error:
            msg = (
                f"Asterisk {lock.version} could not be fetched: {error.message} Or install "
                "Asterisk 20 or newer, or set CALLFLOOR_ASTERISK_URL to one of yours."
            )
            raise SetupError(msg) from error


def find_or_install(progress: Progress = silent) -> AsteriskInstall:
    """The machine's own Asterisk when it is new enough and complete, else the private copy."""
    found, why_not = machine_install()
    if found is not None:
        return found
    log.debug("a private Asterisk is used", because=why_not)
    return _private_root(progress).asterisk()


def espeak_command(progress: Progress = silent) -> tuple[str, ...]:
    """What starts espeak-ng: the machine's own, else the one of the private copy."""
    found = shutil.which("espeak-ng")
    if found is not None:
        return (found,)
    return _private_root(progress).espeak()
