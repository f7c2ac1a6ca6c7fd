"""Lists of callers and rules over them, from the file to what routing reads."""

import datetime as dt
from zoneinfo import ZoneInfo

from callfloor.centre import file, service
from callfloor.kit.db import Database

MORE = """\
tenant: {id: shop, name: Shop, zone: Europe/Madrid, country: ES, language: es}
caller_lists:
  open:
    name: Open complaints
    kind: complaint
    entries:
      - {number: "+34600000001", name: Rosa, owner: maria, until: "2026-11-30", note: "4711"}
  barred: {name: Barred, kind: do_not_serve, entries: [{number: "34600000001"}]}
caller_rules:
  second: {name: B, place: 20, lists: [open], prefer: owner}
  first: {name: A, place: 10, lists: [barred], is_refused: true, message: No.}
routing: {urgency_ms: 120000}
"""


async def test_lists_and_rules_come_to_routing_in_their_order(shop: Database) -> None:
    async with shop.session("shop") as session:
        await file.apply(session, MORE, tenant_id="shop")
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
        again = await file.plan(session, file.export(settings), tenant_id="shop")
    assert again.changes == ()
    centre = settings.acd
    assert [rule.rule_id for rule in centre.caller_rules] == ["first", "second"]
    assert centre.caller_rules[0].message["es"] == "No."
    assert centre.urgency_ms == 120_000
    open_one, barred = centre.listed["34600000001"]
    assert (open_one.owner, barred.kind) == ("maria", "do_not_serve")
    midnight = dt.datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Madrid"))
    assert open_one.until_ms == midnight.timestamp() * 1000
