"""Messages that are taken for what they mean: a question about one's own report, an answer, thanks, a request.

`handlers.reports.meaning` decides which of these it is.
"""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.contacts import emergency_contacts
from handlers.base.greeting import first_contact, greet, keep_source, say_with_menu
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Marked, Message
from handlers.base.phrases import consists_of, mentions, phrases, words_of
from handlers.base.steps import KeptData
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.cases.notice import said_there
from handlers.citizen.replies import close_as_solved, partly_solved, say_not_solved, unsolved
from handlers.citizen.reports_list import ask_withdraw
from handlers.citizen.reports_list import withdraw as take_back
from handlers.citizen.status import show_list, show_report
from handlers.citizen.what_is_left import begin_with_rest
from handlers.citizen.words import CitizenButton
from handlers.notices.loads import LIVE, live
from handlers.reading.intent import Intent
from handlers.reading.said import KNOWN
from handlers.reports.after_answer import about_report
from handlers.reports.collect import add_message, tend
from handlers.reports.day_named import DAY_NAMED, day_named, load_day_named
from handlers.reports.draft import begin, draft_of, keep
from handlers.reports.draft_screens import NOT_SOLVED, PARTLY, SOLVED, draft_button, show_draft
from handlers.reports.is_solved import count_question, is_trouble, may_ask, says_partly, solved_buttons
from handlers.reports.its_words import words_alone
from handlers.reports.loads import SENT, WHOLE_REPORT, sent, whole_report
from handlers.reports.own_report import LATEST_REPORT, SPOKEN_REPORTS, open_reports, own_report, spoken_reports
from handlers.reports.plain_requests import asks_for_help, denies, distress_in, only_swears, withdrawing
from handlers.reports.questions import asks_about
from handlers.reports.saved import remember_message
from handlers.reports.sending import appeal
from handlers.reports.spoken_of import answered, concerned, expect_more, is_over, over_concerned
from handlers.reports.status import ALIVE, LineKind
from handlers.reports.taken_for import keep_for_a_report, keep_words
from handlers.reports.tell_citizen import about, heard_of, texts_of
from handlers.reports.which_report import read
from handlers.reports.wished import is_as_wished
from handlers.reports.words import ScreenButton
from storage.records import Report

GREETINGS = (Intent.GREETING, Intent.ALIVE, Intent.NO)
MOST_ASKED = 4
"""Reports of which one is chosen; with "a new one" and "cancel" these are the six rows that every messenger shows."""


@need(SPOKEN_REPORTS, SENT, LATEST_REPORT)
def his_reports(turn: Turn) -> Needs:
    """The reports that he may speak of, his latest one, and what the message replies to."""
    mine = (spoken_reports(turn), LATEST_REPORT(turn.person.id, 1, 0))
    return (*mine, sent(turn, turn.event.reply_to)) if turn.event.reply_to else mine


@need(*WHOLE_REPORT)
def report_meant(turn: Turn) -> Needs:
    """The second stage: the report that the message is about, or the only one that it can be about."""
    draft = draft_of(turn)
    if draft is not None and draft.into:
        return whole_report(draft.into)
    report = asks_about(turn) or concerned(turn) or over_concerned(turn)
    alive = open_reports(turn)
    if report is None and len(alive) < 2:
        report = alive[0] if alive else turn.one(LATEST_REPORT)
    return whole_report(report.id) if report is not None else ()


# -- questions about one's own --------------------------------------------------------------------
@need(LIVE)
def load_notices(turn: Turn) -> Needs:
    """The third stage: what is in force now, where a report that is open is asked about."""
    report = own_report(turn)
    return (live(turn.now),) if report is not None and report.status in ALIVE else ()


def asked(turn: Turn) -> None:
    """«Ну что там?», «когда дадут воду?»: how it stands, and what is in force where it is."""
    report = own_report(turn)
    status(turn, said_there(turn, report) if report is not None and report.status in ALIVE else None)


def status(turn: Turn, there: Marked | None = None) -> None:
    """How it stands, on one screen; of several, the list. What is said next may be added to it. `there`: what is said
    before it.
    """
    draft, report = draft_of(turn), own_report(turn)
    if draft is not None and draft.says_something and not (draft.into or open_reports(turn)):
        show_draft(turn, draft, turn.t("status-not-sent-yet"))
    elif report is not None:
        show_report(turn, report, there)
        if draft is None and report.status in ALIVE:
            expect_more(turn, report)
    elif open_reports(turn):
        show_list(turn, open_reports(turn))
    elif draft is not None:
        show_draft(turn, draft, turn.t("status-not-sent-yet"))
    else:
        _greeted(turn)
        turn.screen(Message(turn.t("status-none-yet"), keep_for_a_report(turn)))


# -- answers to "is it solved?" -------------------------------------------------------------------
def solved(turn: Turn) -> None:
    """Words for «Решено»: the report is closed, and one tap opens it again."""
    report = own_report(turn)
    event = close_as_solved(turn, report, words_alone(turn)) if report is not None else None
    if report is None or event is None:
        status(turn)
        return
    remember_message(turn, turn.event.message, report.id, event.id)
    turn.step("")
    begin_with_rest(turn, report, words_alone(turn))


def not_solved(turn: Turn) -> None:
    """Words for «Не решено»: it goes back to work with them. Who said no more than that is asked what is wrong."""
    report = own_report(turn)
    if report is None:
        status(turn)
    elif read(turn)[1] == KNOWN:
        unsolved(turn)
    elif (event := say_not_solved(turn, report, words_alone(turn))) is not None:
        remember_message(turn, turn.event.message, report.id, event.id)
    else:
        status(turn)


def partly(turn: Turn) -> None:
    """«Частично»: some of it is still to be done. Who said no more than that is asked what."""
    report = own_report(turn)
    if report is None:
        status(turn)
    elif consists_of(words_alone(turn), phrases(turn, "reading-partly")):
        partly_solved(turn)
    elif (event := say_not_solved(turn, report, words_alone(turn), LineKind.PARTLY)) is not None:
        remember_message(turn, turn.event.message, report.id, event.id)
    else:
        status(turn)


def is_it_solved(turn: Turn) -> None:
    """Words that perhaps say so: they wait, and buttons ask."""
    report = own_report(turn)
    if report is None:
        status(turn)
        return
    heard_of(turn, report)
    _ask(turn, [report], "")


def which(turn: Turn) -> None:
    """Words about one of several reports: they wait, and buttons ask of which."""
    intent, _ = read(turn)
    says = {Intent.SOLVED: SOLVED, Intent.NOT_SOLVED: NOT_SOLVED}.get(intent, "")
    says = PARTLY if says_partly(turn, words_alone(turn)) else says
    found = answered(turn) if len(answered(turn)) > 1 else open_reports(turn)
    for report in answered(turn):
        heard_of(turn, report)
    _ask(turn, found[:MOST_ASKED], says)


def is_it_back(turn: Turn) -> None:
    """Words that are perhaps about a report which is over: they wait, and buttons ask whether it goes back to work."""
    report = own_report(turn)
    if report is None:
        status(turn)
    else:
        _ask(turn, [report], "")


def _ask(turn: Turn, reports: list[Report], says: str) -> None:
    draft = begin(turn)
    draft.calm = is_as_wished(turn, turn.event.text)
    add_message(turn, draft)
    draft.says, draft.last_at = says, turn.now
    for report in reports:
        draft.ask(report.id, about_report(turn, report), over=is_over(report))
    tend(turn, draft)
    show_draft(turn, draft)


# -- small talk and requests ----------------------------------------------------------------------
@need(*DAY_NAMED)
def load_day_of_thanks(turn: Turn) -> Needs:
    """The second stage: whether a day that was named for what he thanks for is still to come."""
    report = concerned(turn)
    return load_day_named(report) if report is not None and report in answered(turn) else ()


def thanks(turn: Turn) -> None:
    """A kind word; the question whether it is solved stays, and waits for a day that was named. What is said beside it
    ("thanks, the pit is still there") waits until a button has said what it means.
    """
    report = concerned(turn)
    if report is not None and report in answered(turn) and is_trouble(turn, report):
        day, more = day_named(turn), bool(words_alone(turn)) and read(turn)[1] < KNOWN
        if day and not more:
            asks_later = turn.t("answer-asks-later", day=turn.texts.date(day, turn.now))
            say_with_menu(turn, join(turn.t("small-talk-welcome"), asks_later))
            return
        heard_of(turn, report)
        if more:
            _ask(turn, [report], "")
            return
        if _waits(turn):
            text = turn.t("solved-when-known", number=str(report.id), about=about(turn, report, texts_of(turn, report)))
            turn.say(Message(text, solved_buttons(turn.texts, report)))
            return
    if report is not None and report in answered(turn) and may_ask(turn, report):
        count_question(turn, report)
        texts = texts_of(turn, report)
        asked = turn.t("small-talk-welcome-solved", number=str(report.id), about=about(turn, report, texts))
        turn.say(Message(asked, solved_buttons(turn.texts, report)))
        return
    _greeted(turn)
    say_with_menu(turn, turn.t("small-talk-welcome"))


def _waits(turn: Turn) -> bool:
    """«Ждём», «завтра посмотрю»: words that nothing can be said yet."""
    words = words_of(words_alone(turn))
    return mentions(words, phrases(turn, "reading-waits"))


def hello(turn: Turn) -> None:
    """A greeting, a sign of life, "yes" to nothing: a short line, and nothing begins."""
    intent, _ = read(turn)
    if first_contact(turn):
        greet(turn)
        return
    key = {Intent.GREETING: "small-talk-hello", Intent.ALIVE: "small-talk-alive"}.get(intent, "small-talk-agreed-to")
    if intent not in GREETINGS and turn.now - int(turn.data.get(KeptData.REFUSED) or 0) <= HOUR_MS:
        key = "consent-nothing-kept"  # «ладно, отправляйте» after all
    say_with_menu(turn, turn.t(key))


def person(turn: Turn) -> None:
    """Who wants to talk to somebody hears that people read and answer, and the phones."""
    keep_source(turn)
    contacts = join(turn.t("help-contacts"), emergency_contacts(turn), by="\n")
    _say_to_keep(turn, join(contacts, turn.t("person-answers")), keep_for_a_report(turn))


def phones(turn: Turn) -> None:
    """Whoever wants an ambulance or writes "112" hears at once that it comes by a call alone."""
    keep_source(turn)
    text = join(turn.t("phones-call"), emergency_contacts(turn), by="\n")
    if asks_for_help(turn, words_alone(turn)):
        text = join(text, turn.t("phones-or-write"))
    _say_to_keep(turn, text, keep_for_a_report(turn))


def offices(turn: Turn) -> None:
    """Whoever wants a pension, the mayor or an official paper hears what is done here, and where the rest is."""
    keep_source(turn)
    legal = turn.shared.region.legal_in(turn.texts.language)
    text = join(turn.t("offices-others"), appeal(turn, legal.appeal, legal.appeal_url))
    _say_to_keep(turn, text, keep_for_a_report(turn))


def contacts(turn: Turn) -> None:
    """Whoever sends a telephone or a passport hears that the answer comes here without them."""
    _greeted(turn)
    say_with_menu(turn, turn.t("contacts-not-needed"))


def distress(turn: Turn) -> None:
    """Whoever does not want to live, or is being hurt, hears at once whom to call; what he wrote can still be sent."""
    keep_source(turn)
    kind = distress_in(turn, words_alone(turn))
    text = join(turn.t(f"distress-{kind or 'violence'}"), emergency_contacts(turn), by="\n")
    draft = draft_of(turn)
    if draft is not None:  # they may belong to what is being written, and nothing is dropped
        draft.calm = True  # what is to be done is said here
        add_message(turn, draft)
        keep(turn, draft, turn.dialogue.step)
    kept = keep_words(turn) if draft is None else ()
    _say_to_keep(turn, text, kept)


def _say_to_keep(turn: Turn, text: Marked, rows: Rows) -> None:
    """Whom to call and where to go: it stays in the chat, and no later screen takes its place."""
    turn.screen(Message(text, (*rows, *draft_button(turn))))
    turn.leave_screen()


def angry(turn: Turn) -> None:
    """Who only swears, curses or threatens is answered calmly, and nothing begins; a button says if it is a report."""
    _greeted(turn)
    if only_swears(turn, words_alone(turn)):
        say_with_menu(turn, turn.t("small-talk-angry"))
    else:
        turn.screen(Message(turn.t("small-talk-angry-kept"), (*keep_words(turn), *draft_button(turn))))


@need(*WHOLE_REPORT)
def report_withdrawn(turn: Turn) -> Needs:
    """The second stage: the report whose withdrawal is asked about, else the one that is meant."""
    asked = withdrawing(turn)
    return whole_report(asked) if asked else report_meant(turn)


def withdraw(turn: Turn) -> None:
    """«Отзовите заявку»: asked first, and said once more it is done; of several reports he opens the one."""
    report = own_report(turn)
    if report is not None and report.id == withdrawing(turn) and not denies(turn, words_alone(turn)):
        take_back(turn)
    elif report is not None:
        ask_withdraw(turn)
    else:
        status(turn)


def stop(turn: Turn) -> None:
    """Who wants to be left alone chooses what of: warnings, or all that is kept of him."""
    keep_source(turn)
    label = turn.texts.label
    rows = (
        (Button(label("button-unsubscribe"), ScreenButton.UNSUBSCRIBE.value),),
        (Button(label("button-forget"), ScreenButton.FORGET.value),),
        (Button(label("button-keep"), CitizenButton.FORGET_NOT.value),),
    )
    turn.screen(Message(turn.t("stop-what"), (*rows, *draft_button(turn))))


def _greeted(turn: Turn) -> None:
    if first_contact(turn):
        greet(turn)
