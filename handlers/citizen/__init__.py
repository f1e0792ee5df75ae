"""The citizen's dialogue: which word, button, step or tick leads to which page of it."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.base.routes import Route, Where, button, command, default, on, step, tick
from handlers.base.typed_buttons import SAID, forgotten
from handlers.citizen import (
    additions,
    edits,
    forget,
    language,
    leaving,
    place,
    privacy,
    reachability,
    replies,
    reports_list,
    sending,
    start,
    status,
    topics_screen,
)
from handlers.reports import collect, consent
from handlers.reports.adding import ADDED
from handlers.reports.beginning import fresh, report
from handlers.reports.draft import ADDING, DANGER, DROP, GATHER, IDLE, NEW, PLACE
from handlers.reports.own_report import chosen_report, draft_report, edited_message, edited_report, named_report, talk
from handlers.reports.tell_citizen import SILENCE

HERE = Where.PRIVATE

COMMANDS: tuple[Route, ...] = (
    command(HERE, "start", start.start),
    command(HERE, "help", start.help_),
    command(HERE, "report", report),
    command(HERE, "status", status.show_status, status.latest_report, status.asked_report),
    command(HERE, "reports", reports_list.show_reports, reports_list.page_of_reports),
    command(HERE, "language", language.ask_language),
    command(HERE, "privacy", privacy.privacy, privacy.what_is_stored),
    command(HERE, "forget", forget.ask),
    command(HERE, "cancel", leaving.cancel_command),
    command(HERE, "unknown", start.unknown_command),
)

MESSAGES: tuple[Route, ...] = (
    step(HERE, "", fresh, talk),
    step(HERE, ADDED, fresh, talk),
    step(HERE, NEW, collect.at_draft),
    step(HERE, ADDING, collect.at_draft),
    step(HERE, PLACE, place.at_place),
    default(HERE, "message", fresh, talk),
    on(HERE, Kind.EDIT, edits.edited, edited_message, edited_report),
    on(HERE, Kind.BLOCKED, reachability.blocked),
    on(HERE, Kind.UNBLOCKED, reachability.unblocked),
)

DRAFT_BUTTONS: tuple[Route, ...] = (
    button(HERE, "c_send", sending.pressed_send, draft_report),
    button(HERE, "c_consent", sending.gave_consent, draft_report),
    button(HERE, "c_noconsent", consent.refused),
    button(HERE, "c_topics", topics_screen.show_topics),
    button(HERE, "c_topic", topics_screen.choose_topic),
    button(HERE, "c_draft", topics_screen.back_to_draft),
    button(HERE, "c_place", place.ask_place),
    button(HERE, "c_noplace", place.no_place),
    button(HERE, "c_into", additions.add_draft, chosen_report),
    button(HERE, "c_cancel", leaving.pressed_cancel),
    button(HERE, "c_undo", leaving.undo),
    default(HERE, "button", start.unknown_button),
)

REPORT_BUTTONS: tuple[Route, ...] = (
    button(HERE, "c_reports", reports_list.show_reports, reports_list.page_of_reports),
    button(HERE, "c_report", status.open_report, named_report),
    button(HERE, "c_more", additions.more, named_report),
    button(HERE, "c_new", additions.was_new, named_report),
    button(HERE, "c_done", start.done),
    button(HERE, "c_withdraw", reports_list.ask_withdraw, named_report),
    button(HERE, "c_withdrawn", reports_list.withdraw, named_report),
    button(HERE, "solved", replies.solved, named_report),
    button(HERE, "unsolved", replies.unsolved, named_report),
)

PERSONAL_BUTTONS: tuple[Route, ...] = (
    button(HERE, "c_lang", language.set_language),
    button(HERE, "c_export", privacy.export),
    button(HERE, "c_unconsent", privacy.withdraw_consent),
    button(HERE, "c_forget", forget.ask),
    button(HERE, "c_forgetyes", forget.forget, forget.all_of_person),
    button(HERE, "c_keep", forget.keep_all),
)

TICKS: tuple[Route, ...] = (
    tick(GATHER, additions.gathered, draft_report, personal=True),
    tick(IDLE, leaving.idle, personal=True),
    tick(DANGER, sending.danger_waited, personal=True),
    tick(DROP, leaving.drop_draft, personal=True),
    tick(SILENCE, replies.silence, named_report),
    tick(SAID, forgotten),
    tick(status.WALK, status.walked),
)

ROUTES: tuple[Route, ...] = COMMANDS + MESSAGES + DRAFT_BUTTONS + REPORT_BUTTONS + PERSONAL_BUTTONS + TICKS
