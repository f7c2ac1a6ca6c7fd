"""Recordings in an S3 service: encrypted before they leave, kept here while it is away, none lost."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import obstore
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obstore.store import S3Store
from tests.effort import cases
from tests.recording.s3 import BUCKET, Service
from tests.recording.test_sealer import leg
from tests.running.waiting import until

from callfloor.events.contacts import RecordingStored
from callfloor.kit.errors import NotFoundError, SetupError, UnavailableError
from callfloor.kit.settings import Settings
from callfloor.machine.doctor import recordings_storage
from callfloor.recording import sealer as sealing
from callfloor.recording.proof import Proofs, fault_of
from callfloor.recording.remote import S3Remote
from callfloor.recording.sealer import Outcome, Sealer
from callfloor.recording.storage import store_of
from callfloor.recording.store import CHUNK, RecordingStore

pytestmark = pytest.mark.thorough
"""The service that stands in for S3 takes seconds to come up."""


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    service = Service()
    yield service
    service.go()


@pytest.fixture
def service(running: Service) -> Service:
    """Empty, with the bucket, and there."""
    running.failing = 0
    httpx.post(f"http://127.0.0.1:{running.port}/moto-api/reset").raise_for_status()
    httpx.put(f"http://127.0.0.1:{running.port}/{BUCKET}").raise_for_status()
    running.requests.clear()
    return running


@pytest.fixture
def store(service: Service, tmp_path: Path) -> RecordingStore:
    return store_of(service.settings(home=tmp_path))


def _seal(store: RecordingStore, name: str, length: int = 3 * CHUNK + 17) -> bytes:
    data = random.Random(name).randbytes(length)
    store.seal("shop", name, length, [data])
    return data


def _read(store: RecordingStore, name: str) -> bytes:
    with store.open("shop", name) as file:
        return b"".join(file.parts())


def _bucket(service: Service) -> S3Store:
    """What lies there, seen without the code that is tested."""
    return S3Store(
        BUCKET,
        config={
            "endpoint": f"http://127.0.0.1:{service.port}",
            "region": "us-east-1",
            "access_key_id": "test",
            "secret_access_key": "test",
        },
        client_options={"allow_http": True},
    )


def _objects(service: Service) -> list[str]:
    return sorted(one["path"] for one in obstore.list(_bucket(service)).collect())


def test_a_recording_leaves_encrypted_below_its_company_and_is_read_from_there(
    service: Service, store: RecordingStore, tmp_path: Path
) -> None:
    words = b"secret words" * 400_000
    store.seal("shop", "one", len(words), [words])
    assert _read(store, "one") == words, "from here, before it is shipped"
    assert store.ship(10) == 1
    assert store.waiting() == []
    (name,) = _objects(service)
    assert name == "callfloor/shop/one/one.cfr"
    kept = bytes(obstore.get(_bucket(service), name).bytes())
    assert len(kept) > len(words)
    assert b"secret words" not in kept
    assert _read(store, "one") == words
    with store.open("shop", "one") as file:
        for at, size in ((0, 44), (CHUNK - 3, 6), (len(words) - 5, 50), (2_000_000, 700_000)):
            assert file.read(at, size) == words[at : at + size]
    assert fault_of(store, "shop", "one", "") is None
    proofs = Proofs(store)
    assert proofs.fault_of("shop", "one", "") is None
    service.requests.clear()
    assert proofs.fault_of("shop", "one", "") is None
    assert len(service.requests) == 1, "what was found whole is not fetched again"
    with pytest.raises(NotFoundError):
        store.open("other", "one")


def test_what_is_gone_or_changed_there_is_named(service: Service, store: RecordingStore) -> None:
    for name in ("one", "two"):
        _seal(store, name)
    store.ship(10)
    bucket, folder = _bucket(service), "callfloor/shop"
    kept = bytes(obstore.get(bucket, f"{folder}/one/one.cfr").bytes())
    obstore.put(bucket, f"{folder}/one/one.cfr", kept[:-1] + bytes([kept[-1] ^ 1]))
    obstore.delete(bucket, f"{folder}/two/two.cfr")
    assert fault_of(store, "shop", "one", "") == "damaged"
    assert fault_of(store, "shop", "two", "") == "missing"


def test_away_is_not_missing_and_nothing_is_removed(
    service: Service, store: RecordingStore
) -> None:
    _seal(store, "there")
    store.ship(10)
    here = _seal(store, "here")
    service.go()
    try:
        with pytest.raises(UnavailableError):
            fault_of(store, "shop", "there", "")
        with pytest.raises(UnavailableError):
            store.ship(10)
        for name in ("there", "here"):
            with pytest.raises(UnavailableError):
                store.delete("shop", name)
        assert _read(store, "here") == here
        told = recordings_storage(service.settings(home=store._folder.parents[1]))
        assert (told.state, "1 here" in told.detail) == ("fail", True)
    finally:
        service.come_back()
    assert store.has("shop", "there")
    assert store.ship(10) == 1
    assert len(_objects(service)) == 2
    store.delete("shop", "there")
    store.delete("shop", "here")
    assert _objects(service) == []


def test_what_is_removed_while_it_is_under_way_does_not_come_back(
    service: Service, store: RecordingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _seal(store, "one")
    real = S3Remote.put

    def put(remote: S3Remote, name: str, path: Path) -> None:
        store.delete("shop", "one")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"as it was read before")
        real(remote, name, path)
        path.unlink()

    monkeypatch.setattr(S3Remote, "put", put)
    store.ship(10)
    assert _objects(service) == []
    assert not store.has("shop", "one")


def test_what_is_sealed_anew_while_it_is_under_way_is_shipped_anew(
    service: Service, store: RecordingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _seal(store, "one")
    real, later = S3Remote.put, b"later" * 100

    def put(remote: S3Remote, name: str, path: Path) -> None:
        real(remote, name, path)
        monkeypatch.setattr(S3Remote, "put", real)
        store.seal("shop", "one", len(later), [later])

    monkeypatch.setattr(S3Remote, "put", put)
    store.ship(10)
    assert len(store.waiting()) == 1
    assert _read(store, "one") == later
    store.ship(10)
    assert store.waiting() == []
    assert _read(store, "one") == later


@settings(
    max_examples=cases(10, quick=3),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.one_of(st.just("seal"), st.just("ship"), st.integers(1, 12)), min_size=4, max_size=14
    )
)
def test_whatever_the_service_refuses_none_is_lost(
    service: Service, tmp_path_factory: pytest.TempPathFactory, steps: list[str | int]
) -> None:
    """A number is how many requests from there on are refused."""
    store = store_of(service.settings(home=tmp_path_factory.mktemp("home")))
    service.failing, sealed = 0, dict[str, bytes]()
    prefix = f"p{random.Random(str(steps)).randrange(10**9)}"
    for number, step in enumerate(steps):
        if step == "seal":
            sealed[f"{prefix}.{number}"] = _seal(store, f"{prefix}.{number}", 2_000)
        elif step == "ship":
            try:
                store.ship(3)
            except UnavailableError:
                assert store.waiting()
        else:
            service.failing = int(step)
    service.failing = 0
    for name, data in sealed.items():
        assert _read(store, name) == data
    while store.ship(5):
        pass
    assert store.waiting() == []
    for name, data in sealed.items():
        assert _read(store, name) == data


async def test_the_sealer_ships_when_the_service_is_back(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "SHIP_AGAIN_S", 0.05)
    raw, store = tmp_path / "raw", store_of(service.settings(home=tmp_path))
    outcomes: list[Outcome] = []
    sealer = Sealer(raw, store, outcomes.append)
    await asyncio.to_thread(service.go)
    await sealer.start()
    leg(raw / "17.1-in.wav", 5, 100)
    sealer.call_finished("shop", "C1", "17.1")
    await sealer.settled()
    assert isinstance(outcomes[0], RecordingStored), "sealed here, whatever is away"
    assert len(store.waiting()) == 1
    service.come_back()
    await asyncio.to_thread(until, lambda: not store.waiting(), 20, "it is shipped")
    assert store.has("shop", "C1")
    await sealer.stop()


def test_the_doctor_writes_reads_and_removes(service: Service, tmp_path: Path) -> None:
    well = recordings_storage(service.settings(home=tmp_path))
    assert (well.state, BUCKET in well.detail) == ("ok", True)
    assert _objects(service) == []
    assert recordings_storage(Settings(home=tmp_path)).detail.startswith("on this disk")
    half = service.settings(home=tmp_path, s3_secret_access_key=None)
    assert recordings_storage(half).state == "fail"
    with pytest.raises(SetupError):
        store_of(half)
    wrong = recordings_storage(service.settings(home=tmp_path, s3_bucket="elsewhere"))
    assert (wrong.state, bool(wrong.advice)) == ("fail", True)
