"""An arrival, as feeds, the folder and the console hand it over in the tick "n_alert": an alert that was read, or why
it could not be.

It waits as a timer, written in one transaction with whatever remembers that it was fetched; the timer goes in the
transaction that judges it. So a kill loses nothing, and nothing is made twice. Who wants to know what became of it
finds a setting `ANSWER` + key.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from handlers.alerts.areas import Placed, load_placed
from handlers.alerts.notes import Note
from handlers.cap.model import Alert, alert_values, fields_of, load_alert
from handlers.cap.safe_xml import CapFault, load_fault
from storage.records import Timer
from storage.ticks import Tick

ANSWER = "alert:"
ARRIVAL_VERSION = 1

CONSOLE, FOLDER, FEED = "console", "folder", "feed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """`name`: the file or address, for people. `source`: the code of the source that brought it, "" for the folder and
    the console. `approve`: the name of whoever approves it at the console. `answer`: somebody waits to hear of it.
    `file`: the stored file for which it has waited, 0 before. `placed`: where the alert is, if that was worked out
    already (handlers.alerts.prepare).
    """

    by: str
    name: str
    alert: Alert | None = None
    bad: tuple[CapFault, ...] = ()
    source: str = ""
    approve: str = ""
    answer: bool = False
    file: int = 0
    placed: Placed | None = None

    def dump(self) -> str:
        values: dict[str, Any] = {
            "v": ARRIVAL_VERSION, "by": self.by, "name": self.name, "source": self.source, "approve": self.approve,
            "answer": self.answer, "file": self.file,
            "bad": self.bad, "placed": self.placed, "alert": alert_values(self.alert) if self.alert else None,
        }  # fmt: skip
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=fields_of)

    def timer(self, key: str, now: int) -> Timer:
        """The row by which it is heard of: at once, wherever it was written."""
        return Timer(Tick.ALERT, key, now, self.dump())


def load_arrival(text: str) -> Arrival:
    values = json.loads(text)
    return Arrival(
        values["by"],
        values["name"],
        load_alert(values["alert"]) if values["alert"] else None,
        tuple(load_fault(fault) for fault in values["bad"]),
        values["source"],
        values["approve"],
        values["answer"],
        values.get("file", 0),
        load_placed(values["placed"]) if values.get("placed") else None,
    )


def arrival_key(*parts: str | bytes) -> str:
    """The key of what came by this way under this name with this content."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ArrivalAnswer:
    """What became of it: an Outcome, "bad" or "unplaced"; the notice's number, 0 without one; what is to be known of
    it; what is wrong with it.
    """

    outcome: str
    notice: int = 0
    notes: tuple[Note, ...] = ()
    bad: tuple[CapFault, ...] = ()

    def dump(self) -> str:
        return json.dumps({"v": ARRIVAL_VERSION, **fields_of(self)}, ensure_ascii=False, default=fields_of)


def load_answer(text: str) -> ArrivalAnswer:
    values = json.loads(text)
    notes = tuple(Note(**note) for note in values["notes"])
    return ArrivalAnswer(
        values["outcome"], values["notice"], notes, tuple(load_fault(fault) for fault in values["bad"])
    )
