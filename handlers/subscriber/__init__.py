"""What citizens do with notices: subscriptions, places, what is in force, answers. `ROUTES` says what is whose."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, command, step, tick
from handlers.reports.own_report import talk
from handlers.reports.sending import OFFER
from handlers.subscriber import (
    alerts,
    alerts_quiet,
    alerts_what,
    alerts_where,
    answers,
    join,
    join_code,
    join_merge,
    morning,
    notice_routes,
    offer,
    places,
    places_add,
    subscribing,
)
from handlers.subscriber.common import CODE, PLACE, QUIET, TOWN
from handlers.subscriber.wishes import load_wishes
from storage.ticks import Tick

HERE = Where.PRIVATE

ALERTS: tuple[Route, ...] = (
    command(HERE, "alerts", alerts.alerts, load_wishes),
    button(HERE, "s_alerts", alerts.alerts, load_wishes),
    button(HERE, "s_done", alerts.done),
    button(HERE, "s_sub", subscribing.subscribe, load_wishes),
    button(HERE, "s_consent", subscribing.gave_consent, load_wishes),
    button(HERE, "s_noconsent", subscribing.refused_consent, load_wishes),
    button(HERE, "s_unsub", subscribing.unsubscribe, load_wishes),
    button(HERE, "s_resub", subscribing.resubscribe, load_wishes),
    button(HERE, "s_extreme", subscribing.extreme, load_wishes),
    button(HERE, "s_noextreme", subscribing.no_extreme, load_wishes),
    button(HERE, "s_drills", subscribing.drills, load_wishes),
    button(HERE, "s_later", offer.later),
    button(HERE, "s_report", answers.is_report, talk),
    tick(OFFER, offer.offer, offer.load_first_report, personal=True),
    tick(Tick.MORNING, morning.morning, morning.load_held, personal=True),
)

WHAT: tuple[Route, ...] = (
    button(HERE, "s_where", alerts_where.where, load_wishes),
    button(HERE, "s_towns", alerts_where.towns, load_wishes),
    button(HERE, "s_area", alerts_where.toggle, load_wishes),
    button(HERE, "s_add", alerts_where.add, load_wishes),
    button(HERE, "s_drop", alerts_where.drop, load_wishes),
    step(HERE, TOWN, alerts_where.named, load_wishes, talk),
    button(HERE, "s_kinds", alerts_what.kinds, load_wishes),
    button(HERE, "s_kind", alerts_what.kind, load_wishes),
    button(HERE, "s_least", alerts_what.least, load_wishes),
    button(HERE, "s_setleast", alerts_what.set_least, load_wishes),
    button(HERE, "s_quiet", alerts_quiet.quiet, load_wishes),
    button(HERE, "s_setquiet", alerts_quiet.set_quiet, load_wishes),
    step(HERE, QUIET, alerts_quiet.written, load_wishes, talk),
)

PLACES: tuple[Route, ...] = (
    command(HERE, "places", places.places, load_wishes),
    button(HERE, "s_places", places.places, load_wishes),
    button(HERE, "s_place", places.opened, load_wishes),
    button(HERE, "s_pset", places.set_radius, load_wishes),
    button(HERE, "s_prename", places.ask_name, load_wishes),
    button(HERE, "s_pcall", places.call, load_wishes),
    button(HERE, "s_pdel", places.delete, load_wishes),
    button(HERE, "s_pback", places.bring_back, load_wishes, places.load_deleted),
    button(HERE, "s_addplace", places_add.add, load_wishes),
    button(HERE, "s_pmuni", places_add.municipalities, load_wishes),
    button(HERE, "s_ptowns", places_add.towns, load_wishes),
    button(HERE, "s_ptown", places_add.town, load_wishes),
    button(HERE, "s_pname", places_add.name, load_wishes),
    button(HERE, "s_pradius", places_add.radius, load_wishes),
    step(HERE, PLACE, places_add.written, load_wishes, talk),
    tick(places.UNDO, places.forget_deleted, personal=True),
)

JOINING: tuple[Route, ...] = (
    command(HERE, "join", join.typed, load_wishes, join.load_typed_code, talk),
    button(HERE, "s_join", join.offer, load_wishes),
    button(HERE, "s_code", join.ask_code, load_wishes),
    step(HERE, CODE, join.written, load_wishes, join.load_typed_code, talk),
    button(HERE, "s_joinyes", join.confirm, load_wishes, join.load_pressed_code, join_merge.load_other),
    button(HERE, "s_chan", join.channels, load_wishes),
    button(HERE, "s_setchan", join.set_channel, load_wishes),
    button(HERE, "s_split", join.ask_split, load_wishes),
    button(HERE, "s_splityes", join.split, load_wishes, join_merge.load_joined),
    tick(join_code.WRONG, join.may_try_again),
)

ROUTES: tuple[Route, ...] = ALERTS + WHAT + PLACES + JOINING + notice_routes.ROUTES
