"""Who exists at a grain and what each is called, so that the idle are in a report and named."""

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import WrapUpCode
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
