"""To subscribe in one tap, and to unsubscribe; Extreme alerts and drills on and off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.base.buttons import part
from handlers.base.message import Button, Marked
from handlers.base.own_region import within
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.notices.kinds import ALL_KINDS, DANGERS
from handlers.reports import consent
from handlers.reports.draft import consented
from handlers.reports.own_report import LATEST_REPORT
from handlers.subscriber import places_add
from handlers.subscriber.alerts import areas_of, show_alerts, summary
from handlers.subscriber.alerts_where import ask_town
from handlers.subscriber.common import last_row, numbered, show
from handlers.subscriber.wishes import FIRST_QUIET_HOURS, Wishes, keep, keep_areas, wishes_of, with_area
from handlers.subscriber.words import SubscriberButton

SUBSCRIBES = "sub"
"""What waits for a consent, with the areas that were named behind it."""


def subscribe(turn: Turn) -> None:
    """Button «Подписаться»: sensible defaults at once, after the consent where there is none yet."""
    turn.ack()
    wishes = wishes_of(turn)
    if wishes.subscription.kinds:
        show_alerts(turn, wishes)
    elif not consented(turn):
        yes, no, what = SubscriberButton.CONSENT, SubscriberButton.NO_CONSENT, SUBSCRIBES + part(turn, 0)
        consent.show_question(turn, yes, no, what, SubscriberButton.ALERTS)
    else:
        begin(turn, areas_of(turn, part(turn, 0)))


def _with(turn: Turn, chosen: frozenset[str], areas: Sequence[str]) -> frozenset[str]:
    for area in areas:
        chosen = with_area(turn, chosen, area)
    return chosen


def begin(turn: Turn, areas: Sequence[str] = ()) -> None:
    """Dangers from «Осторожно» on, quiet at night, for `areas` or the settlement of the latest report, else the
    whole region.

    Where nobody knows the settlement it is asked for: the subscription stands already.
    """
    wishes = wishes_of(turn)
    wanted = replace(wishes.subscription, kinds=DANGERS)
    if wishes.stored is None:
        wanted = replace(wanted, quiet_from=FIRST_QUIET_HOURS[0], quiet_to=FIRST_QUIET_HOURS[1])
    wishes = keep(turn, wishes, wanted)
    latest = turn.one(LATEST_REPORT)
    known = latest is not None and consented(turn) and turn.shared.region.settlement(latest.settlement)
    if areas:
        wishes = keep_areas(turn, wishes, _with(turn, wishes.areas, areas))
    elif known and latest is not None and not wishes.areas:
        wishes = keep_areas(turn, wishes, [f"s:{latest.settlement}"])
    if wishes.areas:
        show_alerts(turn, wishes, turn.t("alerts-subscribed"))
    else:
        ask_town(turn, turn.t("alerts-subscribed-whole", within=within(turn.shared, turn.texts)))


def gave_consent(turn: Turn) -> None:
    """Button «Даю согласие»: what waited for it goes on."""
    if not consent.accept(turn):
        return
    if part(turn, 0) == "place":
        places_add.begin(turn)
    elif part(turn, 0) == "here":
        places_add.begin_here(turn)
    else:
        begin(turn, areas_of(turn, part(turn, 0).removeprefix(SUBSCRIBES)))


def ask_consent_again(turn: Turn) -> bool:
    """Whether the question for a consent is what was shown last: it comes first, and what waits for it is kept."""
    asked = next((data for data in shown_lately(turn) if data.startswith(f"{SubscriberButton.CONSENT}:")), "")
    if not asked:
        return False
    yes, no, what = SubscriberButton.CONSENT, SubscriberButton.NO_CONSENT, asked.split(":")[1]
    consent.show_question(turn, yes, no, what, SubscriberButton.ALERTS, turn.t("alerts-consent-first"))
    return True


def refused_consent(turn: Turn) -> None:
    """Button «Не сейчас»: no places are kept. Warnings by settlement are possible all the same."""
    turn.ack()
    turn.close_screen()
    wishes = wishes_of(turn)
    if part(turn, 0) in ("place", "here"):
        show_alerts(turn, wishes, turn.t("places-refused"))
    elif wishes.subscription.kinds:
        show_alerts(turn, wishes)
    else:
        wanted = replace(
            wishes.subscription, kinds=DANGERS, quiet_from=FIRST_QUIET_HOURS[0], quiet_to=FIRST_QUIET_HOURS[1]
        )
        wishes = keep(turn, wishes, wanted)
        if areas := areas_of(turn, part(turn, 0).removeprefix(SUBSCRIBES)):
            show_alerts(
                turn, keep_areas(turn, wishes, _with(turn, wishes.areas, areas)), turn.t("alerts-subscribed-without")
            )
        else:
            ask_town(turn, turn.t("alerts-subscribed-without"))


def unsubscribe(turn: Turn) -> None:
    """Button «Отписаться»: Extreme alerts stay; one tap brings the rest back."""
    wishes = wishes_of(turn)
    turn.ack()
    before = wishes.subscription.kinds
    if not before:
        show_alerts(turn, wishes)
        return
    wishes = keep(turn, wishes, replace(wishes.subscription, kinds=0))
    _show_undo(turn, wishes, turn.t("alerts-unsubscribed"), SubscriberButton.RESUBSCRIBE(before))


def resubscribe(turn: Turn) -> None:
    """Button «Вернуть»: the kinds that stood before."""
    turn.ack()
    kinds, wishes = numbered(turn) & ALL_KINDS, wishes_of(turn)
    if kinds and not wishes.subscription.kinds and (consented(turn) or wishes.stored is not None):
        wishes = keep(turn, wishes, replace(wishes.subscription, kinds=kinds))
    show_alerts(turn, wishes)


def _show_undo(turn: Turn, wishes: Wishes, said: Marked, back: str) -> None:
    label, wanted = turn.texts.label, wishes.subscription
    rows: list[tuple[Button, ...]] = [(Button(label("button-undo"), back),)]
    if wanted.extreme and not wanted.kinds:
        rows.append((Button(label("button-extreme-off"), SubscriberButton.EXTREME),))
    show(turn, join(said, summary(turn, wishes)), (*rows, last_row(turn, SubscriberButton.ALERTS)))


# -- Extreme and drills -------------------------------------------------------------------------
def extreme(turn: Turn) -> None:
    """Button: Extreme alerts on at once, off only after a question."""
    wishes, label = wishes_of(turn), turn.texts.label
    wanted = wishes.subscription
    turn.ack()
    if not wanted.extreme:
        show_alerts(turn, keep(turn, wishes, replace(wanted, extreme=1)), turn.t("alerts-extreme-again"))
        return
    rows = (
        (Button(label("button-extreme-keep"), SubscriberButton.ALERTS, style="good"),),
        (Button(label("button-extreme-sure"), SubscriberButton.NO_EXTREME, style="bad"),),
        last_row(turn, SubscriberButton.ALERTS),
    )
    show(turn, turn.t("alerts-extreme-sure", rest="some" if wanted.kinds else "none"), rows)


def no_extreme(turn: Turn) -> None:
    """Button «Да, не присылать даже это»."""
    wishes = wishes_of(turn)
    turn.ack()
    if wishes.subscription.extreme:
        wishes = keep(turn, wishes, replace(wishes.subscription, extreme=0))
        turn.audit("extreme_off", person=turn.person.id)
    _show_undo(turn, wishes, turn.t("alerts-extreme-stopped"), SubscriberButton.EXTREME)


def drills(turn: Turn) -> None:
    """Button: drills on and off; its own opposite."""
    wishes = wishes_of(turn)
    on = 0 if wishes.subscription.drills else 1
    turn.ack()
    wishes = keep(turn, wishes, replace(wishes.subscription, drills=on))
    show_alerts(turn, wishes, turn.t("alerts-drills-joined" if on else "alerts-drills-left"))
