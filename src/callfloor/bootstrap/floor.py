"""The floor process on the real Asterisk."""

import asyncio
from collections.abc import Callable

from callfloor.bootstrap.tenants import TenantLoader, database
from callfloor.contacts.history import customer_of
from callfloor.events.fact import Fact
from callfloor.floor.process import FloorProcess, Parts
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.secret_files import secret
from callfloor.kit.settings import Settings
from callfloor.recording.sealer import AskVerdict, Sealer
from callfloor.recording.storage import store_of
from callfloor.telephony.asterisk.adapter import AsteriskTelephony
from callfloor.telephony.asterisk.install import espeak_command
from callfloor.telephony.asterisk.speech import Espeak


async def run_floor(settings: Settings, stop: asyncio.Event) -> None:
    """The floor on the real Asterisk, until `stop`."""
    base = database(settings, "floor")
    loader = TenantLoader(base)

    def make_sealer(on_fact: Callable[[Fact], None], verdict: AskVerdict) -> Sealer:
        return Sealer(settings.raw_recordings_folder, store_of(settings), on_fact, verdict)

    async def find_customer(tenant: str, number: str) -> dict[str, str]:
        async with base.session(tenant) as session:
            return await customer_of(session, number)

    parts = Parts(
        database=base,
        journal=PostgresJournal(base),
        telephony=AsteriskTelephony(settings, Espeak(espeak_command)),
        load_settings=lambda tenant: loader.settings_with_sounds(tenant, settings.prompts_folder),
        load_flow=loader.flow,
        load_trunks=loader.trunks,
        spool_folder=settings.spool_folder,
        control_socket=settings.floor_socket,
        phone_key=secret(settings, "phones").encode(),
        sip_domain=settings.sip_host,
        make_sealer=make_sealer,
        find_customer=find_customer,
        raw_folder=settings.raw_recordings_folder,
        prompts_folder=settings.prompts_folder,
        private_hosts=settings.private_host_names,
    )
    try:
        await FloorProcess(parts).run(stop)
    finally:
        await base.close()
