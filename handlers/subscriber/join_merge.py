"""What happens to the rows of two persons when their accounts are joined into one person, and parted again.

The person who got the code stays; the other one's row stays empty, so that its id is given to nobody else and it can
have its own back. A setting (see handlers.base.persons.JOINED_WITH) remembers what was whose.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from handlers.base.loads import Load, Needs, need
from handlers.base.persons import JOINED_WITH, PERSON_COUNTS, PersonCounts, joined_setting, joined_with
from handlers.base.turn import Turn
from handlers.notices.kinds import ALL_KINDS
from handlers.reports.status import ALIVE
from handlers.subscriber.join_code import valid_code
from handlers.subscriber.wishes import WHOLE_REGION, Wishes
from storage.changes import words
from storage.notice_records import EVERYWHERE, Place, Subscription, SubscriptionArea
from storage.records import Account, Person, Setting

OTHER_PERSON = Load("whoever got the code", "person_by_id", Person)
OTHER_ACCOUNTS = Load("accounts of whoever got the code", "accounts_of_person", Account)
OTHER_SUBSCRIPTION = Load("subscription of whoever got the code", "subscription_of", Subscription)
OTHER_AREAS = Load("areas of whoever got the code", "subscription_areas_of", SubscriptionArea)
OTHER_PLACES = Load("places of whoever got the code", "places_of", Place)
OTHER_COUNTS = Load("how much is kept of whoever got the code", "citizen_counts", PersonCounts)
OTHER_JOINED = Load("whom whoever got the code was joined with", "setting", Setting)


@need(
    OTHER_PERSON, OTHER_ACCOUNTS, OTHER_SUBSCRIPTION, OTHER_AREAS, OTHER_PLACES, OTHER_COUNTS, OTHER_JOINED,
    JOINED_WITH, PERSON_COUNTS,
)  # fmt: skip
def load_other(turn: Turn) -> Needs:
    """Once the code is loaded: whoever got it, with all that has to be brought together."""
    code = valid_code(turn)
    if code is None:
        return ()
    other = code.person_id
    theirs = (OTHER_PERSON, OTHER_ACCOUNTS, OTHER_SUBSCRIPTION, OTHER_AREAS, OTHER_PLACES, OTHER_COUNTS)
    joined = (OTHER_JOINED(joined_setting(other)), joined_with(turn.person.id))
    return (*(load(other) for load in theirs), *joined, PERSON_COUNTS(turn.person.id))


def in_the_way(turn: Turn, wishes: Wishes) -> list[str]:
    """Messengers in which each of the two has an account already: one person has one account in each, no more."""
    mine = {account.channel for account in wishes.accounts}
    return [account.channel for account in turn.many(OTHER_ACCOUNTS) if account.channel in mine]


def bring_together(turn: Turn, wishes: Wishes) -> Wishes:
    """Everything of this turn's person becomes the other's, and the turn goes on as that person, with these wishes."""
    mine, stays = turn.person, turn.one(OTHER_PERSON)
    assert stays is not None
    wanted, areas = _wanted(turn, wishes, stays.id), _areas(turn, wishes)
    before, own = turn.one(OTHER_JOINED), turn.one(JOINED_WITH)
    kept = {
        "v": 2,
        "at": turn.now,
        "person": mine.id,
        "channels": [account.channel for account in wishes.accounts],
        "before": before.value if before else "",
        "own": own.value if own else "",
        "places": [place.id for place in wishes.places],
        "consents": [[stays.consent_version, stays.consent_at], [mine.consent_version, mine.consent_at]],
    }
    turn.changes.command("join_persons", mine.id, stays.id, words(ALIVE))
    turn.save(Setting(joined_setting(stays.id), json.dumps(kept)))
    if own:
        turn.delete(Setting, joined_setting(mine.id))
    turn.save(Person(mine.id, mine.created_at))
    version, at = _consent(turn, wishes, stays, mine)
    turn.person = replace(stays, language=stays.language or mine.language, consent_version=version, consent_at=at)
    if mine.silenced_until > stays.silenced_until:
        turn.person.silenced_until, turn.person.silenced_why = mine.silenced_until, mine.silenced_why
    turn.account.person_id = stays.id
    mine_too = [replace(a, person_id=stays.id) for a in wishes.accounts if a.channel != turn.event.channel]
    for account in mine_too:
        turn.save(account)
    for area in areas:
        turn.save(SubscriptionArea(stays.id, area))
    if wanted:
        turn.save(wanted)
    turn.audit("joined", person=stays.id, was=mine.id)
    accounts = sorted([*turn.many(OTHER_ACCOUNTS), turn.account, *mine_too], key=_age)
    places = (*turn.many(OTHER_PLACES), *(_of(place, stays.id) for place in wishes.places))
    return Wishes(stays.id, wanted, areas, places, tuple(accounts))


def _age(account: Account) -> tuple[int, str]:
    return account.created_at, account.channel


def _of(place: Place, person: int) -> Place:
    return replace(place, person_id=person)


def _consent(turn: Turn, wishes: Wishes, stays: Person, mine: Person) -> tuple[str, int]:
    """The newer one. Where one of them took his back (he has reports or places and no consent), it is asked anew."""
    for person, counts, places in (
        (stays, turn.one(OTHER_COUNTS), turn.many(OTHER_PLACES)),
        (mine, turn.one(PERSON_COUNTS), wishes.places),
    ):
        if not person.consent_version and ((counts is not None and counts.reports) or places):
            return "", 0
    newer = max((stays, mine), key=lambda person: person.consent_at)
    return newer.consent_version, newer.consent_at


def _wanted(turn: Turn, wishes: Wishes, stays: int) -> Subscription | None:
    """Nothing that either wanted is lost: all kinds, the lower severity, the newer hours; it comes everywhere."""
    rows = [row for row in (wishes.stored, turn.one(OTHER_SUBSCRIPTION)) if row is not None]
    if not rows:
        return None
    newest = max(rows, key=lambda row: row.updated_at)
    subscribed = [row for row in rows if row.kinds] or rows
    kinds = 0
    for row in rows:
        kinds |= row.kinds & ALL_KINDS
    return replace(
        newest,
        person_id=stays,
        kinds=kinds,
        least=min(row.least for row in subscribed),
        channel=EVERYWHERE,
        updated_at=turn.now,
    )


def _areas(turn: Turn, wishes: Wishes) -> frozenset[str]:
    """All areas of the two; the whole region stays the whole region."""
    theirs = frozenset(row.area for row in turn.many(OTHER_AREAS))
    areas = wishes.areas | theirs
    sides = ((wishes.stored, wishes.areas), (turn.one(OTHER_SUBSCRIPTION), theirs))
    everywhere = any(row is not None and row.kinds and not named for row, named in sides)
    return areas | {WHOLE_REGION} if areas and everywhere else areas


# -- apart --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Joined:
    """What the setting remembers of the last joining. `person`, `channels`: the row and the messengers of whoever came
    later; `places`: what came along; `consents`: version and time of who stayed, and of who came. `before`, `own`: what
    the setting of whoever stayed, and of whoever came, remembered until then.
    """

    person: int
    channels: frozenset[str]
    at: int
    places: frozenset[int]
    consents: tuple[tuple[str, int], tuple[str, int]]
    before: str = ""
    own: str = ""


@need(JOINED_WITH)
def load_joined(turn: Turn) -> Needs:
    return (joined_with(turn.person.id),)


def take_apart(turn: Turn, wishes: Wishes) -> Wishes:
    """What came last gets its own person back: its reports, its places, a copy of the subscription; and what it had
    been joined with before it came.

    The turn goes on as the person whose messenger this is, with these wishes.
    """
    stays, kept = turn.person, _remembered(turn, wishes)
    leavers = [account for account in wishes.accounts if account.channel in kept.channels]
    leaves = Person(
        kept.person or turn.new_id("person"), min(account.created_at for account in leavers), stays.language
    )
    ours, theirs = kept.consents
    if stays.consent_version and stays.consent_at < kept.at:
        leaves.consent_version, leaves.consent_at = theirs
        stays.consent_version, stays.consent_at = ours
    else:
        leaves.consent_version, leaves.consent_at = stays.consent_version, stays.consent_at
    for leaver in leavers:
        turn.changes.command("part_persons", stays.id, leaves.id, leaver.channel)
    turn.changes.command("part_hands", stays.id, leaves.id)
    for person, was in ((stays.id, kept.before), (leaves.id, kept.own)):
        _remember(turn, person, was)
    turn.save(leaves)
    turn.save(stays)
    _part_wishes(turn, wishes, leaves.id, kept.places)
    turn.audit("parted", person=stays.id, again=leaves.id)
    return _go_on(turn, wishes, leavers, leaves, kept.places)


def leaving(turn: Turn, wishes: Wishes) -> list[str]:
    """The messengers that `take_apart` would take away."""
    kept = _remembered(turn, wishes)
    return [account.channel for account in wishes.accounts if account.channel in kept.channels]


def _remember(turn: Turn, person: int, joined: str) -> None:
    if joined:
        turn.save(Setting(joined_setting(person), joined))
    else:
        turn.delete(Setting, joined_setting(person))


def _remembered(turn: Turn, wishes: Wishes) -> Joined:
    """What the joining wrote down; without it (it cannot be) the latest account leaves with nothing."""
    row = turn.one(JOINED_WITH)
    if row is None:
        last = frozenset({wishes.accounts[-1].channel})
        return Joined(0, last, 0, frozenset(), (("", 0), ("", 0)))
    values = json.loads(row.value)
    (ours, ours_at), (theirs, theirs_at) = values["consents"]
    return Joined(
        int(values["person"]),
        frozenset(values.get("channels") or [values["channel"]]),  # there were two messengers until version 2
        int(values["at"]),
        frozenset(values["places"]),
        ((str(ours), int(ours_at)), (str(theirs), int(theirs_at))),
        str(values.get("before", "")),
        str(values.get("own", "")),
    )


def _part_wishes(turn: Turn, wishes: Wishes, leaves: int, brought: frozenset[int]) -> None:
    """Warnings are lost by neither: each keeps what was wanted. Places go where they came from."""
    if wishes.stored is not None:
        kept = replace(wishes.stored, channel="", updated_at=turn.now)
        turn.save(kept)
        turn.save(replace(kept, person_id=leaves))
    for area in wishes.areas:
        turn.save(SubscriptionArea(leaves, area))
    for place in wishes.places:
        if place.id in brought:
            turn.save(_of(place, leaves))


def _go_on(turn: Turn, wishes: Wishes, leavers: list[Account], leaves: Person, brought: frozenset[int]) -> Wishes:
    """As the person whose messenger this is."""
    here = turn.account.channel in [account.channel for account in leavers]
    turn.person = who = leaves if here else turn.person
    for account in leavers:
        if account.channel == turn.account.channel:
            turn.account.person_id = leaves.id
        else:
            turn.save(replace(account, person_id=leaves.id))
    mine = tuple(_of(place, who.id) for place in wishes.places if (place.id in brought) == here)
    stored = replace(wishes.stored, person_id=who.id, channel="") if wishes.stored else None
    accounts = tuple(account for account in wishes.accounts if (account in leavers) == here)
    return Wishes(who.id, stored, wishes.areas, mine, accounts)
