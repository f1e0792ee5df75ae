"""Which command, button, message or tick of a shift leads where; and the card's buttons in a private chat."""

from __future__ import annotations

from handlers.base.refusals import refuse_stranger
from handlers.base.routes import Route, Where, button, command, meant, step, tick
from handlers.base.turn import Turn
from handlers.operator.answers import find_report, find_target
from handlers.operator.assign import assign, assign_to, load_colleagues
from handlers.operator.case import case_of, pointed_event, pressed_report, report_of_event, with_case, with_open_case
from handlers.operator.close import close, reopen
from handlers.operator.correct import keep
from handlers.operator.edits import find_edited, find_event, on_edit
from handlers.operator.files import load_own_dialogue, show_files
from handlers.operator.find import find, load_author, load_written, of_author
from handlers.operator.grace import undo
from handlers.operator.hand_over import hand, hand_to, set_topic, topic
from handlers.operator.hand_reason import why
from handlers.operator.interim import as_answer, interim, promise, until
from handlers.operator.mend import as_it_is, mend
from handlers.operator.move_team import team, to_team
from handlers.operator.open_card import back, open_full
from handlers.operator.own_words import stop
from handlers.operator.people import show_people
from handlers.operator.prolong import more_acts, prolong
from handlers.operator.prompts import ask
from handlers.operator.ready_answers import answers_of_prompt, choose, save, use
from handlers.operator.refer import refer, refer_drop, refer_sure, refer_to
from handlers.operator.reject import reason, reject
from handlers.operator.same import joined_by_button, load_joined, load_other, load_same
from handlers.operator.shift.desk import begin, close_prompts, go_off, next_report, off_and_written, offered, silent
from handlers.operator.shift.line import load_line, say_line
from handlers.operator.shift.screens import (
    load_filtered,
    load_places,
    load_topics,
    pick_place,
    pick_topic,
    set_filter,
    show_shift,
    to_private,
)
from handlers.operator.shift.state import load_desk, load_next, load_shift
from handlers.operator.shift.writing import meant_by, on_desk_message
from handlers.operator.silence import author_of_report, hear, silence
from handlers.operator.storm import count_of_storm, replied_storm
from handlers.operator.take import release, take
from handlers.operator.whom_said import to_all, to_author
from handlers.operator.words import OperatorButton, OperatorData, OperatorStep, ShiftMeant, ShiftTick
from handlers.reports.loads import SENT
from handlers.reports.ready import saved_answers
from handlers.reports.words import Meant, ReportButton

OPERATORS, PRIVATE, ELSEWHERE = Where.OPERATORS, Where.PRIVATE, Where.ELSEWHERE
DESK = (load_shift, load_desk, load_next)


def cancel_prompt(turn: Turn) -> None:
    """/cancel on shift: what was asked is asked no more; else the answer to the report on the desk is stopped."""
    asked, case = OperatorData.PROMPT in turn.data, case_of(turn)
    if not asked and case is not None and stop(turn, case, turn.one(SENT)):
        return
    close_prompts(turn)
    turn.say(turn.t("shift-cancelled" if asked else "op-nothing-to-cancel"))


def show_or_end(turn: Turn) -> None:
    """/shift on shift; «закончить смену» is the same command where none is on."""
    if meant_by(turn) == ShiftMeant.OFF:
        go_off(turn)
    else:
        show_shift(turn)


CARDS = tuple(
    button(PRIVATE, word, act, pressed_report, *loads, staff=True)
    for word, act, *loads in (
        (ReportButton.CARD, with_case(back)),
        (ReportButton.FULL, with_case(open_full)),
        (ReportButton.FILES, with_case(show_files), load_own_dialogue),
        (ReportButton.PEOPLE, with_case(show_people), load_joined),
        (ReportButton.TAKE, with_open_case(take)),
        (ReportButton.RELEASE, with_open_case(release)),
        (ReportButton.ASSIGN, with_open_case(assign), load_colleagues),
        (ReportButton.ASSIGN_TO, with_open_case(assign_to), load_colleagues),
        (ReportButton.ASK, with_open_case(ask)),
        (ReportButton.REJECT, with_open_case(reject)),
        (ReportButton.REASON, with_open_case(reason), load_same),
        (ReportButton.REFER, with_open_case(refer)),
        (ReportButton.REFER_TO, with_open_case(refer_to)),
        (ReportButton.REFER_SURE, with_open_case(refer_sure)),
        (ReportButton.REFER_DROP, with_case(refer_drop)),
        (ReportButton.JOIN_TO, with_open_case(joined_by_button), load_other),
        (ReportButton.CLOSE, with_open_case(close)),
        (ReportButton.REOPEN, with_case(reopen)),
        (ReportButton.TOPIC, with_open_case(topic)),
        (ReportButton.SET_TOPIC, with_open_case(set_topic)),
        (ReportButton.TEAM, with_open_case(team)),
        (ReportButton.TO_TEAM, with_open_case(to_team)),
        (ReportButton.HAND, with_open_case(hand)),
        (ReportButton.HAND_TO, with_open_case(hand_to)),
        (ReportButton.MORE_ACTS, with_case(more_acts)),
        (ReportButton.PROLONG, with_open_case(prolong)),
        (ReportButton.READY, with_open_case(choose), saved_answers),
        (ReportButton.USE_READY, with_open_case(use), saved_answers),
        (ReportButton.SAVE_READY, with_open_case(save), saved_answers),
        (ReportButton.OF_AUTHOR, with_case(of_author), load_author),
        (ReportButton.SILENCE, with_case(silence), author_of_report),
        (ReportButton.HEAR, with_case(hear), author_of_report),
    )
)

ABOUT_TO_GO = tuple(
    button(PRIVATE, word, act, pointed_event, report_of_event, staff=True)
    for word, act in (
        (OperatorButton.UNDO, undo),
        (OperatorButton.AS_ANSWER, as_answer),
        (OperatorButton.INTERIM, interim),
        (OperatorButton.UNTIL, until),
        (OperatorButton.TO_ALL, to_all),
        (OperatorButton.TO_AUTHOR, to_author),
        (OperatorButton.PROMISE, promise),
        (OperatorButton.KEEP, keep),
        (OperatorButton.WHY, why),
        (OperatorButton.MEND, mend),
        (OperatorButton.AS_IS, as_it_is),
    )
)

SHIFT: tuple[Route, ...] = (
    *CARDS,
    *ABOUT_TO_GO,
    command(PRIVATE, "shift", show_shift, load_shift, load_desk, staff=True),
    command(PRIVATE, OperatorStep.SHIFT("shift"), show_or_end, load_shift, load_desk, staff=True),
    command(PRIVATE, OperatorStep.SHIFT("cancel"), cancel_prompt, find_target, find_report),
    command(OPERATORS, "shift", to_private),
    command(ELSEWHERE, "shift", refuse_stranger),
    button(PRIVATE, OperatorButton.SHIFT, set_filter, load_shift, load_filtered, staff=True),
    button(PRIVATE, OperatorButton.SHIFT_TOPICS, pick_topic, load_topics, staff=True),
    button(PRIVATE, OperatorButton.SHIFT_PLACES, pick_place, load_places, staff=True),
    button(PRIVATE, OperatorButton.SHIFT_BEGIN, begin, *DESK, staff=True),
    button(PRIVATE, ReportButton.NEXT, next_report, *DESK, staff=True),
    button(PRIVATE, ReportButton.OFF, go_off, load_shift, load_desk, staff=True),
    step(
        PRIVATE,
        OperatorStep.SHIFT,
        on_desk_message,
        load_shift,
        find_target,
        find_report,
        replied_storm,
        count_of_storm,
        answers_of_prompt,
        staff=True,
        instead=meant_by,
    ),
    meant(PRIVATE, ShiftMeant.NEXT, next_report, *DESK),
    meant(PRIVATE, ShiftMeant.OFF, go_off, load_shift, load_desk),
    meant(PRIVATE, ShiftMeant.FIND, find, load_written, staff=True),
    meant(PRIVATE, Meant.TO_CARD, off_and_written, staff=True),
    meant(PRIVATE, Meant.OWN_EDIT, on_edit, find_edited, find_event, report_of_event, staff=True),
    tick(ShiftTick.OFFER, offered, *DESK, personal=True),
    tick(ShiftTick.SILENT, silent, load_shift, load_desk, personal=True),
    tick(ShiftTick.LINE, say_line, load_line),
)
