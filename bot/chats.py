"""Whether the operators' chats take what the bot says there: for alarms, /readyz, /metrics and /delivery."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial

from bot.delivery.sender import Sender
from bot.health.alarms import AlarmCause
from handlers.base.message import Address
from handlers.base.shared import HeldChat, Shared, parse_address
from handlers.operator.alarms import CHAT, TOLD_ALARM, Alarm
from handlers.reports.status import ALIVE, QUEUED
from handlers.reports.words import ReportTick
from storage.changes import Changes, Query, words
from storage.records import Setting, Timer
from storage.store import Store


class Chats:
    """`senders` by channel. A chat is named as the settings name it, though it may have a new id by now."""

    def __init__(self, shared: Shared, senders: Mapping[str, Sender]) -> None:
        self._shared, self._senders = shared, senders

    @property
    def named(self) -> tuple[Address, ...]:
        """Those that there are now: an organisation may connect another at any time."""
        own = (one.chat for one in self._shared.own.all())
        teams = (parse_address(team.chat) for team in self._shared.region.teams)
        named = dict.fromkeys((self._shared.admin_chat, self._shared.alarm_chat, *teams, *own))
        return tuple(chat for chat in named if chat is not None and chat.channel in self._senders)

    def concerns(self) -> list[AlarmCause]:
        """One for each chat."""
        return [AlarmCause(f"{CHAT}{chat}", partial(self.trouble, chat), 0) for chat in self.named]

    def trouble(self, chat: Address) -> str:
        """Why the chat takes nothing, as a short code; "" while it does."""
        now_at = self._shared.now_at(chat)
        held = self._senders[chat.channel].dispatch.held.chats.get(now_at.chat)
        return held.why if held and self._shared.keeps(now_at) else ""

    def recall(self, alarms: Iterable[Alarm]) -> None:
        """What an earlier run told of, and has not taken back, holds until a chat has taken something."""
        left: dict[str, dict[str, tuple[str, int]]] = {name: {} for name in self._senders}
        for alarm in alarms:
            if alarm.bad and alarm.name.startswith(CHAT):
                chat = self._shared.now_at(parse_address(alarm.name.removeprefix(CHAT)))
                left.setdefault(chat.channel, {})[chat.chat] = alarm.why, alarm.since
        for name, sender in self._senders.items():
            sender.dispatch.held.recall(left[name])

    def held(self) -> tuple[HeldChat, ...]:
        """The chats that take nothing now."""
        return tuple(
            HeldChat(Address(name, chat), held.why, held.since)
            for name, sender in self._senders.items()
            for chat, held in sender.dispatch.held.chats.items()
            if self._shared.keeps(Address(name, chat))  # else it has a new id by now
        )


async def readdress(store: Store, shared: Shared, now: int) -> None:
    """Cards that wait for a chat which the settings do not name any more go to the admin chat, as do reports of a team
    that the region's file does not name any more; no alarm about such a chat stays open. StorageError.
    """
    admin = shared.admin_chat
    if admin is None:
        return
    today = json.dumps(sorted([chat.channel, chat.chat] for chat in shared.operator_chats()))
    changes = Changes()
    for told in (await store.read(Query("settings_like", (f"{TOLD_ALARM}{CHAT}",))))[0]:
        if not shared.keeps(shared.now_at(parse_address(told.name.removeprefix(f"{TOLD_ALARM}{CHAT}")))):
            changes.delete(Setting, told.name)
    teams = json.dumps([team.code for team in shared.region.teams])
    changes.command("teams_return", teams, words(QUEUED), words(ALIVE))
    changes.put(Timer(ReportTick.CARDS, str(admin), now))
    changes.command("outbox_readdress", today, admin.channel, admin.chat, now)
    async with store.unit() as unit:
        await unit.commit(changes)
