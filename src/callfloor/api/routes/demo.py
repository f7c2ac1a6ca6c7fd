"""The logins of a demo installation, shown on its login page; a real one shows nothing."""

from fastapi import APIRouter

from callfloor.api.described import PUBLIC, Answer, described
from callfloor.api.parts import PartsDep

router = APIRouter(prefix="/demo", tags=["demo"])


class Login(Answer):
    role: str
    login: str
    password: str
    name: str


class Demo(Answer):
    is_demo: bool
    logins: list[Login]


EXAMPLE = {
    "is_demo": True,
    "logins": [
        {"role": "agent", "login": "maria", "password": "demo-maria-1", "name": "María García"}
    ],
}


@router.get("", **described("Logins of the demo centre", needs=PUBLIC, answer=EXAMPLE))
async def read(parts: PartsDep) -> Demo:
    logins = [
        Login(role=one.role, login=one.login, password=one.password, name=one.name)
        for one in await parts.given.demo_logins()
    ]
    return Demo(is_demo=bool(logins), logins=logins)
