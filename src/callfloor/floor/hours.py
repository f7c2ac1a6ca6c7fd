"""In which hours callbacks are made: the calendars of the queues, looked at once a minute."""

from callfloor.acd.state import State
from callfloor.floor.settings import TenantSettings

LOOK_EVERY_MS = 60_000


class CallbackHours:
    """`look` gives queue → open when it is time to look again, else nothing."""

    def __init__(self) -> None:
        self._looked_ms: int | None = None
        self._version = -1

    def look(self, settings: TenantSettings, now_ms: int) -> dict[str, bool]:
        version = settings.centre.version
        is_soon = self._looked_ms is not None and now_ms < self._looked_ms + LOOK_EVERY_MS
        if is_soon and version == self._version:
            return {}
        self._looked_ms, self._version = now_ms, version
        return {
            queue_id: self._is_open(settings, queue.callback_calendar, now_ms)
            for queue_id, queue in settings.centre.queues.items()
        }

    def _is_open(self, settings: TenantSettings, calendar_id: str, now_ms: int) -> bool:
        try:
            return not calendar_id or settings.is_open(calendar_id, now_ms)
        except KeyError:  # a calendar that was removed must not keep customers waiting for ever
            return True

    def due_ms(self, state: State) -> int | None:
        """When to look again; never where nobody is to be called back."""
        if self._looked_ms is None or not state.index.promised:
            return None
        has_hours = any(queue.callback_calendar for queue in state.centre.queues.values())
        return self._looked_ms + LOOK_EVERY_MS if has_hours else None
