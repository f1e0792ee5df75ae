"""`hooks test`, `hooks list` and `hooks retry`: webhooks tried, looked at, and called again."""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import replace
from datetime import datetime

from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store, region_of
from bot.cli.table import aligned
from bot.clock import RealClock
from bot.settings import Settings, load_settings
from bot.webhooks.secrets import keys_of, read_secrets
from handlers.base.reasons import reason
from storage.changes import Changes, Query
from storage.hook_records import REPLAY
from storage.ids import CONSOLE_BASE
from storage.records import OutboxRow, OutboxState
from storage.region.region import Region
from storage.region.webhooks import Webhook
from storage.store import Store

MOST = 10_000
"""Rows that one run asks for again."""
STEP = 500
ENDLESS = 1 << 52


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    said = voice.text
    parser.add_argument(
        "action", choices=("test", "list", "retry"), metavar="test|list|retry", help=said("cli-hooks-action")
    )
    parser.add_argument("code", metavar="CODE", help=said("cli-hooks-code"))
    parser.add_argument("--failed", action="store_true", help=said("cli-hooks-failed"))
    parser.add_argument("--from", dest="since", metavar="T", default="", help=said("cli-hooks-from"))
    parser.add_argument("--to", dest="until", metavar="T", default="", help=said("cli-hooks-to"))
    parser.add_argument("--report", type=int, metavar="N", default=0, help=said("cli-hooks-report"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    settings = load_settings()
    region = region_of(settings)
    hook = next((hook for hook in region.webhooks if hook.code == arguments.code), None)
    if hook is None:
        known = ", ".join(hook.code for hook in region.webhooks) or "none"
        raise ConsoleError("cli-hooks-no-such", code=arguments.code, known=known)
    if arguments.action == "test":
        return _test(hook, region, voice)
    if arguments.action == "list":
        return _list(settings, hook, voice)
    since = _moment(arguments.since, region, 0)
    until = _moment(arguments.until, region, ENDLESS)
    count = asyncio.run(_again(settings, hook, (int(arguments.failed), since, until, arguments.report)))
    voice.say("cli-hooks-again" if count < MOST else "cli-hooks-again-more", count=count)
    return 0


def _test(hook: Webhook, region: Region, voice: Output) -> int:
    secrets = read_secrets([hook])
    keys = keys_of(hook, secrets)
    if not keys:
        raise ConsoleError("cli-hooks-secret", variable=hook.secret_env)
    from bot.webhooks.trial import call_once  # what calls is heavy: only now

    answer = asyncio.run(call_once(hook, keys, region))
    if answer.ok:
        voice.say("cli-hooks-took", code=hook.code, status=str(answer.status))
        return 0
    said = answer.said.replace("\n", " ")
    for secret in secrets.values():
        said = said.replace(secret, "***")
    return voice.fault(
        voice.text("cli-hooks-refused", code=hook.code, why=reason(voice.texts, answer.why), said=said or "none")
    )


def _list(settings: Settings, hook: Webhook, voice: Output) -> int:
    """How many events wait, were taken, were given up and why."""
    found = asyncio.run(_counts(settings, hook))
    if not found:
        voice.say("cli-hooks-nothing", code=hook.code)
        return 0
    head = [voice.text(f"cli-hooks-{name}") for name in ("state", "why", "count", "last")]
    rows = []
    for state, why, count, at in found:
        name = voice.text("cli-hooks-is", state=OutboxState(state).name.lower())
        last = f"{voice.texts.local(at):%Y-%m-%d %H:%M} UTC" if at else ""
        rows.append([name, reason(voice.texts, why) if why else "", str(count), last])
    for line in aligned([head, *rows]):
        voice.line(line)
    return 0


async def _counts(settings: Settings, hook: Webhook) -> list[tuple[int, str, int, int]]:
    async with open_store(settings) as store:
        return list((await store.read(Query("hook_counts", (hook.channel,))))[0])


async def _again(settings: Settings, hook: Webhook, asked: tuple[int, int, int, int]) -> int:
    async with open_store(settings) as store:
        return await call_again(store, hook, asked, RealClock().now())


async def call_again(store: Store, hook: Webhook, asked: tuple[int, int, int, int], now: int) -> int:
    """New rows for what was called before: (1 for what was given up alone, written from, to, a report or 0). How many.

    A running service finds them by itself. Their ids are the console's, taken where nobody else writes.
    """
    rows: list[OutboxRow] = (await store.read(Query("hook_replayable", (hook.channel, *asked, MOST))))[0]
    for at in range(0, len(rows), STEP):
        step, changes = rows[at : at + STEP], Changes()
        async with store.unit() as unit:
            number = int((await unit.exchange(None, [Query("console_outbox", (CONSOLE_BASE,))]))[0][0][0])
            for row in step:
                number += 1
                changes.put(_anew(row, number, now))
            changes.command("delivery_repeated", json.dumps([row.id for row in step]))
            await unit.commit(changes)
    return len(rows)


def _anew(row: OutboxRow, number: int, now: int) -> OutboxRow:
    return replace(
        row, id=number, body=row.body or REPLAY, state=int(OutboxState.WAITING), created_at=now, due_at=now,
        attempts=0, claimed_at=0, finished_at=0, why="", purpose=REPLAY,
    )  # fmt: skip


def _moment(text: str, region: Region, default: int) -> int:
    """UTC ms of a date or a moment in the region's zone. ConsoleError."""
    if not text:
        return default
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ConsoleError("cli-hooks-bad-date", value=text) from None
    return round((at if at.tzinfo else at.replace(tzinfo=region.zone)).timestamp() * 1000)
