"""Pictures and documents that an alert brings (CAP `resource`): one goes with the draft, the others are named.

A file is fetched before the alert is judged for good: the arrival waits for it as a timer, for `WAIT_MS` at most. What
goes out at once waits for nothing and goes without; so does what is handed in at the console.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from handlers.alerts.arrival import CONSOLE, Arrival
from handlers.alerts.cases import CapCase
from handlers.alerts.judge import CapOutcome, CapVerdict
from handlers.alerts.notes import RUSSIAN, Note
from handlers.base.event import AttachmentKind
from handlers.base.loads import Load
from handlers.base.message import clean
from handlers.base.turn import Turn
from handlers.cap.model import Alert, Resource
from handlers.notices.family import NoticeLink
from storage.records import StoredFile
from storage.ticks import Tick

ALERTS = "alerts"
"""The channel of stored files that came with an alert."""
WAIT_MS = 10_000
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}
"""The types that are passed on, and how such files begin."""
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
INLINE = "base64:"
TAKING = frozenset({CapOutcome.DRAFT, CapOutcome.DRILL})
MOST_NAMED = 5
ARRIVED_FILE = Load("file for which the alert waited", "file_by_id", StoredFile)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a file has to be: its type and, in hexadecimal, its SHA-1 ("": not said). `own`: the source's address;
    `inside`: it may be in a private network (Source.inside).
    """

    mime: str
    digest: str = ""
    own: str = ""
    inside: bool = False


def load_wish(handle: str) -> Wish:
    return Wish(**json.loads(handle))


def waits_for_file(turn: Turn, arrival: Arrival, case: CapCase, verdict: CapVerdict) -> bool:
    """Whether the alert comes again, with its file or without; then that is seen to, and nothing else is to be done."""
    wanted = _first(_resources(case.alert))
    if wanted is None or arrival.file or arrival.by == CONSOLE or not _takes(verdict):
        return False
    mime = wanted.mime.lower()
    wish = Wish(mime, wanted.digest.strip())
    if case.source is not None:
        wish = replace(wish, own=case.source.url, inside=case.source.inside)
    file = StoredFile(
        turn.new_id("attachment"), 0, 0, 0, ALERTS, json.dumps(asdict(wish)),
        AttachmentKind.DOCUMENT if mime == "application/pdf" else AttachmentKind.PHOTO,
        wanted.uri or f"{INLINE}{wanted.deref}", f"{_name(wanted)}{ENDINGS[mime]}", mime, created_at=turn.now,
        transcript=f"{Tick.ALERT}:{turn.event.argument}",
    )  # fmt: skip
    turn.save(file)
    turn.save(replace(replace(arrival, file=file.id).timer(turn.event.argument, turn.now), due_at=turn.now + WAIT_MS))
    return True


def with_files(turn: Turn, arrival: Arrival, case: CapCase, verdict: CapVerdict) -> CapVerdict:
    """The verdict with the file that came, and notes on those that did not."""
    resources, content = _resources(case.alert), verdict.content
    file = turn.one(ARRIVED_FILE)
    wanted, taken = _first(resources), bool(file and file.path and not file.path.startswith("-") and _takes(verdict))
    if content is None:
        if file is not None:
            turn.changes.command("compose_forget_file", file.id)
        return verdict
    if file is not None and taken:
        documents = (file.id,) if file.kind == AttachmentKind.DOCUMENT else ()
        content = content.changed(files=(file.id,), documents=documents)
        turn.save(replace(file, url="", transcript=""))
    elif file is not None:
        turn.changes.command("compose_forget_file", file.id)
    notes = []
    for one in resources:
        if one is wanted:
            why = "" if taken else _why(arrival, file, verdict)
        else:
            why = "more" if _fits(one) else "type" if one.mime.lower() not in MAGIC else "nothing"
        if why:
            notes.append(Note("file", {"name": _name(one), "why": _known(why)}))
    return replace(verdict, content=content, notes=(*verdict.notes, *notes[:MOST_NAMED]))


def _why(arrival: Arrival, file: StoredFile | None, verdict: CapVerdict) -> str:
    if file is None:
        return "at-once" if verdict.at_once or arrival.by == CONSOLE else "end"
    return file.path.lstrip("-") or "timeout"


def _known(why: str) -> str:
    return "http" if why.startswith("http-") else why


def _takes(verdict: CapVerdict) -> bool:
    """Whether it is a draft that can carry a file: not what goes out at once, and no end of another notice."""
    return verdict.outcome in TAKING and not verdict.at_once and verdict.link != NoticeLink.ENDS


def _resources(alert: Alert) -> list[Resource]:
    """Each once, those of the Russian text first."""
    blocks = sorted(alert.infos, key=lambda info: not info.language.lower().startswith(RUSSIAN))
    return list(dict.fromkeys(one for info in blocks for one in info.resources))


def _first(resources: Sequence[Resource]) -> Resource | None:
    return next((one for one in resources if _fits(one)), None)


def _fits(one: Resource) -> bool:
    return one.mime.lower() in MAGIC and bool(one.uri or one.deref)


def _name(one: Resource) -> str:
    return clean(one.desc).strip()[:60] or one.mime[:60]
