"""Fetching Debian packages by path and hash, and unpacking them beside the system.

Nothing here needs root or apt: a lock file names every package with its path in the pool and
its SHA-256, any mirror may deliver it, and what does not match its hash is never unpacked.
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from callfloor.kit.errors import SetupError

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done and how much there is, in bytes or packages."""

_CONNECTIONS = 6
_TRIES = 3
_TIMEOUT_S = 30


def silent(_step: str, _done: int, _total: int) -> None:
    """The progress of one that does not watch."""


class GoneError(SetupError):
    """The mirrors answer, but do not hold this file any more."""


class UnreachableError(SetupError):
    """No mirror could be reached at all."""


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    architecture: str
    path: str
    size: int
    sha256: str

    @property
    def file_name(self) -> str:
        return f"{self.sha256[:16]}-{Path(self.path).name}"


@dataclass(frozen=True)
class Lock:
    """The full package set that was tested together."""

    suite: str
    version: str
    """Of Asterisk itself, as `22.10.1`."""
    release_time: str
    """When the suite looked like this, in the form of the snapshot archive: 20261030T080801Z."""
    packages: tuple[Package, ...]

    def of(self, architecture: str) -> tuple[Package, ...]:
        """The set of one architecture; the packages that fit all are in every set."""
        return tuple(one for one in self.packages if one.architecture in {architecture, "all"})

    def digest(self, architecture: str) -> str:
        """Changes whenever a package of the set does."""
        lines = sorted(f"{one.name} {one.sha256}" for one in self.of(architecture))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def read_lock(file: Path) -> Lock:
    """SetupError when the file is not what the lock command writes."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        packages = tuple(Package(**entry) for entry in data["packages"])
        lock = Lock(data["suite"], data["version"], data["release_time"], packages)
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{file} is not a readable lock of packages ({error}); check the file out again."
        raise SetupError(msg) from error
    for package in lock.packages:
        if len(package.sha256) != 64 or ".." in package.path or package.path.startswith("/"):
            msg = f"{file} names {package.name} without a sound hash and path; check it out again."
            raise SetupError(msg)
    return lock


def write_lock(lock: Lock, file: Path) -> None:
    """One package a line, so that a change of the set reads well as a difference."""
    head = {"suite": lock.suite, "version": lock.version, "release_time": lock.release_time}
    ordered = sorted(lock.packages, key=lambda one: (one.name, one.architecture))
    lines = ",\n".join("    " + json.dumps(asdict(one)) for one in ordered)
    fields = "".join(f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items())
    file.write_text(f'{{\n{fields}  "packages": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _get(url: str, target: Path) -> None:
    request = urllib.request.Request(url, headers={"User-Agent": "callfloor"})  # noqa: S310 - http and https of the machine's own sources
    with (
        urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer,  # noqa: S310 - as above
        target.open("wb") as stream,
    ):
        shutil.copyfileobj(answer, stream, 1 << 18)


def _try_once(package: Package, base: str, part: Path) -> str | None:
    """None when the file came and is the right one, else "gone" or "unreachable"."""
    url = f"{base}/{urllib.parse.quote(package.path, safe='/')}"
    for attempt in range(_TRIES):
        try:
            _get(url, part)
        except urllib.error.HTTPError as error:
            if error.code in {403, 404, 410}:
                return "gone"
        except (OSError, urllib.error.URLError):
            pass
        else:
            # Another file under this name (a proxy's error page, a rebuilt package) is not ours.
            return None if _sha256(part) == package.sha256 else "gone"
        time.sleep(0.5 * attempt)
    return "unreachable"


def fetch(package: Package, bases: Iterable[str], folder: Path) -> Path:
    """The verified file of a package, from the cache or from the first base that has it."""
    target = folder / package.file_name
    if target.is_file() and _sha256(target) == package.sha256:
        return target
    part = folder / f"{package.file_name}.{os.getpid()}.part"
    outcomes = []
    try:
        for base in bases:
            outcome = _try_once(package, base, part)
            if outcome is None:
                part.replace(target)
                return target
            outcomes.append(outcome)
    finally:
        part.unlink(missing_ok=True)
    if "gone" in outcomes:
        msg = f"{package.name} {package.version} is no longer on the configured mirrors."
        raise GoneError(msg)
    msg = (
        f"{package.name} could not be downloaded: no configured mirror answers. Check the network."
    )
    raise UnreachableError(msg)


def fetch_all(
    packages: Iterable[Package], bases: list[str], folder: Path, progress: Progress = silent
) -> list[Path]:
    """Download what the cache lacks, a few files at a time."""
    wanted = list(packages)
    if not bases:
        msg = (
            "This machine's apt sources name no Debian mirror. "
            "Set CALLFLOOR_DEBIAN_MIRROR to the address of one."
        )
        raise UnreachableError(msg)
    folder.mkdir(parents=True, exist_ok=True)
    total = sum(one.size for one in wanted)
    done = 0
    files: dict[int, Path] = {}
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        jobs = {pool.submit(fetch, one, bases, folder): at for at, one in enumerate(wanted)}
        try:
            for job in as_completed(jobs):
                files[jobs[job]] = job.result()
                done += wanted[jobs[job]].size
                progress("downloading", done, total)
        except SetupError:
            pool.shutdown(cancel_futures=True)
            raise
    return [files[at] for at in range(len(wanted))]


def unpack(files: Iterable[Path], root: Path, progress: Progress = silent) -> None:
    """Lay the contents of packages into `root`; their install scripts are not run."""
    wanted = list(files)
    dpkg = shutil.which("dpkg-deb")
    if dpkg is None:
        msg = "dpkg-deb is missing, which unpacks Debian packages. Install dpkg."
        raise SetupError(msg)
    root.mkdir(parents=True, exist_ok=True)
    # One after the other: two packages may bring the same folder or link.
    for done, file in enumerate(wanted, start=1):
        result = subprocess.run(  # noqa: S603 - our own command line, no shell
            [dpkg, "--extract", str(file), str(root)], capture_output=True, text=True, check=False
        )
        if result.returncode:
            msg = f"{file.name} could not be unpacked: {result.stderr.strip()[-300:]}"
            raise SetupError(msg)
        progress("unpacking", done, len(wanted))
