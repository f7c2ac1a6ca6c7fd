"""What an agent chooses from, and the names behind ids, out of a centre's settings."""

from callfloor.api.described import Answer
from callfloor.centre import schemas
from callfloor.centre.loaded import CentreSettings


class Reason(Answer):
    """`name` by language (`en`, `es`, `zh`)."""

    id: str
    name: dict[str, str]


class WrapUpCode(Answer):
    """`queue_ids` empty: for every queue. A code that others have as `parent` is their heading."""

    id: str
    name: dict[str, str]
    parent: str = ""
    queue_ids: list[str] = []


class ScriptStep(Answer):
    title: str
    text: str


class Script(Answer):
    """What to say in the contact at hand; `version` is that of the setting."""

    id: str
    name: str
    version: int
    steps: list[ScriptStep]


class NameLists(Answer):
    """Names by id; those that the console words in three languages by language too."""

    queues: dict[str, str]
    agents: dict[str, str]
    teams: dict[str, str]
    skills: dict[str, str]
    sites: dict[str, str] = {}
    team_sites: dict[str, str] = {}
    """Team → the site it works at, where it has one."""
    reasons: dict[str, dict[str, str]]
    wrap_up_codes: dict[str, dict[str, str]]


def reasons_of(centre: CentreSettings) -> list[Reason]:
    found = centre.of(schemas.Reason).items()
    return [Reason(id=key, name=one.name.model_dump()) for key, one in found]


def codes_of(centre: CentreSettings) -> list[WrapUpCode]:
    return [
        WrapUpCode(
            id=key, name=one.name.model_dump(), parent=one.parent, queue_ids=list(one.queues)
        )
        for key, one in centre.of(schemas.WrapUpCode).items()
    ]


def names_in(centre: CentreSettings) -> NameLists:
    return NameLists(
        queues={key: one.name for key, one in centre.of(schemas.Queue).items()},
        agents={key: one.name for key, one in centre.of(schemas.Agent).items()},
        teams={key: one.name for key, one in centre.of(schemas.Team).items()},
        skills={key: one.name for key, one in centre.of(schemas.Skill).items()},
        sites={key: one.name for key, one in centre.of(schemas.Site).items()},
        team_sites={key: one.site for key, one in centre.of(schemas.Team).items() if one.site},
        reasons={one.id: one.name for one in reasons_of(centre)},
        wrap_up_codes={one.id: one.name for one in codes_of(centre)},
    )


def script_for(centre: CentreSettings, queue_id: str, language: str) -> Script | None:
    """The first script of the queue in the contact's language, else the first for all of them."""
    of_queue = [
        (key, one)
        for key, one in centre.of(schemas.Script).items()
        if one.language in ("", language) and (not one.queues or queue_id in one.queues)
    ]
    # Made for this queue before made for all; in this language before in any.
    of_queue.sort(key=lambda found: (not found[1].queues, not found[1].language))
    if not of_queue:
        return None
    key, one = of_queue[0]
    return Script(
        id=key,
        name=one.name,
        version=centre.versions.get("scripts", {}).get(key, 1),
        steps=[ScriptStep(title=step.title, text=step.text) for step in one.steps],
    )
