"""Each field of a good update with each odd value, for the tests of what messengers' updates survive."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

NEST: Any = {}
for _ in range(200):
    NEST = {"a": [NEST]}
VALUES: tuple[Any, ...] = (None, 5, -1, 10**30, 1.5, True, "", "я\ud83d\x00", "x" * 70_000, [], [None, 7], {}, NEST)
GONE = object()

Path = tuple[Any, ...]


def paths(thing: Any, path: Path = ()) -> Iterator[Path]:
    for key, value in thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ():
        yield (*path, key)
        yield from paths(value, (*path, key))


def mutations(good: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Where the sample was changed, and the changed one: a value instead, or the field left out."""
    for path in paths(good):
        for value in (GONE, *VALUES):
            odd = copy.deepcopy(good)
            holder: Any = odd
            for key in path[:-1]:
                holder = holder[key]
            if value is GONE:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
            yield path, odd
