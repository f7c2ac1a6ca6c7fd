"""A small centre for the tests of its settings."""

import pytest

from callfloor.centre import file
from callfloor.kit.db import Database

SMALL = """\
tenant: {id: shop, name: Shop, zone: Europe/Madrid, country: ES, language: es}
skills:
  sales: {name: Sales}
  es: {name: Español}
teams:
  one: {name: Team one}
queues:
  sales:
    name: Sales
    needs: {sales: 1}
agents:
  maria:
    name: María
    team: one
    skills: {sales: 5, es: 5}
    login: maria
calendars:
  office:
    name: Office
    weekly: {mon: ["09:00-14:00", "16:00-19:00"]}
reasons:
  lunch: {name: {en: Lunch, es: Comida, zh: 午餐}}
wrap_up_codes:
  sold: {name: Sold}
flows:
  main:
    start: hours
    fallback_queue: sales
    nodes:
      hours: {kind: hours, calendar: office, open: sales, closed: bye}
      sales: {kind: queue, queue: sales}
      bye: {kind: end, exit: closed_hours}
trunks:
  carrier: {host: sip.example.org, matches: [198.51.100.0/24]}
numbers:
  0034: {flow: main}
routing: {priority_step_ms: 20000}
"""


@pytest.fixture
async def shop(database: Database) -> Database:
    """A database in which the small centre stands."""
    async with database.session("shop") as session:
        await file.apply(session, SMALL, tenant_id="shop")
    return database
