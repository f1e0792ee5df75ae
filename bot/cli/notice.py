"""`notice FILE.xml [--approve NAME]`: a CAP 1.2 alert, as a feed would bring it."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace
from pathlib import Path

from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store, region_of
from bot.logs import set_up_logs
from bot.settings import Settings, load_settings

LONGEST_NAME = 60


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("path", metavar="FILE.xml", type=Path, help=voice.text("cli-notice-path"))
    parser.add_argument("--approve", metavar="NAME", default="", help=voice.text("cli-notice-approve"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """0 where it was taken; 2 with a line a fault where it was not, or did not become what was asked for."""
    settings, path = load_settings(), arguments.path
    region = region_of(settings)
    set_up_logs(settings.log_format, settings.log_level, settings.secrets())
    name = arguments.approve.strip()
    if (arguments.approve and not name) or len(name) > LONGEST_NAME:
        raise ConsoleError("cli-notice-bad-name")
    from bot.clock import RealClock
    from bot.notices.console import hand_in  # everything that runs: only now
    from handlers.alerts.arrival import CONSOLE, Arrival
    from handlers.alerts.judge import REFUSED, CapOutcome
    from handlers.alerts.prepare import read_document
    from handlers.alerts.telling import answer_lines, fault_line
    from handlers.cap.safe_xml import LARGEST_XML

    read = read_document(region, _head(path, LARGEST_XML + 1), now=RealClock().now())
    if isinstance(read, tuple):
        return voice.faults(f"{path}: {fault_line(voice.texts, fault)}" for fault in read)
    arrival = Arrival(CONSOLE, path.name, read, approve=name, answer=True)
    asyncio.run(_has_database(settings))
    answer = hand_in(settings, region, arrival)
    if answer is None:
        voice.say("cli-notice-waits")
        return 0
    lines = answer_lines(voice.texts, replace(answer, bad=()))
    wanted = (CapOutcome.SENT, CapOutcome.DROPPED, CapOutcome.SAME)  # else it has not become what was asked for
    if answer.outcome in REFUSED or (name and answer.outcome not in wanted):
        return voice.faults(f"{path}: {line}" for line in lines)
    for line in lines:
        voice.line(line)
    return 0


def _head(path: Path, size: int) -> bytes:
    with open(path, "rb") as file:
        return file.read(size)


async def _has_database(settings: Settings) -> None:
    """ConsoleError if there is none, or an older one."""
    async with open_store(settings):
        pass
