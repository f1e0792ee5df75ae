"""What every record is: a dataclass whose class says where its rows stand."""

from __future__ import annotations

from typing import ClassVar


class Record:
    """What the store can write: its class says where. `TABLE` is the table, `KEY` its primary key's names."""

    __slots__ = ()
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
