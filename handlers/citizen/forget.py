"""/forget erases a person: everything personal goes, in rows, dialogues, faults, files and cards; a log of ids stays.

A log of ids beside the database (bot/jobs/forgotten.py) is applied again after a restore, with `erasing`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Button, Message
from handlers.base.persons import ACCOUNTS, JOINED_WITH, joined_persons, joined_with
from handlers.base.turn import MESSAGE_SLOT, Turn
from handlers.citizen.words import CitizenButton
from handlers.reports.card import blank_card, card_slot
from handlers.reports.draft_screens import draft_button
from handlers.reports.status import ALIVE, CALLED_OFF, GRACED, Status, leading_to, move
from handlers.reports.words import ReportTick
from storage.changes import Query, words
from storage.marks import forget_columns
from storage.records import (
    Account,
    Audit,
    Dialogue,
    Fault,
    Lane,
    Person,
    Report,
    SentMessage,
    Share,
    StoredFile,
    Timer,
)
from storage.ticks import Tick

ALL_REPORTS = Load("all reports of the person", "citizen_all_reports", Report)
ALL_FILES = Load("all files of the person", "citizen_report_files", StoredFile)
NAMING_FAULTS = Load("faults that may name an account of the person", "citizen_faults", Fault)
CARD_MESSAGES = Load("what stands of the person's reports in other chats", "citizen_reports_said", SentMessage)


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


@need(ACCOUNTS, JOINED_WITH, ALL_REPORTS, ALL_FILES, NAMING_FAULTS, CARD_MESSAGES)
def all_of_person(turn: Turn) -> Needs:
    """What has to be looked at one by one."""
    person = turn.person.id
    each = (ACCOUNTS, ALL_REPORTS, ALL_FILES, NAMING_FAULTS, CARD_MESSAGES)
    return (*(load(person) for load in each), joined_with(person))


def forget(turn: Turn) -> None:
    """Button «Да, удалить»: done at once; a second tap finds nobody to forget."""
    person = turn.person.id
    if turn.event.argument != str(person):
        turn.ack(turn.texts.label("toast-old-button"))
        return
    accounts = turn.many(ACCOUNTS)
    _take_away_additions(turn)
    for command in erasing(person, turn.now):
        turn.changes.command(command.name, *command.params)
    for report in turn.many(ALL_REPORTS):
        _blank(turn, report)
    _erase_files(turn, person)
    for fault in faults_of(turn.many(NAMING_FAULTS), accounts):
        turn.delete(Fault, fault.id)
    turn.delete(Person, person)
    _erase_joined(turn)
    for account in accounts or [turn.account]:
        turn.delete(Account, account.channel, account.user_id)
    turn.delete(Dialogue, turn.dialogue.channel, turn.dialogue.chat, turn.dialogue.user_id)
    turn.save(Audit(turn.new_id("audit"), turn.now, "", "", "forget", json.dumps({"person": person})))
    turn.ack()
    if not turn.typed:  # the message that was pressed: its red button stands there no more
        turn.take_away(turn.here, f"{MESSAGE_SLOT}{turn.event.message}")
    turn.say(turn.t("forget-done", days=turn.shared.backup_days))


def erasing(person: int, now: int) -> tuple[Query, ...]:
    """The commands that erase a person's rows, in their order; harmless when there is nothing left."""
    before = (
        "forget_outbox", "forget_sent", "forget_timers", "forget_requests", "forget_files", "forget_hooks",
    )  # fmt: skip
    reports = (person, words(ALIVE & leading_to(Status.WITHDRAWN)), Status.WITHDRAWN.value, now)
    return (
        *(Query(name, (person,)) for name in before),
        Query("forget_history", (person, words(GRACED), CALLED_OFF)),
        Query("forget_cases", (person, now)),
        Query("forget_reports", reports),
        Query("forget_rest", (person,)),
    )


def faults_of(faults: Iterable[Fault], accounts: Sequence[Account]) -> list[Fault]:
    """Those of the faults whose raw update names one of a person's accounts."""
    return [f for f in faults if names_any(f.raw, [a.user_id for a in accounts if a.channel == f.channel])]


def names_any(raw: str, users: Iterable[str]) -> bool:
    """Whether a raw update names one of these accounts: its number by itself, not within a longer one."""
    return any(re.search(rf"(?<!\d){re.escape(user)}(?!\d)", raw) for user in users if user)


def _blank(turn: Turn, report: Report) -> None:
    """Nothing of its author stays in the report nor on its card; an open one leaves the queue."""
    blank_card(turn, report)
    forget_columns(report, turn.person.id)
    report.unshown = 0
    turn.forget_timer(ReportTick.SILENCE, report.id)
    turn.after(0, ReportTick.LEFT, report.id)
    if Status(report.status) in ALIVE:
        move(turn, report, Status.WITHDRAWN)
    else:
        turn.save(report)


def _take_away_additions(turn: Turn) -> None:
    """Photos, additions and copies of cards leave the operators' chats; the cards themselves are blanked."""
    cards = {card_slot(report) for report in turn.many(ALL_REPORTS)}
    for said in turn.many(CARD_MESSAGES):
        if said.slot in cards:
            continue
        said.slot = said.slot or f"erased:{said.message_id}"
        turn.save(said)
        turn.take_away(Address(said.channel, said.chat), said.slot, lane=Lane.OPERATORS, share=Share.EDITS)


def _erase_joined(turn: Turn) -> None:
    """Each who was joined to this person left an empty row, and in a copy of an earlier day all that was his."""
    joined = turn.one(JOINED_WITH)
    for was in sorted(joined_persons(joined.value if joined else "") - {0}):
        turn.delete(Person, was)
        turn.save(Timer(Tick.ERASE_FILES, str(was), turn.now, "[]"))


def _erase_files(turn: Turn, person: int) -> None:
    """Also of files on their way: what a kill kept from being written down lies below their number."""
    paths = [file.path or f"{file.id % 256:02x}/{file.id}" for file in turn.many(ALL_FILES)]
    paths = [path for path in paths if not path.startswith("-")]
    turn.save(Timer(Tick.ERASE_FILES, str(person), turn.now, json.dumps(paths, ensure_ascii=False)))
