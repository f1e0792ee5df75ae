"""The duty officer's work: composing notices, approving them, and what follows. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.base.refusals import refuse_stranger
from handlers.base.routes import Route, Where, button, command, meant, step, tick
from handlers.base.turn import Turn
from handlers.notices.chain import load_chain
from handlers.notices.doubts import load_alike
from handlers.notices.family import load_family
from handlers.notices.moves import load_accounts
from handlers.notices.states import Act
from handlers.notices.words import NoticeButton, NoticeTick
from handlers.officer.awaiting import awaiting_words, submitting
from handlers.officer.compose.routes import COMPOSE
from handlers.officer.compose.summary import load_dialogue, load_screen, show_counted
from handlers.officer.decide.approve import DECIDING, counted, deciding, load_author, look, shown_now
from handlers.officer.decide.calls import call, load_officers
from handlers.officer.decide.decisions import typed_decision, wish, wish_reject, wish_return
from handlers.officer.decide.mend import raise_it, wake_them
from handlers.officer.decide.returned import told_back
from handlers.officer.loads import load_notice
from handlers.officer.run.again import base, reopen
from handlers.officer.run.false_alarm import ask_withdraw, typed_false_alarm
from handlers.officer.run.follow_up import ask_end, change_end, fix, load_linked, load_private, submit_end, update
from handlers.officer.run.notices import (
    ask_drop,
    change,
    drop,
    load_numbers,
    load_page,
    load_total,
    notices,
    open_notice,
    turn_notices,
)
from handlers.officer.run.progress import ask_stop, done, go_on, go_on_sure, leave, load_counts, progress, stop
from handlers.officer.run.relink import as_new, relink
from handlers.officer.run.start import (
    judge,
    load_ended,
    load_live,
    load_original,
    load_over,
    over,
    repeat,
    say_over,
    start,
)
from handlers.officer.typed_answers import asked, close, is_typed, load_target
from handlers.officer.words import OfficerButton, OfficerStep
from handlers.reports.words import Meant
from storage.ticks import Tick

OPERATORS, PRIVATE, ELSEWHERE = Where.OPERATORS, Where.PRIVATE, Where.ELSEWHERE
PLACES = (OPERATORS, PRIVATE)
ONE = (load_notice, load_accounts, load_counts)
LIST = (load_total, load_page, load_numbers)

DECISIONS = tuple(
    button(where, word, handle, *DECIDING, officer=True)
    for where in PLACES
    for word, handle in (
        (NoticeButton.APPROVE, deciding(Act.APPROVE, wish)),
        (NoticeButton.RETURN, deciding(Act.RETURN, wish_return)),
        (NoticeButton.REJECT, deciding(Act.REJECT, wish_reject)),
        (NoticeButton.LOOK, deciding(None, look)),
        (NoticeButton.RAISE, deciding(Act.CHANGE, raise_it)),
        (NoticeButton.WAKE, deciding(Act.CHANGE, wake_them)),
    )
)


def typed(turn: Turn) -> None:
    """What an officer was asked to type."""
    kept = asked(turn)
    if kept is None:
        close(turn)
    elif kept.act == Act.WITHDRAW:
        typed_false_alarm(turn)
    else:
        typed_decision(turn, kept)


TYPED = (
    step(OPERATORS, OfficerStep.TYPE, typed, load_target, *DECIDING, load_family, officer=True, only_if=is_typed),
    step(PRIVATE, OfficerStep.TYPE, typed, load_target, *DECIDING, load_family, officer=True),
)

UNDER_WAY = tuple(
    button(where, word, handle, *ONE, officer=True)
    for where in PLACES
    for word, handle in (
        (OfficerButton.STOP, ask_stop),
        (OfficerButton.STOP_SURE, stop),
        (OfficerButton.LEAVE, leave),
        (OfficerButton.GO_ON_SURE, go_on_sure),
    )
) + tuple(button(where, OfficerButton.GO_ON, go_on, *ONE, load_family, officer=True) for where in PLACES)

AFTER = tuple(
    button(where, word, awaiting_words(handle), load_notice, load_accounts, load_linked, officer=True)
    for where in PLACES
    for word, handle in (
        (OfficerButton.FIX, fix),
        (OfficerButton.UPDATE, update),
        (NoticeButton.END, ask_end),
        (OfficerButton.END_CHANGE, change_end),
        (OfficerButton.RELINK, relink),
        (OfficerButton.AS_NEW, as_new),
        (OfficerButton.BASE, base),
        (OfficerButton.FALSE_ALARM, ask_withdraw),
        (NoticeButton.PREVIEW, shown_now),
    )
)

ENDING = tuple(
    button(where, OfficerButton.END_SURE, submitting(submit_end), load_notice, load_accounts, load_alike, officer=True)
    for where in PLACES
)

AGAIN = (load_notice, load_accounts, load_private, load_alike)
REOPENING = tuple(button(where, NoticeButton.REOPEN, awaiting_words(reopen), *AGAIN, officer=True) for where in PLACES)

LISTED = tuple(
    route
    for where in PLACES
    for route in (
        command(where, "notices", notices, *LIST, officer=True),
        button(where, OfficerButton.LIST, turn_notices, *LIST, officer=True),
        button(where, OfficerButton.OPEN, open_notice, *ONE, load_alike, officer=True),
        button(where, OfficerButton.CHANGE, awaiting_words(change), *ONE, load_linked, officer=True),
        button(where, OfficerButton.DROP, ask_drop, *ONE, officer=True),
        button(where, OfficerButton.DROP_SURE, drop, *ONE, load_alike, officer=True),
    )
)


def nothing_done(turn: Turn) -> None:
    """«Одобряю», «отбой» in private, to no notice that is open there: nothing is decided by words."""
    turn.say(turn.t("op-notice-buttons", word=turn.event.text.strip()))


def both_counted(turn: Turn) -> None:
    """n_counted: a notice that waits shows it in the admin chat, a draft before its author's eyes."""
    counted(turn)
    show_counted(turn)


TICKS = (
    tick(NoticeTick.START, start, load_notice, load_original, load_over, load_live, load_chain),
    tick(NoticeTick.UNTIL, over, load_notice, load_officers, load_author, load_over, load_alike),
    tick(NoticeTick.REPEAT, repeat, load_notice, load_family),
    tick(NoticeTick.JUDGE, judge, load_notice, load_family),
    tick(NoticeTick.BACK, told_back, load_notice, load_officers, load_author, load_alike),
    tick(NoticeTick.OVER, say_over, load_over, load_ended),
    tick(NoticeTick.CALL, call, load_notice, load_officers, load_alike),
    tick(NoticeTick.PROGRESS, progress, load_notice, load_counts),
    tick(NoticeTick.PANEL, counted, load_notice, load_alike),
    tick(Tick.NOTICE_COUNTED, both_counted, load_notice, load_screen, load_alike, load_dialogue),
    tick(Tick.NOTICE_DONE, done, load_notice, load_counts),
)

ROUTES: tuple[Route, ...] = (
    *DECISIONS,
    *TYPED,
    *UNDER_WAY,
    *AFTER,
    *ENDING,
    *REOPENING,
    *LISTED,
    *COMPOSE,
    meant(PRIVATE, Meant.OF_NOTICE, nothing_done, officer=True),
    command(ELSEWHERE, "notice", refuse_stranger),
    command(ELSEWHERE, "notices", refuse_stranger),
    *TICKS,
)
