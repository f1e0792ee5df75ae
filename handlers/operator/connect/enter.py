"""/connect CODE in an organisation's chat: the chat is the organisation's from the commit on. The test card."""

from __future__ import annotations

import json
from dataclasses import replace

from handlers.base.codes import hash_of, read_connect_code
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.own_chats import LOST_CHAT, OwnChat, own_chat_of
from handlers.base.reasons import channel_name
from handlers.base.refusals import anonymous_writer
from handlers.base.shared import parse_address
from handlers.base.staff import tell
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.case import operator_name
from handlers.operator.connect.state import (
    CODE,
    CONNECTIONS,
    VALID_MS,
    hand_around,
    say_in,
    scope_words,
    whose,
)
from handlers.operator.words import OperatorButton, OperatorTick
from storage.connection_records import ConnectCode, Connection
from storage.records import Setting, Share, Timer

TRIES = 5
TRIES_MS = VALID_MS

WRONG_TRIES = Load("wrong codes of this chat of late", "timers_among", Timer)


@need(CODE, WRONG_TRIES, CONNECTIONS)
def load_code(turn: Turn) -> Needs:
    """The code that was written, the wrong ones before it in this chat, what is connected."""
    tries = WRONG_TRIES(json.dumps([[OperatorTick.CONNECT_TRIES, str(turn.here)]]))
    return (CODE(hash_of(read_connect_code(turn.command_argument))), tries, CONNECTIONS())


def enter_code(turn: Turn) -> None:
    """In a group that is nobody's, or an organisation's own."""
    if turn.event.anonymous:
        anonymous_writer(turn)
        return
    code = _usable(turn)
    if code is not None:
        _connect(turn, code)


def in_private(turn: Turn) -> None:
    """Somebody who is none of the staff writes it in private: it belongs into the group."""
    tell(turn, turn.t("connect-not-private"))


def _usable(turn: Turn) -> ConnectCode | None:
    """The code, if it may connect this chat; else what is wrong has been said."""
    kept, head = turn.one(WRONG_TRIES), turn.shared.region.overdue.head_chat
    tries = int(kept.data) if kept is not None and kept.data.isdigit() else 0
    taken = {one.organisation for one in turn.shared.own.of(turn.here)}
    code, region = turn.one(CODE), turn.shared.region
    service = {turn.shared.admin_chat, turn.shared.alarm_chat, parse_address(head) if head else None}
    if turn.here in service:
        tell(turn, turn.t("connect-not-admin"))
    elif tries >= TRIES:
        tell(turn, _pause(turn))
    elif not read_connect_code(turn.command_argument):
        tell(turn, turn.t("connect-how"))
    elif code is None or region.organisation(code.organisation) is None:
        turn.after(TRIES_MS, OperatorTick.CONNECT_TRIES, turn.here, str(tries + 1))
        turn.audit("connect_wrong", chat=turn.event.chat)
        left = TRIES - tries - 1
        tell(turn, turn.t("connect-wrong", left=left) if left else _pause(turn))
    elif code.used_at:
        tell(turn, turn.t("connect-used"))
    elif code.expires_at <= turn.now:
        tell(turn, turn.t("connect-expired"))
    elif taken - {code.organisation}:
        tell(turn, turn.t("connect-taken", name=whose(turn.shared, turn.texts, min(taken - {code.organisation}))))
    else:
        return code
    return None


def _pause(turn: Turn) -> Marked:
    return turn.t("connect-pause", minutes=TRIES_MS // MINUTE_MS)


def _connect(turn: Turn, code: ConnectCode) -> None:
    """One commit: the connection, the used code, who else has less now, the words to all of them."""
    shared, here, texts = turn.shared, turn.here, turn.staff_texts
    mine = OwnChat(code.organisation, here, frozenset(json.loads(code.municipalities)))
    gone, changed = _give_way(turn, mine)
    after = shared.own.without(*gone).with_chats(mine, *changed)
    hand_around(turn, shared.own, after, code.organisation)
    who = operator_name(turn)
    row = Connection(here.channel, here.chat, code.organisation, code.municipalities, turn.person.id, who, turn.now)
    turn.save(row)
    code.used_at = turn.now
    turn.save(code)
    turn.delete(Setting, f"{LOST_CHAT}{here}")
    turn.forget_timer(OperatorTick.CONNECT_TRIES, here)
    turn.audit("connected", organisation=code.organisation, by=code.person_id)
    said = {
        "name": whose(shared, texts, code.organisation),
        "scope": scope_words(shared, texts, mine.municipalities),
        "channel": channel_name(texts, here.channel),
    }
    say_in(turn, here, texts.say("connect-welcome", **said), Share.ASKED)
    seen = Button(texts.label("connect-button-seen"), OperatorButton.CONNECT_SEEN, style="good")
    card = Message(texts.say("connect-test", **said), ((seen,),))
    say_in(turn, here, card, Share.ASKED, _test_slot(turn.now))
    if shared.admin_chat is not None:
        say_in(turn, shared.admin_chat, texts.say("connect-told", who=who, **said))
    for chat in gone:
        say_in(turn, chat, texts.say("connect-replaced", **said))


def _give_way(turn: Turn, mine: OwnChat) -> tuple[list[Address], list[OwnChat]]:
    """Which other chats of the organisation are none any more, and which have fewer places; both are written down."""
    gone, changed = list[Address](), list[OwnChat]()
    for row in turn.many(CONNECTIONS):
        other = own_chat_of(row)
        if other.organisation != mine.organisation or other.chat == mine.chat:
            continue
        if bool(other.municipalities) != bool(mine.municipalities):
            continue  # one for some places beside one for all the others
        left = other.municipalities - mine.municipalities
        if left and left == other.municipalities:
            continue
        if left:
            changed.append(replace(other, municipalities=left))
            row.municipalities = json.dumps(sorted(left))
            turn.save(row)
        else:
            gone.append(other.chat)
            turn.delete(Connection, row.channel, row.chat)
            turn.changes.command("own_chat_drop", row.channel, row.chat, turn.now)
    return gone, changed


def _test_slot(at: int) -> str:
    return f"connect-test:{at}"


def test_seen(turn: Turn) -> None:
    """o_cn_seen: somebody there saw the test card, and the centre hears of it once."""
    found = next((c for c in turn.many(CONNECTIONS) if Address(c.channel, c.chat) == turn.here), None)
    if found is None:
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    turn.ack(turn.texts.label("connect-toast-seen"))
    if found.seen_at:
        return
    found.seen_at, texts, shared = turn.now, turn.staff_texts, turn.shared
    turn.save(found)
    who = operator_name(turn)
    text = texts.say("connect-test-seen", who=who, at=texts.clock(turn.now))
    say_in(turn, turn.here, Message(text), Share.ASKED, _test_slot(found.connected_at))
    if shared.admin_chat is not None:
        name = whose(shared, texts, found.organisation)
        channel = channel_name(texts, found.channel)
        say_in(turn, shared.admin_chat, texts.say("connect-seen", who=who, name=name, channel=channel))
