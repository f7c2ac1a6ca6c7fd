"""What the settings know of those whom files from outside name. Pure."""

from collections.abc import Mapping, Sequence

from callfloor.centre import schemas
from callfloor.centre.loaded import CentreSettings
from callfloor.imports.reading import Place


def place_of(centre: CentreSettings) -> Place:
    """What the settings know of agents: their teams, the clocks of their teams' sites, their names."""
    teams = {key: one.team for key, one in centre.of(schemas.Agent).items()}
    clocks = {key: one.zone for key, one in centre.of(schemas.Site).items() if one.zone}
    of_team = {
        key: clocks[one.site] for key, one in centre.of(schemas.Team).items() if one.site in clocks
    }
    zones = {agent: of_team[team] for agent, team in teams.items() if team in of_team}
    return Place(
        zone=centre.zone,
        teams=teams,
        zones=zones,
        queues=_called({key: (one.name,) for key, one in centre.of(schemas.Queue).items()}),
        agents=_called(
            {
                key: (one.name, one.login, one.address.removeprefix("sip:").partition("@")[0])
                for key, one in centre.of(schemas.Agent).items()
            }
        ),
    )


def _called(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By id first, then by what else they are called; in small letters."""
    found = {key.casefold(): key for key in names}
    for key, words in names.items():
        for word in words:
            if word:
                found.setdefault(word.casefold(), key)
    return found
