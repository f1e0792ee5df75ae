"""/connect of the centre's staff: what is connected, and a code for one more: the organisation, then the places."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import get_close_matches

from handlers.base.buttons import number, part, turning
from handlers.base.codes import CONNECT_PAIRS, hash_of, new_code, read_connect_code, shown
from handlers.base.message import Button, Marked, Message
from handlers.base.own_chats import OwnChat, own_chat_of
from handlers.base.reasons import channel_name
from handlers.base.staff import answer, tell
from handlers.base.texts import DAY_MS, MINUTE_MS, join, shorten
from handlers.base.turn import Turn
from handlers.operator.case import sees_everything
from handlers.operator.connect.state import (
    CONNECTIONS,
    VALID_MS,
    ConnectChoice,
    choice_of,
    keep_choice,
    scope_words,
    whose,
)
from handlers.operator.words import OperatorButton
from storage.connection_records import ConnectCode, Connection

ROWS = 4
LABEL = 40
ALMOST = 0.8
"""How like a word of a name is at least to what was written (difflib)."""


def for_centre(turn: Turn) -> bool:
    """Whether this is the centre's to do here; else that has been said."""
    if sees_everything(turn):
        return True
    answer(turn, "connect-centre-only")
    return False


def show_connected(turn: Turn) -> None:
    """/connect, perhaps with words of an organisation's name."""
    said = turn.command_argument
    if read_connect_code(said):
        tell(turn, turn.t("connect-not-private" if turn.event.private else "connect-not-admin"))
    elif for_centre(turn):
        choice = ConnectChoice(turn.new_id("outbox"), words=said)
        if said:
            _organisations(turn, choice, 0)
        else:
            _connected(turn, choice, 0)


def show_again(turn: Turn) -> None:
    """o_cn: the list, or another page of it."""
    if for_centre(turn):
        _connected(turn, choice_of(turn), number(part(turn, 1)))


def choose_organisation(turn: Turn) -> None:
    """o_cn_new: which organisation?"""
    if for_centre(turn):
        _organisations(turn, choice_of(turn), number(part(turn, 1)))


def choose_places(turn: Turn) -> None:
    """o_cn_to: an organisation was chosen; all of it, or some municipalities?"""
    choice = choice_of(turn)
    if not for_centre(turn):
        return
    chosen = turn.shared.region.organisation(part(turn, 1))
    if chosen is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    if choice.organisation != chosen.code:
        choice.organisation, choice.municipalities = chosen.code, []
    if len(turn.shared.region.municipalities) > 1:
        _places(turn, choice, number(part(turn, 2)))
    else:
        _code(turn, choice)


def toggle_place(turn: Turn) -> None:
    """o_cn_at: this municipality, or not."""
    choice, code = choice_of(turn), part(turn, 1)
    if not for_centre(turn):
        return
    if not choice.organisation or turn.shared.region.municipality(code) is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    chosen = choice.municipalities
    choice.municipalities = [c for c in chosen if c != code] if code in chosen else [*chosen, code]
    _places(turn, choice, number(part(turn, 2)))


def give_code(turn: Turn) -> None:
    """o_cn_code: a code for what was chosen."""
    choice = choice_of(turn)
    if not for_centre(turn):
        return
    if turn.shared.region.organisation(choice.organisation) is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    _code(turn, choice)


# -- screens ----------------------------------------------------------------------------------------
def _put(turn: Turn, choice: ConnectChoice, text: Marked, rows: Sequence[Sequence[Button]]) -> None:
    turn.ack()
    keep_choice(turn, choice)
    shown_rows = tuple(tuple(row) for row in rows if row)
    tell(turn, Message(text, shown_rows), slot=f"connect:{choice.slot}")


def _connected(turn: Turn, choice: ConnectChoice, page: int) -> None:
    found = turn.many(CONNECTIONS)
    page = min(page, max(0, -(-len(found) // ROWS) - 1))
    shown_now = found[page * ROWS : (page + 1) * ROWS]
    lines = (line(turn, row) for row in shown_now)
    filed = [one for one in turn.shared.own.all() if one.filed]
    names = ", ".join(whose(turn.shared, turn.texts, one.organisation) for one in filed)
    parts = [
        [
            Button(
                shorten(turn.texts.label("connect-button-part", name=_short(turn, row)), LABEL),
                OperatorButton.CONNECT_PART(choice.slot, row.channel, row.chat),
            )
        ]
        for row in shown_now
    ]
    new = Button(turn.texts.label("connect-button-new"), OperatorButton.CONNECT_NEW(choice.slot, 0), style="good")
    pager = turning(page, -(-len(found) // ROWS), OperatorButton.CONNECT(choice.slot, "{}"))
    heading = turn.t("connect-list" if found else "connect-list-none")
    text = join(heading, *lines, turn.t("connect-filed", names=names) if names else "")
    _put(turn, choice, text, (*parts, (new, *pager)))


def _short(turn: Turn, row: Connection) -> str:
    return whose(turn.shared, turn.texts, row.organisation)


def line(turn: Turn, row: Connection) -> Marked:
    """A connected chat: whose, where, since when, by whom, and whether it is well."""
    own: OwnChat = own_chat_of(row)
    said = turn.t(
        "connect-line",
        name=whose(turn.shared, turn.texts, row.organisation),
        channel=channel_name(turn.texts, row.channel),
        scope=scope_words(turn.shared, turn.texts, own.municipalities),
        at=turn.texts.moment(row.connected_at, turn.now),
        who=row.name or turn.texts.label("op-somebody"),
    )
    lost = own.chat in turn.shared.own.lost
    state = "connect-line-lost" if lost else "" if row.seen_at else "connect-line-unseen"
    return join(said, turn.t(state) if state else "", by=" · ")


def _organisations(turn: Turn, choice: ConnectChoice, page: int) -> None:
    named = [(whose(turn.shared, turn.texts, o.code), o.code) for o in turn.shared.region.organisations]
    wanted = choice.words.casefold()
    found = [each for each in named if wanted in each[0].casefold()] or (_almost(named, wanted) if wanted else named)
    pages = max(1, -(-len(found) // ROWS))
    page = min(page, pages - 1)
    rows = [
        [Button(shorten(name, LABEL), OperatorButton.CONNECT_TO(choice.slot, code_of, 0))]
        for name, code_of in found[page * ROWS : (page + 1) * ROWS]
    ]
    back = Button(turn.texts.label("op-button-back"), OperatorButton.CONNECT(choice.slot, 0))
    pager = turning(page, pages, OperatorButton.CONNECT_NEW(choice.slot, "{}"))
    text = turn.t("connect-which" if found else "connect-nobody", words=choice.words or "none")
    _put(turn, choice, text, (*rows, (back, *pager)))


def _almost(named: Sequence[tuple[str, str]], wanted: str) -> list[tuple[str, str]]:
    """Those with a word that is almost the one that was written."""
    return [each for each in named if get_close_matches(wanted, each[0].casefold().split(), 1, ALMOST)]


def _places(turn: Turn, choice: ConnectChoice, page: int) -> None:
    label, known = turn.texts.label, turn.shared.region.municipalities
    pages = max(1, -(-len(known) // ROWS))
    page = min(page, pages - 1)
    rows = [
        [
            Button(
                shorten(f"✓ {each.name}" if each.code in choice.municipalities else each.name, LABEL),
                OperatorButton.CONNECT_AT(choice.slot, each.code, page),
            )
        ]
        for each in known[page * ROWS : (page + 1) * ROWS]
    ]
    some = "connect-button-code" if choice.municipalities else "connect-button-code-all"
    give = Button(label(some), OperatorButton.CONNECT_CODE(choice.slot), style="good")
    back = Button(label("op-button-back"), OperatorButton.CONNECT_NEW(choice.slot, 0))
    pager = turning(page, pages, OperatorButton.CONNECT_TO(choice.slot, choice.organisation, "{}"))
    name = whose(turn.shared, turn.texts, choice.organisation)
    scope = scope_words(turn.shared, turn.texts, choice.municipalities)
    _put(turn, choice, turn.t("connect-where", name=name, scope=scope), (*rows, (give,), (back, *pager)))


def _code(turn: Turn, choice: ConnectChoice) -> None:
    made, until = new_code(turn.shared.random, CONNECT_PAIRS), turn.now + VALID_MS
    row = ConnectCode(hash_of(made), choice.organisation, json.dumps(choice.municipalities), turn.person.id, until)
    turn.changes.command("drop_connect_codes", turn.now - DAY_MS)
    turn.save(row)
    turn.audit("connect_code", organisation=choice.organisation)
    text = turn.t(
        "connect-code",
        name=whose(turn.shared, turn.texts, choice.organisation),
        scope=scope_words(turn.shared, turn.texts, choice.municipalities),
        code=shown(made),
        command=f"/connect {made}",
        minutes=VALID_MS // MINUTE_MS,
        until=turn.texts.clock(until),
    )
    back = Button(turn.texts.label("op-button-back"), OperatorButton.CONNECT(choice.slot, 0))
    choice.organisation, choice.municipalities = "", []
    _put(turn, choice, text, ((back,),))
