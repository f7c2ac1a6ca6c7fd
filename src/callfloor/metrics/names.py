"""Who exists at a grain and what each is called, so that the idle are in a report and named."""

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import Queue, WrapUpCode
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


def other_names(centre: CentreSettings, grain: Grain, language: str = "en") -> dict[str, str]:
    """Names of those whom only the facts know: a flow may call a type as its queue is called."""
    if grain != "call_type":
        return {}
    return {key: one.name for key, one in centre.of(Queue).items()} | {"": _WITHOUT[language]}
