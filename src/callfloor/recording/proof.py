"""Whether a stored recording is still what was stored: read whole, against the hash of that day."""

from collections import OrderedDict
from hashlib import sha256

from callfloor.events.keeping import Fault
from callfloor.kit.errors import NotFoundError, SetupError
from callfloor.recording.store import DamagedError, RecordingStore

KEPT_MAX = 5_000


def fault_of(store: RecordingStore, tenant: str, recording_id: str, digest: str) -> Fault | None:
    """None where it is whole. `digest` empty: only its own seals are looked at."""
    found = sha256()
    try:
        with store.open(tenant, recording_id) as sealed:
            for part in sealed.parts():
                found.update(part)
    except NotFoundError:
        return "missing"
    except SetupError:
        return "no_key"
    except DamagedError:
        return "damaged"
    return "damaged" if digest and found.hexdigest() != digest else None


class Proofs:
    """Remembers what was found whole, as long as the file stays untouched."""

    def __init__(self, store: RecordingStore) -> None:
        self._store = store
        self._whole: OrderedDict[tuple[str, str], str] = OrderedDict()

    def fault_of(self, tenant: str, recording_id: str, digest: str) -> Fault | None:
        key, stamp = (tenant, recording_id), self._store.stamp(tenant, recording_id)
        if stamp and self._whole.get(key) == stamp:
            return None
        fault = fault_of(self._store, tenant, recording_id, digest)
        self._whole.pop(key, None)
        if fault is None:
            self._whole[key] = stamp
            while len(self._whole) > KEPT_MAX:
                self._whole.popitem(last=False)
        return fault
