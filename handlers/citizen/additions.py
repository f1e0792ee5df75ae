"""Adding to a report by buttons, and taking back what was added to the wrong one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.buttons import number, part
from handlers.base.loads import Needs, need
from handlers.base.turn import Turn
from handlers.citizen.place_again import corrects_report
from handlers.citizen.replies import close_as_solved, say_not_solved
from handlers.citizen.topic_again import corrects_sent_topic
from handlers.citizen.what_is_left import begin_with_rest
from handlers.reports.adding import TAKES_MORE, add_to_report, ask_for_more, line_to_change, words_of
from handlers.reports.card import add_to_card, own_chat, show_card
from handlers.reports.collect import add_message
from handlers.reports.draft import ReportDraft, begin, draft_of, drop, go_on, keep, put_aside
from handlers.reports.draft_screens import NOT_SOLVED, PARTLY, SOLVED, pressed_draft, show_draft, tell_old_button
from handlers.reports.is_solved import awaits_word
from handlers.reports.its_words import words_alone
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, SENT, WHOLE_REPORT, whole_report
from handlers.reports.meanwhile import ask_whose, brought_forward, said_of
from handlers.reports.own_report import own_report
from handlers.reports.put_back import data_of, place_again, put_back
from handlers.reports.saved import as_draft_file, remember_messages
from handlers.reports.status import LineKind, Status, move
from handlers.reports.teams import where_changed
from handlers.reports.tell_citizen import heard_of
from handlers.reports.words import PLACED_AGAIN, ReportTick
from storage.records import Report, ReportEvent, StoredFile

BEFORE = frozenset({Status.ANSWERED, Status.CLOSED, Status.SILENT, Status.REJECTED, Status.MERGED})
"""What a report may have been before such a line put it back to work."""


def gathered(turn: Turn) -> None:
    """Tick: nothing came for a moment, so what was gathered is shown or added."""
    draft = draft_of(turn)
    if draft is None or not draft.gathering:
        return
    if draft.into and not draft.empty:
        elsewhere = None
        if (report := own_report(turn)) is not None:
            elsewhere = corrects_report(turn, report, draft)
            corrects_sent_topic(turn, report, draft)
        add_to_report(turn, draft, elsewhere=elsewhere)
    else:
        show_draft(turn, draft)


def add_draft(turn: Turn) -> None:
    """Button «Дополнить № N» under a draft: it belongs to that report. Or its words say of it what the button says."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    if draft.second:
        draft = brought_forward(draft)
    report, says = own_report(turn), part(turn, 2)
    draft.asks = []
    if report is None or draft.empty:
        show_draft(turn, draft)
        return
    _add(turn, draft, report, says)


def _add(turn: Turn, draft: ReportDraft, report: Report, says: str) -> None:
    draft.offer, draft.offer_over = (draft.offer, draft.offer_over) if draft.offer != report.id else (0, False)
    if says in (SOLVED, NOT_SOLVED, PARTLY) and not draft.files and draft.lat is None:
        _say_of(turn, draft, report, says)
        return
    draft.into, draft.by_button = report.id, True
    added = add_to_report(turn, draft, says, corrects_report(turn, report, draft))
    if says == SOLVED and added is not None:
        close_as_solved(turn, report, added=added)


@need(*WHOLE_REPORT)
def report_replied_to(turn: Turn) -> Needs:
    """The second stage: the report that his words reply to."""
    replied = turn.one(SENT)
    return whole_report(replied.report_id) if replied and replied.report_id else ()


def said_meanwhile(turn: Turn) -> None:
    """Words that may answer what staff wrote while he was writing something else: a reply does, of others buttons
    ask.
    """
    draft, report = draft_of(turn), own_report(turn)
    if draft is None or report is None or not words_alone(turn):
        ask_whose(turn)
        return
    second = begin(turn)
    add_message(turn, second)
    if not draft.empty:
        put_aside(draft, second)
    awaited = awaits_word(turn, report) or report.status == Status.MERGED  # its case was answered
    _add(turn, second, report, said_of(turn) if awaited else "")


def _say_of(turn: Turn, draft: ReportDraft, report: Report, says: str) -> None:
    """What was written is the answer to "is it solved?"."""
    words = words_of(turn, draft)
    drop(turn)
    if says == SOLVED:
        turn.close_screen()
        done = close_as_solved(turn, report, words)
    else:
        done = say_not_solved(turn, report, words, LineKind.PARTLY if says == PARTLY else LineKind.NOT_SOLVED)
    if done is None:
        draft.into = report.id
        keep(turn, draft)
        add_to_report(turn, draft, says)
        return
    remember_messages(turn, draft, report.id, done.id)
    if says == SOLVED and begin_with_rest(turn, report, words, draft.waiting):
        return
    if (following := go_on(turn, draft)) is not None:
        turn.leave_screen()
        show_draft(turn, following, turn.t("waiting-goes-on"))


def is_none_of_these(turn: Turn) -> None:
    """Button «Это новое сообщение»: it belongs to none of his reports that were named."""
    draft = pressed_draft(turn)
    if draft is not None:
        draft.asks, draft.says = [], ""
        show_draft(turn, draft)


def more(turn: Turn) -> None:
    """Button «Дополнить» of a report: what is written next is added to it."""
    report = own_report(turn)
    if report is None:
        tell_old_button(turn)
    elif Status(report.status) not in TAKES_MORE:
        turn.ack(turn.texts.label("toast-is-over", number=str(report.id)))
    else:
        ask_for_more(turn, report.id)


def was_new(turn: Turn) -> None:
    """Button «Это о другом»: what was just added becomes a draft of its own; another that is being written waits."""
    report, history = own_report(turn), turn.many(REPORT_HISTORY)
    event = line_to_change(turn, history, number(part(turn, 1)))
    if report is None or event is None:
        tell_old_button(turn)
        return
    begun, draft = draft_of(turn), begin(turn)
    draft.texts = [["", event.text]] if event.text else []
    own = [file for file in turn.many(REPORT_FILES) if file.event_id == event.id]
    draft.files = [as_draft_file(file) for file in own]
    for file in own:
        turn.delete(StoredFile, file.id)
    _take_back(turn, report, event, history, [f for f in turn.many(REPORT_FILES) if f.event_id != event.id])
    draft.last_at = turn.now
    if begun is not None and not begun.empty:
        put_aside(begun, draft)
    show_draft(turn, draft)


def _take_back(
    turn: Turn, report: Report, event: ReportEvent, history: Sequence[ReportEvent], files: Sequence[StoredFile]
) -> None:
    """The line leaves the report; its status and its place are what they were before; staff are told."""
    data, was_reply = data_of(event), event.kind == LineKind.REPLY
    event.kind, event.text = LineKind.ADDED, ""
    was = str(data.get("was", Status.NEEDS_INFO if was_reply else ""))
    if was == Status.NEEDS_INFO and report.status == Status.ACCEPTED:
        move(turn, report, Status.NEEDS_INFO)
    elif was in BEFORE and report.status == Status.REOPENED:
        report.merged_into = int(data.get("merged_into", 0))
        move(turn, report, Status(was))
        if was == Status.ANSWERED:
            heard_of(turn, report)
    there = own_chat(turn.shared, report)
    placed, topical = put_back(turn, report, event, data, history)
    event.data = json.dumps({"taken_back": True, **({PLACED_AGAIN: True} if placed else {})})
    turn.save(event)
    if report.status == Status.MERGED:
        show_card(turn, report, history, files)
        turn.after(0, ReportTick.JOINED, event.id)
        return
    if placed or topical:
        where_changed(turn, report, history, files, there)
    else:
        show_card(turn, report, history, files)
    add_to_card(turn, report, place_again(turn, report) if placed else "", (), key="addition-taken-back")
