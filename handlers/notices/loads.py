"""What is loaded of notices, whoever acts: a notice, its history, how its messages fared, notices that go with it.

@need(*WHOLE_NOTICE)
def pressed_notice(turn: Turn) -> Needs:
    return whole_notice(number_of(turn.event.argument))
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from handlers.base.loads import Asked, Load, Needs
from handlers.notices.states import IN_FORCE
from storage.changes import words
from storage.notice_records import (
    Notice,
    NoticeCount,
    NoticeEvent,
    NoticeResponse,
    Place,
    Subscription,
    SubscriptionArea,
)
from storage.records import Account

NOTICE = Load("notice", "notice_by_id", Notice)
NOTICE_HISTORY = Load("notice history", "notice_events", NoticeEvent)
"""All lines of it, the oldest first."""
NOTICE_COUNTS = Load("notice counts", "notice_counts", NoticeCount)
"""How its messages fared, by messenger, outcome and reason."""
NOTICE_FAMILY = Load("notice family", "notice_family", Notice)
"""All that it is linked with, over however many steps, itself among them, the newest first."""

LIVE = Load("notices in force", "inforce_notices", Notice, steady=True)
"""The gravest first, drills too."""

WHOLE_NOTICE = (NOTICE, NOTICE_HISTORY)

SUBSCRIPTION = Load("subscription", "subscription_of", Subscription)
"""None: the person never subscribed, which means Extreme alerts and nothing else."""
SUBSCRIPTION_AREAS = Load("areas of the subscription", "subscription_areas_of", SubscriptionArea)
PLACES = Load("places of the person", "places_of", Place)
"""The oldest first."""
RESPONSE = Load("answer to the notice", "response_of", NoticeResponse)
"""What the person answered to it; parameters: the number of the notice that he knows, the person."""

OFFICER_ACCOUNTS = Load("accounts that the officer joined", "accounts_of_person", Account)
NAMED_ACCOUNTS = Load("accounts that DUTY_OFFICERS joins", "accounts_at", Account)
"""What `moves.load_accounts` asks for: an officer is the same person in all of these."""


def whole_notice(number: int) -> Needs:
    """Asks for WHOLE_NOTICE of the notice with this number."""
    return tuple(load(number) for load in WHOLE_NOTICE)


def among(load: Load[Notice], numbers: Iterable[int]) -> Asked:
    """Asks for notices with these numbers; `load` is one of the statement notices_among."""
    return load(json.dumps(sorted(numbers)))


def live(now: int) -> Asked:
    """Asks for LIVE. `now`: UTC milliseconds."""
    return LIVE(now, words(IN_FORCE))
