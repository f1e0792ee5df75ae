"""Joining the accounts that a person has in two messengers by a code; where notices come; parting them again."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.buttons import part
from handlers.base.codes import LINK, new_code, read_code, shown
from handlers.base.greeting import first_contact, greet
from handlers.base.loads import Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.steps import QuestionStep
from handlers.base.texts import MINUTE_MS
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
from handlers.subscriber.wishes import Wishes, keep, wishes_of
from handlers.subscriber.words import SubscriberButton, SubscriberTick
from storage.notice_records import JoinCode


# -- a code of one's own ------------------------------------------------------------------------
def offer(turn: Turn) -> None:
    """Button «У меня есть и …»: a code for the other messenger, or a field for a code from there."""
    turn.ack()
    wishes = wishes_of(turn)
    if len(wishes.accounts) > 1:
        show_channels(turn, wishes)
        return
    here, label = turn.event.channel, turn.texts.label
    others = [name for name in turn.shared.bots if name != here]
    if not others:
        show_alerts(turn, wishes)
        return
    code = JoinCode(new_code(turn.shared.random), turn.person.id, here, turn.account.user_id, turn.now + CODE_VALID_MS)
    turn.changes.command("drop_join_codes", turn.now, turn.person.id)
    turn.save(code)
    link = turn.shared.bots[others[0]].start_link(f"{LINK}{code.code}")
    text = turn.t("join-code", code=shown(code.code), channel=others[0], minutes=CODE_VALID_MS // MINUTE_MS)
    rows = (
        (Button(label("button-open-other", channel=others[0]), url=link),),
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
    more = {"said": unheard(turn)} if again else {}
    ask(
        turn,
        QuestionStep.CODE,
        joined(heading, turn.t("join-ask")),
        (report, last_row(turn, SubscriberButton.ALERTS)),
        **more,
    )


# -- a code from the other messenger ------------------------------------------------------------
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
        (Button(label("button-join-yes"), SubscriberButton.JOIN_SURE(code.code), style="good"),),
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
    if len(wishes.accounts) > 1:
        show_channels(turn, wishes, turn.t("join-already"))
        return None
    return code


def confirm(turn: Turn) -> None:
    """Button «Да, это мой код»: from now on the two accounts are one person."""
    turn.ack()
    wishes = wishes_of(turn)
    code = _usable(turn, wishes)
    if code is None:
        return
    if not join_merge.may_join(turn):
        show(turn, turn.t("join-other-full"), (last_row(turn, SubscriberButton.ALERTS),))
        return
    draft = draft_of(turn)
    wishes = join_merge.bring_together(turn, wishes, code)
    turn.forget_timer(SubscriberTick.WRONG_CODES, turn.timer_key)
    told = turn.shared.library.texts(turn.person.language or turn.texts.language)
    row = (Button(told.label("button-split"), SubscriberButton.SPLIT("told")),)
    message = Message(told.say("join-told", channel=turn.event.channel), (row,))
    turn.send(Address(code.channel, code.user_id), message, careful=True, purpose="joined")
    more = "" if consented(turn) or draft else turn.t("join-consent-again")
    show_channels(turn, wishes, joined(turn.t("join-done", channel=code.channel), more))


# -- both messengers ----------------------------------------------------------------------------
def channels(turn: Turn) -> None:
    """Button «Куда присылать»."""
    turn.ack()
    show_channels(turn, wishes_of(turn))


def show_channels(turn: Turn, wishes: Wishes, heading: Marked | str = "") -> None:
    """Where notices come; nothing to choose for somebody with one messenger."""
    mine, label = wishes.accounts, turn.texts.label
    if len(mine) < 2:
        show_alerts(turn, wishes, heading)
        return
    now = wishes.subscription.channel or mine[0].channel
    ways = (*(account.channel for account in mine), "both")
    rows = (
        *(
            (Button(marked_label(turn, label("channel-choice", channel=w), now == w), SubscriberButton.SET_CHANNEL(w)),)
            for w in ways
        ),
        (Button(label("button-split"), SubscriberButton.SPLIT),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    show(turn, joined(heading, turn.t("channel-how")), rows)


def set_channel(turn: Turn) -> None:
    """Button of a messenger, or of both."""
    turn.ack()
    chosen, wishes = turn.event.argument, wishes_of(turn)
    if len(wishes.accounts) > 1 and chosen in (*(a.channel for a in wishes.accounts), "both"):
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
    show(turn, turn.t("split-sure"), rows)


def split(turn: Turn) -> None:
    """Button «Да, разъединить»: each messenger goes on with what is its own, and both are told."""
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
