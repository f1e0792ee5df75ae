"""New reports come in sight in the operators' chats: with cards of their own, or gathered when many come (promise 8).

A chat's tick "cards" looks at what still has to be shown there. As long as there is room in this minute, each
report gets its own card. What finds no room waits a little, until it goes together into one gathered card, from
which each report can be opened and answered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, RowCount, need
from handlers.base.message import Address
from handlers.base.shared import parse_address
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, may_see, shown_at
from handlers.operator.gather_view import ListedReport, gathered_message
from handlers.operator.shift.waking import SHIFTS, on_shift, wake_idle
from handlers.reports.card import files_to_show, place_of_chat, put_first_card
from handlers.reports.lists import LISTS, LISTS_KEPT_MS
from handlers.reports.loads import AROUND, around
from handlers.reports.words import ReportTick
from storage.records import Lane, Report, ReportEvent, Setting, Share, StoredFile

GATHERED = "gathered"
"""The purpose of gathered cards."""
PACE_SETTING = "cards:"
"""A setting of this name and a chat's address holds what was put there in the last minute: CardPace.spent."""
CARD_ROOM = 12
"""Messages that reports may take in a chat within a minute: 20 less what operators ask, edits and alarms need."""
DANGER_CARD_ROOM = 4
"""So many of these are for the dangerous alone."""
PICTURE_ROOM = 4
"""While so many are left, a card with several files brings the first of them along; else all wait behind a button."""
GATHER_AFTER_MS = 15_000
"""What found no room is gathered for so long: four gathered cards a minute at most."""
CARD_JAM = 8
"""While so many messages about reports wait to be sent (the messenger is away), nothing is added to them."""
QUEUES = (Share.REPORTS, Share.ALARMS)
"""Those of ordinary reports, and of dangerous ones: these never wait behind the others."""
SHIFT_GATHER_MS = 45_000
"""While somebody is on shift, ordinary reports have so long to come onto a desk before the group sees them."""
GATHERED_AT_ONCE = 1000
"""Reports in one gathered card."""


@dataclass(slots=True)
class CardPace:
    """What was put into a chat in the last minute: (UTC ms, messages)."""

    now: int
    spent: list[tuple[int, int]]

    @property
    def used(self) -> int:
        return sum(cost for _, cost in self.spent)

    def has_room(self, cost: int, danger: bool) -> bool:
        """The first card of a minute always has."""
        return not self.spent or self.used + cost <= (CARD_ROOM if danger else CARD_ROOM - DANGER_CARD_ROOM)

    def take(self, cost: int) -> None:
        self.spent.append((self.now, cost))


# -- loads ------------------------------------------------------------------------------------
UNSHOWN_REPORTS = Load("reports still to be shown", "unshown_reports", ListedReport)
CARD_PACE = Load("cards of this minute", "setting", Setting)
WAITING_CARDS = Load("cards that wait to be sent", "waiting_of_share", RowCount)
NEW_REPORTS = Load("reports that get a card", "reports_among", Report)
NEW_HISTORIES = Load("their histories", "events_of_reports", ReportEvent)
NEW_FILES = Load("their files", "files_of_reports", StoredFile)
GATHERED_LIST = Load("which reports a gathered card is about", "setting", Setting)
GATHERED_REPORTS = Load("reports of a gathered card", "listed_reports", ListedReport)


def _chat(turn: Turn) -> Address | None:
    """The chat that the tick is for, where it is today; None if it is no operators' chat any more."""
    chat = turn.shared.now_at(parse_address(turn.event.argument))
    return chat if chat in turn.shared.operator_chats() else None


@need(UNSHOWN_REPORTS, CARD_PACE, WAITING_CARDS, SHIFTS)
def load_unshown(turn: Turn) -> Needs:
    """First stage: what has to be shown, what was shown in this minute, what still waits to be sent (see QUEUES), and
    who is on shift.
    """
    shared, chat = turn.shared, _chat(turn)
    if chat is None:
        return ()
    everything, codes = int(shared.is_chief(chat)), shown_at(shared, [chat])
    return (
        UNSHOWN_REPORTS(place_of_chat(shared, chat), everything, json.dumps(codes), GATHERED_AT_ONCE),
        CARD_PACE(f"{PACE_SETTING}{chat}"),
        *(WAITING_CARDS(chat.channel, chat.chat, int(Lane.OPERATORS), int(share)) for share in QUEUES),
        SHIFTS(),
    )


@need(NEW_REPORTS, NEW_HISTORIES, NEW_FILES, *AROUND)
def load_cases(turn: Turn) -> Needs:
    """Second stage: everything about those that may get a card of their own now."""
    items = turn.many(UNSHOWN_REPORTS)
    few = len(items) == 1  # gets its own card in the end, room or not
    if not items or not (few or _pace(turn).has_room(1, bool(items[0].danger))):
        return ()
    numbers = [item.id for item in items[:CARD_ROOM]]
    wanted = json.dumps(numbers)
    return (NEW_REPORTS(wanted), NEW_HISTORIES(wanted), NEW_FILES(wanted), *around(numbers))


def _pace(turn: Turn) -> CardPace:
    kept = turn.one(CARD_PACE)
    spent = [(at, cost) for at, cost in json.loads(kept.value)] if kept else []
    return CardPace(turn.now, [(at, cost) for at, cost in spent if turn.now - MINUTE_MS < at <= turn.now])


def _cases(turn: Turn) -> dict[int, ReportCase]:
    cases = {report.id: ReportCase(report, [], []) for report in turn.many(NEW_REPORTS)}
    for event in turn.many(NEW_HISTORIES):
        cases[event.report_id].history.append(event)
    for file in turn.many(NEW_FILES):
        cases[file.report_id].files.append(file)
    return cases


# -- the tick ---------------------------------------------------------------------------------
def show_new(turn: Turn) -> None:
    """Tick "cards": its key is the chat."""
    chat = _chat(turn)
    if chat is None:
        if turn.shared.admin_chat is not None:
            turn.after(0, ReportTick.CARDS, turn.shared.admin_chat)  # the settings name another chat by now
        return
    items, pace, shifts = turn.many(UNSHOWN_REPORTS), _pace(turn), on_shift(turn)
    wake_idle(turn, shifts)
    if not items:
        return
    gather_after_ms = SHIFT_GATHER_MS if shifts else GATHER_AFTER_MS
    jammed, danger_jammed = (waiting.count >= CARD_JAM for waiting in turn.many(WAITING_CARDS))
    if jammed:
        urgent = [] if danger_jammed else [item for item in items if item.danger]
        if urgent:
            _show_own(turn, chat, urgent, pace)
            turn.save(Setting(f"{PACE_SETTING}{chat}", json.dumps(pace.spent)))
        turn.after(GATHER_AFTER_MS, ReportTick.CARDS, chat)
        return
    ripe = turn.now - gather_after_ms
    now = [item for item in items if item.danger or not shifts or (len(items) == 1 and item.updated_at <= ripe)]
    shown = _show_own(turn, chat, now, pace)
    left = [item for item in items if item not in shown]
    if left and min(item.updated_at for item in left) <= ripe:
        _gather(turn, chat, left)
        pace.take(1)
        left = []
    if left or len(items) == GATHERED_AT_ONCE:
        wait = min((item.updated_at for item in left), default=ripe) - ripe
        turn.after(max(0, wait), ReportTick.CARDS, chat)
    turn.save(Setting(f"{PACE_SETTING}{chat}", json.dumps(pace.spent)))


def _show_own(turn: Turn, chat: Address, items: Sequence[ListedReport], pace: CardPace) -> list[ListedReport]:
    """Own cards as far as there is room; which. One that would be gathered all alone gets its own, too."""
    cases, shown = _cases(turn), []
    for item in items:
        case = cases.get(item.id)
        files = len(files_to_show(case.files, case.history)) if case else 0
        danger, alone = bool(item.danger), len(items) == 1 and item.updated_at + GATHER_AFTER_MS <= turn.now
        # Where there is no room for a picture, it is behind a button with the others; that of one picture is none.
        picture = files == 1 or (files > 1 and pace.has_room(PICTURE_ROOM, danger))
        cost = 2 if picture else 1
        if case is None or not (alone or pace.has_room(cost, danger)):
            continue
        share = Share.ALARMS if danger else Share.REPORTS
        put_first_card(turn, chat, case.report, case.history, case.files, share=share, picture=picture)
        pace.take(cost)
        shown.append(item)
    return shown


def _gather(turn: Turn, chat: Address, items: Sequence[ListedReport]) -> None:
    """One card for all of these; which they are is kept for its pages."""
    key = f"{turn.now}-{turn.new_id('outbox')}"
    ids = [item.id for item in items]
    turn.changes.command("mark_shown", json.dumps(ids), place_of_chat(turn.shared, chat))
    turn.changes.command("prune_gathered", f"{LISTS}:{turn.now - LISTS_KEPT_MS}")
    turn.save(Setting(f"{LISTS}:{key}", json.dumps({"chat": str(chat), "ids": ids})))
    message = gathered_message(turn.staff_texts, turn.shared.region, items, key, 0)
    turn.send(
        chat, message, lane=Lane.OPERATORS, share=Share.REPORTS, careful=True, slot=f"{GATHERED}:{key}",
        purpose=GATHERED,
    )  # fmt: skip


# -- its pages --------------------------------------------------------------------------------
@need(GATHERED_LIST)
def load_gathered(turn: Turn) -> Needs:
    """First stage: which reports the card is about."""
    return (GATHERED_LIST(f"{LISTS}:{part(turn, 0)}"),)


@need(GATHERED_REPORTS)
def load_listed(turn: Turn) -> Needs:
    """Second stage: how they stand now."""
    kept = turn.one(GATHERED_LIST)
    return (GATHERED_REPORTS(json.dumps(json.loads(kept.value)["ids"])),) if kept else ()


def turn_gathered(turn: Turn) -> None:
    """o_gath: another page, in the same message."""
    kept, items = turn.one(GATHERED_LIST), turn.many(GATHERED_REPORTS)
    if kept is None or turn.shared.now_at(parse_address(json.loads(kept.value)["chat"])) != turn.here:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    items = tuple(item for item in items if may_see(turn, item))  # some may have been handed to others since
    key, page = part(turn, 0), number(part(turn, 1))
    message = gathered_message(turn.texts, turn.shared.region, items, key, page)
    turn.say(message, lane=Lane.OPERATORS, share=Share.ASKED, slot=f"{GATHERED}:{key}", purpose=GATHERED)
