"""The site map: every address of the API, one module a noun."""

from fastapi import APIRouter

from callfloor.api.routes import (
    agents,
    alarms,
    alerts,
    at_hand,
    audit,
    bulletins,
    call_quality,
    callbacks,
    callers,
    captures,
    centre,
    closings,
    contacts,
    demo,
    desk,
    flows,
    handovers,
    health,
    imports,
    indicator_details,
    indicators,
    leads,
    live,
    names,
    prompts,
    recording_control,
    recording_keeping,
    recordings,
    reports,
    screen,
    search,
    session,
    supervisor,
    takes,
    tokens,
    users,
    views,
    wait_estimates,
    wallboards,
    web_calls,
    written,
)


def api_router() -> APIRouter:
    """Everything below /api."""
    router = APIRouter()
    for module in (
        session,
        demo,
        captures,
        desk,
        call_quality,
        bulletins,
        agents,
        supervisor,
        alarms,
        alerts,
        at_hand,
        leads,
        handovers,
        wallboards,
        screen,
        callbacks,
        live,
        contacts,
        recording_control,
        recording_keeping,
        recordings,
        reports,
        indicator_details,
        indicators,
        wait_estimates,
        imports,
        centre,
        flows,
        prompts,
        takes,
        callers,
        closings,
        users,
        tokens,
        audit,
        search,
        names,
        views,
        web_calls,
        written,
    ):
        router.include_router(module.router)
    return router


def root_router() -> APIRouter:
    """What monitors ask for, outside /api."""
    router = APIRouter()
    router.include_router(health.router)
    return router
