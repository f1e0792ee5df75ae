"""`faults list` and `faults retry`: updates that a handler could not take."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.output import Output
from bot.cli.setup import open_store, region_of
from bot.cli.table import aligned
from bot.logs import set_up_logs
from bot.settings import Settings, load_settings
from storage.changes import Query
from storage.store import Rows


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    said = voice.text("cli-faults-action")
    parser.add_argument("action", choices=("list", "retry"), metavar="list|retry", help=said)


def run(arguments: argparse.Namespace, voice: Output) -> int:
    settings = load_settings()
    return _retry(settings, voice) if arguments.action == "retry" else _list(settings, voice)


def _list(settings: Settings, voice: Output) -> int:
    """What is kept aside, the oldest first: never what a person wrote."""
    faults = asyncio.run(_open(settings))
    if not faults:
        voice.say("cli-faults-none")
        return 0
    head = [voice.text(f"cli-faults-{name}") for name in ("id", "at", "channel", "key", "tries", "error")]
    rows = [
        [str(f.id), f"{voice.texts.local(f.at):%Y-%m-%d %H:%M} UTC", f.channel, f.key, str(f.tries), f.error]
        for f in faults
    ]
    for line in aligned([head, *rows]):
        voice.line(line)
    return 0


async def _open(settings: Settings) -> Rows:
    async with open_store(settings) as store:
        return (await store.read(Query("faults_open")))[0]


def _retry(settings: Settings, voice: Output) -> int:
    """Each of them once more; 2 if some failed again. Where there is no database none is made: somebody stands in the
    wrong folder, and "all went well" would be no answer.
    """
    if not asyncio.run(_open(settings)):
        voice.say("cli-faults-none")
        return 0
    region = region_of(settings)
    set_up_logs(settings.log_format, settings.log_level, settings.secrets())
    from bot.service import retry_faults

    tried, solved = retry_faults(settings, region)
    voice.say("cli-faults-retried", tried=tried, solved=solved)
    return 0 if tried == solved else 2
