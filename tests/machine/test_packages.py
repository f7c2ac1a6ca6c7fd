"""What is fetched for Asterisk: sources read from apt, a lock that is believed only by hash."""

import hashlib
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callfloor.kit.errors import SetupError
from callfloor.telephony.asterisk.install import LOCK_FILE, NEEDED_MODULES, WANTED, plain_version
from callfloor.telephony.asterisk.mirrors import Source, debian_mirrors, own_sources, sources
from callfloor.telephony.asterisk.packages import (
    GoneError,
    Lock,
    Package,
    UnreachableError,
    fetch,
    fetch_all,
    read_lock,
    write_lock,
)
from callfloor.telephony.asterisk.resolve import release_field

CONTENT = b"a package's content"


def package(**changes: object) -> Package:
    made = Package(
        "tone",
        "1:2.0+x~1",
        "amd64",
        "pool/t/tone_2.0+x~1.deb",
        19,
        hashlib.sha256(CONTENT).hexdigest(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web server on a folder: its address and the folder."""
    root = tmp_path / "mirror"
    (root / "pool/t").mkdir(parents=True)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(root))  # type: ignore[arg-type]

        def log_message(self, *arguments: object) -> None:
            """Requests are no news."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", root
    server.shutdown()
    server.server_close()


def apt_folder(tmp_path: Path, **files: str) -> tuple[Path, Path]:
    folder = tmp_path / "apt"
    (folder / "sources.list.d").mkdir(parents=True)
    for name, text in files.items():
        (folder / name.replace("__", "/").replace("_dot_", ".")).write_text(text)
    release = tmp_path / "os-release"
    release.write_text('ID=debian\nVERSION_CODENAME=bookworm\nNAME="Debian"\n')
    return folder, release


def test_the_lock_holds_a_complete_set_for_both_processors() -> None:
    lock = read_lock(LOCK_FILE)
    for architecture in ("amd64", "arm64"):
        names = {one.name for one in lock.of(architecture)}
        assert set(WANTED) <= names
        assert {"libc6", "asterisk-modules", "espeak-ng-data"} <= names
    assert int(lock.version.partition(".")[0]) >= 20
    assert lock.digest("amd64") != lock.digest("arm64")
    assert "res_srtp" in NEEDED_MODULES


def test_the_lock_survives_writing_and_reading(tmp_path: Path) -> None:
    lock = Lock("forky", "22.1", "20261030T080801Z", (package(), package(architecture="arm64")))
    write_lock(lock, tmp_path / "lock.json")
    assert read_lock(tmp_path / "lock.json") == lock


@pytest.mark.parametrize(
    "change",
    [{"sha256": "12"}, {"path": "../../etc/passwd"}, {"path": "/etc/passwd"}, {"size": None}],
)
def test_a_lock_that_was_tampered_with_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    entry = {**vars(package()), **change}
    if entry["size"] is None:
        del entry["size"]
    whole = {"suite": "forky", "version": "22", "release_time": "", "packages": [entry]}
    (tmp_path / "lock.json").write_text(json.dumps(whole))
    with pytest.raises(SetupError, match="check"):
        read_lock(tmp_path / "lock.json")


def test_a_file_with_another_hash_is_never_kept(mirror: tuple[str, Path], tmp_path: Path) -> None:
    base, root = mirror
    wanted = package()
    (root / wanted.path).write_bytes(b"something else")
    cache = tmp_path / "cache"
    with pytest.raises(GoneError, match="no longer on the configured mirrors"):
        fetch_all([wanted], [base], cache)
    assert list(cache.iterdir()) == []


def test_the_second_mirror_serves_what_the_first_has_lost(
    mirror: tuple[str, Path], tmp_path: Path
) -> None:
    base, root = mirror
    wanted = package()
    (root / "second/pool/t").mkdir(parents=True)
    (root / "second" / wanted.path).write_bytes(CONTENT)
    seen: list[tuple[str, int, int]] = []
    files = fetch_all(
        [wanted], [base, f"{base}/second"], tmp_path / "cache", lambda *told: seen.append(told)
    )
    assert files[0].read_bytes() == CONTENT
    assert seen == [("downloading", 19, 19)]


def test_the_cache_serves_without_a_network_and_is_checked(tmp_path: Path) -> None:
    wanted = package()
    (tmp_path / wanted.file_name).write_bytes(CONTENT)
    assert fetch(wanted, [], tmp_path).read_bytes() == CONTENT
    (tmp_path / wanted.file_name).write_bytes(b"rotten")
    with pytest.raises(UnreachableError, match="Check the network"):
        fetch(wanted, [], tmp_path)


def test_no_mirror_at_all_names_the_variable_that_helps(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="CALLFLOOR_DEBIAN_MIRROR"):
        fetch_all([package()], [], tmp_path)


def test_both_formats_of_sources_are_read(tmp_path: Path) -> None:
    folder, release = apt_folder(
        tmp_path,
        sources_dot_list=(
            "# deb http://old/debian buster main\n"
            "deb [arch=amd64 signed-by=/k.gpg] http://one/debian bookworm main contrib # here\n"
            "deb-src http://one/debian bookworm main\n"
        ),
        sources_dot_list_dot_d__two_dot_sources=(
            "Types: deb deb-src\n# an old one\nURIs: http://two/debian/\n"
            "Suites: bookworm bookworm-updates\nComponents: main\n"
            "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n xyz\n"
            "\nTypes: deb\nURIs: http://off/debian\nSuites: bookworm\nComponents: main\nEnabled: no\n"
        ),
        sources_dot_list_dot_d__other_dot_list="deb http://vendor/apt stable main\n",
    )
    assert [(one.uri, one.suite) for one in sources(folder)] == [
        ("http://one/debian", "bookworm"),
        ("http://vendor/apt", "stable"),
        ("http://two/debian/", "bookworm"),
        ("http://two/debian/", "bookworm-updates"),
    ]
    assert sources(folder)[0].signed_by == "/k.gpg"
    assert sources(folder)[2].signed_by is None
    assert "http://vendor/apt" not in {one.uri for one in own_sources(folder, release)}
    assert debian_mirrors(folder, release) == ["http://one/debian", "http://two/debian"]


def test_a_cloud_images_list_of_mirrors_is_followed(tmp_path: Path) -> None:
    listed = tmp_path / "debian.list"
    listed.write_text("http://near/debian\nhttp://far/debian\n")
    folder, release = apt_folder(
        tmp_path,
        sources_dot_list_dot_d__x_dot_sources=(
            f"Types: deb\nURIs: mirror+file:{listed}\nSuites: bookworm\nComponents: main\n"
        ),
    )
    assert debian_mirrors(folder, release) == ["http://near/debian", "http://far/debian"]


def test_the_variable_overrides_the_machines_mirrors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, release = apt_folder(tmp_path)
    assert debian_mirrors(folder, release) == []
    monkeypatch.setenv("CALLFLOOR_DEBIAN_MIRROR", "http://mine/debian/")
    assert debian_mirrors(folder, release) == ["http://mine/debian"]


def test_a_source_reads_as_apt_wants_it() -> None:
    source = Source("http://one/debian", "forky", ("main",), "/k.gpg")
    assert source.line() == "deb [signed-by=/k.gpg] http://one/debian forky main"


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1:22.10.1+dfsg+~cs6.17.60671434-1", "22.10.1"),
        ("Asterisk 20.6.0~dfsg+~cs6.13.40431414-2build5", "20.6.0"),
        ("Asterisk GIT-master", "unknown"),
    ],
)
def test_versions_are_read_from_packages_and_programs(text: str, version: str) -> None:
    assert plain_version(text) == version


def test_a_release_files_date_becomes_a_snapshots_name() -> None:
    text = (
        "Origin: Debian\nDate: Fri, 30 Oct 2026 08:08:01 UTC\nSnapshots: https://s/@SNAPSHOTID@/\n"
    )
    assert release_field(text, "Date") == "20261030T080801Z"
    assert release_field(text, "Snapshots") == "https://s/@SNAPSHOTID@/"
    assert release_field(text, "Absent") is None
