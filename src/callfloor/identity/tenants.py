"""Companies on this installation."""

import re
import zoneinfo
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity import audit
from callfloor.identity.models import Tenant
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.fields import told, wrong

LANGUAGES = ("en", "es", "zh")
_TENANT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")


def is_tenant_id(text: str) -> bool:
    """Whether a tenant may be called so: small letters, digits and hyphens."""
    return _TENANT_ID.fullmatch(text) is not None


def check_tenant(tenant_id: str, zone: str, country: str, language: str) -> None:
    """InvalidError that names every field that does not fit."""
    errors: list[dict[str, object]] = []
    if not is_tenant_id(tenant_id):
        message = "use small letters, digits and hyphens, at most 31"
        errors.append(wrong("tenant.id", "tenant_id_form", message))
    if zone not in zoneinfo.available_timezones():
        message = f"{zone!r} is no zone as Europe/Madrid"
        errors.append(wrong("tenant.zone", "zone", message))
    if not re.fullmatch("[A-Z]{2}", country):
        errors.append(wrong("tenant.country", "country_form", "use two capital letters as ES"))
    if language not in LANGUAGES:
        of = ", ".join(LANGUAGES)
        errors.append(wrong("tenant.language", "choose_one", f"choose of {of}", of=of))
    if errors:
        msg = f"The tenant cannot be kept like this: {told(errors)}."
        raise InvalidError(msg, errors)


async def put_tenant(
    session: AsyncSession,
    tenant_id: str,
    *,
    name: str,
    zone: str,
    country: str,
    language: str,
    is_demo: bool | None = None,
    by: Principal | None = None,
) -> bool:
    """Create or change; whether anything changed. The session is of this tenant."""
    check_tenant(tenant_id, zone, country, language)
    tenant = await session.get(Tenant, tenant_id)
    wanted = {"name": name, "zone": zone, "country": country, "language": language}
    if tenant is None:
        made = Tenant(tenant_id=tenant_id, is_demo=bool(is_demo), created_at_ms=now_ms(), **wanted)
        session.add(made)
        audit.record(
            session, tenant_id, by, "tenant.created", f"tenant:{tenant_id}", after={**wanted}
        )
        return True
    if is_demo is not None:
        wanted["is_demo"] = is_demo  # type: ignore[assignment]
    before = {key: getattr(tenant, key) for key in wanted}
    if before == wanted:
        return False
    for key, value in wanted.items():
        setattr(tenant, key, value)
    subject = f"tenant:{tenant_id}"
    audit.record(session, tenant_id, by, "tenant.changed", subject, before=before, after=wanted)
    return True


async def get_tenant(session: AsyncSession, tenant_id: str) -> Tenant:
    tenant = await session.get(Tenant, tenant_id)
    if tenant is None:
        msg = f"There is no tenant {tenant_id!r}."
        raise NotFoundError(msg, tenant=tenant_id)
    return tenant


async def all_tenants(database: Database) -> Sequence[Tenant]:
    """For processes that serve every company; never for a request of one."""
    async with database.session(EVERY_TENANT) as session:
        return list((await session.execute(select(Tenant).order_by(Tenant.tenant_id))).scalars())
