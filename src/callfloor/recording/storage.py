"""Where an installation's recordings lie, from its settings."""

from callfloor.kit.settings import Settings
from callfloor.recording.keys import Keys
from callfloor.recording.store import RecordingStore


def store_of(settings: Settings | None = None) -> RecordingStore:
    settings = settings or Settings()
    return RecordingStore(settings.recordings_folder, Keys.of(settings))
