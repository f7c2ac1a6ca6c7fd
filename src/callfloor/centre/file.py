"""A whole centre as one YAML file: what it would change, its application, and its export.

Applying the same file twice changes nothing the second time. What the file leaves out stays, unless
it is told to prune: then what is missing from a section that the file has is removed.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre import service, yamltree
from callfloor.centre.check import check
from callfloor.centre.fields import Setting
from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import (
    KINDS,
    ROUTING_ID,
    SINGLE,
    TenantSetting,
    check_id,
)
from callfloor.centre.service import Change
from callfloor.centre.yamltree import FileError, Tree
from callfloor.identity.principal import Principal
from callfloor.identity.tenants import is_tenant_id, put_tenant
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.fields import code_of, params_of, wrong

TEXT_MAX = 8 * 1024 * 1024
_ERRORS_MAX = 100
_SECTIONS = ("tenant", *KINDS)


@dataclass(frozen=True)
class Plan:
    """What applying would do; nothing can be applied while there are errors."""

    tenant: TenantSetting | None = None
    changes: tuple[Change, ...] = ()
    errors: tuple[FileError, ...] = ()

    def refuse_errors(self) -> None:
        """InvalidError with the line of each error."""
        if self.errors:
            first = self.errors[0]
            more = f" ({len(self.errors)} errors in all)" if len(self.errors) > 1 else ""
            msg = f"The file cannot be applied: line {first.line}: {first.message}.{more}"
            errors: list[dict[str, object]] = [
                {
                    **wrong(error.where, error.code, error.message, **error.params),
                    "line": error.line,
                    "column": error.column,
                }
                for error in self.errors
            ]
            raise InvalidError(msg, errors)


@dataclass
class _Read:
    """A file on its way: what could be read of it, and what is wrong."""

    tree: Tree
    tenant: TenantSetting | None = None
    sections: dict[str, dict[str, Setting]] = field(default_factory=dict)
    errors: list[FileError] = field(default_factory=list)

    def wrong(self, path: yamltree.Path, message: str, code: str, **params: object) -> None:
        line, column = self.tree.place(path)
        name = ".".join(map(str, path))
        self.errors.append(FileError(line, column, message, name, code, params))


def tenant_of(text: str) -> str:
    """The id of the tenant that a file is for; InvalidError where it cannot be told."""
    found = _read(text)
    if found.tenant is None:
        Plan(errors=tuple(found.errors)).refuse_errors()
        msg = "The file names no tenant; begin it with tenant: {id: …, name: …, zone: …}."
        raise InvalidError(msg)
    return found.tenant.id


async def plan(session: AsyncSession, text: str, *, tenant_id: str, prune: bool = False) -> Plan:
    """Compare the file with what holds now. `tenant_id` is whom the session belongs to.

    A file of another company is refused; the caller that may apply it there opens that session.
    """
    # Thousands of agents take seconds to read; a process that serves others goes on meanwhile.
    found = await asyncio.to_thread(_read, text)
    if found.tenant is not None and found.tenant.id != tenant_id:
        message = f"this file is for the tenant {found.tenant.id!r}, not for {tenant_id!r}"
        found.wrong(("tenant", "id"), message, "other_tenant", tenant=tenant_id)
    now = await _load(session, tenant_id)
    wanted = _wanted(found, now, prune)
    if not found.errors:
        for problem in check(wanted):
            found.wrong(problem.path, problem.message, problem.code, **problem.params)
    errors = tuple(sorted(found.errors, key=lambda error: (error.line, error.column)))
    if errors:
        return Plan(found.tenant, errors=errors[:_ERRORS_MAX])
    return Plan(found.tenant, changes=tuple(_changes(found.tenant, now, wanted)))


async def apply(
    session: AsyncSession,
    text: str,
    *,
    tenant_id: str,
    prune: bool = False,
    by: Principal | None = None,
    is_demo: bool | None = None,
) -> Plan:
    """Carry out what `plan` says, all or none; InvalidError with lines where it has errors."""
    await service.lock(session, tenant_id)
    planned = await plan(session, text, tenant_id=tenant_id, prune=prune)
    planned.refuse_errors()
    tenant = planned.tenant
    if tenant is not None:
        await put_tenant(
            session,
            tenant.id,
            name=tenant.name,
            zone=tenant.zone,
            country=tenant.country,
            language=tenant.language,
            is_demo=is_demo,
            by=by,
        )
    settings = [change for change in planned.changes if change.kind != "tenant"]
    if planned.changes:
        await service.carry_out(session, tenant_id, settings, by)
    return planned


def export(settings: CentreSettings) -> str:
    """The file that `apply` takes back; what equals the default is left out."""
    tenant = {
        "id": settings.tenant,
        "name": settings.name,
        "zone": settings.zone,
        "country": settings.country,
        "language": settings.language,
    }
    document: dict[str, Any] = {"tenant": tenant}
    for kind in KINDS:
        items = settings.items.get(kind, {})
        if not items:
            continue
        written = {item_id: _written(item) for item_id, item in items.items()}
        document[kind] = written[ROUTING_ID] if kind in SINGLE else written
    writer = YAML()
    writer.width = 100
    writer.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    writer.dump(document, out)
    return out.getvalue()


def _written(item: Setting) -> dict[str, Any]:
    values = item.model_dump(mode="json", exclude_defaults=True)
    name = values.get("name")
    if isinstance(name, dict) and len(set(name.values())) == 1:
        values["name"] = name["en"]
    return values


async def _load(session: AsyncSession, tenant_id: str) -> CentreSettings | None:
    try:
        return await service.load(session, tenant_id)
    except NotFoundError:
        return None


def _read(text: str) -> _Read:
    if len(text) > TEXT_MAX:
        msg = f"The file is larger than {TEXT_MAX // 1024 // 1024} MiB."
        raise InvalidError(msg)
    try:
        found = _Read(yamltree.read(text))
    except FileError as error:
        return _Read(Tree(), errors=[error])
    document = found.tree.value
    if not isinstance(document, dict):
        sections = ", ".join(_SECTIONS)
        found.wrong((), f"begin with one of {sections}", "unknown_section", of=sections)
        return found
    for section, content in document.items():
        if section not in _SECTIONS:
            sections = ", ".join(_SECTIONS)
            message = f"{section!r} is unknown; choose of {sections}"
            found.wrong((section,), message, "unknown_section", of=sections)
        elif section == "tenant":
            found.tenant = _read_tenant(found, content)
        else:
            _read_section(found, section, content)
    if "tenant" not in document:
        message = "name the company: tenant: {id: …, name: …, zone: …, country: …}"
        found.wrong((), message, "no_tenant")
    return found


def _read_tenant(found: _Read, content: Any) -> TenantSetting | None:
    tenant = _validated(found, TenantSetting, content, ("tenant",))
    if isinstance(tenant, TenantSetting):
        if is_tenant_id(tenant.id):
            return tenant
        message = "use small letters, digits and hyphens, at most 31"
        found.wrong(("tenant", "id"), message, "tenant_id_form")
    return None


def _read_section(found: _Read, kind: str, content: Any) -> None:
    items: dict[str, Setting] = {}
    found.sections[kind] = items
    if kind in SINGLE:
        rules = _validated(found, KINDS[kind], content, (kind,))
        items.update({ROUTING_ID: rules} if rules else {})
        return
    if content is None:
        return
    if not isinstance(content, dict):
        found.wrong((kind,), "write each one under its id", "not_by_id")
        return
    for item_id, body in content.items():
        wrong_id = check_id(kind, item_id)
        if wrong_id:
            found.wrong((kind, item_id), wrong_id, "id_form")
        item = _validated(found, KINDS[kind], body, (kind, item_id))
        if item is not None:
            items[item_id] = item


def _validated(
    found: _Read, schema: type[Setting], body: Any, path: yamltree.Path
) -> Setting | None:
    try:
        return schema.model_validate({} if body is None else body)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            where = tuple(part for part in item["loc"] if part != "[key]")
            name = ".".join(map(str, (*path, *where)))
            sentence = f"{name}: {_sentence(item['type'], item['msg'])}"
            found.wrong((*path, *where), sentence, code_of(item), **params_of(item))
    return None


def _sentence(kind: str, message: str) -> str:
    known = {"extra_forbidden": "there is no such field", "missing": "this field is missing"}
    return known.get(kind, message[:1].lower() + message[1:])


def _wanted(
    found: _Read, now: CentreSettings | None, prune: bool
) -> dict[str, Mapping[str, Setting]]:
    """All settings as they would be; what is new stands behind what there is."""
    wanted: dict[str, Mapping[str, Setting]] = {}
    for kind in KINDS:
        present = now.items[kind] if now else {}
        given = found.sections.get(kind)
        if given is None:
            wanted[kind] = present
        elif prune:
            kept = {key: given[key] for key in present if key in given}
            wanted[kind] = {**kept, **given}
        else:
            wanted[kind] = {**present, **given}
    return wanted


def _changes(
    tenant: TenantSetting | None,
    now: CentreSettings | None,
    wanted: Mapping[str, Mapping[str, Setting]],
) -> list[Change]:
    changes: list[Change] = []
    if tenant is not None:
        after = tenant.model_dump(mode="json")
        before = {key: getattr(now, key) for key in after if key != "id"} if now else None
        before = {"id": tenant.id, **before} if before is not None else None
        if before != after:
            changes.append(Change("tenant", tenant.id, before, after))
    for kind in KINDS:
        present = now.items[kind] if now else {}
        for item_id, item in wanted[kind].items():
            was = present.get(item_id)
            if was != item:
                shown = was.model_dump(mode="json") if was else None
                changes.append(Change(kind, item_id, shown, item.model_dump(mode="json")))
        changes += [
            Change(kind, item_id, was.model_dump(mode="json"), None)
            for item_id, was in present.items()
            if item_id not in wanted[kind]
        ]
    return changes
