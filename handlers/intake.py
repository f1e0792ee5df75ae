"""From what a channel fetched to a commit: a group of updates, their handlers in order, one transaction.

Only after `take` returned may a channel confirm the updates to its messenger. Faults of the database are
waited out here and confirm nothing; a fault of one handler keeps the raw update aside and never stops the rest.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog

from handlers.base import faults
from handlers.base.batch import Batch
from handlers.base.event import CLOCK, Event, Kind, Membership, Update
from handlers.base.leftover import command_of, say_left
from handlers.base.loading import load
from handlers.base.marker import DEADLY, Deadly, Marker, NoMarker
from handlers.base.routes import Route, Router, Where, button
from handlers.base.shared import Shared
from handlers.base.turn import Turn
from handlers.base.typed_buttons import ask, may_be_press, read_press, said_queries, say_toast
from handlers.base.unsure import UnsureCommit
from handlers.notices.officers import officer_key
from handlers.notices.told import told, told_queries
from handlers.reports.dictated import take_as_written
from handlers.reports.reached import can_be_reached
from handlers.standing import OF_STAFF, Members, Standings, Unasked, member_changed, place_of, refusal_of
from storage.changes import Changes, Query
from storage.records import SeenUpdate, Setting, Timer
from storage.store import LeadLost, StorageError, Store, Unit

log = structlog.get_logger()

GROUP_SIZE = 50
"""A group ends after so many updates, or after so much work: later ones should not wait for long."""
GROUP_WORK_S = 0.02
MORE = 2
"""The next group may be so many times as large as the last one came to be: what is loaded for the others of a group is
loaded in vain.
"""

TYPED_ASK = button(Where.PRIVATE, "", ask)
"""Where a typed word could be several buttons: it presses none."""


class Pulse(Protocol):
    """The clock, as far as the intake needs it (bot.clock.Clock)."""

    def now(self) -> int: ...
    def monotonic(self) -> float: ...
    async def sleep(self, seconds: float) -> None: ...


@dataclass(slots=True)
class Work:
    """One group: what is to be done, and where the reading of its channel stands when all of it is done."""

    updates: Sequence[Update]
    cursor: Setting | None = None
    standing: dict[int, str] = field(default_factory=dict)  # place in `updates` -> membership, where asked


@dataclass(slots=True)
class Intake:
    """`committed` is called after each commit with what was written: it wakes the sender and the timers."""

    store: Store
    shared: Shared
    router: Router
    clock: Pulse
    members: Members
    committed: Callable[[Changes], None]
    marker: Marker = field(default_factory=NoMarker)
    _unsure: UnsureCommit = field(default_factory=UnsureCommit, init=False)
    _size: int = field(default=GROUP_SIZE, init=False)  # of the next group of people's updates

    async def take(self, updates: Sequence[Update], cursor: Setting | None = None) -> None:
        """Handle a batch and return when all of it is committed. Raises only when cancelled, or LeadLost."""
        rest = list(updates)
        if not rest and cursor is not None:
            await self._insist(Work((), cursor))
        while rest:
            of_people = rest[0].channel != CLOCK  # else it is never cut short
            group = rest[: self._size if of_people else GROUP_SIZE]
            done = await self._insist(Work(group, cursor if len(group) == len(rest) else None))
            if of_people and (done < len(group) or done == self._size):
                self._size = min(GROUP_SIZE, MORE * done)
            rest = rest[done:]

    async def tick(self, word: str, key: str = "", data: str = "") -> None:
        """A job's time has come: handled like an update, remembered nowhere."""
        event = Event(CLOCK, f"{word}:{key}", Kind.TICK, data=f"{word}:{key}", text=data)
        await self.take([Update(CLOCK, "", "", faults.tick_raw(event), event)])

    async def ring(self) -> int:
        """Handle the timers that are due, at most a group of them; how many there were."""
        due = (await self.store.read(Query("timers_due", (self.clock.now(), GROUP_SIZE))))[0]
        if due:
            await self.take([faults.tick_update(timer) for timer in due])
        return len(due)

    # -- a group ------------------------------------------------------------------------------
    async def _insist(self, work: Work) -> int:
        """Commit this group, whatever it takes; how many of its updates were done."""
        pause, alone, refused = 0.1, False, ""
        work.standing = await Standings(self.shared, self.members).of_group(self.router, work.updates)
        while True:
            part = replace(work, updates=work.updates[:1], cursor=None) if alone and len(work.updates) > 1 else work
            try:
                async with self.store.unit() as unit:
                    if refused:
                        return await self._put_aside(unit, part, refused)
                    return await self._carry_out(unit, part)
            except Unasked as missing:
                place = next(i for i, update in enumerate(work.updates) if update.event is missing.event)
                work.standing[place] = await Standings(self.shared, self.members).for_route(
                    missing.route, missing.event
                )
                continue
            except LeadLost:  # another node reads and writes now: nothing may be waited for
                raise
            except StorageError as fault:
                log.warning("intake.commit_failed", error=type(fault).__name__, updates=len(part.updates))
                if len(part.updates) > 1:
                    alone = True
                    continue
                # Only what is refused while the fault itself can be written at once is a fault of this update;
                # anything else is the database's, and the update is tried again as if it were new.
                if refused:
                    refused = ""
                elif not fault.retry:
                    refused = f"{type(fault).__name__}: refused by the database"
                    continue
            except Exception as fault:
                if refused:
                    raise
                if len(part.updates) == 1:
                    refused = f"{type(fault).__name__} beside the handler"
                alone = True
                continue
            await self.clock.sleep(pause)
            pause = min(pause * 2, 5.0)

    async def _carry_out(self, unit: Unit, work: Work) -> int:
        began, batch = self.clock.monotonic(), Batch(unit, self.shared, self.clock.now())
        said = [update.event or update.writer for update in work.updates]
        events = [event and self.router.as_person(event) for event in said]
        origins, timers = faults.keys_of(work.updates), faults.timers_of(work.updates)
        asked = [Query("seen_among", (*origin, json.dumps(keys))) for origin, keys in origins.items()]
        asked += [Query("timers_among", (json.dumps(timers),))] if timers else []
        found = await batch.load([event for event in events if event is not None], asked)
        seen = {(*origin, key) for origin, rows in zip(origins, found, strict=False) for (key,) in rows}
        ringing = {f"{t.kind}:{t.key}" for t in found[-1] if t.due_at <= batch.now} if timers else set()
        if late := self._unsure.proved(work.updates, seen, ringing):
            self.committed(late)  # before the next one: or what it says would go after what is said later
        done = 0
        for place, update in enumerate(work.updates):
            if done and self.clock.monotonic() - began > GROUP_WORK_S and update.channel != CLOCK:
                break
            done += 1
            if update.key and (update.channel, update.bot, update.key) in seen:
                continue
            seen.add((update.channel, update.bot, update.key))
            event = update.event
            if event is not None and faults.is_timer(event):
                if event.data not in ringing or not self._still_due(batch, event):
                    continue
                batch.changes.delete(Timer, event.word, event.argument)
            await self._one(batch, update, events[place], work.standing.get(place, ""))
        if work.cursor is not None and done == len(work.updates):
            batch.changes.put(work.cursor)
        try:
            await batch.commit()
        except StorageError:
            self._unsure.note(work.updates, batch.everything)
            raise
        self.marker.committed()
        self.committed(batch.written)
        return done

    async def _one(self, batch: Batch, update: Update, event: Event | None, standing: str) -> None:
        """One update: its handler, or what is kept aside if that fails. `event`: its own, or that of who wrote what
        cannot be read, as Router.as_person gives it.
        """
        if update.key and update.channel != CLOCK:
            batch.changes.put(SeenUpdate(update.channel, update.bot, update.key, batch.now))
        if update.fault:
            faults.keep_update(batch, update, update.fault)
        if event is None:
            return
        if update.event is None:
            faults.tell(batch, event)
            return
        key = f"{update.channel}:{update.bot}:{update.key or update.event.data}"
        try:
            await self._handle(batch, event, standing, key)
        except Deadly:
            await self._set_aside(batch, update, update.event)
        except StorageError:
            raise
        except Unasked as missing:  # by the event as it came: the turn may have read it otherwise (take_as_written)
            raise Unasked(update.event, missing.route) from None
        except Exception as fault:  # noqa: BLE001 - whatever a handler does wrong must not stop the stream
            where = traceback.extract_tb(fault.__traceback__)[-1]
            error = f"{type(fault).__name__} at {where.name}:{where.lineno}"
            log.error("handler.failed", channel=update.channel, key=update.key, error=error)
            faults.keep_update(batch, update, error)
            faults.tell(batch, event)

    async def _set_aside(self, batch: Batch, update: Update, event: Event) -> None:
        """What ended the program twice is not handled a third time; a tick may have a route for that ("WORD_died")."""
        log.error("handler.deadly", channel=update.channel, key=update.key)
        faults.keep_update(batch, update, faults.DEADLY_ERROR)
        faults.tell(batch, self.router.as_person(event))
        instead = replace(event, data=f"{event.word}{faults.DIED}:{event.argument}")
        if event.kind is Kind.TICK and ("clock", "tick", instead.word) in self.router.table:
            await self._handle(batch, self.router.as_person(instead), "")

    def _still_due(self, batch: Batch, event: Event) -> bool:
        """Whether no handler of this very group moved or dropped the timer."""
        key = (event.word, event.argument)
        for changes in (batch.changes, batch.written):
            if key in (rows := changes.rows.get(Timer, {})):
                timer = rows[key]
                return isinstance(timer, Timer) and timer.due_at <= batch.now
        return True

    async def _handle(self, batch: Batch, event: Event, standing: str, key: str = "") -> None:
        where = Where.CLOCK if event.kind is Kind.TICK else place_of(self.shared, event)
        language = self.shared.default_language if where is Where.OPERATORS else ""
        turn = batch.turn(event, language)
        if where is Where.PRIVATE:
            take_as_written(turn)
            event = turn.event
        word, turn.command_argument = command_of(
            event, self.shared.library, private=where is Where.PRIVATE, staff=where is Where.OPERATORS
        )
        turn.commanded = bool(word)
        if event.kind is Kind.MIGRATED:
            faults.follow_migration(batch, event)
        if event.kind is Kind.MEMBER:
            member_changed(batch, event)
        if event.private and event.kind in (Kind.MESSAGE, Kind.BUTTON):
            can_be_reached(turn)  # whoever writes can be written to
        if where is Where.PRIVATE and may_be_press(turn):
            said, *notices = await batch.write([*said_queries(turn), *told_queries(turn)])
            read_press(turn, said, told(turn, *notices), word)
        route = TYPED_ASK if turn.unclear else self._route(turn, where, word, standing)
        if route is None:
            return
        late = (route.officer or route.staff) and (route.by == "step" or turn.typed)
        if late and where is Where.PRIVATE and not standing:
            raise Unasked(event, route)
        if self.shared.is_chief(turn.here) or (route.officer and where is not Where.OPERATORS):
            turn.officer = officer_key(self.shared, event, standing)
        if route.by == "step" and (
            (route.officer and not turn.officer) or (route.staff and standing == Membership.GONE)
        ):
            turn.step("")
            route = self.router.find(event, where, word, "")
            if route is None:
                return
        refusal = refusal_of(route, turn, where, standing)
        if refusal is not None:
            refusal(turn)
        elif (wanting := await self._loaded(batch, route, turn, where, standing)) is not None:
            self._run(wanting, turn, key)
        if route.by == "command" and (refusal is None or where is Where.PRIVATE):
            say_left(turn, word)
        turn.ack()
        if turn.typed:
            say_toast(turn)
        if turn.changes.commands and batch.changes:
            await batch.write()  # commands change rows that earlier handlers of this group may have put
        batch.keep(turn)

    def _route(self, turn: Turn, where: Where, word: str, standing: str) -> Route | None:
        own = self.router.for_staff(turn.event, where, word) if standing in OF_STAFF else None
        return own or self.router.find(turn.event, where, word, turn.dialogue.step)

    async def _loaded(self, batch: Batch, route: Route, turn: Turn, where: Where, standing: str) -> Route | None:
        """The route once its needs are loaded; what the message is else, where the step does not want it, or where what
        it means has a route of its own.
        """
        await load(batch, route, turn)
        if route.only_if is not None and not route.only_if(turn):
            turn.loaded.clear()
            other = self.router.find(turn.event, where, "", "")
            return await self._loaded(batch, other, turn, where, standing) if other is not None else None
        other = self._meant(route, turn, where)
        if other is not None and (other.staff or other.officer):
            if not standing:
                raise Unasked(turn.event, other)
            if other.officer:
                turn.officer = officer_key(self.shared, turn.event, standing)
            if (other.officer and not turn.officer) or standing not in OF_STAFF:
                turn.is_citizen = True
                other = self._meant(route, turn, where)
                other = None if other is not None and (other.staff or other.officer) else other
        if other is None:
            return route
        turn.loaded.clear()
        await load(batch, other, turn)
        return other

    def _meant(self, route: Route, turn: Turn, where: Where) -> Route | None:
        """The route of what a message means in place of this one; None where it means nothing else."""
        meaning = route.instead(turn) if route.instead is not None else ""
        return self.router.for_meaning(where, meaning) if meaning else None

    def _run(self, route: Route, turn: Turn, key: str) -> None:
        """The handler, noted as long as it runs: only what happens in it can be its input's fault. Deadly."""
        mark = self.marker.begin(key) if key else None
        if mark == DEADLY:
            raise Deadly
        try:
            route.handle(turn)
        finally:
            if mark is not None:
                self.marker.end(mark)

    async def _put_aside(self, unit: Unit, work: Work, error: str) -> int:
        """The database will never take what this update's handler wrote: keep the update instead."""
        batch = Batch(unit, self.shared, self.clock.now())
        for update in work.updates:
            event = update.event
            if update.key and update.channel != CLOCK:
                batch.changes.put(SeenUpdate(update.channel, update.bot, update.key, batch.now))
            if event is not None and faults.is_timer(event):
                batch.changes.delete(Timer, event.word, event.argument)
            faults.keep_update(batch, update, error)
            if (writer := event or update.writer) is not None:
                faults.tell(batch, writer)
        if work.cursor is not None:
            batch.changes.put(work.cursor)
        await batch.commit()
        self.committed(batch.written)
        return len(work.updates)
