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
from handlers.subscriber.common import CODE, PLACE, QUIET, TOWN, wishes

HERE = Where.PRIVATE

ALERTS: tuple[Route, ...] = (
    command(HERE, "alerts", alerts.alerts, wishes),
    button(HERE, "s_alerts", alerts.alerts, wishes),
    button(HERE, "s_done", alerts.done),
    button(HERE, "s_sub", subscribing.subscribe, wishes),
    button(HERE, "s_consent", subscribing.gave_consent, wishes),
    button(HERE, "s_noconsent", subscribing.refused_consent, wishes),
    button(HERE, "s_unsub", subscribing.unsubscribe, wishes),
    button(HERE, "s_resub", subscribing.resubscribe, wishes),
    button(HERE, "s_extreme", subscribing.extreme, wishes),
    button(HERE, "s_noextreme", subscribing.no_extreme, wishes),
    button(HERE, "s_drills", subscribing.drills, wishes),
    button(HERE, "s_later", offer.later),
    button(HERE, "s_report", answers.is_report, talk),
    tick(OFFER, offer.offer, offer.first_report, personal=True),
    tick(morning.MORNING, morning.morning, morning.held, personal=True),
)

WHAT: tuple[Route, ...] = (
    button(HERE, "s_where", alerts_where.where, wishes),
    button(HERE, "s_towns", alerts_where.towns, wishes),
    button(HERE, "s_area", alerts_where.toggle, wishes),
    button(HERE, "s_add", alerts_where.add, wishes),
    button(HERE, "s_drop", alerts_where.drop, wishes),
    step(HERE, TOWN, alerts_where.named, wishes, talk),
    button(HERE, "s_kinds", alerts_what.kinds, wishes),
    button(HERE, "s_kind", alerts_what.kind, wishes),
    button(HERE, "s_least", alerts_what.least, wishes),
    button(HERE, "s_setleast", alerts_what.set_least, wishes),
    button(HERE, "s_quiet", alerts_quiet.quiet, wishes),
    button(HERE, "s_setquiet", alerts_quiet.set_quiet, wishes),
    step(HERE, QUIET, alerts_quiet.written, wishes, talk),
)

PLACES: tuple[Route, ...] = (
    command(HERE, "places", places.places, wishes),
    button(HERE, "s_places", places.places, wishes),
    button(HERE, "s_place", places.opened, wishes),
    button(HERE, "s_pset", places.set_radius, wishes),
    button(HERE, "s_prename", places.ask_name, wishes),
    button(HERE, "s_pcall", places.call, wishes),
    button(HERE, "s_pdel", places.delete, wishes),
    button(HERE, "s_pback", places.bring_back, places.with_deleted),
    button(HERE, "s_addplace", places_add.add, wishes),
    button(HERE, "s_pmuni", places_add.municipalities, wishes),
    button(HERE, "s_ptowns", places_add.towns, wishes),
    button(HERE, "s_ptown", places_add.town, wishes),
    button(HERE, "s_pname", places_add.name, wishes),
    button(HERE, "s_pradius", places_add.radius, wishes),
    step(HERE, PLACE, places_add.written, wishes, talk),
    tick(places.UNDO, places.forget_deleted, personal=True),
)

JOINING: tuple[Route, ...] = (
    command(HERE, "join", join.typed, join.typed_code),
    button(HERE, "s_join", join.offer, wishes),
    button(HERE, "s_code", join.ask_code, wishes),
    step(HERE, CODE, join.written, join.typed_code),
    button(HERE, "s_joinyes", join.confirm, join.pressed_code, join.other_person),
    button(HERE, "s_chan", join.channels, wishes),
    button(HERE, "s_setchan", join.set_channel, wishes),
    button(HERE, "s_split", join.ask_split, wishes),
    button(HERE, "s_splityes", join.split, wishes, join_merge.joined_setting),
    tick(join_code.WRONG, join.may_try_again),
)

ROUTES: tuple[Route, ...] = ALERTS + WHAT + PLACES + JOINING + notice_routes.ROUTES
