"""The operators' chats: cards, answers, the queue. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.base.refusals import refuse_stranger
from handlers.base.routes import NUMBER, Route, Where, among_staff, button, command, default, meant, on, tick
from handlers.operator.answers import find_report, find_target, on_message
from handlers.operator.assign import assign, assign_to, load_colleagues, told
from handlers.operator.back_again import back_again, missed_reports, sent_of_missed, whole_missed
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
from handlers.operator.connect.routes import CONNECT
from handlers.operator.correct import corrected, keep, sent_of_event
from handlers.operator.delivered import delivered
from handlers.operator.delivery import (
    ask_drop,
    delivery,
    delivery_again,
    drop,
    retry,
)
from handlers.operator.delivery_rows import load_again, load_delivery, load_droppable
from handlers.operator.edits import find_edited, find_event, on_edit, on_removed
from handlers.operator.file_refused import file_refused
from handlers.operator.files import load_own_dialogue, show_files
from handlers.operator.find import (
    find,
    found_forgotten,
    load_author,
    load_found,
    load_search,
    load_written,
    of_author,
    turn_found,
)
from handlers.operator.followed import case_of_joined, joined_report, joined_said
from handlers.operator.gather import load_cases, load_gathered, load_listed, load_unshown, show_new, turn_gathered
from handlers.operator.go_out import go_out, joined_reports
from handlers.operator.gone import gone, what_he_had, who_is_gone
from handlers.operator.grace import undo
from handlers.operator.hand_over import hand, hand_to, set_topic, topic
from handlers.operator.hand_reason import why
from handlers.operator.help import cancel, old_button, show_help
from handlers.operator.interim import as_answer, interim, promise, until
from handlers.operator.joined import joined_elsewhere
from handlers.operator.left import left, left_report, listed_in_them, lists_of_forgotten
from handlers.operator.mend import as_it_is, mend
from handlers.operator.move_team import team, to_team
from handlers.operator.open_card import back, open_card, open_full, open_numbered, redraw
from handlers.operator.people import show_people
from handlers.operator.prolong import more_acts, prolong
from handlers.operator.promised import followers_to_ask, promised, promised_to_all
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
from handlers.operator.ready_answers import answers_of_prompt, choose, save, templates, turn_templates, use
from handlers.operator.ready_answers import drop as drop_ready
from handlers.operator.refer import refer, refer_drop, refer_sure, refer_to
from handlers.operator.reject import reason, reject
from handlers.operator.same import joined_by_button, load_joined, load_other, load_same
from handlers.operator.shift.routes import SHIFT
from handlers.operator.silence import author_of_report, author_to_silence, hear, silence
from handlers.operator.spread import count_told, how_it_fares, next_followers, spread
from handlers.operator.storm import (
    ask_text,
    choose_since,
    count_of_storm,
    pressed_storm,
    replied_storm,
)
from handlers.operator.storm import drop as drop_storm
from handlers.operator.storm_run import end, followed_in_storm, go_on, next_in_storm
from handlers.operator.storm_run import send as send_storm
from handlers.operator.take import left_alone, release, take
from handlers.operator.unknown import PRIVATE_COMMANDS, private_command, unknown_command
from handlers.operator.whom_said import not_said, to_all, to_author
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.promises import promise_of_tick
from handlers.reports.ready import saved_answers
from handlers.reports.words import Meant, ReportButton, ReportTick
from storage.ticks import Tick

OPERATORS, PRIVATE, ELSEWHERE = Where.OPERATORS, Where.PRIVATE, Where.ELSEWHERE

WRITTEN_HERE = (find_target, find_report, replied_storm, count_of_storm, answers_of_prompt)
"""What a message in an operators' chat may be about."""

WRITTEN = (
    command(OPERATORS, "queue", queue, load_queue, load_page),
    command(OPERATORS, "help", show_help),
    command(OPERATORS, "start", show_help),
    command(OPERATORS, "status", open_numbered, numbered_report),
    command(OPERATORS, "cancel", cancel, find_target, find_report),
    command(OPERATORS, "unknown", unknown_command, *WRITTEN_HERE),
    *(command(OPERATORS, word, private_command, *WRITTEN_HERE) for word in PRIVATE_COMMANDS),
    command(OPERATORS, "find", find, load_written),
    command(ELSEWHERE, "find", refuse_stranger),
    command(PRIVATE, "find", find, load_written, staff=True),
    command(OPERATORS, "templates", templates, saved_answers),
    command(ELSEWHERE, "templates", refuse_stranger),
    command(PRIVATE, "templates", templates, saved_answers, staff=True),
    default(OPERATORS, "message", on_message, *WRITTEN_HERE),
    on(OPERATORS, Kind.EDIT, on_edit, find_edited, find_event, report_of_event),
    *(on(place, Kind.REMOVED, on_removed, find_edited, find_event, report_of_event) for place in (OPERATORS, PRIVATE)),
    on(ELSEWHERE, Kind.JOINED, joined_elsewhere),
    command(OPERATORS, "delivery", delivery, load_delivery),
    command(ELSEWHERE, "queue", refuse_stranger),
    command(ELSEWHERE, "delivery", refuse_stranger),
    command(PRIVATE, "delivery", delivery, load_delivery, staff=True),
    among_staff("help", show_help),
    among_staff(NUMBER, open_numbered, written_report),
    command(PRIVATE, "queue", queue, load_queue, load_page, staff=True),
    meant(PRIVATE, Meant.QUEUE, queue, load_queue, load_page, staff=True),
    meant(PRIVATE, Meant.FIND, find, load_written, staff=True),
)

PRESSED = (
    button(OPERATORS, ReportButton.CARD, with_case(back), pressed_report),
    button(OPERATORS, ReportButton.OPEN, with_case(open_card), pressed_report),
    button(OPERATORS, ReportButton.FULL, with_case(open_full), pressed_report),
    button(OPERATORS, ReportButton.FILES, with_case(show_files), pressed_report, load_own_dialogue),
    button(OPERATORS, ReportButton.TAKE, with_open_case(take), pressed_report),
    button(OPERATORS, ReportButton.RELEASE, with_open_case(release), pressed_report),
    button(OPERATORS, ReportButton.ASSIGN, with_open_case(assign), pressed_report, load_colleagues),
    button(OPERATORS, ReportButton.ASSIGN_TO, with_open_case(assign_to), pressed_report, load_colleagues),
    button(OPERATORS, ReportButton.ASK, with_open_case(ask), pressed_report),
    button(OPERATORS, ReportButton.REJECT, with_open_case(reject), pressed_report),
    button(OPERATORS, ReportButton.REASON, with_open_case(reason), pressed_report, load_same),
    button(OPERATORS, ReportButton.REFER, with_open_case(refer), pressed_report),
    button(OPERATORS, ReportButton.REFER_TO, with_open_case(refer_to), pressed_report),
    button(OPERATORS, ReportButton.REFER_SURE, with_open_case(refer_sure), pressed_report),
    button(OPERATORS, ReportButton.REFER_DROP, with_case(refer_drop), pressed_report),
    button(OPERATORS, ReportButton.JOIN_TO, with_open_case(joined_by_button), pressed_report, load_other),
    button(OPERATORS, ReportButton.PEOPLE, with_case(show_people), pressed_report, load_joined),
    button(OPERATORS, ReportButton.CLOSE, with_open_case(close), pressed_report),
    button(OPERATORS, ReportButton.MORE_ACTS, with_case(more_acts), pressed_report),
    button(OPERATORS, ReportButton.PROLONG, with_open_case(prolong), pressed_report),
    button(OPERATORS, ReportButton.READY, with_open_case(choose), pressed_report, saved_answers),
    button(OPERATORS, ReportButton.USE_READY, with_open_case(use), pressed_report, saved_answers),
    button(OPERATORS, ReportButton.SAVE_READY, with_open_case(save), pressed_report, saved_answers),
    button(OPERATORS, ReportButton.OF_AUTHOR, with_case(of_author), pressed_report, load_author),
    button(OPERATORS, ReportButton.SILENCE, with_case(silence), pressed_report, author_of_report),
    button(OPERATORS, ReportButton.HEAR, with_case(hear), pressed_report, author_of_report),
    button(OPERATORS, ReportButton.REOPEN, with_case(reopen), pressed_report),
    button(OPERATORS, ReportButton.TOPIC, with_open_case(topic), pressed_report),
    button(OPERATORS, ReportButton.SET_TOPIC, with_open_case(set_topic), pressed_report),
    button(OPERATORS, ReportButton.TEAM, with_open_case(team), pressed_report),
    button(OPERATORS, ReportButton.TO_TEAM, with_open_case(to_team), pressed_report),
    button(OPERATORS, ReportButton.HAND, with_open_case(hand), pressed_report),
    button(OPERATORS, ReportButton.HAND_TO, with_open_case(hand_to), pressed_report),
    button(OPERATORS, OperatorButton.GATHERED, turn_gathered, load_gathered, load_listed),
    button(OPERATORS, OperatorButton.UNDO, undo, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.TO_ALL, to_all, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.TO_AUTHOR, to_author, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.AS_ANSWER, as_answer, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.INTERIM, interim, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.UNTIL, until, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.STORM, ask_text),
    button(OPERATORS, OperatorButton.STORM_SINCE, choose_since, pressed_storm, count_of_storm),
    button(OPERATORS, OperatorButton.STORM_SEND, send_storm, pressed_storm),
    button(OPERATORS, OperatorButton.STORM_DROP, drop_storm, pressed_storm),
    button(OPERATORS, OperatorButton.STORM_END, end, pressed_storm),
    button(OPERATORS, OperatorButton.PROMISE, promise, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.KEEP, keep, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.MEND, mend, pointed_event, report_of_event),
    button(OPERATORS, OperatorButton.AS_IS, as_it_is, pointed_event, report_of_event),
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
        button(where, OperatorButton.FIND, turn_found, load_search, load_found, staff=where is PRIVATE),
        button(where, OperatorButton.TEMPLATES, turn_templates, saved_answers, staff=where is PRIVATE),
        button(where, OperatorButton.DROP_READY, drop_ready, saved_answers, staff=where is PRIVATE),
        button(where, OperatorButton.QUEUE_TOPICS, pick_topic, load_topics, staff=where is PRIVATE),
        button(where, OperatorButton.QUEUE_PLACES, pick_place, load_places, staff=where is PRIVATE),
    )
)

TICKS = (
    tick(OperatorTick.ANSWER, go_out, pointed_event, report_of_event, joined_reports, author_to_silence),
    tick(OperatorTick.WHOM, not_said, pointed_event, report_of_event),
    tick(OperatorTick.SPREAD, spread, pointed_event, report_of_event, next_followers),
    tick(OperatorTick.COUNT, count_told, pointed_event, report_of_event, how_it_fares),
    tick(OperatorTick.STORM, go_on, pressed_storm, next_in_storm, followed_in_storm),
    tick(OperatorTick.FOUND, found_forgotten),
    tick(OperatorTick.CORRECT, corrected, pointed_event, report_of_event, sent_of_event),
    tick(Tick.DELIVERED, delivered, pointed_event, report_of_event),
    tick(ReportTick.BACK_AGAIN, back_again, missed_reports, whole_missed, sent_of_missed),
    tick(ReportTick.CARD, redraw, ticked_report),
    tick(ReportTick.JOINED, joined_said, pointed_event, joined_report, case_of_joined),
    tick(ReportTick.LEFT, left, left_report, lists_of_forgotten, listed_in_them),
    tick(ReportTick.CARDS, show_new, load_unshown, load_cases),
    tick(ReportTick.GONE, gone, who_is_gone, what_he_had),
    tick(OperatorTick.ASSIGNED, told, pointed_event, report_of_event),
    tick(OperatorTick.TAKEN, left_alone, ticked_report),
    tick(ReportTick.PROMISED, promised, ticked_report, promise_of_tick),
    tick(OperatorTick.PROMISED_ALL, promised_to_all, ticked_report, promise_of_tick, followers_to_ask),
    tick(Tick.FILE_REFUSED, file_refused, ticked_report),
)

ROUTES: tuple[Route, ...] = (*WRITTEN, *PRESSED, *DELIVERY, *LISTED, *SHIFT, *CONNECT, *TICKS)
