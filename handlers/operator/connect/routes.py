"""What reacts to /connect and its buttons."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.base.refusals import refuse_stranger
from handlers.base.routes import Route, Where, among_staff, button, command, default, on, tick
from handlers.base.turn import Turn
from handlers.operator.alarms import load_told
from handlers.operator.connect import choose, enter, leave, tidy
from handlers.operator.connect.state import forgotten, load_choice, load_connections, load_parting
from handlers.operator.joined import joined_operators
from handlers.operator.words import OperatorButton, OperatorTick
from storage.ticks import Tick

OPERATORS, PRIVATE, ELSEWHERE = Where.OPERATORS, Where.PRIVATE, Where.ELSEWHERE


def in_staff_chat(turn: Turn) -> None:
    """/connect in an operators' chat: the centre's, or an organisation's own."""
    (choose.show_connected if turn.here == turn.shared.admin_chat else leave.in_own_chat)(turn)


def joined(turn: Turn) -> None:
    """The bot was added to an operators' chat, perhaps again."""
    leave.find_again(turn, turn.here)
    joined_operators(turn)


CONNECT: tuple[Route, ...] = (
    command(OPERATORS, "connect", in_staff_chat, enter.load_code),
    command(ELSEWHERE, "connect", enter.enter_code, enter.load_code),
    command(PRIVATE, "connect", enter.in_private),
    among_staff("connect", choose.show_connected, load_connections),
    button(OPERATORS, OperatorButton.CONNECT_SEEN, enter.test_seen, load_connections),
    default(ELSEWHERE, "button", refuse_stranger),
    on(OPERATORS, Kind.JOINED, joined),
    on(OPERATORS, Kind.RIGHTS, leave.rights_changed, leave.load_lost),
    tick(Tick.ALARM, leave.alarm_of, load_told, leave.load_refusing),
    tick(OperatorTick.CONNECT, forgotten),
    tick(OperatorTick.CONNECT_TIDY, tidy.tidy, tidy.load_standing, tidy.load_standing_reports),
    tick(OperatorTick.CONNECT_TRIES, forgotten),
    *(
        button(where, word, handle, load_choice, *needs, staff=where is PRIVATE)
        for where in (OPERATORS, PRIVATE)
        for word, handle, *needs in (
            (OperatorButton.CONNECT, choose.show_again),
            (OperatorButton.CONNECT_NEW, choose.choose_organisation),
            (OperatorButton.CONNECT_TO, choose.choose_places),
            (OperatorButton.CONNECT_AT, choose.toggle_place),
            (OperatorButton.CONNECT_CODE, choose.give_code),
            (OperatorButton.CONNECT_PART, leave.ask_to_part),
            (OperatorButton.CONNECT_PART_SURE, leave.part_sure, load_parting),
        )
    ),
)
