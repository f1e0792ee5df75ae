"""The operators' chats: cards, answers, the queue. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.base.refusals import refuse_stranger
from handlers.base.routes import NUMBER, Route, Where, among_staff, button, command, default, on, tick
from handlers.operator.alarms import alarm, load_told
from handlers.operator.answers import find_report, find_target, on_message
from handlers.operator.case import (
    numbered_report,
    pointed_event,
    pressed_report,
    report_of_event,
    ticked_report,
    with_case,
    with_open_case,
    written_report,
)
from handlers.operator.close import close, reopen
from handlers.operator.delivered import delivered
from handlers.operator.delivery import (
    ask_drop,
    delivery,
    delivery_again,
    drop,
    retry,
)
from handlers.operator.delivery_rows import load_again, load_delivery, load_droppable
from handlers.operator.edits import find_edited, find_event, on_edit
from handlers.operator.file_refused import file_refused
from handlers.operator.files import load_own_dialogue, show_files
from handlers.operator.gather import load_cases, load_gathered, load_listed, load_unshown, show_new, turn_gathered
from handlers.operator.go_out import go_out, joined_reports
from handlers.operator.grace import undo
from handlers.operator.hand_over import hand, hand_to, set_topic, topic
from handlers.operator.hand_reason import why
from handlers.operator.help import cancel, old_button, show_help
from handlers.operator.interim import interim, until
from handlers.operator.joined import joined_elsewhere, joined_operators
from handlers.operator.left import left, left_report, listed_in_them, lists_of_forgotten
from handlers.operator.open_card import back, open_card, open_full, open_numbered, redraw
from handlers.operator.prompts import ask
from handlers.operator.queue import (
    load_page,
    load_places,
    load_queue,
    load_topics,
    pick_place,
    pick_topic,
    queue,
    turn_queue,
)
from handlers.operator.reject import reason, reject
from handlers.operator.shift.routes import SHIFT
from handlers.operator.take import left_alone, release, take
from handlers.operator.unknown import PRIVATE_COMMANDS, private_command, unknown_command
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.words import ReportButton, ReportTick
from storage.ticks import Tick

OPERATORS, PRIVATE, ELSEWHERE = Where.OPERATORS, Where.PRIVATE, Where.ELSEWHERE

WRITTEN = (
    command(OPERATORS, "queue", queue, load_queue, load_page),
    command(OPERATORS, "help", show_help),
    command(OPERATORS, "start", show_help),
    command(OPERATORS, "status", open_numbered, numbered_report),
    command(OPERATORS, "cancel", cancel, find_target),
    command(OPERATORS, "unknown", unknown_command, find_target, find_report),
    *(command(OPERATORS, word, private_command, find_target, find_report) for word in PRIVATE_COMMANDS),
    default(OPERATORS, "message", on_message, find_target, find_report),
    on(OPERATORS, Kind.EDIT, on_edit, find_edited, find_event, report_of_event),
    on(OPERATORS, Kind.JOINED, joined_operators),
    on(ELSEWHERE, Kind.JOINED, joined_elsewhere),
    command(OPERATORS, "delivery", delivery, load_delivery),
    command(ELSEWHERE, "queue", refuse_stranger),
    command(ELSEWHERE, "delivery", refuse_stranger),
    command(PRIVATE, "delivery", delivery, load_delivery, staff=True),
    among_staff("help", show_help),
    among_staff(NUMBER, open_numbered, written_report),
    command(PRIVATE, "queue", queue, load_queue, load_page, staff=True),
)

PRESSED = (
    button(OPERATORS, ReportButton.CARD, with_case(back), pressed_report),
    button(OPERATORS, ReportButton.OPEN, with_case(open_card), pressed_report),
    button(OPERATORS, ReportButton.FULL, with_case(open_full), pressed_report),
    button(OPERATORS, ReportButton.FILES, with_case(show_files), pressed_report, load_own_dialogue),
    button(OPERATORS, ReportButton.TAKE, with_open_case(take), pressed_report),
    button(OPERATORS, ReportButton.RELEASE, with_open_case(release), pressed_report),
    button(OPERATORS, ReportButton.ASK, with_open_case(ask), pressed_report),
    button(OPERATORS, ReportButton.REJECT, with_open_case(reject), pressed_report),
    button(OPERATORS, ReportButton.REASON, with_open_case(reason), pressed_report),
    button(OPERATORS, ReportButton.CLOSE, with_open_case(close), pressed_report),
    button(OPERATORS, ReportButton.REOPEN, with_case(reopen), pressed_report),
    button(OPERATORS, ReportButton.TOPIC, with_open_case(topic), pressed_report),
    button(OPERATORS, ReportButton.SET_TOPIC, with_open_case(set_topic), pressed_report),
    button(OPERATORS, ReportButton.HAND, with_open_case(hand), pressed_report),
    button(OPERATORS, ReportButton.HAND_TO, with_open_case(hand_to), pressed_report),
    button(OPERATORS, OperatorButton.GATHERED, turn_gathered, load_gathered, load_listed),
    button(OPERATORS, OperatorButton.UNDO, undo, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.INTERIM, interim, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.UNTIL, until, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.WHY, why, pointed_event, report_of_event),
    default(OPERATORS, "button", old_button),
    button(PRIVATE, ReportButton.OPEN, with_case(open_card), pressed_report, staff=True),
)

DELIVERY = tuple(
    route
    for where in (OPERATORS, PRIVATE)
    for route in (
        button(where, OperatorButton.DELIVERY, delivery_again, load_delivery, staff=where is PRIVATE),
        button(where, OperatorButton.DELIVERY_RETRY, retry, load_again, staff=where is PRIVATE),
        button(where, OperatorButton.DELIVERY_DROP, ask_drop, load_droppable, staff=where is PRIVATE),
        button(where, OperatorButton.DELIVERY_DROP_SURE, drop, load_droppable, staff=where is PRIVATE),
    )
)

LISTED = tuple(
    route
    for where in (OPERATORS, PRIVATE)
    for route in (
        button(where, OperatorButton.QUEUE, turn_queue, load_queue, load_page, staff=where is PRIVATE),
        button(where, OperatorButton.QUEUE_TOPICS, pick_topic, load_topics, staff=where is PRIVATE),
        button(where, OperatorButton.QUEUE_PLACES, pick_place, load_places, staff=where is PRIVATE),
    )
)

TICKS = (
    tick(OperatorTick.ANSWER, go_out, pointed_event, report_of_event, joined_reports),
    tick(Tick.DELIVERED, delivered, pointed_event, report_of_event),
    tick(ReportTick.CARD, redraw, ticked_report),
    tick(ReportTick.LEFT, left, left_report, lists_of_forgotten, listed_in_them),
    tick(ReportTick.CARDS, show_new, load_unshown, load_cases),
    tick(Tick.ALARM, alarm, load_told),
    tick(OperatorTick.TAKEN, left_alone, ticked_report),
    tick(Tick.FILE_REFUSED, file_refused, ticked_report),
)

ROUTES: tuple[Route, ...] = (*WRITTEN, *PRESSED, *DELIVERY, *LISTED, *SHIFT, *TICKS)
