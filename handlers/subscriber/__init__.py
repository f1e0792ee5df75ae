"""Routes of subscriptions, places and joined accounts; what is asked about notices and answered: notice_routes."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, command, meant, step, tick
from handlers.base.steps import QuestionStep
from handlers.reports.meaning_at_question import instead_of_question
from handlers.reports.own_report import talk
from handlers.reports.words import Meant, ReportTick
from handlers.subscriber import (
    alerts,
    alerts_quiet,
    alerts_what,
    alerts_where,
    already,
    answers,
    join,
    join_merge,
    morning,
    notice_routes,
    offer,
    places,
    places_add,
    places_from_list,
    said_wishes,
    subscribing,
)
from handlers.subscriber.wishes import load_wishes
from handlers.subscriber.words import SubscriberButton, SubscriberTick
from storage.ticks import Tick

HERE = Where.PRIVATE

ALERTS: tuple[Route, ...] = (
    command(HERE, "alerts", alerts.alerts, load_wishes),
    meant(HERE, Meant.WARNINGS, said_wishes.wants, load_wishes),
    meant(HERE, Meant.WISH, said_wishes.wished, load_wishes),
    button(HERE, SubscriberButton.ALERTS, alerts.alerts, load_wishes),
    button(HERE, SubscriberButton.DONE, alerts.done),
    button(HERE, SubscriberButton.SUBSCRIBE, subscribing.subscribe, load_wishes),
    button(HERE, SubscriberButton.CONSENT, subscribing.gave_consent, load_wishes),
    button(HERE, SubscriberButton.NO_CONSENT, subscribing.refused_consent, load_wishes),
    button(HERE, SubscriberButton.UNSUBSCRIBE, subscribing.unsubscribe, load_wishes),
    button(HERE, SubscriberButton.RESUBSCRIBE, subscribing.resubscribe, load_wishes),
    button(HERE, SubscriberButton.EXTREME, subscribing.extreme, load_wishes),
    button(HERE, SubscriberButton.NO_EXTREME, subscribing.no_extreme, load_wishes),
    button(HERE, SubscriberButton.DRILLS, subscribing.drills, load_wishes),
    button(HERE, SubscriberButton.LATER, offer.later),
    button(HERE, SubscriberButton.IS_REPORT, answers.is_report, talk),
    tick(ReportTick.OFFER, offer.offer, offer.load_first_report, personal=True),
    tick(Tick.ALREADY, already.already, already.load_now, already.load_of_person, personal=True),
    tick(Tick.MORNING, morning.morning, morning.load_held, morning.load_what_else, personal=True),
)

WHAT: tuple[Route, ...] = (
    button(HERE, SubscriberButton.WHERE, alerts_where.where, load_wishes),
    button(HERE, SubscriberButton.TOWNS, alerts_where.towns, load_wishes),
    button(HERE, SubscriberButton.AREA, alerts_where.toggle, load_wishes),
    button(HERE, SubscriberButton.ADD_AREA, alerts_where.add, load_wishes),
    button(HERE, SubscriberButton.DROP_AREA, alerts_where.drop, load_wishes),
    step(HERE, QuestionStep.TOWN, alerts_where.named, load_wishes, talk, instead=instead_of_question),
    button(HERE, SubscriberButton.KINDS, alerts_what.kinds, load_wishes),
    button(HERE, SubscriberButton.KIND, alerts_what.kind, load_wishes),
    button(HERE, SubscriberButton.LEAST, alerts_what.least, load_wishes),
    button(HERE, SubscriberButton.SET_LEAST, alerts_what.set_least, load_wishes),
    button(HERE, SubscriberButton.QUIET, alerts_quiet.quiet, load_wishes),
    button(HERE, SubscriberButton.SET_QUIET, alerts_quiet.set_quiet, load_wishes),
    step(HERE, QuestionStep.QUIET, alerts_quiet.written, load_wishes, talk, instead=instead_of_question),
)

PLACES: tuple[Route, ...] = (
    command(HERE, "places", places.places, load_wishes),
    button(HERE, SubscriberButton.PLACES, places.places, load_wishes),
    button(HERE, SubscriberButton.PLACE, places.opened, load_wishes),
    button(HERE, SubscriberButton.SET_RADIUS, places.set_radius, load_wishes),
    button(HERE, SubscriberButton.RENAME, places.ask_name, load_wishes),
    button(HERE, SubscriberButton.SET_NAME, places.call, load_wishes),
    button(HERE, SubscriberButton.DELETE, places.delete, load_wishes),
    button(HERE, SubscriberButton.BRING_BACK, places.bring_back, load_wishes, places.load_deleted),
    button(HERE, SubscriberButton.ADD_PLACE, places_add.add, load_wishes),
    button(HERE, SubscriberButton.WARN_HERE, places_add.add_here, load_wishes),
    button(HERE, SubscriberButton.NEW_IN_MUNICIPALITIES, places_from_list.municipalities, load_wishes),
    button(HERE, SubscriberButton.NEW_IN_TOWNS, places_from_list.towns, load_wishes),
    button(HERE, SubscriberButton.NEW_IN_TOWN, places_from_list.town, load_wishes),
    button(HERE, SubscriberButton.NEW_NAME, places_add.name, load_wishes),
    button(HERE, SubscriberButton.NEW_RADIUS, places_add.radius, load_wishes),
    step(HERE, QuestionStep.PLACE, places_add.written, load_wishes, talk, instead=instead_of_question),
    tick(SubscriberTick.DELETED_PLACE, places.forget_deleted, personal=True),
)

JOINING: tuple[Route, ...] = (
    command(HERE, "join", join.typed, load_wishes, join.load_typed_code, talk),
    button(HERE, SubscriberButton.JOIN, join.offer, load_wishes),
    button(HERE, SubscriberButton.TYPE_CODE, join.ask_code, load_wishes),
    step(HERE, QuestionStep.CODE, join.written, load_wishes, join.load_typed_code, talk),
    button(HERE, SubscriberButton.JOIN_SURE, join.confirm, load_wishes, join.load_pressed_code, join_merge.load_other),
    button(HERE, SubscriberButton.CHANNELS, join.channels, load_wishes),
    button(HERE, SubscriberButton.SET_CHANNEL, join.set_channel, load_wishes),
    button(HERE, SubscriberButton.SPLIT, join.ask_split, load_wishes, join_merge.load_joined),
    button(HERE, SubscriberButton.SPLIT_SURE, join.split, load_wishes, join_merge.load_joined),
    tick(SubscriberTick.WRONG_CODES, join.may_try_again),
)

ROUTES: tuple[Route, ...] = ALERTS + WHAT + PLACES + JOINING + notice_routes.ROUTES
