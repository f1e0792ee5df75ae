"""Updates that could not be handled: kept, told of; ticks as updates; groups that got a new id."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.batch import Batch
from handlers.base.event import CLOCK, Event, Kind, Update
from handlers.base.message import Address
from handlers.base.texts import MINUTE_MS
from storage.changes import Changes
from storage.records import Fault, Lane, Setting, Share, Timer

MOVED_CHAT = "moved:"
"""Settings of this name hold the new address of a group that got a new id."""
DEADLY_ERROR = "it ended the program twice"
DIED = "_died"
ALARM_PAUSE_MS = 10 * MINUTE_MS
APOLOGY_PAUSE_MS = MINUTE_MS
"""Whoever sends many messages that nobody can read is told so once in this time."""


def tick_raw(event: Event) -> str:
    return json.dumps({"tick": event.data, "text": event.text}, ensure_ascii=False)


def is_timer(event: Event) -> bool:
    """Whether the tick came from a row of the timer table; a scheduler's job carries a key of its own."""
    return event.kind is Kind.TICK and not event.key


def tick_update(timer: Timer) -> Update:
    """A due timer as an update. It needs no seen-before key: its row goes in the same transaction."""
    event = Event(CLOCK, "", Kind.TICK, data=f"{timer.kind}:{timer.key}", text=timer.data)
    return Update(CLOCK, "", "", "", event)


def read_tick(raw: str) -> Update:
    """The update that `tick_raw` described, for `faults retry`."""
    values = json.loads(raw)
    return Update(CLOCK, "", "", raw, Event(CLOCK, "retry", Kind.TICK, data=values["tick"], text=values["text"]))


def keys_of(updates: Sequence[Update]) -> dict[tuple[str, str], list[str]]:
    """By channel and bot, what a messenger's updates are remembered by."""
    keys: dict[tuple[str, str], list[str]] = {}
    for update in updates:
        if update.key and update.channel != CLOCK:
            keys.setdefault((update.channel, update.bot), []).append(update.key)
    return keys


def timers_of(updates: Sequence[Update]) -> list[tuple[str, str]]:
    """Timers of this group; which of them nobody moved or dropped since they were read, the database knows."""
    return [(u.event.word, u.event.argument) for u in updates if u.event is not None and is_timer(u.event)]


def keep_update(batch: Batch, update: Update, error: str) -> None:
    """Remember the raw update for `otklik faults`, and alarm the operators (once in ten minutes)."""
    shared, raw = batch.shared, update.raw
    if not raw and update.channel == CLOCK and update.event is not None:
        raw = tick_raw(update.event)
    fault = Fault(shared.ids.next("fault"), update.channel, update.bot, update.key, raw, error, batch.now)
    batch.changes.put(fault)
    if shared.admin_chat is None or batch.alarmed or batch.now - shared.fault_alarm_at < ALARM_PAUSE_MS:
        return
    batch.alarmed = True
    turn = batch.turn(Event(CLOCK, "", Kind.TICK), shared.default_language)
    turn.send(shared.admin_chat, turn.t("alarm-fault"), lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)
    batch.changes.add(turn.changes)


def tell(batch: Batch, event: Event) -> None:
    """Say to a person, once a minute, that something went wrong with his message and that it is not lost."""
    if event.channel == CLOCK or not event.private or event.kind not in (Kind.MESSAGE, Kind.BUTTON):
        return
    turn, to = batch.turn(event), Address(event.channel, event.chat)
    turn.ack()
    if to not in batch.apologised and batch.now - batch.shared.apologised.get(to, 0) >= APOLOGY_PAUSE_MS:
        batch.apologised.add(to)
        turn.say(turn.t("fault-apology"))
    batch.changes.add(turn.changes)


def follow(changes: Changes, old: Address, new: Address) -> None:
    """A group is a supergroup now: its rows go to the new id, and the setting outlives a restart."""
    if new == old:
        return
    changes.delete(Setting, f"{MOVED_CHAT}{new}")
    changes.put(Setting(f"{MOVED_CHAT}{old}", str(new)))
    changes.command("migrate_chat", old.channel, old.chat, new.chat)


def follow_migration(batch: Batch, event: Event) -> None:
    """The messenger says that a group got a new id."""
    old, new = Address(event.channel, event.chat), Address(event.channel, event.migrated_to)
    follow(batch.changes, old, new)
    if old == batch.shared.admin_chat != new:
        turn = batch.turn(Event(CLOCK, "", Kind.TICK), batch.shared.default_language)
        text = turn.t("chat-migrated", line=f"ADMIN_CHAT={new}")
        turn.send(new, text, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)
        batch.changes.add(turn.changes)
    batch.shared.follow(old, new)
