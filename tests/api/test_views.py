"""Saved views are each person's own."""

from tests.api.conftest import LogIn

from callfloor.identity.views import VIEWS_MAX


async def test_a_view_is_saved_renewed_and_deleted_by_its_person_alone(log_in: LogIn) -> None:
    lead, other = await log_in("supervisor"), await log_in("manager")
    body = {"page": "floor", "name": "North", "query": "team=north"}
    for query in ("team=north", "team=north&state=talking"):
        saved = await lead.post("/api/views", json={**body, "query": query})
        assert saved.status_code == 200, saved.text
    (view,) = saved.json()["items"]
    assert (view["name"], view["query"]) == ("North", "team=north&state=talking")
    assert (await lead.get("/api/views?page=floor")).json()["items"] == [view]
    assert (await lead.get("/api/views?page=contacts")).json()["items"] == []
    assert (await other.get("/api/views?page=floor")).json()["items"] == []
    assert (await other.delete(f"/api/views/{view['id']}")).status_code == 204
    assert len((await lead.get("/api/views?page=floor")).json()["items"]) == 1, "not the other's"
    assert (await lead.delete(f"/api/views/{view['id']}")).status_code == 204
    assert (await lead.get("/api/views?page=floor")).json()["items"] == []


async def test_a_person_has_so_many_views_and_names_that_say_something(log_in: LogIn) -> None:
    planner = await log_in("planner")
    for number in range(VIEWS_MAX):
        body = {"page": "floor", "name": f"View {number}", "query": ""}
        assert (await planner.post("/api/views", json=body)).status_code == 200
    more = {"page": "floor", "name": "One more", "query": ""}
    assert (await planner.post("/api/views", json=more)).status_code == 409
    assert (await planner.post("/api/views", json={**more, "name": " "})).status_code == 422
    assert (await planner.post("/api/views", json={**more, "page": "No/page"})).status_code == 422
