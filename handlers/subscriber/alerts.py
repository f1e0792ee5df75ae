"""/alerts: the screen of a subscription: what the person is warned of, and the buttons to change it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from handlers.base.buttons import Rows
from handlers.base.greeting import first_contact, greet
from handlers.base.message import Button, Marked
from handlers.base.own_region import whole
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.notices.kinds import GROUPS, Severity
from handlers.subscriber.common import (
    area_name,
    group_label,
    last_row,
    show,
)
from handlers.subscriber.wishes import Wishes, may_name_areas, others_of, wishes_of
from handlers.subscriber.words import SubscriberButton
from storage.notice_records import EVERYWHERE, Subscription

CARRIED = 42
"""Characters: with the words around it, it has to fit into 64."""


def alerts(turn: Turn) -> None:
    """/alerts and the button of that name."""
    if first_contact(turn):
        greet(turn)
    show_alerts(turn, wishes_of(turn))


def show_alerts(turn: Turn, wishes: Wishes, heading: Marked | str = "", where: Sequence[str] = ()) -> None:
    """The one screen. `heading` says what has just happened; `where`: areas that were named and "subscribe" takes."""
    if carried(where) and not wishes.subscription.kinds:
        taken, rest = where[: _fitting(where)], where[_fitting(where) :]
        heading = join(heading, turn.t("alerts-for", names=", ".join(area_name(turn, area) for area in taken)))
        names = ", ".join(area_name(turn, area) for area in rest)
        heading = join(heading, turn.t("alerts-for-later", names=names) if names else "", by="\n")
    show(turn, join(heading, turn.t("alerts-title"), summary(turn, wishes)), _rows(turn, wishes, where))


def summary(turn: Turn, wishes: Wishes) -> Marked:
    """All that is in force for this person, a line each."""
    t, wanted = turn.t, wishes.subscription
    extreme = t("alerts-extreme-on") if wanted.extreme else t("alerts-extreme-off")
    if wanted.kinds:
        body: tuple[Marked, ...] = (
            t("alerts-where", names=where_words(turn, wishes)),
            t("alerts-what", kinds=kinds_words(turn, wanted)),
            t("alerts-least", severity=turn.texts.label(f"severity-{wanted.least}"), only=_only(wanted)),
            quiet_words(turn, wanted),
            extreme,
        )
    else:
        body = (_without_kinds(turn, wishes),)
    names = ", ".join(place.name for place in wishes.places)
    lines = (
        *body,
        t("alerts-places", names=names) if names else "",
        t("alerts-drills-on") if wanted.drills else "",
        t("alerts-channel", channel=_where(wishes)) if len(wishes.accounts) > 1 else "",
    )
    return join(*lines, by="\n")


def _without_kinds(turn: Turn, wishes: Wishes) -> Marked:
    if not wishes.subscription.extreme:
        return turn.t("alerts-nothing")
    return join(turn.t("alerts-only-extreme"), turn.t("alerts-where", names=where_words(turn, wishes)), by="\n")


def where_now(turn: Turn, wishes: Wishes) -> Marked:
    """Of which places he is warned; who has not subscribed reads that it is the worst alone, or nothing."""
    if not wishes.subscription.kinds:
        return _without_kinds(turn, wishes)
    return turn.t("where-now", names=where_words(turn, wishes))


def subscribe_row(turn: Turn, wishes: Wishes) -> tuple[Button, ...]:
    """«Подписаться» below the places that he named; nothing for who has done that."""
    subscribe = Button(turn.texts.label("button-subscribe"), SubscriberButton.SUBSCRIBE, style="good")
    return () if wishes.subscription.kinds else (subscribe,)


def _where(wishes: Wishes) -> str:
    wanted = wishes.subscription
    return EVERYWHERE if wanted.everywhere else wanted.channel or wishes.accounts[0].channel


def carried(areas: Sequence[str]) -> str:
    """The first of these areas as a part of a button's data: as many as fit."""
    joined = "+".join(area.replace(":", ".", 1) for area in areas[: _fitting(areas)])
    return joined if joined.isascii() else ""


def areas_of(turn: Turn, said: str) -> list[str]:
    """Those that a button carries (see `carried`) and the region knows."""
    region, found = turn.shared.region, list[str]()
    for one in said.split("+"):
        kind, _, code = one.partition(".")
        if region.settlement(code) if kind == "s" else kind == "m" and region.municipality(code):
            found.append(f"{kind}:{code}")
    return found


def areas_shown(turn: Turn) -> tuple[str, ...]:
    """The areas that stand on the buttons of the last screen: to be chosen among, or to be subscribed to."""
    found = list[str]()
    for data in shown_lately(turn):
        word, _, said = data.partition(":")
        if word == SubscriberButton.SUBSCRIBE:
            found += areas_of(turn, said)
        elif word == SubscriberButton.ADD_AREA:
            found += areas_of(turn, said.replace(":", ".", 1))
    return tuple(dict.fromkeys(found))


def _fitting(areas: Sequence[str]) -> int:
    ends = accumulate(len(area) + 1 for area in areas)
    return sum(end - 1 <= CARRIED for end in ends)


def where_words(turn: Turn, wishes: Wishes) -> str:
    if wishes.everywhere:
        return whole(turn.shared, turn.texts)
    return ", ".join(area_name(turn, area) for area in sorted(wishes.areas))


def kinds_words(turn: Turn, wanted: Subscription) -> str:
    return ", ".join(group_label(turn, kind) for kind in GROUPS if wanted.kinds & kind.bit)


def quiet_words(turn: Turn, wanted: Subscription) -> Marked:
    if wanted.quiet_from < 0:
        return turn.t("alerts-no-quiet")
    return turn.t("alerts-quiet", begins=clock_words(wanted.quiet_from), ends=clock_words(wanted.quiet_to))


def clock_words(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _only(wanted: Subscription) -> str:
    return "yes" if wanted.least == Severity.EXTREME else "no"


def _rows(turn: Turn, wishes: Wishes, where: Sequence[str]) -> Rows:
    """At most ten buttons in six rows."""
    label, wanted = turn.texts.label, wishes.subscription
    extreme = Button(label("button-extreme-off" if wanted.extreme else "button-extreme-on"), SubscriberButton.EXTREME)
    drills = Button(label("button-drills-off" if wanted.drills else "button-drills-on"), SubscriberButton.DRILLS)
    rows: list[tuple[Button, ...]] = []
    if wanted.kinds:
        rows += [
            (
                Button(label("button-where"), SubscriberButton.WHERE(0)),
                Button(label("button-kinds"), SubscriberButton.KINDS(0)),
            ),
            (
                Button(label("button-least"), SubscriberButton.LEAST),
                Button(label("button-quiet"), SubscriberButton.QUIET),
            ),
            (extreme, drills),
        ]
    else:
        begin = SubscriberButton.SUBSCRIBE(carried(where)) if carried(where) else SubscriberButton.SUBSCRIBE.value
        rows.append((Button(label("button-subscribe"), begin, style="good"),))
        rows.append((Button(label("button-where"), SubscriberButton.WHERE(0)),) if may_name_areas(turn, wishes) else ())
        rows.append((extreme,))
    rows.append((Button(label("button-places"), SubscriberButton.PLACES(0)), *_messengers(turn, wishes)))
    leave = (Button(label("button-unsubscribe"), SubscriberButton.UNSUBSCRIBE),) if wanted.kinds else ()
    rows.append((*leave, *last_row(turn)))
    return tuple(rows)


def _messengers(turn: Turn, wishes: Wishes) -> tuple[Button, ...]:
    """Where notices come, for who has several; else how to join the other messenger, or which."""
    label, others = turn.texts.label, others_of(turn, wishes)
    if len(wishes.accounts) > 1:
        return (Button(label("button-channel"), SubscriberButton.CHANNELS),)
    if len(others) > 1:
        return (Button(label("button-join-which"), SubscriberButton.CHANNELS),)
    return tuple(Button(label("button-join", channel=name), SubscriberButton.JOIN(name)) for name in others)


def done(turn: Turn) -> None:
    """Button «Готово»: the screen stays as a message without buttons, nothing is waited for."""
    turn.ack()
    turn.leave_question()
    turn.leave_screen(turn.t("alerts-done"))
