"""The citizen's dialogue: which word, button, step or tick leads to which page of it."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.base.routes import Route, Where, button, command, default, on, step, tick
from handlers.base.routes import meant as meaning
from handlers.base.steps import OpenStep
from handlers.base.typed_buttons import SAID, forgotten
from handlers.citizen import (
    additions,
    details,
    edits,
    following,
    forget,
    forgetting,
    in_group,
    language,
    leaving,
    meant,
    place,
    place_again,
    privacy,
    reachability,
    replies,
    reports_list,
    sending,
    start,
    status,
    to_screen,
    topic_again,
    topics_screen,
    town,
    writing,
)
from handlers.citizen.words import CitizenButton, CitizenTick
from handlers.reports import consent, second
from handlers.reports.beginning import fresh, report
from handlers.reports.meaning import instead
from handlers.reports.meaning_at_draft import instead_of_draft
from handlers.reports.meanwhile import talk_meanwhile
from handlers.reports.own_report import chosen_report, draft_report, edited_message, edited_report, named_report, talk
from handlers.reports.town import known_towns
from handlers.reports.words import DraftButton, DraftStep, DraftTick, Meant, ReportButton, ReportTick

HERE = Where.PRIVATE

COMMANDS: tuple[Route, ...] = (
    command(HERE, "start", start.start),
    command(HERE, "help", start.help_),
    command(HERE, "report", report),
    command(HERE, "status", status.show_status, status.latest_report, status.asked_report, status.case_of_report),
    command(HERE, "reports", reports_list.show_reports, reports_list.page_of_reports),
    command(HERE, "language", language.ask_language),
    command(HERE, "privacy", privacy.privacy, privacy.what_is_stored),
    command(HERE, "forget", forget.ask),
    command(HERE, "cancel", leaving.cancel_command),
    command(HERE, "unknown", start.unknown_command),
    *(command(Where.ELSEWHERE, word, in_group.write_privately, in_group.told_lately) for word in in_group.COMMANDS),
)

MESSAGES: tuple[Route, ...] = (
    step(HERE, "", fresh, talk, instead=instead),
    step(HERE, OpenStep.ADDED, fresh, talk, instead=instead),
    step(HERE, DraftStep.NEW, writing.at_draft, talk_meanwhile, instead=instead_of_draft),
    step(HERE, DraftStep.ADDING, writing.at_draft, talk_meanwhile, instead=instead_of_draft),
    step(HERE, DraftStep.PLACE, place.at_place, talk_meanwhile, instead=instead_of_draft),
    step(HERE, DraftStep.QUESTION, details.at_question, talk_meanwhile, instead=instead_of_draft),
    step(HERE, DraftStep.TOWN, town.at_town, talk_meanwhile, instead=instead_of_draft),
    default(HERE, "message", fresh, talk, instead=instead),
    on(HERE, Kind.EDIT, edits.edited, edited_message, edited_report, instead=edits.of_staff),
    on(HERE, Kind.BLOCKED, reachability.blocked),
    on(HERE, Kind.UNBLOCKED, reachability.unblocked),
)

MEANT: tuple[Route, ...] = (
    meaning(HERE, Meant.STATUS, meant.asked, meant.his_reports, meant.report_meant, meant.load_notices),
    meaning(HERE, Meant.SOLVED, meant.solved, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.PARTLY, meant.partly, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.STARS, replies.rated_in_words, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.NOT_SOLVED, meant.not_solved, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.IS_IT_SOLVED, meant.is_it_solved, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.WHICH, meant.which, meant.his_reports),
    meaning(HERE, Meant.IS_IT_BACK, meant.is_it_back, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.THANKS, meant.thanks, meant.his_reports, meant.load_day_of_thanks),
    meaning(HERE, Meant.HELLO, meant.hello, meant.his_reports),
    meaning(HERE, Meant.TO_SCREEN, to_screen.in_his_sentence, draft_report),
    meaning(HERE, Meant.LEAVE_CASE, following.leave, talk, following.followed_report),
    meaning(HERE, Meant.SAME_TROUBLE, following.said_the_same, following.known_case),
    meaning(HERE, Meant.OTHER_TROUBLE, following.said_another),
    meaning(HERE, Meant.MEANWHILE, additions.said_meanwhile, talk_meanwhile, additions.report_replied_to),
    meaning(HERE, Meant.WHO, start.who_we_are),
    meaning(HERE, Meant.KIND_WORD, start.kind_word),
    meaning(HERE, Meant.PERSON, meant.person),
    meaning(HERE, Meant.STOP, meant.stop),
    meaning(HERE, Meant.FORGET, forget.ask),
    meaning(HERE, Meant.ANGRY, meant.angry),
    meaning(HERE, Meant.DISTRESS, meant.distress),
    meaning(HERE, Meant.OFFICES, meant.offices),
    meaning(HERE, Meant.CONTACTS, meant.contacts),
    meaning(HERE, Meant.ANEW, topic_again.ask_anew, meant.his_reports, meant.report_meant),
    meaning(HERE, Meant.PHONES, meant.phones),
    meaning(HERE, Meant.WITHDRAW, meant.withdraw, meant.his_reports, meant.report_withdrawn),
    meaning(HERE, Meant.ONCE_MORE, reports_list.once_more, talk, reports_list.report_wanted_back),
)

DRAFT_BUTTONS: tuple[Route, ...] = (
    button(HERE, DraftButton.SEND, sending.pressed_send, draft_report),
    button(HERE, DraftButton.CONSENT, sending.gave_consent, draft_report),
    button(HERE, DraftButton.NO_CONSENT, consent.refused),
    button(HERE, DraftButton.TOPICS, topics_screen.show_topics),
    button(HERE, DraftButton.SET_TOPIC, topics_screen.choose_topic),
    button(HERE, DraftButton.SHOW, topics_screen.back_to_draft),
    button(HERE, DraftButton.PLACE, place.ask_place),
    button(HERE, DraftButton.NO_PLACE, place.no_place),
    button(HERE, DraftButton.TOWN, town.chosen),
    button(HERE, DraftButton.NO_TOWN, town.unknown),
    button(HERE, DraftButton.ANSWER, details.chosen),
    button(HERE, DraftButton.SKIP, details.skipped),
    button(HERE, DraftButton.DETAILS, details.change),
    button(HERE, DraftButton.ADD_TO, additions.add_draft, chosen_report),
    button(HERE, DraftButton.OWN, additions.is_none_of_these),
    button(HERE, DraftButton.FOLLOW, following.is_the_same, chosen_report),
    button(HERE, DraftButton.SECOND, second.is_second),
    button(HERE, DraftButton.SAME, second.is_same),
    button(HERE, DraftButton.APART, second.goes_apart),
    button(HERE, DraftButton.CANCEL, leaving.pressed_cancel),
    button(HERE, DraftButton.UNDO, leaving.undo),
    default(HERE, "button", start.unknown_button),
)

REPORT_BUTTONS: tuple[Route, ...] = (
    button(HERE, ReportButton.LIST, reports_list.show_reports, reports_list.page_of_reports),
    button(HERE, CitizenButton.OPEN, status.open_report, named_report),
    button(HERE, ReportButton.MORE, additions.more, named_report),
    button(HERE, ReportButton.SEPARATE, additions.was_new, named_report),
    button(HERE, ReportButton.MOVE, place_again.pressed_move, named_report),
    button(HERE, ReportButton.ADDED_ALL, start.done),
    button(HERE, ReportButton.LEAVE, following.leave, named_report),
    button(HERE, ReportButton.WITHDRAW, reports_list.ask_withdraw, named_report),
    button(HERE, ReportButton.WITHDRAW_SURE, reports_list.withdraw, named_report),
    button(HERE, ReportButton.SOLVED, replies.solved, named_report),
    button(HERE, ReportButton.UNSOLVED, replies.unsolved, named_report),
    button(HERE, ReportButton.PARTLY, replies.partly_solved, named_report),
    button(HERE, ReportButton.STARS, replies.rated, named_report),
    button(HERE, ReportButton.WHY, replies.why, named_report),
)

PERSONAL_BUTTONS: tuple[Route, ...] = (
    button(HERE, CitizenButton.LANGUAGE, language.set_language),
    button(HERE, CitizenButton.EXPORT, privacy.export),
    button(HERE, CitizenButton.WITHDRAW_CONSENT, privacy.withdraw_consent),
    button(HERE, CitizenButton.FORGET, forget.ask),
    button(HERE, CitizenButton.FORGET_SURE, forget.forget, *forget.OF_PERSON),
    button(HERE, CitizenButton.FORGET_NOT, forget.keep_all),
)

TICKS: tuple[Route, ...] = (
    tick(DraftTick.GATHER, additions.gathered, draft_report, personal=True),
    tick(DraftTick.TOWN, town.offered, known_towns, personal=True),
    tick(DraftTick.IDLE, leaving.idle, leaving.asked_report, personal=True),
    tick(DraftTick.DANGER, sending.danger_waited, personal=True),
    tick(DraftTick.DROP, leaving.drop_draft, personal=True),
    tick(ReportTick.SILENCE, replies.silence, named_report),
    tick(SAID, forgotten),
    tick(CitizenTick.FOREIGN_ASKED, status.may_ask_again),
    tick(CitizenTick.TOLD_GROUP, in_group.may_tell_again),
    tick(CitizenTick.FORGETTING, forgetting.go_on, forgetting.left_of_forgotten, forgetting.of_next_reports),
)

ROUTES: tuple[Route, ...] = COMMANDS + MESSAGES + MEANT + DRAFT_BUTTONS + REPORT_BUTTONS + PERSONAL_BUTTONS + TICKS
