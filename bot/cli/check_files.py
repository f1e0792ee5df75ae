"""The part of `check` that looks at the store of files: whether what people send can be kept there and taken away."""

from __future__ import annotations

import asyncio
import secrets
from urllib.parse import urlsplit

from bot.cli.check_backups import Tells
from bot.delivery.file_limits import free_bytes
from bot.delivery.objects import Objects, ObjectsFault, make_objects
from bot.jobs.id_file import read_numbers
from bot.settings import LOOPBACK, Settings


def check(settings: Settings, findings: Tells) -> None:
    """Adds what is wrong with the folder and with the store; several nodes without one are worth knowing."""
    say, area = findings.voice.text, findings.voice.text("check-files")
    try:
        free_bytes(settings.data_dir)
    except OSError:
        findings.bad(area, say("check-files-closed", path=str(settings.data_dir)), say("check-files-closed-mend"))
    else:
        _lists(settings, findings)
    objects = make_objects(settings)
    if objects is None:
        if getattr(settings, "standby", False):
            findings.note(area, say("check-files-one-node"), say("check-files-one-node-mend"))
        return
    where = objects.place
    if (code := asyncio.run(_tried(objects))) != "":
        named = {"code": code, "bucket": where.bucket, "endpoint": where.endpoint or "none"}
        findings.bad(area, say("check-files-bad", **named), say("check-files-bad-mend", **named))
        return
    findings.good(area, say("check-files-good", bucket=where.bucket))
    if where.endpoint.startswith("http://") and urlsplit(where.endpoint).hostname not in LOOPBACK:
        findings.note(area, say("check-files-open"), say("check-files-open-mend"))


def _lists(settings: Settings, findings: Tells) -> None:
    """Lists that only these files know after a restore."""
    say, area = findings.voice.text, findings.voice.text("check-files")
    for name in ("forgotten.txt", "last_number.txt"):
        path = settings.data_dir / name
        try:
            damaged = read_numbers(path).damaged
        except OSError as fault:
            findings.bad(area, findings.voice.of_system(OSError(fault.errno, "", str(path))))
            continue
        if damaged:
            told = {"path": str(path), "count": damaged, "file": name.partition(".")[0].replace("_", "-")}
            findings.note(area, say("check-files-damaged", **told), say("check-files-damaged-mend", **told))


async def _tried(objects: Objects) -> str:
    """Written, read, listed, removed: "" or why that does not work."""
    name = f"check/{secrets.token_hex(8)}"
    try:
        await objects.put(name, b"otklik")
        kept = await objects.get(name) == b"otklik" and await objects.names("check/") != []
        await objects.remove(name)
    except ObjectsFault as fault:
        return fault.code
    return "" if kept else "other"
