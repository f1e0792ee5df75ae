"""Two persons become one in one transaction, and two again.

The person who got the code stays; the other one's row stays empty, so that its id is given to nobody else and it can
have its own back. The setting JOINED remembers what was whose.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from handlers.base.turn import Needs, Turn, queries
from handlers.citizen.forget import JOINED
from handlers.notices.kinds import ALL_KINDS
from handlers.reports.status import ALIVE
from handlers.subscriber.common import WHOLE, accounts_of, areas_of, places_of
from storage.changes import Query, words
from storage.notice_records import JoinCode, Place, Subscription, SubscriptionArea
from storage.records import Account, Person, Setting


def both(turn: Turn, other: int) -> Needs:
    """What is looked at when this person joins that one."""
    return queries(
        {
            "other": ("person_by_id", (other,)),
            "other_accounts": ("accounts_of_person", (other,)),
            "other_subscription": ("subscription_of", (other,)),
            "other_areas": ("subscription_areas_of", (other,)),
            "other_counts": ("citizen_counts", (other,)),
            "counts": ("citizen_counts", (turn.person.id,)),
            "other_places": ("places_of", (other,)),
        }
    )


def may_join(turn: Turn) -> bool:
    """One account in each messenger, no more: the other person exists and has nothing here."""
    theirs = turn.many("other_accounts", Account)
    return turn.one("other", Person) is not None and len(theirs) == 1 and theirs[0].channel != turn.event.channel


def bring_together(turn: Turn, code: JoinCode) -> None:
    """Everything of this turn's person becomes the other's, and the turn goes on as that person."""
    mine, stays = turn.person, turn.one("other", Person)
    assert stays is not None
    wanted, areas = _wanted(turn, stays.id), _areas(turn)
    kept = {
        "v": 1,
        "at": turn.now,
        "person": mine.id,
        "channel": turn.event.channel,
        "places": [place.id for place in places_of(turn)],
        "consents": [[stays.consent_version, stays.consent_at], [mine.consent_version, mine.consent_at]],
    }
    turn.changes.command("join_persons", mine.id, stays.id, words(ALIVE))
    turn.save(Setting(f"{JOINED}{stays.id}", json.dumps(kept)))
    turn.save(Person(mine.id, mine.created_at))
    version, at = _consent(turn, stays, mine)
    turn.person = replace(stays, language=stays.language or mine.language, consent_version=version, consent_at=at)
    turn.account.person_id = stays.id
    for area in areas:
        turn.save(SubscriptionArea(stays.id, area))
    turn.loaded["accounts"] = sorted([*turn.many("other_accounts", Account), turn.account], key=_age)
    turn.loaded["places"] = [*turn.many("other_places", Place), *(_of(p, stays.id) for p in places_of(turn))]
    turn.loaded["areas"] = [SubscriptionArea(stays.id, area) for area in sorted(areas)]
    turn.loaded["subscription"] = [wanted] if wanted else []
    if wanted:
        turn.save(wanted)
    turn.audit("joined", person=stays.id, was=mine.id)


def _age(account: Account) -> tuple[int, str]:
    return account.created_at, account.channel


def _of(place: Place, person: int) -> Place:
    return replace(place, person_id=person)


def _consent(turn: Turn, stays: Person, mine: Person) -> tuple[str, int]:
    """The newer one. Where one of them took his back (he has reports or places and no consent), it is asked anew."""
    for person, counted, places in (
        (stays, turn.loaded["other_counts"][0], turn.many("other_places", Place)),
        (mine, turn.loaded["counts"][0], places_of(turn)),
    ):
        if not person.consent_version and (counted[0] or places):
            return "", 0
    newer = max((stays, mine), key=lambda person: person.consent_at)
    return newer.consent_version, newer.consent_at


def _wanted(turn: Turn, stays: int) -> Subscription | None:
    """Nothing that either wanted is lost: all kinds, the lower severity, the newer hours; it comes to both."""
    rows = [*turn.many("subscription", Subscription), *turn.many("other_subscription", Subscription)]
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
        channel="both",
        updated_at=turn.now,
    )


def _areas(turn: Turn) -> set[str]:
    """All areas of both; the whole region stays the whole region."""
    sides = [
        (turn.many("subscription", Subscription), areas_of(turn)),
        (
            turn.many("other_subscription", Subscription),
            {row.area for row in turn.many("other_areas", SubscriptionArea)},
        ),
    ]
    areas = sides[0][1] | sides[1][1]
    everywhere = any(rows and rows[0].kinds and not named for rows, named in sides)
    return areas | {WHOLE} if areas and everywhere else areas


# -- apart --------------------------------------------------------------------------------------
def joined_setting(turn: Turn) -> Needs:
    return (Query("setting", (f"{JOINED}{turn.person.id}",), "joined"),)


def take_apart(turn: Turn) -> None:
    """The messenger that came later gets its own person back: its reports, its places, a copy of the subscription."""
    stays, kept = turn.person, _remembered(turn)
    leaver = next(a for a in accounts_of(turn) if a.channel == kept["channel"])
    leaves = Person(int(kept["person"]), leaver.created_at, stays.language)
    ours, theirs = kept["consents"]
    if stays.consent_version and stays.consent_at < int(kept["at"]):
        leaves.consent_version, leaves.consent_at = str(theirs[0]), int(theirs[1])
        stays.consent_version, stays.consent_at = str(ours[0]), int(ours[1])
    else:
        leaves.consent_version, leaves.consent_at = stays.consent_version, stays.consent_at
    turn.changes.command("part_persons", stays.id, leaves.id, leaver.channel)
    turn.changes.command("part_hands", stays.id, leaves.id)
    turn.delete(Setting, f"{JOINED}{stays.id}")
    turn.save(leaves)
    turn.save(stays)
    _part_wishes(turn, stays.id, leaves.id, set(kept["places"]))
    turn.audit("parted", person=stays.id, again=leaves.id)
    _go_on(turn, leaver, stays, leaves)


def _remembered(turn: Turn) -> dict[str, Any]:
    """What the joining wrote down; without it (it cannot be) the later account leaves with nothing."""
    row = turn.one("joined", Setting)
    if row is not None:
        values: dict[str, Any] = json.loads(row.value)
        return values
    later = accounts_of(turn)[-1]
    none = ["", 0]
    return {
        "at": 0,
        "person": turn.new_id("person"),
        "channel": later.channel,
        "places": [],
        "consents": [none, none],
    }


def _part_wishes(turn: Turn, stays: int, leaves: int, brought: set[int]) -> None:
    """Warnings are lost by neither: both keep what was wanted. Places go where they came from."""
    for row in turn.many("subscription", Subscription):
        kept = replace(row, channel="", updated_at=turn.now)
        turn.save(kept)
        turn.save(replace(kept, person_id=leaves))
    for area in turn.many("areas", SubscriptionArea):
        turn.save(SubscriptionArea(leaves, area.area))
    for place in places_of(turn):
        if place.id in brought:
            turn.save(_of(place, leaves))


def _go_on(turn: Turn, leaver: Account, stays: Person, leaves: Person) -> None:
    """The turn goes on as the person whose messenger this is."""
    here = turn.event.channel == leaver.channel
    who = leaves if here else stays
    brought = {p.id for p in places_of(turn) if turn.changes.rows.get(Place, {}).get((p.id,)) is not None}
    turn.person = who
    if here:
        turn.account.person_id = leaves.id
    else:
        turn.save(replace(leaver, person_id=leaves.id))
    mine = [p for p in places_of(turn) if (p.id in brought) == here]
    turn.loaded["accounts"] = [turn.account]
    turn.loaded["places"] = [_of(p, who.id) for p in mine]
    turn.loaded["areas"] = [SubscriptionArea(who.id, area) for area in sorted(areas_of(turn))]
    row = turn.one("subscription", Subscription)
    turn.loaded["subscription"] = [replace(row, person_id=who.id, channel="")] if row else []
