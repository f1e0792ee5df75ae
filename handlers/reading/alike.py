"""Words that stand in the same company in newspapers: what was learned of one holds for its neighbours, too.

`alike.txt` has them: a narrow group of words a line, with the number of the wide group that it belongs to. No person
chose them (docs/decisions/0079), and nobody mends them: groups that are about something for certain stand in
`concepts.txt`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

ALIKE = Path(__file__).with_name("alike.txt")

Groups = tuple[int, int]
"""Numbers of the narrow group (its line) and of the wide one."""


def groups_of(forms: Iterable[str]) -> list[Groups]:
    """Those of each dictionary form that is in the file, in alphabetical order."""
    table = _table()
    return [table[form] for form in sorted(forms) if form in table]


@cache
def _table() -> dict[str, Groups]:
    """Read at the first word."""
    found = dict[str, Groups]()
    for narrow, line in enumerate(ALIKE.read_text(encoding="utf-8").splitlines()):
        wide, _, words = line.partition(":")
        found.update(dict.fromkeys(words.split(), (narrow, int(wide))))
    return found
