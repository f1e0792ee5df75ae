"""Chats that are an organisation's no more: parted by the centre or by themselves, or lost because the bot was taken
out; and lost ones that are found again.
"""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.event import Membership
from handlers.base.loads import Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.own_chats import LOST_CHAT, own_chat_of
from handlers.base.shared import Shared
from handlers.base.staff import tell
from handlers.base.texts import Texts
from handlers.base.turn import Turn
from handlers.operator.alarms import addresses, alarm, chat_name, chat_of, read_alarm
from handlers.operator.case import operator_name, sees_everything
from handlers.operator.connect.enter import enter_code
from handlers.operator.connect.state import (
    CONNECTIONS,
    come_back,
    hand_around,
    say_in,
    scope_words,
    waiting_of,
    whose,
)
from handlers.operator.queue import QUEUE_COUNT, QUEUE_PAGE
from handlers.operator.words import OperatorButton
from storage.connection_records import Connection
from storage.records import Setting

TAKEN_OUT = ("kicked", "no-access")
"""Why a chat takes nothing where the bot is not in it any more, as short codes."""


# -- parted -----------------------------------------------------------------------------------------
def in_own_chat(turn: Turn) -> None:
    """/connect in an organisation's own chat: with a code it is connected anew, without one it may leave."""
    found = _pointed(turn, turn.here)
    if turn.command_argument or turn.event.anonymous:
        enter_code(turn)
    elif found is None:
        tell(turn, turn.t("connect-of-file"))
    else:
        _ask(turn, found, turn.new_id("outbox"))


def ask_to_part(turn: Turn) -> None:
    """o_cn_part: really?"""
    found = _pointed(turn, _named(turn))
    if found is None or not _may(turn):
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    turn.ack()
    _ask(turn, found, number(part(turn, 0)))


def _ask(turn: Turn, found: Connection, slot: int) -> None:
    own, texts = own_chat_of(found), turn.texts
    key = "connect-part-ask" if sees_everything(turn) else "connect-leave-ask"
    text = turn.t(
        key,
        name=whose(turn.shared, texts, found.organisation),
        scope=scope_words(turn.shared, texts, own.municipalities),
        at=texts.moment(found.connected_at, turn.now),
        who=found.name or texts.label("op-somebody"),
    )
    sure = OperatorButton.CONNECT_PART_SURE(slot, found.channel, found.chat)
    row = [Button(texts.label("connect-button-part-sure"), sure, style="bad")]
    if sees_everything(turn):
        row.append(Button(texts.label("op-button-back"), OperatorButton.CONNECT(slot, 0)))
    tell(turn, Message(text, (tuple(row),)), slot=f"connect:{slot}")


def part_sure(turn: Turn) -> None:
    """o_cn_sure: what waits is the centre's again, or the chat's that the files name; both sides are told."""
    found, chat = _pointed(turn, _named(turn)), _named(turn)
    if found is None or not _may(turn):
        turn.ack(turn.texts.label("op-toast-old-button"))
        return
    turn.ack()
    shared, texts = turn.shared, turn.staff_texts
    after = shared.own.without(chat)
    was_lost = chat in shared.own.lost
    hand_around(turn, shared.own, after, found.organisation)
    turn.delete(Connection, found.channel, found.chat)
    if not after.of(chat):
        turn.changes.command("own_chat_drop", found.channel, found.chat, turn.now)
    if was_lost:
        turn.delete(Setting, f"{LOST_CHAT}{chat}")
    turn.audit("parted", organisation=found.organisation)
    values = {"name": whose(shared, texts, found.organisation), "who": operator_name(turn)}
    tell(turn, turn.t("connect-part-done", **values), slot=f"connect:{number(part(turn, 0))}")
    by_itself = not sees_everything(turn)
    if not was_lost and not by_itself:
        say_in(turn, chat, texts.say("connect-parted", **values))
    if shared.admin_chat is not None:
        heading = texts.say("connect-left" if by_itself else "connect-parted-centre", **values)
        say_in(turn, shared.admin_chat, come_back(turn, heading))


def _named(turn: Turn) -> Address:
    return Address(part(turn, 1), part(turn, 2))


def _pointed(turn: Turn, chat: Address) -> Connection | None:
    return next((c for c in turn.many(CONNECTIONS) if Address(c.channel, c.chat) == chat), None)


def _may(turn: Turn) -> bool:
    """The centre; or the chat itself."""
    return sees_everything(turn) or _named(turn) == turn.here


# -- lost and found ---------------------------------------------------------------------------------
@need(QUEUE_COUNT, QUEUE_PAGE)
def load_lost(turn: Turn) -> Needs:
    """What waits for the chat that an event comes from."""
    return waiting_of(turn, [turn.here])


@need(QUEUE_COUNT, QUEUE_PAGE)
def load_refusing(turn: Turn) -> Needs:
    """What waits for the chat that an alarm is about."""
    chat = chat_of(turn.shared, read_alarm(turn.event.text))
    return waiting_of(turn, [chat]) if chat is not None and is_own(turn.shared, chat) else ()


def is_own(shared: Shared, chat: Address) -> bool:
    return chat != shared.admin_chat and bool(shared.own.of(chat))


def rights_changed(turn: Turn) -> None:
    """The messenger says that the bot was taken out of an operators' chat, or that it may do other things there."""
    if turn.event.member == Membership.GONE:
        lose(turn, turn.here)
    else:
        find_again(turn, turn.here)


def alarm_of(turn: Turn) -> None:
    """Tick "alarm": of an own chat that the bot is not in, and of one that it is in again, it says what became of the
    cards.
    """
    told = read_alarm(turn.event.text)
    chat = chat_of(turn.shared, told)
    if chat is not None and not turn.shared.keeps(chat) and not told.bad:
        alarm_over(turn, told.name)
    elif chat is not None and is_own(turn.shared, chat) and told.bad and told.why in TAKEN_OUT:
        lose(turn, chat)
    elif chat is not None and not told.bad and chat in turn.shared.own.lost:
        find_again(turn, chat)
    else:
        alarm(turn)


def alarm_over(turn: Turn, name: str) -> None:
    """A chat that is nobody's any more: nothing is to be said of it."""
    turn.delete(Setting, f"alarm:{name}")


def lose(turn: Turn, chat: Address) -> None:
    """Its cards are the centre's until the bot is there again; told once."""
    shared = turn.shared
    if not is_own(shared, chat) or chat in shared.own.lost:
        return
    after = shared.own.without(lost=[chat])
    for one in shared.own.of(chat):
        hand_around(turn, shared.own, after, one.organisation)
    turn.save(Setting(f"{LOST_CHAT}{chat}", str(turn.now)))
    turn.audit("chat_lost", chat=str(chat))
    message = come_back(turn, _said(shared, turn.staff_texts, "connect-lost", chat))
    for to in addresses(shared):
        say_in(turn, to, message)


def find_again(turn: Turn, chat: Address) -> None:
    """The bot is there again: what waits comes in sight there, and the centre is told."""
    shared = turn.shared
    if chat not in shared.own.lost:
        return
    turn.delete(Setting, f"{LOST_CHAT}{chat}")
    after = shared.own.without()
    after.lost.discard(chat)
    for one in after.of(chat):
        hand_around(turn, shared.own, after, one.organisation)
    for to in addresses(shared):
        say_in(turn, to, _said(shared, turn.staff_texts, "connect-found", chat))


def _said(shared: Shared, texts: Texts, key: str, chat: Address) -> Marked:
    return texts.say(key, chat=chat_name(shared, texts, chat), channel=texts.label("dlv-channel", channel=chat.channel))
