"""The twelve roles and what each may do. Pure data, so that a page of the console can print it."""

from typing import Final, Literal, get_args

Permission = Literal[
    "desk.use",
    "floor.view",
    "floor.act",
    "callbacks.use",
    "wallboards.compose",
    "wallboards.show",
    "floor.listen",
    "bulletins.write",
    "contacts.view_own",
    "contacts.view_all",
    "contacts.bring",
    "recordings.listen_own",
    "recordings.listen_all",
    "recordings.pause",
    "recordings.download",
    "recordings.hold",
    "recordings.check",
    "indicators.view",
    "reports.build",
    "alerts.act",
    "imports.costs",
    "imports.employment",
    "imports.attendance",
    "imports.schedules",
    "imports.evaluations",
    "imports.surveys",
    "imports.attempts",
    "imports.history",
    "settings.view",
    "settings.change",
    "users.manage",
    "tokens.manage",
    "audit.view",
    "tenants.manage",
]
Role = Literal[
    "agent",
    "supervisor",
    "quality",
    "training",
    "performance",
    "statistics",
    "planner",
    "hr",
    "manager",
    "department",
    "integrator",
    "host",
]
Home = Literal["desk", "floor", "numbers", "contacts", "settings"]

ON_SCREENS: Final[frozenset[Permission]] = frozenset({"wallboards.show"})
"""What the link of a screen allows, and no role."""
PERMISSIONS: Final[tuple[Permission, ...]] = get_args(Permission)
ROLES: Final[tuple[Role, ...]] = get_args(Role)

GRANTED: Final[dict[Role, frozenset[Permission]]] = {
    "agent": frozenset({"desk.use", "callbacks.use", "contacts.view_own", "recordings.listen_own"}),
    "supervisor": frozenset(
        {
            "floor.view",
            "floor.act",
            "callbacks.use",
            "wallboards.compose",
            "floor.listen",
            "bulletins.write",
            "contacts.view_all",
            "recordings.listen_all",
            "recordings.pause",
            "recordings.download",
            "recordings.check",
            "indicators.view",
            "reports.build",
            "alerts.act",
            "settings.view",
        }
    ),
    "quality": frozenset(
        {
            "floor.view",
            "contacts.view_all",
            "recordings.listen_all",
            "recordings.download",
            "recordings.check",
            "indicators.view",
            "reports.build",
            "alerts.act",
            "imports.evaluations",
        }
    ),
    "training": frozenset(
        {"floor.view", "contacts.view_all", "recordings.listen_all", "indicators.view"}
    ),
    "performance": frozenset({"contacts.view_all", "indicators.view"}),
    "statistics": frozenset(
        {"floor.view", "contacts.view_all", "indicators.view", "reports.build"}
    ),
    "planner": frozenset(
        {
            "floor.view",
            "wallboards.compose",
            "indicators.view",
            "reports.build",
            "alerts.act",
            "imports.schedules",
            "settings.view",
        }
    ),
    "hr": frozenset(
        {
            "users.manage",
            "indicators.view",
            "alerts.act",
            "imports.employment",
            "imports.attendance",
            "settings.view",
        }
    ),
    "manager": frozenset(
        {
            "floor.view",
            "floor.act",
            "callbacks.use",
            "wallboards.compose",
            "floor.listen",
            "bulletins.write",
            "contacts.view_all",
            "contacts.bring",
            "recordings.listen_all",
            "recordings.pause",
            "recordings.download",
            "recordings.hold",
            "recordings.check",
            "indicators.view",
            "reports.build",
            "alerts.act",
            "imports.costs",
            "imports.employment",
            "imports.attendance",
            "imports.schedules",
            "imports.evaluations",
            "imports.surveys",
            "imports.attempts",
            "imports.history",
            "settings.view",
            "settings.change",
            "users.manage",
            "audit.view",
        }
    ),
    "department": frozenset({"indicators.view"}),
    "integrator": frozenset(
        {
            "contacts.view_all",
            "contacts.bring",
            "recordings.pause",
            "recordings.check",
            "indicators.view",
            "reports.build",
            "alerts.act",
            "imports.attendance",
            "imports.schedules",
            "imports.evaluations",
            "imports.surveys",
            "imports.attempts",
            "imports.history",
            "settings.view",
            "settings.change",
            "tokens.manage",
            "audit.view",
        }
    ),
    "host": frozenset(
        {
            "indicators.view",
            "imports.costs",
            "imports.employment",
            "settings.view",
            "settings.change",
            "users.manage",
            "tokens.manage",
            "audit.view",
            "tenants.manage",
        }
    ),
}

ADMINISTRATIVE: Final[frozenset[Permission]] = frozenset(
    {"settings.change", "users.manage", "tokens.manage", "audit.view", "tenants.manage"}
)
"""Only who has one of these may give it to another, or change the user who has it."""

_HOMES: Final[tuple[tuple[Permission, Home], ...]] = (
    ("desk.use", "desk"),
    ("floor.act", "floor"),
    ("recordings.listen_all", "contacts"),
    ("users.manage", "settings"),
    ("settings.change", "settings"),
    ("indicators.view", "numbers"),
)


def permissions_of(roles: tuple[str, ...] | list[str]) -> frozenset[Permission]:
    """All that the roles allow together; a role that is no longer known allows nothing."""
    return frozenset().union(*(GRANTED[role] for role in ROLES if role in roles))


def home_of(permissions: frozenset[Permission]) -> Home:
    """The page a person begins at."""
    return next((home for needed, home in _HOMES if needed in permissions), "numbers")
