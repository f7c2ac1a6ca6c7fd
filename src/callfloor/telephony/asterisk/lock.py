"""Makes `packages.lock.json` anew: `python -m callfloor.telephony.asterisk.lock`.

Resolves the wanted packages for every architecture against the signed index, and keeps only
those that are needed at run time: the ones that bring our programs, sounds and voices, and the
libraries that these load. Install scripts' helpers (perl, gnupg, passwd, ...) fall away.
"""

import struct
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from callfloor.kit.errors import CallfloorError
from callfloor.kit.places import tools_folder
from callfloor.telephony.asterisk.install import LOCK_FILE, SUITE, WANTED, plain_version
from callfloor.telephony.asterisk.mirrors import Source, debian_mirrors
from callfloor.telephony.asterisk.packages import Lock, Package, fetch_all, unpack, write_lock
from callfloor.telephony.asterisk.resolve import DEBIAN_KEYRING, PrivateApt

_ARCHITECTURES = ("amd64", "arm64")
_ELF_MAGIC = b"\x7fELF\x02\x01"
_DYNAMIC, _NEEDED, _STRING_TABLE = 2, 1, 5


def _text_at(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode()


def needed_libraries(data: bytes) -> list[str]:
    """The libraries that a 64-bit little-endian ELF file asks the loader for."""
    if not data.startswith(_ELF_MAGIC):
        return []
    table, size, count = *struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQ", data, table + size * at) for at in range(count)]
    loaded = [(one[3], one[5], one[2]) for one in segments if one[0] == 1]
    needed: list[int] = []
    strings = 0
    for kind, _, offset, _, _, length in segments:
        if kind != _DYNAMIC:
            continue
        for tag, value in struct.iter_unpack("<QQ", data[offset : offset + length // 16 * 16]):
            if tag == _NEEDED:
                needed.append(value)
            elif tag == _STRING_TABLE:
                strings = value
    for address, length, offset in loaded:
        if address <= strings < address + length:
            return [_text_at(data, strings - address + offset + at) for at in needed]
    return []


def needed_packages(
    packages: tuple[Package, ...], contents: dict[str, Path], roots: tuple[str, ...]
) -> set[str]:
    """Names of the packages whose files are loaded when a file of `roots` runs."""
    owner: dict[str, str] = {}
    asks: dict[str, set[str]] = {}
    for package in packages:
        asked: set[str] = set()
        for file in contents[package.name].rglob("*"):
            if ".so" in file.name:
                owner.setdefault(file.name, package.name)
            if file.is_file() and not file.is_symlink():
                asked.update(needed_libraries(file.read_bytes()))
        asks[package.name] = asked
    found: set[str] = set()
    waiting = [name for name in roots if name in contents]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting += [owner[library] for library in asks[name] if library in owner]
    return found


def _resolve(architecture: str, folder: Path) -> tuple[tuple[Package, ...], str]:
    sources = tuple(
        Source(base, SUITE, ("main",), str(DEBIAN_KEYRING)) for base in debian_mirrors()
    )
    apt = PrivateApt(folder / f"apt-{architecture}", architecture, sources, check_valid_until=False)
    apt.prepare()
    apt.update()
    packages = apt.resolve(WANTED)
    files = fetch_all(packages, apt.bases(), tools_folder() / "downloads")
    contents = {}
    for package, file in zip(packages, files, strict=True):
        contents[package.name] = folder / architecture / package.name
        unpack([file], contents[package.name])
    # Packages without programs (sounds, voices) are asked for by name or by one of those.
    named = tuple(one.name for one in packages if one.name.startswith(("asterisk", "espeak-ng")))
    kept = needed_packages(packages, contents, (*WANTED, *named, "libc6"))
    return tuple(one for one in packages if one.name in kept), apt.release_time()


def main() -> int:
    """Write the lock beside this module and say what it holds."""
    found: dict[tuple[str, str], Package] = {}
    made = ""
    with tempfile.TemporaryDirectory(prefix="callfloor-lock-") as folder:
        for architecture in _ARCHITECTURES:
            packages, made = _resolve(architecture, Path(folder))
            for one in packages:
                found[one.name, one.architecture] = replace(one)
            size = sum(one.size for one in packages) // 1_000_000
            sys.stdout.write(f"{architecture}: {len(packages)} packages, {size} MB\n")
    version = next(plain_version(one.version) for one in found.values() if one.name == "asterisk")
    write_lock(Lock(SUITE, version, made, tuple(found.values())), LOCK_FILE)
    sys.stdout.write(f"{LOCK_FILE}: Asterisk {version}, index of {made}\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CallfloorError as error:
        sys.stderr.write(f"{error.message}\n")
        sys.exit(3)
