"""POST /servicerequestupdates of Open311 (mySociety's extension) as an act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.outside.act import ActKind, OutsideAct
from handlers.outside.reading import CellFault, RowReader
from handlers.outside.when import read_when
from storage.region.region import Region
from storage.region.table_maps import TableMap

NAMES = {
    "update_id": "id", "service_request_id": "report", "description": "text", "media_url": "files",
    "updated_datetime": "said_at", "organisation": "organisation", "expected_datetime": "until",
}  # fmt: skip
"""Theirs by ours; the kind comes from `status` and `extended_status`."""
OPEN, CLOSED = "OPEN", "CLOSED"
NEXT_FILE = re.compile(r",\s*(?=https?:)", re.IGNORECASE)
"""Between addresses; a comma may also stand in one."""
BARE_OFFSET = re.compile(r"(T\S*) (\d\d:?\d\d)$", re.ASCII)
"""The plus of an offset arrives as a blank where it was not escaped."""


@dataclass(frozen=True, slots=True)
class UpdateRead:
    """An act, or what is wrong; `names`: as in NAMES, for saying so."""

    act: OutsideAct | None
    faults: tuple[CellFault, ...] = ()
    names: Mapping[str, str] = field(default_factory=lambda: {**NAMES, "extended_status": "kind"})


def read_update(client: str, said: Mapping[str, str], region: Region, now: int) -> UpdateRead:
    """`extended_status` comes before `status`. CLOSED asks the author; OPEN with words is an interim answer, without
    words it says that it is worked on.
    """
    fields = {ours: said.get(theirs, "") for theirs, ours in NAMES.items()}
    fields["files"] = NEXT_FILE.sub("\n", fields["files"])
    status = said.get("status", "").strip().upper()
    kind = said.get("extended_status", "").strip().lower()
    if not kind and status == CLOSED:
        kind = ActKind.CLOSING.value
    elif not kind and status == OPEN:
        kind = ActKind.INTERIM.value if fields["text"].strip() or fields["files"].strip() else ActKind.ACCEPTED.value
    fields["kind"] = kind
    faults = list[CellFault]()
    for name in ("said_at", "until"):
        fields[name] = BARE_OFFSET.sub(r"\1+\2", fields[name].strip())
    if (at := fields["said_at"]) and read_when(at, (), region) is None:
        faults.append(CellFault("said_at", "until", {"value": at[:40]}))
    read = RowReader(region, TableMap(client), now, undated=True).read(fields)
    faults += read.faults
    if faults or read.act is None:
        return UpdateRead(None, tuple(faults))
    if read.beside:
        return UpdateRead(None, (CellFault("files", "link", {"value": read.beside[0][:40]}),))
    return UpdateRead(read.act)
