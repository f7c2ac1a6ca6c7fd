"""The open alarms as a fold of their facts. Pure, total, and the same however often a fact comes."""

import msgspec

from callfloor.events.alarms import AlarmAcknowledged, AlarmEnded, AlarmFact, AlarmRaised


class LiveAlarm(msgspec.Struct, kw_only=True):
    """An alarm that is not over; `acknowledged_by` is empty until somebody has seen it."""

    id: str
    rule_id: str
    name: str
    figure: str
    scope: str
    scope_id: str
    value: float
    limit: float
    severity: str
    sound: bool
    agents: list[str]
    raised_ms: int
    acknowledged_by: str = ""
    acknowledged_ms: int | None = None
    note: str = ""


def fold_alarm(alarms: dict[str, LiveAlarm], fact: AlarmFact) -> None:
    if isinstance(fact, AlarmRaised):
        alarms.setdefault(
            fact.alarm_id,
            LiveAlarm(
                id=fact.alarm_id,
                rule_id=fact.rule_id,
                name=fact.name,
                figure=fact.figure,
                scope=fact.scope,
                scope_id=fact.scope_id,
                value=fact.value,
                limit=fact.limit,
                severity=fact.severity,
                sound=fact.sound,
                agents=list(fact.agents),
                raised_ms=fact.at_ms,
            ),
        )
    elif isinstance(fact, AlarmAcknowledged):
        found = alarms.get(fact.alarm_id)
        if found is not None:
            found.acknowledged_by, found.acknowledged_ms = fact.by_name, fact.at_ms
            found.note = fact.note
    elif isinstance(fact, AlarmEnded):
        alarms.pop(fact.alarm_id, None)
