"""A process that has imported everything and forks the real program whenever it is asked to.

A line comes in for each: a JSON object starts a node, a bot (tests/chaos/bot.py) or a command line (answer: its process
id), a number asks for the exit code of that process ("" while it runs). Forking happens before any event loop or thread
exists here.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

import bot.back_office.files
import bot.configuration
import bot.health.status
import bot.lead.lead
import bot.notices.expansion
import bot.service
import handlers.outside.reading
import storage.lead
import storage.postgres_lead
from bot.app import App
from bot.channels.max import channel as _max
from bot.channels.max.trust import trust
from bot.channels.port import Channel
from bot.channels.registry import make_channels
from bot.channels.telegram import channel as _telegram
from bot.channels.telegram import translate as _aiogram
from bot.channels.telegram.client import Client
from bot.channels.vk import channel as _vk
from bot.cli import main as command_line
from bot.clock import Clock, RealClock
from bot.delivery.dispatch import Dispatch
from bot.garbage import spare_what_stays
from bot.leaving import leave
from bot.logs import set_up_logs
from bot.settings import Settings
from storage.addresses import AddressReach
from storage.region.clients import ApiClient
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region
from storage.region.webhooks import Webhook
from storage.statements import our_statements
from tests.chaos.bot import live_until_killed, told_settings
from tests.chaos.fast_clock import FastClock

WARMED = (_telegram, _aiogram, _vk, _max)
"""Imported here, so that no child has to."""
REGION = load_region(FICTIONAL)


def settings_of(values: dict[str, Any]) -> Settings:
    return Settings(_env_file=None).model_copy(
        update={
            **told_settings(values),
            "http_port": values["port"],
            "node_name": values["node"],
            "standby": values.get("standby", True),
            "learn_topics": False,
            **values.get("settings", {}),
            **{name: SecretStr(value) for name, value in values.get("secrets", {}).items()},
        }
    )


def region_of(values: dict[str, Any]) -> Region:
    """With the programs that may call (their keys, by their codes), and the address that is called ("hook")."""
    keys = values.get("programs", {})
    os.environ.update({f"KEY_{code.upper()}": key for code, key in keys.items()})
    rights = {code: frozenset({"file"} if code == "filing" else {"read", "answer"}) for code in keys}
    clients = (ApiClient(code, {"ru": code}, f"KEY_{code.upper()}", may=may, rate=1000) for code, may in rights.items())
    os.environ["HOOK_SECRET"] = values.get("hook_secret", "")
    hook = Webhook("called", values.get("hook", ""), "HOOK_SECRET", events=("report.*",), private=True, rate=1000)
    return replace(REGION, clients=tuple(clients), webhooks=(hook,) if hook.url else ())


def hurry(scale: float) -> None:
    """All times of the lead, so many times shorter."""
    bot.lead.lead.RENEW_S = storage.lead.RENEW_S / scale  # type: ignore[attr-defined]
    bot.lead.lead.WAIT_S = storage.lead.WAIT_S / scale  # type: ignore[attr-defined]
    bot.lead.lead.SETTLE_S /= scale  # nobody's limits count where times are shorter
    storage.lead.SILENT_MS = int(storage.lead.SILENT_MS / scale)
    storage.lead.OVER_MS = int(storage.lead.OVER_MS / scale)
    storage.postgres_lead.LEASE_S = storage.lead.LEASE_S / scale  # type: ignore[attr-defined]
    storage.postgres_lead.ANSWER_S /= scale


def channels_of(settings: Settings, clock: Clock) -> dict[str, Channel]:
    """With a clock that is fast nobody's limits count."""
    channels = make_channels(settings, clock)
    for channel in channels.values():
        if isinstance(clock, FastClock):
            channel.limits = replace(
                channel.limits, per_second=1000, chat_per_second=1000, chat_burst=100, group_per_minute=0
            )
        if isinstance(channel, _max.MaxChannel):
            channel.polls_within_s = 0.0
    return channels


def keep_diary(path: str) -> None:
    """A line for each request to Telegram: when the limits let its row go and when it was written to its connection
    (monotonic, the same clock in all processes), method and chat.
    """
    leave, call, send = Dispatch.leave, Client.call, aiohttp.ClientRequest.send
    let_go: ContextVar[float] = ContextVar("let_go", default=0.0)
    asked: ContextVar[str] = ContextVar("asked", default="download ")
    diary = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def left(self: Dispatch, request: Any) -> None:
        await leave(self, request)
        let_go.set(time.monotonic())

    async def called(self: Client, method: str, params: Any = None, *given: Any, **named: Any) -> Any:
        asked.set(f"{method} {(params or {}).get('chat_id', '')}")
        return await call(self, method, params, *given, **named)

    async def sent(self: aiohttp.ClientRequest, connection: Any) -> aiohttp.ClientResponse:
        now = time.monotonic()
        os.write(diary, f"{let_go.get() or now} {now} {asked.get()}\n".encode())
        return await send(self, connection)

    setattr(Dispatch, "leave", left)  # noqa: B010
    setattr(Client, "call", called)  # noqa: B010
    setattr(aiohttp.ClientRequest, "send", sent)  # noqa: B010


def live(values: dict[str, Any]) -> int:
    hurry(values.get("scale", 1.0))
    if values.get("diary"):
        keep_diary(values["diary"])
    bot.configuration.OWN_OF_MESSENGERS |= {"api_url"}  # each has its own way to the messengers here
    set_up_logs("text", "INFO", ())
    if values.get("base"):
        setattr(bot.service, "RealClock", lambda: FastClock(values["base"], values["pace"]))  # noqa: B010
        bot.health.status.MOVES_S = float("inf")  # messengers hold their answers back in real time
        bot.notices.expansion.EXPANSION_LOOK_S *= values["pace"]  # the database reads in real time, and writes:
        bot.health.status.STUCK_S *= values["pace"]
        bot.health.status.WRITER_STUCK_S *= values["pace"]
    else:
        setattr(bot.service, "RealClock", RealClock)  # noqa: B010
    setattr(bot.service, "make_channels", channels_of)  # noqa: B010
    if values.get("links_from"):  # files of answers are fetched from this machine
        reach = AddressReach(values["links_from"])
        for module in (bot.back_office.files, handlers.outside.reading):
            setattr(module, "AddressReach", lambda: reach)  # noqa: B010
    settings = settings_of(values)
    if settings.back_office_dir is not None:
        settings = settings.model_copy(update={"back_office_dir": Path(settings.back_office_dir)})
    return bot.service.run_service(settings, region_of(values))


def carry_out(values: dict[str, Any]) -> None:
    """A command line, as `python -m bot` does it from here on, with its own environment and folder. SystemExit."""
    os.environ.clear()
    os.environ.update(values["environment"])
    os.chdir(values["folder"])
    for name, number in (("stdout", 1), ("stderr", 2)):  # what stood there was made for the nursery's own
        setattr(sys, name, os.fdopen(number, "w", buffering=1, encoding="utf-8", closefd=False))
    leave(command_line(values["command"]))


def streams_of(values: dict[str, Any]) -> list[int]:
    """Where its output and its errors go; opened before there is a child, so that whoever reads pipes is not alone."""
    names = values.get("pipes") or [values["log"]] * 2
    return [os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND) for name in names]


def child(values: dict[str, Any], streams: list[int]) -> None:
    for stream, opened in enumerate(streams, 1):
        os.dup2(opened, stream)
        os.close(opened)
    os.close(0)
    if "command" in values:
        return carry_out(values)
    code = 1
    try:
        if "node" in values:
            code = live(values)
        else:
            live_until_killed(values, REGION)
    except BaseException:  # noqa: BLE001 - a forked child must not go on as the nursery
        os.write(2, traceback.format_exc().encode())
    os._exit(code)


def warm_up() -> None:
    """What each would read and make ready for itself: words, models, names of places, statements, certificates."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None).model_copy(update={"data_dir": Path(folder), "http_port": 0})
        app = App(settings, REGION, {}, RealClock())
        bot.service.read_words(app.shared)
    our_statements("postgres")
    trust()
    spare_what_stays()


def main() -> None:
    ended: dict[int, int] = {}
    alive = set[int]()
    warm_up()
    os.write(1, b"ready\n")
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, int):
            if asked in alive:
                pid, status = os.waitpid(asked, os.WNOHANG)
                if pid:
                    ended[pid] = os.waitstatus_to_exitcode(status)
                    alive.discard(pid)
            answer = str(ended.get(asked, ""))
        else:
            streams = streams_of(asked)
            pid = os.fork()
            if not pid:
                child(asked, streams)
            for stream in streams:
                os.close(stream)
            ended.pop(pid, None)  # of an earlier process with this number: systems give them out again
            alive.add(pid)
            answer = str(pid)
        os.write(1, f"{answer}\n".encode())
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
