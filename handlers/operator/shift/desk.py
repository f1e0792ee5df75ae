"""On shift and off, and the next report: in the private chat of whoever is on shift."""

from __future__ import annotations

import json

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked, Message
from handlers.base.steps import KeptData
from handlers.base.texts import Texts, join, span
from handlers.base.turn import Turn
from handlers.operator.case import TEAM, ReportCase
from handlers.operator.shift.state import (
    AGAIN,
    COUNTS,
    EVERYTHING,
    IDLE_LOOK_MS,
    LEASE_MS,
    NEXT,
    OWN_SHIFT,
    clear_desk,
    is_on,
    keep,
    new_shift,
    put_on_desk,
)
from handlers.operator.take import hold
from handlers.operator.words import OperatorButton, OperatorData, OperatorStep, ShiftTick
from handlers.reports.card import CARD, IN_ADMIN_CHAT, IN_OWN_CHAT, IN_TEAM_CHAT, files_to_show, put_card, refs_of
from handlers.reports.laid_aside import take_up
from handlers.reports.loads import REPORT, REPORT_FILES, REPORT_HISTORY, desk_slot
from handlers.reports.status import HELP, Status, move
from handlers.reports.taken_for import keep_words
from handlers.reports.tell_citizen import send_call_taken
from handlers.reports.words import ReportButton
from storage.records import Lane, Report, Share
from storage.shift_records import Shift

LEFT_NAMED = 10
"""So many of the reports that he passed over are named at the end."""


def begin(turn: Turn) -> None:
    """o_sbegin: on shift, with the first report."""
    shift = turn.one(OWN_SHIFT) or new_shift(turn)
    if not is_on(shift):
        shift.began_at, shift.ended_at = turn.now, 0
        shift.answered = shift.passed = shift.unsaid = shift.report_id = 0
        shift.skipped = "[]"
        turn.ack(turn.texts.label("shift-toast-began"))
    offer_next(turn, shift)


def next_report(turn: Turn) -> None:
    """o_next: the report on the desk leaves it, and the next one comes."""
    shift = turn.one(OWN_SHIFT)
    if shift is None or not is_on(shift):
        tell_off(turn)
    else:
        offer_next(turn, shift)


def offer_next(turn: Turn, shift: Shift, *, silent: bool = False) -> None:
    """The next report comes onto the desk; where there is none that is said, unless `silent`."""
    if turn.event.argument == AGAIN:
        shift.skipped = "[]"
    close_prompts(turn)
    clear_desk(turn, shift)
    report = turn.one(REPORT) if turn.one(NEXT) is not None else None
    if report is None:
        put_on_desk(turn, shift, 0)
        turn.after(IDLE_LOOK_MS, ShiftTick.OFFER, turn.timer_key)
        if not silent:
            _say_empty(turn, shift)
        return
    case = ReportCase(report, list(turn.many(REPORT_HISTORY)), list(turn.many(REPORT_FILES)))
    hold(turn, report, LEASE_MS)
    report.unshown &= ~_seen_by(shift, report)  # it is in sight
    if report.danger == HELP and report.status == Status.NEW:
        move(turn, report, Status.ACCEPTED)
        send_call_taken(turn, report)
    turn.save(report)
    put_on_desk(turn, shift, report.id)
    turn.forget_timer(ShiftTick.OFFER, turn.timer_key)
    show_on_desk(turn, case)


def _seen_by(shift: Shift, report: Report) -> int:
    """The chats that need not be shown what somebody of theirs has on his desk, as `Report.unshown` names them."""
    if shift.scope == EVERYTHING:
        return IN_ADMIN_CHAT | IN_TEAM_CHAT
    return IN_TEAM_CHAT if f"{TEAM}{report.team}" in shift.scope.split(",") else IN_OWN_CHAT


def show_on_desk(turn: Turn, case: ReportCase) -> None:
    """The card at the bottom of the private chat, with what can be done and what words mean here."""
    slot = desk_slot(case.report.id, turn.new_id("outbox"))
    report = case.report
    note = turn.texts.say("shift-how-own" if report.taken_until > turn.now + LEASE_MS else "shift-how")
    put_card(turn, turn.here, report, case.history, case.files, slot=slot, note=note, share=Share.ASKED)
    files = files_to_show(case.files, case.history)
    if files:
        message = Message(files=refs_of(files), reply_to=f"slot:{slot}")
        turn.send(
            turn.here, message, lane=Lane.OPERATORS, share=Share.REPORTS, careful=True, report_id=report.id,
            purpose=CARD,
        )  # fmt: skip


def offered(turn: Turn) -> None:
    """Tick OFFER: the desk was empty, and something may have come. Whoever is busy with something else here (a notice,
    a report of his own) is left alone: what he writes there must not become an answer.
    """
    shift = turn.one(OWN_SHIFT)
    if shift is None or not is_on(shift) or shift.report_id:
        return
    if turn.dialogue.step in ("", OperatorStep.SHIFT):
        offer_next(turn, shift, silent=True)
    else:
        turn.after(IDLE_LOOK_MS, ShiftTick.OFFER, turn.timer_key)


# -- off --------------------------------------------------------------------------------------
def go_off(turn: Turn) -> None:
    """o_off: what is on the desk is free, and whoever comes next reads how things stand."""
    shift = turn.one(OWN_SHIFT)
    if shift is None or not is_on(shift):
        tell_off(turn)
        return
    _end(turn, shift, turn.texts.say("shift-over"))


def silent(turn: Turn) -> None:
    """Tick SILENT: nothing was heard for hours."""
    shift = turn.one(OWN_SHIFT)
    if shift is not None and is_on(shift):
        _end(turn, shift, turn.texts.say("shift-over-silent"))


def _end(turn: Turn, shift: Shift, heading: Marked) -> None:
    close_prompts(turn)
    clear_desk(turn, shift)
    shift.ended_at = turn.now
    if turn.dialogue.step == OperatorStep.SHIFT and not take_up(turn):
        turn.step("", **{KeptData.OFF_SHIFT: turn.now})
    keep(turn, shift)
    turn.forget_timer(ShiftTick.OFFER, turn.timer_key)
    turn.forget_timer(ShiftTick.SILENT, turn.timer_key)
    turn.after(0, ShiftTick.LINE, "all")
    turn.say(Message(join(heading, summary(turn, shift)), _begin_row(turn.texts)))


def summary(turn: Turn, shift: Shift) -> Marked:
    """What was done, and what whoever comes next finds."""
    counts, skipped = turn.many(COUNTS)[0], json.loads(shift.skipped)
    lasted = span(turn.texts, turn.now - shift.began_at)
    left = ", ".join(f"№ {number}" for number in skipped[:LEFT_NAMED]) if counts.waiting else ""
    return join(
        turn.t("shift-done", answered=shift.answered, passed=shift.passed, span=lasted),
        waiting(turn),
        turn.t("shift-left", numbers=left) if left else "",
        by="\n",
    )


def waiting(turn: Turn) -> Marked:
    """How many wait, and of these the dangerous and the overdue."""
    counts = turn.many(COUNTS)[0]
    return join(
        turn.t("shift-waiting", count=counts.waiting),
        turn.t("shift-waiting-danger", count=counts.danger) if counts.danger else "",
        turn.t("shift-waiting-late", count=counts.late) if counts.late else "",
        by=" ",
    )


def tell_off(turn: Turn) -> None:
    """A button of a shift that is over."""
    turn.ack(turn.texts.label("shift-toast-off"))
    turn.say(Message(turn.t("shift-off"), _begin_row(turn.texts)))


def off_and_written(turn: Turn) -> None:
    """Off shift, a reply to a card in the private chat, or the first words after a shift, which may have ended by
    itself: they go to nobody, and are no report of his own either, unless he says so.
    """
    if turn.data.pop(KeptData.OFF_SHIFT, 0) and not turn.event.reply_to and turn.event.text:
        rows = (*_begin_row(turn.texts), *keep_words(turn))
        turn.say(Message(turn.t("shift-off-after"), rows))
        return
    turn.say(Message(turn.t("shift-off-written"), _begin_row(turn.texts)))


def _begin_row(texts: Texts) -> Rows:
    return ((Button(texts.label("shift-button-begin"), OperatorButton.SHIFT_BEGIN(), style="good"),),)


def _say_empty(turn: Turn, shift: Shift) -> None:
    """Nothing waits, or only what he passed over or others have."""
    again = Button(turn.texts.label("shift-button-again"), ReportButton.NEXT(AGAIN))
    off = Button(turn.texts.label("shift-button-off"), ReportButton.OFF())
    skipped = json.loads(shift.skipped)
    text = turn.t("shift-empty-skipped", count=len(skipped)) if skipped else turn.t("shift-empty")
    turn.say(Message(text, ((again, off),) if skipped else ((off,),)))


def close_prompts(turn: Turn) -> None:
    """A question that he was asked about the report before is asked no more."""
    if prompt := turn.data.pop(OperatorData.PROMPT, None):
        turn.take_away(turn.here, str(prompt["slot"]))
