"""From a draft to a report: consent first, then the number, when an answer is due, and the card for staff."""

from __future__ import annotations

from typing import Any

from handlers.base.contacts import danger_advice
from handlers.base.message import Button, Marked, Message
from handlers.base.steps import KeptData
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.reports import consent
from handlers.reports.adding import add_to_report
from handlers.reports.card import show_new_card
from handlers.reports.danger import answer_due, kind_of_report
from handlers.reports.deadlines import due, solve_due
from handlers.reports.details import details_json
from handlers.reports.draft import DANGER_MS, ReportDraft, consented, drop, go_on
from handlers.reports.draft_screens import settle, show_draft
from handlers.reports.following import confirm_joined, join_case, may_follow
from handlers.reports.loads import REPORT
from handlers.reports.office import assign
from handlers.reports.place_keys import set_keys
from handlers.reports.saved import keep_files, remember_messages
from handlers.reports.silenced import is_silenced, say_silenced
from handlers.reports.status import LineKind, Status, record
from handlers.reports.teams import assign_team
from handlers.reports.topic_choice import OTHER_TOPIC
from handlers.reports.words import ReportButton, ReportTick
from storage.records import Report

OFFER_MS = 15_000
"""So long after a report the timer ReportTick.OFFER rings, where there is no danger."""
FIRST_HOURS, SOLVE_DAYS = 3.0, 30
"""Deadlines of a report whose topic nobody knows."""


def send(turn: Turn, draft: ReportDraft) -> None:
    """Ask for what is missing, then for consent, then file it (or add it to its report: routes that come here need
    own_report.draft_report).
    """
    settle(turn, draft)
    if not draft.empty and is_silenced(turn, danger=draft.danger):
        say_silenced(turn)
        return
    if (
        draft.second
        or draft.empty
        or (not draft.into and not (draft.says_something and (draft.has_place or draft.placeless)))
    ):
        show_draft(turn, draft)
    elif not consented(turn):
        consent.ask(turn, draft)
    elif draft.into:
        add_to_report(turn, draft)
    elif draft.danger or not (draft.follow and follow(turn, draft)):
        file_report(turn, draft)


def file_report(turn: Turn, draft: ReportDraft, *, unsent: bool = False) -> Report:
    """Make the report, its files, its history and its card, and tell the number."""
    report = bring_in(turn, draft, unsent=unsent)
    if report.danger:
        turn.after(0, ReportTick.KNOWN, turn.timer_key, str(report.id))
    turn.after(DANGER_MS if report.danger else OFFER_MS, ReportTick.OFFER, turn.timer_key)
    _confirm(turn, report)
    if (following := go_on(turn, draft)) is not None:
        show_draft(turn, following, turn.t("waiting-goes-on"))
    return report


def bring_in(turn: Turn, draft: ReportDraft, *, unsent: bool = False, **about: Any) -> Report:
    """What is the same whoever files it: the report, its files, its history and its card. Its author is told nothing.
    `about` goes into the first line of the history.
    """
    report = _kept(turn, draft, **about)
    report.unsent = int(unsent)
    show_new_card(turn, report)
    if report.topic != OTHER_TOPIC and (report.house_key or report.lat is not None):
        turn.after(0, ReportTick.AGAIN, report.id)
    return report


def _kept(turn: Turn, draft: ReportDraft, **about: Any) -> Report:
    """The report with its files and its first line; the draft is done."""
    report = make_report(turn, draft)
    turn.save(report)
    record(turn, report, LineKind.FILED, guessed=draft.guessed, **about)
    keep_files(turn, draft, report.id, 0)
    remember_messages(turn, draft, report.id)
    drop(turn)
    turn.data = {KeptData.FILED: [draft.id, report.id]}
    return report


def follow(turn: Turn, draft: ReportDraft) -> bool:
    """File it as one more report of the case that its author was shown (own_report.draft_report has loaded that).
    False, and nothing is done, where that case is over by now: then it is a report like any other.
    """
    case = turn.one(REPORT)
    if case is None or case.id != draft.follow or not may_follow(turn, case):
        return False
    report = _kept(turn, draft)
    join_case(turn, report, case)
    confirm_joined(turn, report)
    if (following := go_on(turn, draft)) is not None:
        show_draft(turn, following, turn.t("waiting-goes-on"))
    return True


def make_report(turn: Turn, draft: ReportDraft) -> Report:
    """The report as it begins: with the organisation that answers for it and both deadlines."""
    region = turn.shared.region
    topic = region.topic(draft.topic or OTHER_TOPIC)
    hours, days = (topic.first_hours, topic.solve_days) if topic else (FIRST_HOURS, SOLVE_DAYS)
    report = Report(
        turn.new_id("report"),
        turn.person.id,
        turn.dialogue.channel,
        turn.dialogue.chat,
        turn.texts.language,
        Status.NEW.value,
        draft.topic or OTHER_TOPIC,
        "",
        draft.written or draft.spoken,
        draft.address,
        draft.settlement,
        draft.municipality,
        draft.lat,
        draft.lon,
        danger=int(draft.danger),
        created_at=turn.now,
        updated_at=turn.now,
        first_due_at=due(region, turn.now, hours),
        due_at=solve_due(region, turn.now, days),
        details=details_json(draft),
    )
    set_keys(region, report)
    assign(region, report)
    assign_team(turn.shared, report)
    return report


def _confirm(turn: Turn, report: Report) -> None:
    """The screen becomes the confirmation."""
    legal = turn.shared.region.legal_in(turn.texts.language)
    key = "sent-unsent" if report.unsent else "sent-number"
    text = join(
        turn.t(key, number=str(report.id)),
        turn.t("sent-danger") if report.danger else "",
        danger_advice(turn, kind_of_report(turn.shared, report)) if report.danger else "",
        answer_due(turn, report),
        appeal(turn, legal.appeal, legal.appeal_url),
    )
    label = turn.texts.label
    more = Button(label("button-more"), ReportButton.MORE(report.id))
    rows = ((more, Button(label("button-reports"), ReportButton.LIST(0))),)
    slot = turn.screen_slot if turn.dialogue.screen else ""
    message = Message(text, rows)
    turn.say(message, slot=slot, careful=True, purpose="confirmation", report_id=report.id)
    turn.leave_screen()


def appeal(turn: Turn, text: str, url: str) -> Marked:
    """That this is no official appeal, and where one is made."""
    link = turn.t("appeal-link", url=url) if url else Marked("")
    return join(text.strip(), link, by=" ")
