"""A private apt: resolves and downloads packages without root and without touching the system.

It has its own state, its own cache and an empty list of installed packages, so that the answer
is the complete set. Signatures are always checked; the validity window of an index may be
relaxed, because some mirrors lag behind it.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote

from callfloor.kit.errors import SetupError
from callfloor.telephony.asterisk.mirrors import Source
from callfloor.telephony.asterisk.packages import Package

DEBIAN_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

_OPTIONS = """
Dir::State "{folder}/state";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
Dir::Etc::SourceList "{folder}/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
APT::Install-Recommends "false";
APT::Architecture "{architecture}";
APT::Architectures {{ "{architecture}"; }};
APT::Sandbox::User "";
APT::Get::AllowUnauthenticated "false";
Acquire::Languages "none";
Acquire::Check-Valid-Until "{check}";
Acquire::Retries "3";
Debug::NoLocking "true";
"""
_URI = re.compile(r"'(?P<uri>[^']+)' (?P<file>\S+) (?P<size>\d+)")


@dataclass(frozen=True)
class PrivateApt:
    """apt-get with everything that it writes inside `folder`."""

    folder: Path
    architecture: str
    sources: tuple[Source, ...]
    check_valid_until: bool = True

    def prepare(self) -> None:
        """SetupError where there is no apt at all."""
        if shutil.which("apt-get") is None:
            msg = (
                "apt-get is missing: packages can be fetched by themselves on Debian and Ubuntu "
                "only. Install Asterisk 20 or newer, or set CALLFLOOR_ASTERISK_URL."
            )
            raise SetupError(msg)
        for name in ("state/lists/partial", "cache/archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        lines = "\n".join(source.line() for source in self.sources)
        (self.folder / "sources.list").write_text(f"{lines}\n", encoding="utf-8")
        options = _OPTIONS.format(
            folder=self.folder,
            architecture=self.architecture,
            check="true" if self.check_valid_until else "false",
        )
        (self.folder / "apt.conf").write_text(options, encoding="utf-8")

    def _run(self, *words: str) -> str:
        environment = {**os.environ, "APT_CONFIG": str(self.folder / "apt.conf"), "LC_ALL": "C"}
        result = subprocess.run(  # noqa: S603 - our own command line, no shell
            words, capture_output=True, text=True, check=False, env=environment
        )
        if result.returncode:
            tail = " ".join(result.stderr.split())[-300:]
            msg = f"`{' '.join(words[:2])}` failed for the private packages: {tail}"
            raise SetupError(msg)
        return result.stdout

    def update(self) -> None:
        """Fetch the signed index of every source."""
        self._run("apt-get", "update", "-qq", "--error-on=any")

    def resolve(self, names: tuple[str, ...]) -> tuple[Package, ...]:
        """The packages of that name with all that they depend on."""
        printed = self._run("apt-get", "install", "--print-uris", "-y", "-qq", *names)
        wanted = []
        for match in _URI.finditer(printed):
            name, version, _ = match["file"].rsplit("_", 2)
            wanted.append((name, unquote(version)))
        described = self._run("apt-cache", "show", *(f"{name}={made}" for name, made in wanted))
        return tuple(_described(described))

    def bases(self) -> list[str]:
        """The addresses that may hold a package: every source's own."""
        return list(dict.fromkeys(source.uri.rstrip("/") for source in self.sources))

    def release_time(self) -> str:
        """When the newest index was made, as 20261030T080801Z."""
        made = ""
        for file in (self.folder / "state" / "lists").glob("*Release"):
            made = max(made, release_field(file.read_text(encoding="utf-8"), "Date") or "")
        return made


def release_field(text: str, name: str) -> str | None:
    """A field of a Release file; a date comes in the form of the snapshot archive."""
    found = re.search(rf"^{name}: *(.+)$", text, re.MULTILINE)
    if found is None:
        return None
    value = found[1].strip()
    if name != "Date":
        return value
    return _stamp(value)


def _stamp(date: str) -> str:
    """`Fri, 30 Oct 2026 08:08:01 UTC` becomes `20261030T080801Z`."""
    return parsedate_to_datetime(date.replace("UTC", "+0000")).strftime("%Y%m%dT%H%M%SZ")


def _described(text: str) -> list[Package]:
    packages = []
    for stanza in text.split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z0-9-]+): *(.*)$", stanza, re.MULTILINE))
        if "Filename" in fields:
            packages.append(
                Package(
                    fields["Package"],
                    fields["Version"],
                    fields["Architecture"],
                    fields["Filename"].removeprefix("./"),
                    int(fields["Size"]),
                    fields["SHA256"],
                )
            )
    return packages


def machine_architecture() -> str:
    """Debian's name of this processor."""
    known = {"x86_64": "amd64", "aarch64": "arm64"}
    machine = os.uname().machine
    if machine not in known:
        msg = (
            f"There is no private copy of Asterisk for a {machine} processor. "
            "Install Asterisk 20 or newer, or set CALLFLOOR_ASTERISK_URL."
        )
        raise SetupError(msg)
    return known[machine]
