"""A report was taken back by its author: the oldest that was joined to it is the case now, or nobody would work on it.

If he wants to be forgotten, the lists that quote it in the operators' chats are shown without its words.
"""

from __future__ import annotations

import json
from typing import Any

from handlers.base.buttons import number_of
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message
from handlers.base.shared import parse_address
from handlers.base.turn import Turn
from handlers.operator.gather import GATHERED
from handlers.operator.gather_view import ListedReport, gathered_message
from handlers.reports.card import CARD, chats_of, has_card, line_up
from handlers.reports.card_text import is_erased
from handlers.reports.lists import LIST
from handlers.reports.loads import JOINED_REPORTS, REPORT, joined_to
from handlers.reports.over import SOLVED
from handlers.reports.reopen import say_again, to_work
from handlers.reports.status import LineKind, Status, record
from handlers.reports.tell_citizen import send_status_change
from handlers.reports.words import ReportButton, ReportTick
from storage.changes import words
from storage.records import Delivery, Lane, Report, Setting, Share

LISTS_KEPT = Load("lists in the operators' chats", "lists_kept", Setting)
LISTED = Load("what gathered cards show", "listed_reports", ListedReport)


@need(REPORT, JOINED_REPORTS)
def left_report(turn: Turn) -> Needs:
    """The report and what was joined to it."""
    report_id = number_of(turn.event.argument)
    return (REPORT(report_id), joined_to(report_id))


@need(LISTS_KEPT)
def lists_of_forgotten(turn: Turn) -> Needs:
    """Second stage: the lists, if its author is forgotten."""
    report = turn.one(REPORT)
    return (LISTS_KEPT(),) if report is not None and is_erased(report) else ()


@need(LISTED)
def listed_in_them(turn: Turn) -> Needs:
    """Third stage: the reports of the gathered cards among them."""
    numbers = {number for kept in _naming(turn) if "slot" not in kept for number in kept["ids"]}
    return (LISTED(json.dumps(sorted(numbers))),) if numbers else ()


def _naming(turn: Turn) -> list[dict[str, Any]]:
    """Of the lists those that show the report, each with its setting's "key"."""
    wanted = number_of(turn.event.argument)
    lists = [{**json.loads(kept.value), "key": kept.name.partition(":")[2]} for kept in turn.many(LISTS_KEPT)]
    return [kept for kept in lists if wanted in kept["ids"]]


def _unquote(turn: Turn) -> None:
    """Gathered cards are shown anew, the others are emptied: /queue brings another."""
    texts, region = turn.staff_texts, turn.shared.region
    for kept in _naming(turn):
        chat = turn.shared.now_at(parse_address(kept["chat"]))
        slot, message = str(kept.get("slot", "")), Message(texts.say("list-outdated"))
        if not slot:
            slot = f"{GATHERED}:{kept['key']}"
            items = [item for item in turn.many(LISTED) if item.id in kept["ids"]]
            message = gathered_message(texts, region, items, kept["key"], 0)
        purpose = GATHERED if "slot" not in kept else LIST
        turn.send(chat, message, lane=Lane.OPERATORS, share=Share.EDITS, careful=True, slot=slot, purpose=purpose)


def left(turn: Turn) -> None:
    """Tick "left": its key is a report, its text SOLVED where its author closed it. The oldest report of somebody
    else becomes the case; the others follow it from now on, and nothing of the one that left goes on with them.
    """
    report = turn.one(REPORT)
    if report is not None and is_erased(report):
        _unquote(turn)
    if report is not None and report.status == Status.MERGED:
        turn.after(0, ReportTick.CARD, report.merged_into)  # one less writes of it
    solved = turn.event.text == SOLVED
    if report is None or report.status != (Status.CLOSED if solved else Status.WITHDRAWN):
        return
    joined = [other for other in turn.many(JOINED_REPORTS) if not is_erased(other)]
    others = [other for other in joined if other.person_id != report.person_id]
    following = next(iter(others or joined), None)
    if following is None:
        return
    turn.changes.command("case_moves", report.id, following.id, words([Status.MERGED]))
    to_work(turn, following)
    event = record(turn, following, LineKind.REOPENED)
    event.delivery = Delivery.WAITING
    turn.save(event)
    send_status_change(turn, following, event)
    values = {"number": str(following.id), "other": str(report.id), "solved": "yes" if solved else "no"}
    if len(joined) > 1:
        _say_next(turn, following, turn.staff_texts.say("said-next", count=len(joined) - 1, **values))
    else:
        say_again(turn, following, turn.staff_texts.say("said-apart", **values), Marked(""))
    turn.after(0, ReportTick.CARD, following.id)


def _say_next(turn: Turn, report: Report, text: Marked) -> None:
    """Also where it has no card yet: which one it stands for would not be seen on that."""
    button = Button(turn.staff_texts.label("op-button-open", number=str(report.id)), ReportButton.OPEN(report.id))
    for chat in chats_of(turn.shared, report):
        if not has_card(turn.shared, report, chat):
            line_up(turn, chat, report)
        message = Message(text, ((button,),))
        turn.send(
            chat, message, lane=Lane.OPERATORS, share=Share.REPORTS, careful=True, report_id=report.id, purpose=CARD
        )  # fmt: skip
