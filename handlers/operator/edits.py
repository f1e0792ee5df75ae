"""An operator edits what he wrote: within the ten seconds the answer changes, later its author reads the edit. Or he
takes it away, where the messenger tells: then it does not go.
"""

from __future__ import annotations

from handlers.base.labels import fold
from handlers.base.loads import Needs, need
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.answers import OperatorWords, read
from handlers.operator.by_number import is_talk_of_number, number_first
from handlers.operator.case import ReportCase, case_of
from handlers.operator.correct import correct_soon, keep_as_it_went
from handlers.operator.grace import call_off, in_grace, make_note, put_off
from handlers.operator.look_over import look_over
from handlers.operator.own_words import button_words, stops
from handlers.operator.prompts import hint
from handlers.operator.several import several_in
from handlers.reports.loads import REPORT_EVENT, SENT, sent
from handlers.reports.saved import OPERATOR
from handlers.reports.status import WORDED, LineKind
from storage.records import Delivery, ReportEvent


@need(SENT)
def find_edited(turn: Turn) -> Needs:
    """First stage: what is known of the edited message."""
    return (sent(turn, turn.event.message),)


@need(REPORT_EVENT)
def find_event(turn: Turn) -> Needs:
    """Second stage: the history line that an operator's own message became."""
    edited = turn.one(SENT)
    return (REPORT_EVENT(edited.event_id),) if edited is not None and edited.purpose == OPERATOR else ()


def on_edit(turn: Turn) -> None:
    """The text of an answer or a note; edits of anything else are talk."""
    case, event, said = case_of(turn), turn.one(REPORT_EVENT), read(number_first(turn))
    if case is None or event is None:
        _of_several(turn)
        return
    gone = event.kind in WORDED and event.delivery not in ("", Delivery.CALLED_OFF)
    if not (said.text and _edited(turn, case, event, said)) and gone:
        keep_as_it_went(turn, event)  # the words of an earlier edit do not stand there any more


def _edited(turn: Turn, case: ReportCase, event: ReportEvent, said: OperatorWords) -> bool:
    """Do what the new words say; whether their reader gets them as a correction."""
    becomes_note = said.note and event.kind != LineKind.NOTE
    number = str(event.report_id)
    if said.number not in (0, event.report_id):
        _number_was_wrong(turn, case, event, said.number)
    elif (said.text == event.text and not becomes_note) or _is_no_answer(turn, case, event, said):
        pass
    elif event.kind == LineKind.MERGED:
        tell(turn, turn.t("join-no-edit"))
    elif event.kind == LineKind.NOTE:
        event.text = said.text
        turn.save(event)
    elif in_grace(event):
        if becomes_note:
            make_note(turn, case, event, said.text)
        else:
            event.text = said.text
            turn.save(event)
            case.keep(event)
            look_over(turn, case, event, again=True)
            put_off(turn, case, event, edited=True)
    elif not becomes_note and correct_soon(turn, case, event, said.text):
        return True
    else:
        key = "op-edit-cancelled" if event.delivery == Delivery.CALLED_OFF else "op-edit-late"
        hint(turn, case, None, turn.t(key, number=number))
    return False


def on_removed(turn: Turn) -> None:
    """He took away what he wrote: what has not gone goes nowhere."""
    case, event = case_of(turn), turn.one(REPORT_EVENT)
    if case is None or event is None:
        _of_several(turn)
        return
    if event.kind == LineKind.NOTE or event.delivery == Delivery.CALLED_OFF:
        return
    number = str(event.report_id)
    if in_grace(event):
        call_off(turn, case, event)
        tell(turn, turn.t("op-removed", number=number))
    else:
        keep_as_it_went(turn, event)
        hint(turn, case, None, turn.t("op-removed-late", number=number))


def _is_no_answer(turn: Turn, case: ReportCase, event: ReportEvent, said: OperatorWords) -> bool:
    """Whether the new words are for the bot: «отмена» stops what has not gone; a button's words, a sign alone and the
    beginning of an answer to several reports change nothing.
    """
    number, text = str(event.report_id), said.text
    if said.note or event.kind == LineKind.NOTE:
        return False
    if stops(turn, text) or is_talk_of_number(turn):
        if in_grace(event):
            call_off(turn, case, event)
        elif event.delivery != Delivery.CALLED_OFF:
            hint(turn, case, None, turn.t("op-removed-late", number=number))
            return True
        tell(turn, turn.t("op-stopped", number=number))
    elif not fold(text):
        hint(turn, case, None, turn.t("op-no-words", number=number))
    elif fold(text) in button_words(turn.texts):
        tell(turn, turn.t("shift-press", word=text))
    elif several_in(turn) is not None:
        tell(turn, turn.t("several-edit"))
    else:
        return False
    return True


def _of_several(turn: Turn) -> None:
    """What was an answer to several reports is neither changed nor taken back by its message."""
    edited = turn.one(SENT)
    if edited is not None and edited.purpose == OPERATOR and not edited.event_id:
        tell(turn, turn.t("several-edit"))


def _number_was_wrong(turn: Turn, case: ReportCase, event: ReportEvent, other: int) -> None:
    """The edit names another report: what has not gone goes nowhere."""
    number = str(event.report_id)
    if in_grace(event):
        call_off(turn, case, event)
        tell(turn, turn.t("op-edit-number", number=number, other=str(other)))
    else:
        tell(
            turn,
            turn.t("op-edit-cancelled" if event.delivery == Delivery.CALLED_OFF else "op-edit-late", number=number),
        )
