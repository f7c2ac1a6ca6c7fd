"""Who is asking: the person or program behind a request, and what it may do."""

from dataclasses import dataclass

from callfloor.identity.permissions import Home, Permission, home_of
from callfloor.kit.errors import ForbiddenError


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """`via`: a `session` (with its CSRF token), an API `token`, or the link of a `screen`."""

    tenant: str
    user_id: str
    login: str
    name: str
    roles: tuple[str, ...]
    permissions: frozenset[Permission]
    agent_id: str = ""
    language: str = "en"
    theme: str = "system"
    via: str = "session"
    via_id: str = ""
    csrf_token: str = ""
    wallboard_id: str = ""
    """What a screen shows; empty for all others."""

    @property
    def actor(self) -> str:
        """As facts and the audit trail name it: `user:<id>`, `token:<id>` or `screen:<id>`."""
        return f"user:{self.user_id}" if self.via == "session" else f"{self.via}:{self.via_id}"

    @property
    def home(self) -> Home:
        return home_of(self.permissions)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, *permissions: Permission) -> None:
        """ForbiddenError unless one of the permissions is held."""
        if not self.permissions.intersection(permissions):
            wanted = " or ".join(permissions)
            msg = f"This needs the permission {wanted}; ask whoever manages the users for it."
            raise ForbiddenError(msg, permissions=list(permissions))
