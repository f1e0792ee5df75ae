"""What its author says to an answer: solved, partly, not, or nothing (then he is asked, and it is closed)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.buttons import number, part
from handlers.base.message import Address, Button, Message
from handlers.base.programs import is_program
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.base.typed_buttons import is_answered
from handlers.reports.adding import Added, ask_for_more, say_added
from handlers.reports.card import add_to_card, show_card
from handlers.reports.delivery_words import was_reached
from handlers.reports.draft import draft_of
from handlers.reports.is_solved import (
    ASK_AFTER_MS,
    ASKED,
    CLOSE_AFTER_MS,
    HEARD,
    REASONS,
    UNASKED,
    count_question,
    is_trouble,
    may_ask,
    may_open_again,
    reason_buttons,
    solved_buttons,
    star_buttons,
    was_answered,
)
from handlers.reports.loads import REPORT, REPORT_FILES, REPORT_HISTORY
from handlers.reports.marks import MOST_STARS, solved_with_stars, stars_said
from handlers.reports.over import say_solved
from handlers.reports.own_report import own_report
from handlers.reports.quiet import awake_at
from handlers.reports.reopen import not_solved
from handlers.reports.silenced import is_silenced, say_silenced
from handlers.reports.spoken_of import expect_more
from handlers.reports.status import ALIVE, LineKind, Status, before_line, move, record
from handlers.reports.tell_citizen import about_and_place, tell_author, texts_of
from handlers.reports.words import ReportButton, ReportTick
from storage.records import Report, ReportEvent, StoredFile


def thanks_slot(report: Report) -> str:
    return f"thanks:{report.id}:{report.closed_at}"


def solved(turn: Turn) -> None:
    """Button «Решено»: the report is closed."""
    report = own_report(turn)
    if report is None:
        turn.ack(turn.texts.label("toast-not-yours"))
        return
    if close_as_solved(turn, report) is None:
        _say_state(turn, report)
        return
    turn.ack(turn.texts.label("toast-thanks"))


def close_as_solved(turn: Turn, report: Report, words: str = "", added: Added | None = None) -> ReportEvent | None:
    """Its author says so, by the button or in these words: stars are asked for, and one tap opens it again. None where
    it cannot be.

    `added`: what this turn has put into the report besides.
    """
    lines, files = ([added.event], added.files) if added is not None else ([], ())
    history, all_files = [*turn.many(REPORT_HISTORY), *lines], [*turn.many(REPORT_FILES), *files]
    event = say_solved(turn, report, history, all_files, words)
    if event is None:
        return None
    is_answered(turn, Address(report.channel, report.chat))
    if words and (stars := solved_with_stars(turn, words)):
        history.append(event)
        _rate(turn, report, stars, history=history, files=all_files)
        return event
    thanks = turn.t("solved-thanks", number=str(report.id))
    rows = (*star_buttons(turn.texts, report), *_way_back(turn, report))
    message = Message(join(thanks, turn.t("solved-stars")), rows)
    turn.say(message, slot=thanks_slot(report), report_id=report.id)
    return event


def _way_back(turn: Turn, report: Report) -> tuple[tuple[Button, ...], ...]:
    return ((Button(turn.texts.label("button-unsolved"), ReportButton.UNSOLVED(report.id)),),)


def rated(turn: Turn) -> None:
    """A star, once: after "solved" alone."""
    report, stars = own_report(turn), number(part(turn, 1))
    if report is None or not 1 <= stars <= MOST_STARS:
        turn.ack(turn.texts.label("toast-not-yours"))
    elif report.stars or report.status != Status.CLOSED:
        _say_state(turn, report)
    else:
        _rate(turn, report, stars, thanks_slot(report))
        turn.ack(turn.texts.label("toast-thanks"))


def rated_in_words(turn: Turn) -> None:
    """«Пятёрка»: a star without its button; the thanks stand below it, as the stars may be far above by now."""
    report, stars = own_report(turn), stars_said(turn)
    if report is not None and stars:
        _rate(turn, report, stars)


def _rate(
    turn: Turn,
    report: Report,
    stars: int,
    slot: str = "",
    *,
    history: Sequence[ReportEvent] | None = None,
    files: Sequence[StoredFile] | None = None,
) -> None:
    """`history` and `files`: with what this turn has put into the report besides."""
    report.stars = stars
    event = record(turn, report, LineKind.RATED, stars=stars)
    before = turn.many(REPORT_HISTORY) if history is None else history
    show_card(turn, report, [*before, event], turn.many(REPORT_FILES) if files is None else files)
    text = turn.t("stars-thanks", number=str(report.id), stars=str(stars))
    turn.say(Message(text, _way_back(turn, report)), slot=slot, report_id=report.id)


def say_not_solved(turn: Turn, report: Report, words: str, kind: LineKind = LineKind.NOT_SOLVED) -> ReportEvent | None:
    """Its author says so in these words. None where it is at work already: they are more to it. Of somebody who is not
    heard now it is passed on that it is not solved, and no words.
    """
    before, unheard = before_line(report), is_silenced(turn, danger=report.danger or turn.shared.is_danger(words))
    said = "" if unheard else words
    event = not_solved(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES), said, kind)
    if event is None:
        return None
    if unheard:
        say_silenced(turn)
        return event
    event.data = json.dumps(before)
    turn.save(event)
    expect_more(turn, report)
    say_added(turn, report, event, "partly-passed" if kind == LineKind.PARTLY else "unsolved-passed")
    return event


def unsolved(turn: Turn) -> None:
    """Button «Нет»: the report is open again, and its author is asked what is wrong, by buttons or in his words."""
    _back_to_work(turn, LineKind.NOT_SOLVED)


def partly_solved(turn: Turn) -> None:
    """Button «Частично»: the same, and he is asked what is left to be done."""
    _back_to_work(turn, LineKind.PARTLY)


def _back_to_work(turn: Turn, kind: LineKind) -> None:
    report = own_report(turn)
    if report is None:
        turn.ack(turn.texts.label("toast-not-yours"))
        return
    if not may_open_again(report, turn.now):
        turn.ack(turn.texts.label("toast-is-over", number=str(report.id)))
        turn.say(turn.t("silent-too-late", number=str(report.id)))
        return
    if not_solved(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES), kind=kind) is None:
        _say_state(turn, report)
        return
    turn.ack(turn.texts.label("toast-reopened"))
    turn.close_screen()  # it may stand far above what was pressed
    if kind == LineKind.PARTLY:
        ask_for_more(turn, report.id, "partly-what")
    else:
        ask_for_more(turn, report.id, "unsolved-what", reason_buttons(turn.texts, report))


def why(turn: Turn) -> None:
    """A button that says what is wrong: staff read it; words and a photo may follow."""
    report, code = own_report(turn), part(turn, 1)
    if report is None or code not in REASONS:
        turn.ack(turn.texts.label("toast-not-yours"))
        return
    if Status(report.status) not in ALIVE or _named(turn, code):
        _say_state(turn, report)
        return
    if is_silenced(turn, danger=report.danger):
        say_silenced(turn)
        return
    event = record(turn, report, LineKind.ADDED, turn.texts.label(f"unsolved-reason-{code}"), reason=code)
    show_card(turn, report, [*turn.many(REPORT_HISTORY), event], turn.many(REPORT_FILES))
    add_to_card(turn, report, event.text, (), key="addition-more")
    draft = draft_of(turn)
    if draft is None or draft.empty:
        ask_for_more(turn, report.id, "unsolved-passed")
    turn.ack(turn.texts.label("toast-thanks"))


def _named(turn: Turn, code: str) -> bool:
    """Whether he said so since it came back to work."""
    for event in reversed(turn.many(REPORT_HISTORY)):
        if event.kind in (LineKind.NOT_SOLVED, LineKind.PARTLY):
            return False
        if event.kind == LineKind.ADDED and json.loads(event.data or "{}").get("reason") == code:
            return True
    return True


def silence(turn: Turn) -> None:
    """Tick: no word after an answer. Ask, at most twice an answer and not at night; after three more days close it as
    what it is, and say so. Nobody is asked about an answer that did not reach him, nor called silent.
    """
    report, data = turn.one(REPORT), turn.event.text
    if report is None or not was_answered(report):
        return
    awake = awake_at(turn.shared.region, turn.now)
    if not is_trouble(turn, report):
        _close_unasked(turn, report)
    elif awake > turn.now:
        turn.after(awake - turn.now, ReportTick.SILENCE, report.id, data)
    elif data == ASKED:
        _close_silently(turn, report)
    elif may_ask(turn, report):
        _ask_again(turn, report, data)
    elif data != HEARD:
        turn.after(CLOSE_AFTER_MS, ReportTick.SILENCE, report.id, ASKED)


def _ask_again(turn: Turn, report: Report, data: str) -> None:
    if was_reached(turn.many(REPORT_HISTORY)):
        _ask(turn, report, data)
    if data in UNASKED:
        turn.after(ASK_AFTER_MS, ReportTick.SILENCE, report.id)
    elif data != HEARD:
        turn.after(CLOSE_AFTER_MS, ReportTick.SILENCE, report.id, ASKED)


def _ask(turn: Turn, report: Report, data: str) -> None:
    texts = texts_of(turn, report)
    key = f"{data}-is-it-solved" if data in UNASKED else "silence-is-it-solved"
    asked = texts.say(key, number=str(report.id), about=about_and_place(turn, report, texts))
    count_question(turn, report)
    tell_author(turn, report, Message(asked, solved_buttons(texts, report)), "silence")


def _close_unasked(turn: Turn, report: Report) -> None:
    """Thanks were passed on and answered: nothing is left to be said."""
    move(turn, report, Status.CLOSED)
    event = record(turn, report, LineKind.CLOSED)
    show_card(turn, report, [*turn.many(REPORT_HISTORY), event], turn.many(REPORT_FILES))


def _close_silently(turn: Turn, report: Report) -> None:
    texts, what = texts_of(turn, report), about_and_place(turn, report, texts_of(turn, report))
    unreached = not is_program(report.channel) and not was_reached(turn.many(REPORT_HISTORY))
    move(turn, report, Status.SILENT)
    event = record(turn, report, LineKind.SILENT, unasked=int(is_program(report.channel)), unreached=int(unreached))
    show_card(turn, report, [*turn.many(REPORT_HISTORY), event], turn.many(REPORT_FILES))
    button = Button(texts.label("button-unsolved"), ReportButton.UNSOLVED(report.id))
    text = texts.say("silence-unreached" if unreached else "silence-closed", number=str(report.id), about=what)
    tell_author(turn, report, Message(text, ((button,),)), "silence")


def _say_state(turn: Turn, report: Report) -> None:
    """A second tap, or one that comes too early: what is true now."""
    state = turn.texts.label(f"status-{report.status.replace('_', '-')}")
    turn.ack(turn.texts.label("toast-state", number=str(report.id), state=state))
