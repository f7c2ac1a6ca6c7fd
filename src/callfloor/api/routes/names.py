"""The names behind ids, for everyone who is logged in: without them pages would show bare ids."""

from fastapi import APIRouter

from callfloor.api.described import LOGGED_IN, described
from callfloor.api.lists import NameLists, names_in
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking

router = APIRouter(prefix="/names", tags=["names"])


@router.get(
    "",
    **described(
        "Names of queues, agents, teams, skills, sites, reasons and wrap-up codes",
        needs=LOGGED_IN,
        answer={
            "queues": {"sales": "Sales"},
            "agents": {"maria": "María García"},
            "teams": {"north": "North"},
            "skills": {"es": "Spanish"},
            "sites": {"madrid": "Madrid"},
            "team_sites": {"north": "madrid"},
            "reasons": {"break": {"en": "Break", "es": "Descanso", "zh": "休息"}},
            "wrap_up_codes": {"order_placed": {"en": "Order placed"}},
        },
    ),
)
async def names(principal: Asking, parts: PartsDep) -> NameLists:
    return names_in(await parts.given.centre(principal.tenant))
