"""`lead status` and `lead give`: which of several nodes on one database is at work, and handing its work over."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import dataclass

from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store
from bot.settings import Settings, load_settings
from storage.changes import Changes, Query
from storage.lead import LeadRow, Seats
from storage.store import Store

PATIENCE_S = 20.0
"""So long a node may take to let go: it finishes its calls, and the next one settles in."""
LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class Standing:
    lead: LeadRow
    seats: Seats


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("action", choices=("status", "give"), metavar="status|give", help=voice.text("cli-lead-action"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    settings = load_settings()
    return _give(settings, voice) if arguments.action == "give" else _status(settings, voice)


def _status(settings: Settings, voice: Output) -> int:
    """Who leads, since when and how surely, and who stands by."""
    found = asyncio.run(_opened(settings))
    lead, waiting = found.lead, [name for name in found.seats.waiting if name]
    if not found.seats.held:
        voice.say("cli-lead-nobody")
    elif not lead.node:
        voice.say("cli-lead-alone")
    else:
        since = f"{voice.texts.local(lead.since):%Y-%m-%d %H:%M:%S} UTC"
        voice.say("cli-lead-node", node=lead.node, since=since, epoch=str(lead.epoch))
        if lead.renewed_at:
            voice.say("cli-lead-renewed", seconds=f"{lead.age_ms / 1000:.1f}")
    if waiting:
        voice.say("cli-lead-waiting", names=", ".join(waiting))
    else:
        voice.say("cli-lead-one-waits" if found.seats.waiting else "cli-lead-none-waits")
    return 0


def _give(settings: Settings, voice: Output) -> int:
    """The node that leads lets go, and one that stands by goes on; 2 if that did not happen."""
    lead = asyncio.run(_given(settings))
    if lead is None:
        raise ConsoleError("cli-lead-not-given")
    voice.say("cli-lead-given", node=lead.node, epoch=str(lead.epoch))
    return 0


async def _opened(settings: Settings) -> Standing:
    async with open_store(settings) as store:
        return await _standing(store)


async def _standing(store: Store) -> Standing:
    seats = await store.seats()
    rows = (await store.read(Query("lead")))[0]
    return Standing(LeadRow(*(rows[0] if rows else (0, "", 0, 0, 0, 0))), seats)


async def _given(settings: Settings) -> LeadRow | None:
    """The lead of another node; None if none has it within PATIENCE_S. ConsoleError where there is none to take it."""
    async with open_store(settings) as store:
        before = await _standing(store)
        if not before.seats.held or not before.lead.node:
            raise ConsoleError("cli-lead-no-node")
        if not before.seats.waiting:
            raise ConsoleError("cli-lead-no-standby")
        asked = Changes()
        asked.command("lead_ask")
        async with store.unit() as unit:
            await unit.commit(asked)
        for _ in range(int(PATIENCE_S / LOOK_S)):
            await asyncio.sleep(LOOK_S)
            now = (await _standing(store)).lead
            if now.node and now.epoch > before.lead.epoch:
                return now
    return None
