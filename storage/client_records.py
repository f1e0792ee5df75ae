"""What is remembered of other programs' requests (see storage.records and docs/decisions/0056)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import Code, Id, Moment
from storage.record import Record


@dataclass(slots=True)
class ApiSeen(Record):
    """A request that filed a report. `key` and `digest` are hashes: of what names it, and of all that it brought."""

    TABLE: ClassVar[str] = "api_seen"
    KEY: ClassVar[tuple[str, ...]] = ("client", "key")
    client: Code
    key: Code
    digest: Code
    report_id: Id
    at: Moment


CLIENT_RECORDS: tuple[type[Record], ...] = (ApiSeen,)
