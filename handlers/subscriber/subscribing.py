"""Subscribing in one tap, and out of it again; Extreme alerts and drills."""

from __future__ import annotations

from handlers.base.buttons import part
from handlers.base.message import Button, Marked
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.kinds import ALL_KINDS, DANGERS
from handlers.reports import consent
from handlers.reports.draft import consented
from handlers.subscriber import places_add
from handlers.subscriber.alerts import show_alerts, summary
from handlers.subscriber.alerts_where import ask_town
from handlers.subscriber.common import (
    areas_of,
    keep,
    keep_areas,
    last_row,
    numbered,
    show,
    subscription_of,
)
from storage.notice_records import Subscription
from storage.records import Report

NIGHT = (22 * 60, 8 * 60)
"""Quiet hours that somebody begins with."""


def subscribe(turn: Turn) -> None:
    """Button «Подписаться»: sensible defaults at once, after the consent where there is none yet."""
    turn.ack()
    wanted = subscription_of(turn)
    if wanted.kinds:
        show_alerts(turn)
    elif not consented(turn):
        consent.show_question(turn, "s_consent", "s_noconsent", "sub", "s_alerts")
    else:
        begin(turn)


def begin(turn: Turn) -> None:
    """Dangers from «Осторожно» on, quiet at night, for the settlement of the latest report, else the whole region.

    Where nobody knows the settlement it is asked for: the subscription stands already.
    """
    wanted = subscription_of(turn)
    fresh = turn.one("subscription", Subscription) is None
    quiet = {"quiet_from": NIGHT[0], "quiet_to": NIGHT[1]} if fresh else {}
    keep(turn, wanted, kinds=DANGERS, **quiet)
    latest = turn.one("latest", Report)
    known = latest is not None and consented(turn) and turn.shared.region.settlement(latest.settlement)
    if known and latest is not None and not areas_of(turn):
        keep_areas(turn, [f"s:{latest.settlement}"])
    if areas_of(turn):
        show_alerts(turn, turn.t("alerts-subscribed"))
    else:
        ask_town(turn, turn.t("alerts-subscribed-whole"))


def gave_consent(turn: Turn) -> None:
    """Button «Даю согласие»: what waited for it goes on."""
    if not consent.accept(turn):
        return
    if part(turn, 0) == "place":
        places_add.begin(turn)
    else:
        begin(turn)


def refused_consent(turn: Turn) -> None:
    """Button «Не сейчас»: no places are kept. Warnings by settlement are possible all the same."""
    turn.ack()
    turn.close_screen()
    if part(turn, 0) == "place":
        show_alerts(turn, turn.t("places-refused"))
    elif subscription_of(turn).kinds:
        show_alerts(turn)
    else:
        keep(turn, subscription_of(turn), kinds=DANGERS, quiet_from=NIGHT[0], quiet_to=NIGHT[1])
        ask_town(turn, turn.t("alerts-subscribed-without"))


def unsubscribe(turn: Turn) -> None:
    """Button «Отписаться»: Extreme alerts stay; one tap brings the rest back."""
    wanted = subscription_of(turn)
    turn.ack()
    if not wanted.kinds:
        show_alerts(turn)
        return
    before = wanted.kinds
    keep(turn, wanted, kinds=0)
    _show_undo(turn, turn.t("alerts-unsubscribed"), f"s_resub:{before}")


def resubscribe(turn: Turn) -> None:
    """Button «Вернуть»: the kinds that stood before."""
    turn.ack()
    kinds = numbered(turn) & ALL_KINDS
    if kinds and not subscription_of(turn).kinds:
        if not consented(turn) and turn.one("subscription", Subscription) is None:
            show_alerts(turn)
            return
        keep(turn, subscription_of(turn), kinds=kinds)
    show_alerts(turn)


def _show_undo(turn: Turn, said: Marked, back: str) -> None:
    label, wanted = turn.texts.label, subscription_of(turn)
    rows: list[tuple[Button, ...]] = [(Button(label("button-undo"), back),)]
    if wanted.extreme and not wanted.kinds:
        rows.append((Button(label("button-extreme-off"), "s_extreme"),))
    show(turn, join(said, summary(turn, wanted)), (*rows, last_row(turn, "s_alerts")))


# -- Extreme and drills -------------------------------------------------------------------------
def extreme(turn: Turn) -> None:
    """Button: Extreme alerts on at once, off only after a question."""
    wanted, label = subscription_of(turn), turn.texts.label
    turn.ack()
    if not wanted.extreme:
        keep(turn, wanted, extreme=1)
        show_alerts(turn, turn.t("alerts-extreme-again"))
        return
    rows = (
        (Button(label("button-extreme-keep"), "s_alerts", style="good"),),
        (Button(label("button-extreme-sure"), "s_noextreme", style="bad"),),
        last_row(turn, "s_alerts"),
    )
    show(turn, turn.t("alerts-extreme-sure", rest="some" if wanted.kinds else "none"), rows)


def no_extreme(turn: Turn) -> None:
    """Button «Да, не присылать даже это»."""
    wanted = subscription_of(turn)
    turn.ack()
    if wanted.extreme:
        keep(turn, wanted, extreme=0)
        turn.audit("extreme_off", person=turn.person.id)
    _show_undo(turn, turn.t("alerts-extreme-stopped"), "s_extreme")


def drills(turn: Turn) -> None:
    """Button: drills on and off; its own opposite."""
    wanted = subscription_of(turn)
    on = 0 if wanted.drills else 1
    turn.ack()
    keep(turn, wanted, drills=on)
    show_alerts(turn, turn.t("alerts-drills-joined" if on else "alerts-drills-left"))
