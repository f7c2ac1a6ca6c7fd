"""The package sources that this machine is configured with, read from apt's own files.

No address of any mirror stands in the project: what the machine's owner trusts is what is used.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

APT_FOLDER = Path("/etc/apt")
OS_RELEASE = Path("/etc/os-release")


@dataclass(frozen=True)
class Source:
    """One line of apt's sources, whichever of the two formats it was written in."""

    uri: str
    suite: str
    components: tuple[str, ...]
    signed_by: str | None = None

    def line(self) -> str:
        option = f"[signed-by={self.signed_by}] " if self.signed_by else ""
        return f"deb {option}{self.uri} {self.suite} {' '.join(self.components)}"


def distribution(os_release: Path = OS_RELEASE) -> tuple[str, str]:
    """("debian", "bookworm"); empty strings on a machine that does not say what it is."""
    values: dict[str, str] = {}
    if os_release.is_file():
        for line in os_release.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            values[key] = value.strip().strip('"')
    return values.get("ID", ""), values.get("VERSION_CODENAME", "")


def _one_line(text: str) -> Iterator[Source]:
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if not line.startswith(("deb ", "deb\t")):
            continue
        rest = line[3:].strip()
        signed_by = None
        if rest.startswith("["):
            options, _, rest = rest[1:].partition("]")
            for option in options.split():
                key, _, value = option.partition("=")
                if key == "signed-by":
                    signed_by = value
        words = rest.split()
        if len(words) >= 2:
            yield Source(words[0], words[1], tuple(words[2:]), signed_by)


def _fields(stanza: str) -> dict[str, str]:
    """The fields of one deb822 stanza, a continued value joined by line breaks."""
    fields: dict[str, str] = {}
    key = ""
    for line in stanza.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace():
            fields[key] = f"{fields.get(key, '')}\n{line.strip()}"
        else:
            key, _, value = line.partition(":")
            key = key.strip().lower()
            fields[key] = value.strip()
    return fields


def _deb822(text: str) -> Iterator[Source]:
    stanzas: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            stanzas[-1].append(line)
        else:
            stanzas.append([])
    for stanza in stanzas:
        fields = _fields("\n".join(stanza))
        if "deb" not in fields.get("types", "").split() or fields.get("enabled") == "no":
            continue
        signed_by = fields.get("signed-by")
        # A key written into the stanza itself is no path: apt's trusted keys serve instead.
        key = signed_by if signed_by and signed_by.startswith("/") else None
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                yield Source(uri, suite, tuple(fields.get("components", "").split()), key)


def _expand(source: Source) -> Iterator[Source]:
    """Cloud images name a file that lists the mirrors: `mirror+file:/etc/apt/mirrors/x.list`."""
    if not source.uri.startswith("mirror+file:"):
        yield source
        return
    listed = Path(source.uri.removeprefix("mirror+file:"))
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8").splitlines():
            words = line.partition("#")[0].split()
            if words:
                yield replace(source, uri=words[0])


def sources(apt_folder: Path = APT_FOLDER) -> list[Source]:
    """All of the machine's sources, in the order in which apt reads them."""
    found: list[Source] = []
    files = [apt_folder / "sources.list", *sorted((apt_folder / "sources.list.d").glob("*"))]
    for file in files:
        if file.suffix not in {".list", ".sources"} or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8")
        found += _deb822(text) if file.suffix == ".sources" else _one_line(text)
    return [one for source in found for one in _expand(source)]


def own_sources(apt_folder: Path = APT_FOLDER, os_release: Path = OS_RELEASE) -> list[Source]:
    """The distribution's own sources only: a broken third-party one must not stop us."""
    _, codename = distribution(os_release)
    return [
        source for source in sources(apt_folder) if codename and source.suite.startswith(codename)
    ]


def debian_mirrors(apt_folder: Path = APT_FOLDER, os_release: Path = OS_RELEASE) -> list[str]:
    """Where Debian's pool lies: `CALLFLOOR_DEBIAN_MIRROR`, or as this Debian is configured."""
    told = os.environ.get("CALLFLOOR_DEBIAN_MIRROR")
    if told:
        return [told.rstrip("/")]
    name, codename = distribution(os_release)
    if name != "debian":
        return []
    plain = [
        source.uri.rstrip("/")
        for source in own_sources(apt_folder, os_release)
        if source.suite == codename and "main" in source.components
    ]
    return list(dict.fromkeys(plain))
