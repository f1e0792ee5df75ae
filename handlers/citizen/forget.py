"""/forget erases a person: everything personal goes, in rows, dialogues, faults, files and cards; a log of ids stays.

A log of ids beside the database (bot/jobs/forgotten.py) is applied again after a restore, with `erasing`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message
from handlers.base.persons import ACCOUNTS, JOINED_WITH, joined_persons, joined_with
from handlers.base.turn import MESSAGE_SLOT, Turn
from handlers.citizen.forgetting import (
    CHAT_LEFT,
    NEXT,
    NOTICES_LEFT,
    Forgetting,
    at_once,
    of_next_reports,
    step,
    what_is_left,
)
from handlers.citizen.words import CitizenButton
from handlers.reports.draft_screens import draft_button
from handlers.reports.status import ALIVE, GRACED, Status, leading_to
from storage.changes import Query, words
from storage.records import Account, Audit, Delivery, Dialogue, Fault, Person, Timer
from storage.ticks import Tick

NAMING_FAULTS = Load("faults that may name an account of the person", "citizen_faults", Fault)


def ask(turn: Turn) -> None:
    """/forget: asked first, because nothing brings it back."""
    label = turn.texts.label
    rows = (
        (Button(label("button-forget-yes"), CitizenButton.FORGET_SURE(turn.person.id), style="bad"),),
        (Button(label("button-keep"), CitizenButton.FORGET_NOT),),
    )
    turn.screen(Message(turn.t("forget-sure", days=turn.shared.backup_days), (*rows, *draft_button(turn))))


def keep_all(turn: Turn) -> None:
    turn.screen(Message(turn.t("forget-not"), draft_button(turn)))


@need(ACCOUNTS, JOINED_WITH, NAMING_FAULTS)
def all_of_person(turn: Turn) -> Needs:
    """What has to be looked at one by one."""
    person = turn.person.id
    return (ACCOUNTS(person), NAMING_FAULTS(person), joined_with(person))


@need(NEXT, CHAT_LEFT, NOTICES_LEFT)
def left_of_person(turn: Turn) -> Needs:
    """Second stage: the first of what may be too much for one transaction."""
    return what_is_left(_whose(turn))


def _whose(turn: Turn) -> Forgetting:
    accounts = tuple((a.channel, a.user_id) for a in turn.many(ACCOUNTS) or (turn.account,))
    here = turn.here
    return Forgetting(turn.person.id, accounts, here.channel, here.chat, turn.texts.language)


OF_PERSON = (all_of_person, left_of_person, of_next_reports)


def forget(turn: Turn) -> None:
    """Button «Да, удалить»: all at once, or, of whoever has much, in steps; a second tap finds nobody to forget."""
    person = turn.person.id
    if turn.event.argument != str(person):
        turn.ack(turn.texts.label("toast-old-button"))
        return
    whose = _whose(turn)
    at_once(turn, person)
    done = step(turn, whose)
    for fault in faults_of(turn.many(NAMING_FAULTS), turn.many(ACCOUNTS)):
        turn.delete(Fault, fault.id)
    turn.delete(Person, person)
    _erase_joined(turn)
    for channel, user in whose.accounts:
        turn.delete(Account, channel, user)
    turn.delete(Dialogue, turn.dialogue.channel, turn.dialogue.chat, turn.dialogue.user_id)
    turn.save(Audit(turn.new_id("audit"), turn.now, "", "", "forget", json.dumps({"person": person})))
    turn.ack()
    if not turn.typed:  # the message that was pressed: its red button stands there no more
        turn.take_away(turn.here, f"{MESSAGE_SLOT}{turn.event.message}")
    turn.say(turn.t("forget-done", days=turn.shared.backup_days) if done else turn.t("forget-going"))


def erasing(person: int, now: int) -> tuple[Query, ...]:
    """The commands that erase a person's rows in one go, in their order; harmless when there is nothing left."""
    before = (
        "forget_waiting", "forget_outbox", "forget_sent", "forget_timers", "forget_requests", "forget_files",
        "forget_hooks",
    )  # fmt: skip
    reports = (person, words(ALIVE & leading_to(Status.WITHDRAWN)), Status.WITHDRAWN.value, now)
    return (
        *(Query(name, (person,)) for name in before),
        Query("forget_history", (person, words(GRACED), Delivery.CALLED_OFF)),
        Query("forget_cases", (person, now)),
        Query("forget_reports", reports),
        Query("forget_notices", (person,)),
        Query("forget_rest", (person,)),
    )


def faults_of(faults: Iterable[Fault], accounts: Sequence[Account]) -> list[Fault]:
    """Those of the faults whose raw update names one of a person's accounts."""
    return [f for f in faults if names_any(f.raw, [a.user_id for a in accounts if a.channel == f.channel])]


def names_any(raw: str, users: Iterable[str]) -> bool:
    """Whether a raw update names one of these accounts: its number by itself, not within a longer one."""
    return any(re.search(rf"(?<!\d){re.escape(user)}(?!\d)", raw) for user in users if user)


def _erase_joined(turn: Turn) -> None:
    """Each who was joined to this person left an empty row, and in a copy of an earlier day all that was his."""
    joined = turn.one(JOINED_WITH)
    for was in sorted(joined_persons(joined.value if joined else "") - {0}):
        turn.delete(Person, was)
        turn.save(Timer(Tick.ERASE_FILES, str(was), turn.now, "[]"))
