"""Joining the accounts that a person has in several messengers by a code; where notices come; parting them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.base.buttons import part
from handlers.base.codes import LINK, hash_of, new_code, read_code, shown
from handlers.base.greeting import first_contact, greet
from handlers.base.loads import Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.steps import KeptData, QuestionStep
from handlers.base.texts import MINUTE_MS, Texts
from handlers.base.texts import join as joined
from handlers.base.turn import Turn
from handlers.reports.beginning import fresh
from handlers.reports.draft import consented, draft_of
from handlers.subscriber import join_merge
from handlers.subscriber.alerts import show_alerts
from handlers.subscriber.answers import begins_something_else, said, unheard
from handlers.subscriber.common import ask, last_row, marked_label, show
from handlers.subscriber.join_code import (
    CODE_LOADS,
    CODE_TRIES,
    CODE_VALID_MS,
    code_needs,
    note_wrong,
    valid_code,
    wrong_tries,
)
from handlers.subscriber.wishes import Wishes, keep, others_of, wishes_of
from handlers.subscriber.words import SubscriberButton, SubscriberTick
from storage.notice_records import EVERYWHERE, JoinCode, everywhere
from storage.records import Account

MOST_ROWS = 6
"""Of buttons under a message."""


def names_of(texts: Texts, channels: Iterable[str]) -> str:
    """Messengers by name, as `LIST` takes them."""
    return ", ".join(texts.label("channel-name", channel=channel) for channel in channels)


# -- a code of one's own ------------------------------------------------------------------------
def offer(turn: Turn) -> None:
    """Button «У меня есть и …»: a code for that messenger, or a field for a code from there."""
    turn.ack()
    wishes = wishes_of(turn)
    others = others_of(turn, wishes)
    named = part(turn, 0) or (others[0] if len(others) == 1 else "")
    if named not in others:
        show_channels(turn, wishes)
        return
    here, label = turn.event.channel, turn.texts.label
    code = new_code(turn.shared.random)
    row = JoinCode(hash_of(code), turn.person.id, here, turn.account.user_id, turn.now + CODE_VALID_MS)
    turn.changes.command("drop_join_codes", turn.now, turn.person.id)
    turn.save(row)
    link = turn.shared.bots[named].start_link(f"{LINK}{code}")
    text = turn.t("join-code", code=shown(code), channel=named, minutes=CODE_VALID_MS // MINUTE_MS)
    rows = (
        (Button(label("button-open-other", channel=named), url=link),),
        (Button(label("button-have-code"), SubscriberButton.TYPE_CODE),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    show(turn, text, rows)


def ask_code(turn: Turn) -> None:
    """Button «У меня уже есть код»."""
    turn.ack()
    _ask(turn)


def _ask(turn: Turn, heading: Marked | str = "", *, again: bool = False) -> None:
    report = (Button(turn.texts.label("button-is-report"), SubscriberButton.IS_REPORT),) if again else ()
    more = {KeptData.SAID: unheard(turn)} if again else {}
    ask(
        turn,
        QuestionStep.CODE,
        joined(heading, turn.t("join-ask")),
        (report, last_row(turn, SubscriberButton.ALERTS)),
        **more,
    )


# -- a code from another messenger --------------------------------------------------------------
@need(*CODE_LOADS)
def load_typed_code(turn: Turn) -> Needs:
    """For a command or words: the code in them."""
    return code_needs(turn, _text(turn))


@need(*CODE_LOADS)
def load_pressed_code(turn: Turn) -> Needs:
    """For a button: the code in its data."""
    return code_needs(turn, part(turn, 0))


def _text(turn: Turn) -> str:
    return turn.command_argument or said(turn)


def typed(turn: Turn) -> None:
    """A code out of the blue, by a link, or after «код»."""
    by_link = turn.event.ref.startswith(LINK)
    if by_link and valid_code(turn) is None and said(turn) and not said(turn).startswith("/start"):
        fresh(turn)  # a messenger may repeat the link's words with what is written later
        return
    if first_contact(turn):
        greet(turn)
    if turn.command_argument:
        _judge(turn)
    else:
        _ask(turn)


def written(turn: Turn) -> None:
    """Words while a code is asked for."""
    if not read_code(said(turn)) and begins_something_else(turn):
        return
    _judge(turn)


def _judge(turn: Turn) -> None:
    """Whose code is it? Asked before anything is joined: it may have been sent by a stranger."""
    code = _usable(turn, wishes_of(turn))
    if code is None:
        return
    label = turn.texts.label
    rows = (
        (Button(label("button-join-yes"), SubscriberButton.JOIN_SURE(read_code(_text(turn))), style="good"),),
        (Button(label("button-join-no"), SubscriberButton.ALERTS),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    show(turn, turn.t("join-sure", channel=code.channel), rows)


def _usable(turn: Turn, wishes: Wishes) -> JoinCode | None:
    """The code if it may be used now, by this account; else what is wrong has been said."""
    if wrong_tries(turn) >= CODE_TRIES:
        turn.leave_question()
        show(turn, turn.t("join-pause"), (last_row(turn, SubscriberButton.ALERTS),))
        return None
    code = valid_code(turn)
    if code is not None and code.person_id == turn.person.id:
        _ask(turn, turn.t("join-same", channel=turn.event.channel))
        return None
    if code is None or code.channel == turn.event.channel:
        left = note_wrong(turn)
        if left:
            _ask(turn, turn.t("join-wrong", left=left), again=turn.event.ack == "")
        else:
            show(turn, turn.t("join-pause"), (last_row(turn, SubscriberButton.ALERTS),))
        return None
    if code.channel in [account.channel for account in wishes.accounts]:
        show_channels(turn, wishes, turn.t("join-already", channel=code.channel))
        return None
    return code


def confirm(turn: Turn) -> None:
    """Button «Да, это мой код»: from now on all accounts of the two are one person's."""
    turn.ack()
    wishes = wishes_of(turn)
    code = _usable(turn, wishes)
    if code is None:
        return
    if (full := join_merge.in_the_way(turn, wishes)) or turn.one(join_merge.OTHER_PERSON) is None:
        said = turn.t("join-other-full", names=names_of(turn.texts, full)) if full else turn.t("join-gone")
        show(turn, said, (last_row(turn, SubscriberButton.ALERTS),))
        return
    draft = draft_of(turn)
    mine, theirs = wishes.accounts, turn.many(join_merge.OTHER_ACCOUNTS)
    wishes = join_merge.bring_together(turn, wishes)
    turn.forget_timer(SubscriberTick.WRONG_CODES, turn.timer_key)
    _tell(turn, theirs, mine)
    _tell(turn, [account for account in mine if account.channel != turn.event.channel], theirs)
    more = "" if consented(turn) or draft else turn.t("join-consent-again")
    show_channels(turn, wishes, joined(turn.t("join-done", channel=code.channel), more))


def _tell(turn: Turn, whom: Sequence[Account], came: Sequence[Account]) -> None:
    """Each of these accounts hears which messengers it has from now on been joined with."""
    told = turn.shared.library.texts(turn.person.language or turn.texts.language)
    row = (Button(told.label("button-split"), SubscriberButton.SPLIT("told")),)
    message = Message(told.say("join-told", names=names_of(told, [account.channel for account in came])), (row,))
    for account in whom:
        turn.send(Address(account.channel, account.user_id), message, careful=True, purpose="joined")


# -- several messengers -------------------------------------------------------------------------
def channels(turn: Turn) -> None:
    """Button «Куда присылать»."""
    turn.ack()
    show_channels(turn, wishes_of(turn))


def show_channels(turn: Turn, wishes: Wishes, heading: Marked | str = "") -> None:
    """Where notices come, and which messengers could be joined; nothing to choose where there is but one."""
    mine, others, label = wishes.accounts, others_of(turn, wishes), turn.texts.label
    if len(mine) < 2 and len(others) < 2:
        show_alerts(turn, wishes, heading)
        return
    ways = _ways(turn, wishes) if len(mine) > 1 else []
    more = [Button(label("button-join", channel=name), SubscriberButton.JOIN(name)) for name in others]
    split = [Button(label("button-split"), SubscriberButton.SPLIT)] if len(mine) > 1 else []
    code = [] if ways else [Button(label("button-have-code"), SubscriberButton.TYPE_CODE)]
    last = last_row(turn, SubscriberButton.ALERTS)
    wide = 1 if len(ways) + len(more) + len(split) + len(code) < MOST_ROWS else 2
    rows = (*_rows(ways, wide), *_rows(more, wide), (*split, *code), last)
    show(turn, joined(heading, turn.t("channel-how" if ways else "join-which")), rows)


def _rows(buttons: Sequence[Button], wide: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[first : first + wide]) for first in range(0, len(buttons), wide)]


def _ways(turn: Turn, wishes: Wishes) -> list[Button]:
    """A button for each of a person's messengers, and one for all of them; what holds now is marked."""
    wanted, mine = wishes.subscription, wishes.accounts
    now = EVERYWHERE if wanted.everywhere else wanted.channel or mine[0].channel
    ways = [*(account.channel for account in mine), EVERYWHERE]
    names = [turn.texts.label("channel-choice", channel=way) for way in ways]
    return [
        Button(marked_label(turn, name, now == way), SubscriberButton.SET_CHANNEL(way))
        for way, name in zip(ways, names, strict=True)
    ]


def set_channel(turn: Turn) -> None:
    """Button of a messenger, or of all."""
    turn.ack()
    chosen, wishes = turn.event.argument, wishes_of(turn)
    if everywhere(chosen):  # also of a screen from the time of two messengers
        chosen = EVERYWHERE
    if len(wishes.accounts) > 1 and chosen in (*(a.channel for a in wishes.accounts), EVERYWHERE):
        wishes = keep(turn, wishes, replace(wishes.subscription, channel=chosen))
    show_channels(turn, wishes)


# -- apart again --------------------------------------------------------------------------------
def ask_split(turn: Turn) -> None:
    """Button «Разъединить»: asked first; it can be done again by a new code."""
    turn.ack()
    if part(turn, 0) == "told":
        turn.close_screen()  # it stands above the message whose button this is
    wishes = wishes_of(turn)
    if len(wishes.accounts) < 2:
        show_alerts(turn, wishes, turn.t("split-not-joined"))
        return
    label = turn.texts.label
    rows = (
        (Button(label("button-split-yes"), SubscriberButton.SPLIT_SURE, style="bad"),),
        (Button(label("button-split-no"), SubscriberButton.CHANNELS),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    gone = join_merge.leaving(turn, wishes)
    show(turn, turn.t("split-sure", count=len(wishes.accounts), names=names_of(turn.texts, gone)), rows)


def split(turn: Turn) -> None:
    """Button «Да, разъединить»: what was joined last goes on with what is its own, and every messenger is told."""
    turn.ack()
    wishes = wishes_of(turn)
    others = [a for a in wishes.accounts if a.channel != turn.event.channel]
    if not others:
        show_alerts(turn, wishes, turn.t("split-not-joined"))
        return
    wishes = join_merge.take_apart(turn, wishes)
    for account in others:
        message = Message(turn.t("split-told", channel=turn.event.channel))
        turn.send(Address(account.channel, account.user_id), message, careful=True, purpose="joined")
    show_alerts(turn, wishes, turn.t("split-done"))


def may_try_again(turn: Turn) -> None:
    """Tick: wrong codes are forgotten; with the timer its count is gone."""
