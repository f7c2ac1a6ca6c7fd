"""Row-level security: a session of one tenant sees and changes nothing of another, in any table."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from callfloor.kit.db import EVERY_TENANT, Database

_TABLES = (
    "select c.relname, c.relrowsecurity and c.relforcerowsecurity as closed,"
    " exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'"
    "  and a.attnotnull) as has_tenant"
    " from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
    " and c.relname <> 'alembic_version' order by 1"
)
_FILL = """
do $$
declare item record; names text; given text;
begin
  for item in select c.oid, c.relname from pg_class c where c.relkind in ('r', 'p')
      and c.relnamespace = 'public'::regnamespace and c.relname <> 'alembic_version' loop
    execute format('alter table %I disable trigger user', item.relname);
    for names in select conname from pg_constraint
        where conrelid = item.oid and contype in ('f', 'c') loop
      execute format('alter table %I drop constraint %I', item.relname, names);
    end loop;
    select string_agg(quote_ident(attname), ','), string_agg(case
        when attname = 'tenant_id' then quote_literal('TENANT')
        when format_type(atttypid, null) = 'text' then quote_literal('TENANT-x')
        when format_type(atttypid, null) like 'character%' then quote_literal('T')
        when format_type(atttypid, null) = 'boolean' then 'false'
        when format_type(atttypid, null) in ('jsonb', 'json') then quote_literal('{}')
        when format_type(atttypid, null) like '%[]' then quote_literal('{}')
        when format_type(atttypid, null) = 'bytea' then quote_literal('')
        when format_type(atttypid, null) = 'date' then 'current_date'
        when format_type(atttypid, null) like 'timestamp%' then 'now()'
        else 'NUMBER' end, ',') into names, given
      from pg_attribute where attrelid = item.oid and attnum > 0 and not attisdropped
        and attnotnull and attgenerated = '' and attidentity = '';
    execute format('insert into %I (%s) values (%s)', item.relname, names, given);
  end loop;
end $$
"""


async def tables(database: Database) -> list[tuple[str, bool, bool]]:
    async with database.session(EVERY_TENANT) as session:
        return [(row[0], row[1], row[2]) for row in await session.execute(text(_TABLES))]


async def test_every_table_names_its_tenant_and_is_closed(database: Database) -> None:
    found = await tables(database)
    assert len(found) >= 7
    assert [name for name, closed, has_tenant in found if not (closed and has_tenant)] == []


async def test_the_role_of_the_product_cannot_bypass(database: Database) -> None:
    async with database.session(EVERY_TENANT) as session:
        role = await session.execute(
            text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        )
        assert role.scalar_one() is False


async def test_a_session_sees_and_changes_nothing_of_another_tenant(database: Database) -> None:
    for number, tenant in enumerate(("aaa", "bbb"), start=1):
        async with database.session(EVERY_TENANT) as session:
            statement = _FILL.replace("TENANT", tenant).replace("NUMBER", str(number))
            await session.execute(text(statement.replace(":", r"\:")))
    for table, _closed, _has_tenant in await tables(database):
        async with database.session("aaa") as session:
            seen = list((await session.execute(text(f"select tenant_id from {table}"))).scalars())
            assert seen == ["aaa"], table
            for verb in (f"update {table} set tenant_id = tenant_id", f"delete from {table}"):
                change = text(f"{verb} where tenant_id = 'bbb' returning 1")
                assert (await session.execute(change)).all() == [], table
        async with database.session(EVERY_TENANT) as session:
            query = text(f"select tenant_id from {table} order by 1")
            assert list((await session.execute(query)).scalars()) == ["aaa", "bbb"], table


async def test_a_row_of_another_tenant_cannot_be_written(database: Database) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        async with database.session("aaa") as session:
            await session.execute(
                text(
                    "insert into identity_tenants values ('bbb', 'B', 'UTC', 'ES', 'en', false, 1)"
                )
            )


async def test_without_a_tenant_nothing_is_seen(database: Database) -> None:
    async with database.session(EVERY_TENANT) as session:
        await session.execute(
            text("insert into identity_tenants values ('bbb', 'B', 'UTC', 'ES', 'en', false, 1)")
        )
    connection = await database.connect()
    assert await connection.fetch("select * from identity_tenants") == []
    await connection.close()
