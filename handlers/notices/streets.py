"""Which places a notice's street means.

Where a person wrote less than is needed to tell, he is taken to be concerned: rather somebody too many is warned than
one is left out.
"""

from __future__ import annotations

from handlers.notices.content import Street
from handlers.reading.streets import streets

__all__ = ["in_street", "streets"]


def in_street(street: Street, settlement: str, name: str, house: str) -> bool:
    """Whether a notice's street means a place: its settlement's code, street and house, each "" where unknown."""
    if settlement and settlement != street.settlement:
        return False
    read = streets()
    return not name or (read.same(street.name, name) and read.list_covers(street.houses, house))
