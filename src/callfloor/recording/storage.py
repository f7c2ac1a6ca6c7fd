"""Where an installation's recordings lie, from its settings: on this disk, or in an S3 service."""

from callfloor.kit.settings import Settings
from callfloor.recording.keys import Keys
from callfloor.recording.remote import S3Remote
from callfloor.recording.store import RecordingStore


def store_of(settings: Settings | None = None) -> RecordingStore:
    settings = settings or Settings()
    remote = S3Remote.of(settings) if settings.s3_bucket else None
    return RecordingStore(settings.recordings_folder, Keys.of(settings), remote)
