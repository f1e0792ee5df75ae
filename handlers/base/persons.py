"""What is loaded of a person, whoever acts: accounts, how much is kept, whom the person was joined with."""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.loads import Asked, Load
from storage.records import Account, Setting


@dataclass(frozen=True, slots=True)
class PersonCounts:
    """A row of the statement `citizen_counts`: how much is kept of a person."""

    reports: int
    files: int
    accounts: int
    places: int


ACCOUNTS = Load("accounts of the person", "accounts_of_person", Account)
"""The oldest first; none at the first contact, when the account is not stored yet."""
PERSON_COUNTS = Load("how much is kept of the person", "citizen_counts", PersonCounts)
"""Always one row."""
JOINED_WITH = Load("whom the person was joined with", "setting", Setting)
"""JSON that handlers.subscriber.join_merge writes; its "person" is the row that the other one left empty."""


def joined_persons(value: str) -> frozenset[int]:
    """Every person whose row was left empty, as such a JSON says: now, before, or by those who came."""
    if not value:
        return frozenset()
    joined = json.loads(value)
    others = (joined_persons(joined.get(name, "")) for name in ("before", "own"))
    return frozenset({int(joined["person"])}).union(*others)


def joined_setting(person: int) -> str:
    """The name of the setting that JOINED_WITH asks for."""
    return f"joined:{person}"


def joined_with(person: int) -> Asked:
    """Asks for JOINED_WITH of this person."""
    return JOINED_WITH(joined_setting(person))
