"""What several commands need first: the settings, the region that these name, and an open database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli.output import ConsoleError
from bot.region_chats import bad_chats, in_admin_chat, without_token
from bot.settings import Settings, SettingsError, SettingsFault
from storage.open import SQLITE, make_store
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region
from storage.store import Store

FEW = 3
"""Names of migrations that are told one by one."""


def region_of(settings: Settings) -> Region:
    """The region that the settings name. RegionError, or SettingsError where it may not be used."""
    region = read_region(settings.region or FICTIONAL)
    if fault := refused(settings, region):
        raise SettingsError([fault])
    return region


def read_region(folder: Path) -> Region:
    """The region of a folder, whose chats are in messengers that there are. RegionError."""
    region = load_region(folder)
    if faults := bad_chats(region):
        raise RegionError(faults)
    return region


def region_to_run(settings: Settings) -> Region:
    """`region_of`, and every chat that it names is in a messenger that runs. RegionError, SettingsError."""
    region = region_of(settings)
    if faults := [*without_token(region, settings.running()), *in_admin_chat(region, str(settings.admin_chat))]:
        raise RegionError(faults)
    return region


def refused(settings: Settings, region: Region) -> SettingsFault | None:
    """Real persons must not be spoken to in the name of an invented region."""
    real = settings.real_messengers()
    if not (region.fictional and real):
        return None
    return SettingsFault("REGION", "settings-fictional", {"channels": ", ".join(real)})


def database_file(settings: Settings) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    url = settings.database_url.get_secret_value()
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


@asynccontextmanager
async def open_store(settings: Settings, *, create: bool = False) -> AsyncIterator[Store]:
    """The database beside a service that may be running. ConsoleError if there is none (unless `create`)."""
    file = database_file(settings)
    if file is not None and not create and not file.exists():
        raise ConsoleError("cli-no-database", path=str(file))
    store = make_store(settings.database_url.get_secret_value())
    await store.open()
    try:
        if not create and (pending := await store.pending()):
            raise ConsoleError("cli-migrate-first", names=migrations(pending))
        yield store
    finally:
        await store.close()


def migrations(names: Sequence[str]) -> str:
    """Their names in a few words, however many there are: a database without a table lacks all of them."""
    return ", ".join(names) if len(names) <= FEW else f"{names[0]} \u2026 {names[-1]}"
