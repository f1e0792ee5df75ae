"""What another system does with a report, as one value: it travels as the text of the tick "outside"."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from handlers.base.event import Attachment, AttachmentKind
from handlers.base.programs import MADE_NAME
from handlers.reports.status import LineKind
from storage.ticks import Tick

OUTSIDE = "outside"
"""The channel of stored files that came with such an act (bot.back_office.files)."""
ACT_VERSION = 1


class ActKind(StrEnum):
    """As Open311's extension names them; these words stand in the database and in files of others: they never
    change.
    """

    ACCEPTED = "accepted"
    INTERIM = "interim"
    ANSWERED = "answered"
    NEEDS_INFO = "needs_info"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"
    CLOSING = "closing"


LINES = {
    ActKind.INTERIM: LineKind.INTERIM, ActKind.ANSWERED: LineKind.ANSWER, ActKind.NEEDS_INFO: LineKind.QUESTION,
    ActKind.TRANSFERRED: LineKind.TRANSFERRED, ActKind.REJECTED: LineKind.REJECTED, ActKind.CLOSING: LineKind.CLOSING,
}  # fmt: skip
"""The line of a report's history that waits for ten seconds. "accepted" waits for nothing."""


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """`handle`: by which bot.back_office.files finds it; `url`: where it is fetched from instead."""

    kind: str  # of AttachmentKind
    handle: str
    url: str = ""
    name: str = ""
    mime: str = ""
    size: int = 0

    def attachment(self) -> Attachment:
        return Attachment(AttachmentKind(self.kind), self.handle, self.url, self.name, self.mime, self.size)


@dataclass(frozen=True, slots=True)
class OutsideAct:
    """`client`: the code of the client; `name`: its own name for this act. `until`: by when the next word comes, UTC
    ms, 0 without. `to`: the organisation's code, of a hand-over. `said_at`: its own time, as it wrote it; ours counts.
    `to_author`: who follows the report does not hear of it. `quiet`: many came at once and are confirmed together.
    """

    client: str
    name: str
    report: int
    kind: ActKind
    text: str = ""
    until: int = 0
    to: str = ""
    files: tuple[OutsideFile, ...] = ()
    to_author: bool = False
    said_at: str = ""
    quiet: bool = False

    @property
    def key(self) -> str:
        return f"{self.client}:{self.name}"

    @property
    def digest(self) -> str:
        """Equal for acts that say the same; the client's own time is no part of it."""
        said = [self.report, self.kind, self.text, self.until, self.to, self.to_author]
        files = [[file.handle or file.url, file.name] for file in self.files]
        return hashlib.sha256(json.dumps([said, files], ensure_ascii=False).encode()).hexdigest()

    def dump(self) -> str:
        return json.dumps({"v": ACT_VERSION, **asdict(self)}, ensure_ascii=False, separators=(",", ":"))

    @property
    def tick(self) -> str:
        return f"{Tick.OUTSIDE}:{self.key}"


def load_act(text: str) -> OutsideAct:
    values = json.loads(text)
    del values["v"]
    files = tuple(OutsideFile(**file) for file in values.pop("files"))
    return OutsideAct(**{**values, "kind": ActKind(values["kind"]), "files": files})


def made_name(act: OutsideAct) -> str:
    """For a client that names its acts not: the same act has the same name."""
    return f"{MADE_NAME}{act.digest[:32]}"
