"""Who exists at a grain and what each is called, so that the idle are in a report and named."""

from typing import Final, NamedTuple

from sqlalchemy import select

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import Agent, Queue, WrapUpCode
from callfloor.identity.models import User
from callfloor.kit.db import Database
from callfloor.metrics.view import ALL, Grain

_KINDS: dict[Grain, str] = {
    "queue": "queues", "team": "teams", "agent": "agents", "dnis": "numbers",
    "trunk_group": "trunks",
}  # fmt: skip


def names_at(centre: CentreSettings, grain: Grain, language: str = "en") -> dict[str, str]:
    """Key → name in the order of the settings; empty where only the facts know who there is."""
    if grain == "centre":
        return {ALL: ""}
    if grain == "call_type":
        codes = centre.of(WrapUpCode)
        return {key: str(getattr(code.name, language)) for key, code in codes.items()}
    items = centre.items.get(_KINDS.get(grain, ""), {})
    return {key: str(getattr(item, "name", "") or key) for key, item in items.items()}


_WITHOUT = {"en": "Without a type", "es": "Sin tipo", "zh": "未分类"}
_SHIFTS: Final[dict[str, dict[str, str]]] = {
    "early": {"en": "Early shift", "es": "Turno de mañana", "zh": "早班"},
    "late": {"en": "Late shift", "es": "Turno de tarde", "zh": "晚班"},
    "night": {"en": "Night shift", "es": "Turno de noche", "zh": "夜班"},
    "day": {"en": "Whole day", "es": "Todo el día", "zh": "全天"},
}
"""The shifts of handover notes; what else a plan calls its shifts is a name already."""


class Named(NamedTuple):
    """`names`: who has a row even without facts. `others`: whom only the facts know."""

    names: dict[str, str]
    others: dict[str, str]


async def named(
    database: Database, centre: CentreSettings, grain: Grain, language: str = "en"
) -> Named:
    """Both at once; those who evaluate are users too, by login or address."""
    users: dict[str, str] = {}
    if grain == "evaluator":
        async with database.session(centre.tenant) as session:
            query = select(User.login, User.email, User.name).order_by(User.login)
            for login, email, name in await session.execute(query):
                users |= {login: name, email: name} if email else {login: name}
    others = other_names(centre, grain, language)
    return Named(names_at(centre, grain, language), others | users)


def other_names(centre: CentreSettings, grain: Grain, language: str = "en") -> dict[str, str]:
    """Names of those whom only the facts know: a flow may call a type as its queue is called."""
    if grain == "call_type":
        queues = centre.of(Queue).items()
        return {key: one.name for key, one in queues} | {"": _WITHOUT[language]}
    if grain == "shift":
        return {key: words[language] for key, words in _SHIFTS.items()}
    if grain == "evaluator":
        agents = centre.of(Agent).items()
        logins = {one.login: one.name for _, one in agents if one.login}
        return logins | {key: one.name for key, one in agents}
    return {}
