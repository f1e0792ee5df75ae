"""The part of `check` that asks the messengers; each is imported only if it has a token."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Sequence
from typing import Protocol

from bot.channels.describe import MendAction
from bot.channels.names import described
from bot.channels.port import Channel, ChannelStopped, Finding
from bot.channels.registry import make_channels
from bot.clock import RealClock
from bot.settings import Settings
from handlers.base.shared import parse_address
from storage.region.region import Organisation, Team

PATIENCE_S = 30
FEWEST_OFFICERS = 2
"""One writes a notice, another one approves it."""


class Takes(Protocol):
    def take(self, area: str, finding: Finding) -> None: ...

    def remark(self, area: str, finding: Finding) -> None: ...


Named = Team | Organisation
"""Whoever has a chat of its own in the region's folder."""


async def check(settings: Settings, findings: Takes, named: Sequence[Named] = ()) -> list[MendAction]:
    """Adds what the messengers say of each chat, by the setting or the code that names it; what of it the program could
    mend by itself.
    """
    offered: list[MendAction] = []
    for channel in make_channels(settings, RealClock()).values():
        chat = settings.admin_chat
        here = chat.chat if chat is not None and chat.channel == channel.name else ""
        own = [each for each in named if each.chat.startswith(f"{channel.name}:")]
        found, remarks, of_named = await _ask(channel, here, settings, own)
        for finding in found:
            of_admin_chat = bool(here) and finding.values.get("chat") == here
            findings.take(f"{channel.name}, ADMIN_CHAT" if of_admin_chat else channel.name, finding)
        for code, finding in of_named:
            findings.take(f"{channel.name}, {code}", finding)
        for finding in remarks:
            findings.remark(channel.name, finding)
        lacking = {finding.mend for finding in found if not finding.ok}
        offered += [mend for mend in described(channel.name).mends if mend.finding in lacking]
    return offered


async def mend(action: MendAction, settings: Settings) -> None:
    """OSError if the messenger does not do it."""
    module, _, function = action.run.partition(":")
    await getattr(importlib.import_module(module), function)(settings)


async def _ask(
    channel: Channel, chat: str, settings: Settings, own: Sequence[Named]
) -> tuple[list[Finding], list[Finding], list[tuple[str, Finding]]]:
    """What the messenger finds, what is worth knowing besides, and what it finds of each own chat, by its code."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            found = await channel.check(chat)
            if not all(finding.ok for finding in found[:1]):
                return found, [], []  # a token that is refused says nothing about chats
            of_named = [(one.code, each) for one in own for each in await _own(channel, one, found)]
            found += await _places(channel, settings)
            return found, await _officers(channel, chat) if chat and not settings.duty_officers else [], of_named
    except ChannelStopped:
        return [Finding(False, "check-refused", mend="check-refused-mend")], [], []
    except OSError:  # TimeoutError is one
        return [Finding(False, "check-no-answer", mend="check-no-answer-mend")], [], []
    finally:
        await channel.close()


async def _own(channel: Channel, one: Named, known: Sequence[Finding]) -> list[Finding]:
    """What is found of its chat; of the bot itself it is known already."""
    return [finding for finding in await channel.check(parse_address(one.chat).chat) if finding not in known]


async def _places(channel: Channel, settings: Settings) -> list[Finding]:
    """Whether the bot may write where alarms and notices go besides."""
    named = [("ALARM_CHAT", settings.alarm_chat), *(("NOTICE_CHANNELS", chat) for chat in settings.notice_channels)]
    found = []
    for setting, chat in named:
        if chat is None or chat.channel != channel.name:
            continue
        values = {"setting": setting, "chat": str(chat)}
        may = await channel.can_write(chat.chat)
        if may is None:
            found.append(Finding(True, "check-place-unknown", values))
        elif may:
            found.append(Finding(True, "check-place-good", values))
        else:
            found.append(Finding(False, "check-place-bad", values, mend="check-place-mend"))
    return found


async def _officers(channel: Channel, chat: str) -> list[Finding]:
    """Nobody is named: the chat's administrators are the duty officers, and there should be two of them."""
    leads = await channel.administrators(chat)
    if leads is None:
        return [Finding(False, "check-officers-unknown")]
    if len(leads) < FEWEST_OFFICERS:
        return [Finding(False, "check-few-administrators", {"count": str(len(leads))}, mend="check-few-officers-mend")]
    return []
