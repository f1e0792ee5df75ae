"""«Забыть меня»: everything personal goes, in rows, dialogues, faults, files and cards; a log of ids stays.

A log of ids beside the database (bot/jobs/forgotten.py) is applied again after a restore, with `erasing`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from handlers.base.message import Address, Button, Message
from handlers.base.turn import Needs, Turn, queries
from handlers.citizen.start import draft_button
from handlers.reports.card import blank_card, card_slot
from handlers.reports.status import ALIVE, Status, leading_to, move
from handlers.reports.tell_citizen import SILENCE
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
    Setting,
    Share,
    StoredFile,
    Timer,
)

JOINED = "joined:"
"""A setting of this name and a person's id: JSON of whom he was joined with (handlers.subscriber.join_merge)."""
ERASE_FILES = "erase_files"
"""Timer: this person goes into the log, and these files from the disk. Key: the id; data: a JSON list of paths."""


def ask(turn: Turn) -> None:
    """/forget: asked first, because nothing brings it back."""
    label = turn.texts.label
    rows = (
        (Button(label("button-forget-yes"), f"c_forgetyes:{turn.person.id}", style="bad"),),
        (Button(label("button-keep"), "c_keep"),),
    )
    turn.screen(Message(turn.t("forget-sure", days=turn.shared.backup_days), (*rows, *draft_button(turn))))


def keep_all(turn: Turn) -> None:
    turn.screen(Message(turn.t("forget-not"), draft_button(turn)))


def all_of_person(turn: Turn) -> Needs:
    """What has to be looked at one by one: reports with cards, files with paths, faults with raw updates."""
    person = turn.person.id
    return queries(
        {
            "reports": ("citizen_all_reports", (person,)),
            "files": ("citizen_report_files", (person,)),
            "accounts": ("accounts_of_person", (person,)),
            "faults": ("citizen_faults", (person,)),
            "said": ("citizen_reports_said", (person,)),
            "joined": ("setting", (f"{JOINED}{person}",)),
        }
    )


def forget(turn: Turn) -> None:
    """Button «Да, удалить»: done at once; a second tap finds nobody to forget."""
    person = turn.person.id
    if turn.event.argument != str(person):
        turn.ack(turn.texts.label("toast-old-button"))
        return
    accounts = turn.many("accounts", Account)
    _take_away_additions(turn)
    for command in erasing(person, turn.now):
        turn.changes.command(command.name, *command.params)
    for report in turn.many("reports", Report):
        _blank(turn, report)
    _erase_files(turn, person)
    for fault in faults_of(turn.many("faults", Fault), accounts):
        turn.delete(Fault, fault.id)
    turn.delete(Person, person)
    _erase_joined(turn)
    for account in accounts or [turn.account]:
        turn.delete(Account, account.channel, account.user_id)
    turn.delete(Dialogue, turn.dialogue.channel, turn.dialogue.chat, turn.dialogue.user_id)
    turn.save(Audit(turn.new_id("audit"), turn.now, "", "", "forget", json.dumps({"person": person})))
    turn.ack()
    turn.say(turn.t("forget-done", days=turn.shared.backup_days))


def erasing(person: int, now: int) -> tuple[Query, ...]:
    """The commands that erase a person's rows, in their order; harmless when there is nothing left."""
    before = ("forget_outbox", "forget_sent", "forget_timers", "forget_history", "forget_files")
    reports = (person, words(ALIVE & leading_to(Status.WITHDRAWN)), Status.WITHDRAWN.value, now)
    return (
        *(Query(name, (person,)) for name in before),
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
    turn.forget_timer(SILENCE, report.id)
    turn.after(0, ReportTick.LEFT, report.id)
    if Status(report.status) in ALIVE:
        move(turn, report, Status.WITHDRAWN)
    else:
        turn.save(report)


def _take_away_additions(turn: Turn) -> None:
    """Photos, additions and copies of cards leave the operators' chats; the cards themselves are blanked."""
    cards = {card_slot(report) for report in turn.many("reports", Report)}
    for said in turn.many("said", SentMessage):
        if said.slot in cards:
            continue
        said.slot = said.slot or f"erased:{said.message_id}"
        turn.save(said)
        turn.take_away(Address(said.channel, said.chat), said.slot, lane=Lane.OPERATORS, share=Share.EDITS)


def _erase_joined(turn: Turn) -> None:
    """Whoever was joined to this person left an empty row, and in a copy of an earlier day all that was his."""
    joined = turn.one("joined", Setting)
    was = int(json.loads(joined.value)["person"]) if joined else 0
    if was:
        turn.delete(Person, was)
        turn.save(Timer(ERASE_FILES, str(was), turn.now, "[]"))


def _erase_files(turn: Turn, person: int) -> None:
    paths = [file.path for file in turn.many("files", StoredFile) if file.path and not file.path.startswith("-")]
    turn.save(Timer(ERASE_FILES, str(person), turn.now, json.dumps(paths, ensure_ascii=False)))
