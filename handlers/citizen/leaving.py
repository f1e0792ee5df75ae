"""A draft is left: cancelled and brought back, asked about once, dropped after a day without consent."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.buttons import number, part
from handlers.base.greeting import menu
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.steps import KeptData
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.citizen.meant import stop
from handlers.reports.adding import add_to_report
from handlers.reports.after_answer import is_friendly
from handlers.reports.danger import still_here
from handlers.reports.draft import DROP_MS, OVER, ReportDraft, draft_of, drop, go_on, keep, load_draft, put_aside
from handlers.reports.draft_screens import MORE, NOT_SOLVED, pressed_draft, show_draft, tell_old_button
from handlers.reports.loads import WHOLE_REPORT, whole_report
from handlers.reports.own_report import own_report
from handlers.reports.status import ALIVE
from handlers.reports.words import HELPING_STEP, DraftButton, DraftTick, ReportTick, ScreenButton
from storage.notice_records import NoticeResponse

KEPT_FOR_A_DAY = frozenset({KeptData.UNDO, KeptData.RUMOUR, KeptData.HOUSE, KeptData.SAID})
"""What a dialogue remembers of somebody's words where no report is being written: for a day and no longer."""


def cancel_command(turn: Turn) -> None:
    """/cancel, «отмена»: out of whatever is going on."""
    draft = draft_of(turn)
    if draft is not None:
        turn.close_screen()  # what is said now stands below the word, not above it
        cancel(turn, draft)
        return
    if {ScreenButton.UNSUBSCRIBE, ScreenButton.FORGET} <= set(shown_lately(turn)) and not turn.asks:
        stop(turn)  # «хватит слать», «стоп»: it was asked what of
        return
    key = "cancel-question" if turn.asks else "cancel-nothing"
    if turn.dialogue.step == HELPING_STEP:
        key = "help-mistaken"
        turn.delete(NoticeResponse, turn.data.get(KeptData.NOTICE, 0), turn.person.id)
        turn.forget_timer(ReportTick.HELPING, turn.timer_key)
    if key != "cancel-nothing":
        turn.close_screen()
    turn.step("", **turn.kept(KeptData.UNDO))
    turn.say(Message(turn.t(key), keyboard=menu(turn.texts)))


def pressed_cancel(turn: Turn) -> None:
    """Button «Отмена»."""
    draft = pressed_draft(turn)
    if draft is not None:
        cancel(turn, draft)


def cancel(turn: Turn, draft: ReportDraft) -> None:
    """Leave the draft. One tap brings it back within a day: a slip must not cost what was written."""
    undone = turn.kept(KeptData.UNDO)
    drop(turn)
    if draft.empty:
        turn.data = undone
        turn.leave_screen(turn.t("cancel-nothing-kept"))
    else:
        turn.data = {KeptData.UNDO: replace(draft, waiting=[]).dump()}
        turn.after(DROP_MS, DraftTick.DROP, turn.timer_key)
        rows = ((Button(turn.texts.label("button-undo"), DraftButton.UNDO(draft.id)),),)
        turn.leave_screen(Message(turn.t("cancel-dropped"), rows))
    following = go_on(turn, replace(draft, second={}))
    if following is not None:
        show_draft(turn, following, turn.t("waiting-goes-on"))


def undo(turn: Turn) -> None:
    """Button «Вернуть»: the cancelled draft goes on."""
    draft = load_draft(turn.data.get(KeptData.UNDO))
    if draft is None or draft.id != number(part(turn, 0)):
        tell_old_button(turn)
        return
    turn.data.pop(KeptData.UNDO)
    now = draft_of(turn)
    if now is not None and not now.empty:
        put_aside(now, draft)
    keep(turn, draft)
    show_draft(turn, draft)


def idle(turn: Turn) -> None:
    """Tick: nothing was written for ten minutes. Asked about once; an empty draft is simply left, and words about an
    answer, of which no button said what they mean, go to the staff as they are.
    """
    draft = draft_of(turn)
    if draft is None or draft.gathering:
        return
    if (report := own_report(turn)) is not None and asked_of(draft) == report.id and report.status in ALIVE:
        draft.asks, draft.into, draft.by_button = [], report.id, True
        add_to_report(turn, draft, MORE if is_friendly(turn, draft.words) else NOT_SOLVED)
    elif draft.empty:
        drop(turn)
        turn.leave_screen()
    elif not draft.reminded:
        draft.reminded = True
        turn.close_screen()
        show_draft(turn, draft, still_here(turn, draft))


@need(*WHOLE_REPORT)
def asked_report(turn: Turn) -> Needs:
    """The report that an idle draft may be about."""
    draft = draft_of(turn)
    return whole_report(asked_of(draft)) if draft is not None and asked_of(draft) else ()


def asked_of(draft: ReportDraft) -> int:
    """The only open report of which buttons ask whether the draft belongs to it; 0 without one."""
    if len(draft.asks) != 1 or OVER in draft.asks[0][2:]:
        return 0
    return number(draft.asks[0][0])


def drop_draft(turn: Turn) -> None:
    """Tick: a day without consent, so nothing of the draft is kept."""
    draft = draft_of(turn)
    if draft is None and not KEPT_FOR_A_DAY.isdisjoint(turn.data):
        turn.step("")
    elif draft is not None:
        turn.data.pop(KeptData.UNDO, None)
    if draft is not None and turn.person.consent_version != turn.shared.region.consent_version:
        drop(turn)
        turn.close_screen()
        turn.say(turn.t("draft-dropped"))
