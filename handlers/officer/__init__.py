"""The duty officer's work: composing notices, approving them, and what follows. `ROUTES` says what reacts to what."""

from __future__ import annotations

from handlers.base.refusals import refuse_stranger
from handlers.base.routes import Route, Where, button, command, step, tick
from handlers.base.turn import Turn
from handlers.notices.family import load_family
from handlers.notices.moves import CALL, PROGRESS, REPEAT, START, UNTIL, load_accounts
from handlers.notices.states import Act
from handlers.officer.compose.routes import COMPOSE
from handlers.officer.compose.summary import load_dialogue, load_screen, show_counted
from handlers.officer.decide.approve import DECIDING, counted, deciding, load_notice, look, shown_now
from handlers.officer.decide.approve_view import SHOWN
from handlers.officer.decide.asking import STEP, load_target
from handlers.officer.decide.calls import call, load_officers
from handlers.officer.decide.doubts import load_alike
from handlers.officer.decide.typed_answers import is_typed, typed, wish, wish_reject, wish_return
from handlers.officer.run.follow_up import ask_end, ask_withdraw, change_end, fix, load_linked, submit_end, update
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
from handlers.officer.run.progress import ask_stop, done, go_on, leave, load_counts, progress, stop
from handlers.officer.run.start import (
    OVER,
    load_ended,
    load_original,
    load_over,
    over,
    repeat,
    say_over,
    start,
)

OPERATORS, PRIVATE, ELSEWHERE = Where.OPERATORS, Where.PRIVATE, Where.ELSEWHERE
PLACES = (OPERATORS, PRIVATE)
ONE = (load_notice, load_accounts, load_counts)
LIST = (load_total, load_page, load_numbers)

DECISIONS = tuple(
    button(where, word, handle, *DECIDING, officer=True)
    for where in PLACES
    for word, handle in (
        ("d_ok", deciding(Act.APPROVE, wish)),
        ("d_return", deciding(Act.RETURN, wish_return)),
        ("d_reject", deciding(Act.REJECT, wish_reject)),
        ("d_seen", deciding(None, look)),
    )
)

TYPED = (
    step(OPERATORS, STEP, typed, load_target, *DECIDING, load_family, officer=True, only_if=is_typed),
    step(PRIVATE, STEP, typed, load_target, *DECIDING, load_family, officer=True),
)

UNDER_WAY = tuple(
    button(where, word, handle, *ONE, officer=True)
    for where in PLACES
    for word, handle in (("d_stop", ask_stop), ("d_stopok", stop), ("d_stopno", leave), ("d_goon", go_on))
)

AFTER = tuple(
    button(where, word, handle, load_notice, load_accounts, load_linked, officer=True)
    for where in PLACES
    for word, handle in (
        ("d_fix", fix),
        ("d_update", update),
        ("d_end", ask_end),
        ("d_endedit", change_end),
        ("d_false", ask_withdraw),
        (SHOWN, shown_now),
    )
)

ENDING = tuple(
    button(where, "d_endok", submit_end, load_notice, load_accounts, load_alike, officer=True) for where in PLACES
)

LISTED = tuple(
    route
    for where in PLACES
    for route in (
        command(where, "notices", notices, *LIST, officer=True),
        button(where, "d_list", turn_notices, *LIST, officer=True),
        button(where, "d_open", open_notice, *ONE, officer=True),
        button(where, "d_change", change, *ONE, load_linked, officer=True),
        button(where, "d_drop", ask_drop, *ONE, officer=True),
        button(where, "d_dropok", drop, *ONE, officer=True),
    )
)


def both_counted(turn: Turn) -> None:
    """n_counted: a notice that waits shows it in the admin chat, a draft before its author's eyes."""
    counted(turn)
    show_counted(turn)


TICKS = (
    tick(START, start, load_notice, load_original),
    tick(UNTIL, over, load_notice, load_officers, load_over),
    tick(REPEAT, repeat, load_notice),
    tick(OVER, say_over, load_over, load_ended),
    tick(CALL, call, load_notice, load_officers, load_alike),
    tick(PROGRESS, progress, load_notice, load_counts),
    tick("n_panel", counted, load_notice, load_alike),
    tick("n_counted", both_counted, load_notice, load_screen, load_alike, load_dialogue),
    tick("n_done", done, load_notice, load_counts),
)

ROUTES: tuple[Route, ...] = (
    *DECISIONS,
    *TYPED,
    *UNDER_WAY,
    *AFTER,
    *ENDING,
    *LISTED,
    *COMPOSE,
    command(ELSEWHERE, "notice", refuse_stranger),
    command(ELSEWHERE, "notices", refuse_stranger),
    *TICKS,
)
