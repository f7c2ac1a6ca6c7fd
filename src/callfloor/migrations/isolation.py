"""How each table is closed to other tenants. Every migration that makes a table ends with this."""

from alembic import op


def isolate(table: str) -> None:
    """Show a row only to its tenant (`tenant_id`), to the owner of the table as well.

    The setting is empty where no transaction of `Database.session` runs, so nothing is seen then.
    """
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(
        f"create policy tenant_only on {table} using ("
        " tenant_id = current_setting('callfloor.tenant', true)"
        " or current_setting('callfloor.tenant', true) = '*')"
    )


def make_immutable(table: str) -> None:
    """Refuse every change and removal of a row, whoever asks."""
    op.execute(
        "create or replace function callfloor_refuse_change() returns trigger language plpgsql as $$"
        " begin raise exception '% keeps what happened; its rows are never changed', tg_table_name;"
        " end $$"
    )
    op.execute(
        f"create trigger {table}_immutable before update or delete or truncate on {table}"
        " for each statement execute function callfloor_refuse_change()"
    )
