"""`check`: what is wrong with this installation and how to mend it, as a table. Exit code 2 if anything is."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.describe import MendAction
from bot.channels.names import examples
from bot.channels.port import Finding
from bot.cli import check_backups, check_channels, check_connected, check_files, check_integrations, check_signing
from bot.cli.output import FAULT, Output
from bot.cli.setup import database_file, migrations, read_region, refused
from bot.cli.table import aligned
from bot.region_chats import in_admin_chat, without_token
from bot.settings import Settings, read_settings
from storage.changes import Query
from storage.open import make_store
from storage.region.answering import unanswered
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL
from storage.region.region import Region, name_in
from storage.store import StorageError

SHOWN_PLACES = 5
OPEN_MARK = re.compile(r"\[[^\[\]\n]+\]")
"""The places that `init` leaves open in the region's texts: words in square brackets."""


@dataclass(slots=True)
class Findings:
    """Rows of the table: sign, area, what was found, how to mend it."""

    voice: Output
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    faults: int = 0

    def good(self, area: str, text: str) -> None:
        self.rows.append(("+", area, text, ""))

    def note(self, area: str, text: str, mend: str = "") -> None:
        """Worth knowing, but the bot runs with it."""
        self.rows.append(("!", area, text, mend))

    def bad(self, area: str, text: str, mend: str = "") -> None:
        self.rows.append(("x", area, text, mend))
        self.faults += 1

    def take(self, area: str, finding: Finding) -> None:
        text, mend = self._said(finding)
        if finding.ok:
            self.good(area, text)
        else:
            self.bad(area, text, mend)

    def remark(self, area: str, finding: Finding) -> None:
        """A finding of a messenger that does not keep the bot from running."""
        self.note(area, *self._said(finding))

    def _said(self, finding: Finding) -> tuple[str, str]:
        values = dict(finding.values)
        if "why" in values:
            values["why"] = self.voice.reason(values["why"])
        return self.voice.text(finding.text, **values), self.voice.text(finding.mend, **values) if finding.mend else ""

    def lines(self) -> Iterator[str]:
        """The table; a way out stands below its fault."""
        signs = aligned([row[:3] for row in self.rows])
        for (_, _, text, mend), line in zip(self.rows, signs, strict=True):
            yield line
            if mend:
                yield " " * (len(line) - len(text)) + "→ " + mend


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("--mend", action="store_true", help=voice.text("cli-check-mend"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    findings = Findings(voice)
    settings, wrong = read_settings()
    for fault in wrong:
        findings.bad(voice.text("check-settings"), voice.of_settings(fault))
    if not wrong:
        findings.good(voice.text("check-settings"), voice.text("check-settings-good"))
    check_signing.check_ours(settings, findings, check_signing.today())
    _staff(settings, findings)
    region = _region(settings, findings)
    asyncio.run(_database(settings, findings))
    check_backups.check(settings, findings)
    check_files.check(settings, findings)
    mends = asyncio.run(check_channels.check(settings, findings, with_chats(region)))
    for line in findings.lines():
        voice.line(line)
    for action in mends:
        if arguments.mend or _agreed(action, voice):
            asyncio.run(check_channels.mend(action, settings))
            voice.say(action.done)
    voice.say("check-faults" if findings.faults else "check-no-faults", count=findings.faults)
    return FAULT if findings.faults else 0


def with_chats(region: Region | None) -> list[check_channels.Named]:
    """Whoever has a chat of its own in the region's folder."""
    named: list[check_channels.Named] = [*region.teams, *region.organisations] if region else []
    return [each for each in named if each.chat]


def _agreed(action: MendAction, voice: Output) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(voice.text(action.offer) + " ").strip().lower() in voice.text("cli-yes-words").split(", ")


def _staff(settings: Settings, findings: Findings) -> None:
    """The admin chat and the duty officers, as far as the settings tell."""
    say, area = findings.voice.text, findings.voice.text("check-staff")
    if not settings.running():
        findings.note(area, say("check-no-tokens"))
        return
    if settings.admin_chat is None:
        findings.note(area, say("check-no-admin-chat"), say("check-no-admin-chat-mend", examples=examples("group")))
    if settings.duty_officers:
        findings.good(area, say("check-officers", count=len(settings.duty_officers)))
        if len(settings.duty_officers) < check_channels.FEWEST_OFFICERS:
            findings.note(area, say("check-few-officers"), say("check-few-officers-mend"))
    else:
        findings.note(area, say("check-no-officers"))
    if settings.one_officer:
        findings.note(area, say("check-one-officer"))
    if not settings.public_url:
        findings.note(area, say("check-no-public-url"), say("check-no-public-url-mend"))


def _region(settings: Settings, findings: Findings) -> Region | None:
    """What is wrong with the region's folder; the region, if it can be read."""
    say, area = findings.voice.text, findings.voice.text("check-region")
    try:
        region = read_region(settings.region or FICTIONAL)
    except RegionError as error:
        for line in findings.voice.of_regions(error.faults):
            findings.bad(area, line)
        return None
    name = next(iter(region.names.values()))
    invented = refused(settings, region) if settings.region is not None else None
    if invented is not None:
        findings.bad(area, findings.voice.of_settings(invented))
    for fault in (*without_token(region, settings.running()), *in_admin_chat(region, str(settings.admin_chat))):
        findings.bad(area, findings.voice.of_region(fault))
    findings.good(
        area, say("check-region-good", name=name, settlements=len(region.settlements), topics=len(region.topics))
    )
    _sources(settings, region, findings)
    check_signing.check_sources(region, findings, check_signing.today())
    _answering(region, findings)
    check_integrations.check(settings, region, findings)
    check_integrations.check_webhooks(region, findings)
    for key in open_marks(region):
        language = key.split(".")[1]
        mend = say("check-open-mark-mend", language="none" if language == "ru" else language)
        findings.note(area, say("check-open-mark", key=key), mend)
    if not region.fictional:
        findings.note(area, say("check-foreign-messengers"))
    return region


def _answering(region: Region, findings: Findings) -> None:
    """The topics that nobody answers for somewhere."""
    say, area = findings.voice.text, findings.voice.text("check-answering")
    for topic, places in unanswered(region):
        name = name_in(topic.names, findings.voice.texts.language)
        shown, more = ", ".join(places[:SHOWN_PLACES]), max(0, len(places) - SHOWN_PLACES)
        said = say("check-unanswered", topic=name, places=shown, more=more)
        findings.note(area, said, say("check-unanswered-mend"))


def _sources(settings: Settings, region: Region, findings: Findings) -> None:
    """Where alerts come from: what will not work, and what is trusted with more than it may seem."""
    say, area, sources = findings.voice.text, findings.voice.text("check-sources"), region.notices.sources
    for source in sources:
        if not source.url and settings.notice_folder is None and not region.fictional:
            findings.note(area, say("check-source-no-way", code=source.code), say("check-source-no-way-mend"))
        if source.send_from and not source.senders:
            findings.bad(area, say("check-source-anybody", code=source.code), say("check-source-anybody-mend"))
        if source.send_from and not source.certainty:
            findings.note(area, say("check-source-never", code=source.code))
        if source.send_from:
            severity = say(f"severity-{source.send_from}")
            findings.note(area, say("check-source-at-once", code=source.code, severity=severity))
    if settings.notice_folder is not None:
        if not os.access(settings.notice_folder, os.R_OK | os.W_OK | os.X_OK):
            path = str(settings.notice_folder)
            findings.bad(area, say("check-folder-closed", path=path), say("check-folder-closed-mend"))
        if settings.standby:
            path = str(settings.notice_folder)
            findings.note(area, say("check-folder-shared", path=path), say("check-folder-shared-mend"))
        if not any(not source.url for source in sources):
            findings.note(area, say("check-folder-nobody"), say("check-folder-nobody-mend"))


def open_marks(region: Region) -> list[str]:
    """Keys of the region's texts that still have a place to fill in."""
    texts = {
        f"legal.{lang}.{key}": getattr(legal, key) for lang, legal in region.legal.items() for key in legal.__slots__
    }
    return [key for key, text in texts.items() if OPEN_MARK.search(text)]


async def _database(settings: Settings, findings: Findings) -> None:
    say, area = findings.voice.text, findings.voice.text("check-database")
    file = database_file(settings)
    if file is not None and not file.exists():
        if _can_create(file):
            findings.good(area, say("check-database-new", path=str(file)))
        else:
            findings.bad(area, say("check-database-no-room", path=str(file)))
        return
    try:
        store = make_store(settings.database_url.get_secret_value())
        try:
            await store.open()
            if (await store.seats()).held:
                findings.note(area, say("check-database-in-use"))
            pending = await store.pending()
            connected = [] if pending else (await store.read(Query("connections")))[0]
        finally:
            await store.close()
    except StorageError as error:
        reason = findings.voice.of_storage(error)
        mend = say("check-database-mend") if error.code == "database-other" else ""  # the others say it themselves
        findings.bad(area, say("check-database-bad", reason=reason), mend)
        return
    if pending:
        findings.note(area, say("check-database-pending", names=migrations(pending)), say("check-database-migrate"))
    else:
        findings.good(area, say("check-database-good"))
        check_connected.check(settings, findings, connected)


def _can_create(file: Path) -> bool:
    """Whether the file, and the folders above it, could be made."""
    above = next(folder for folder in file.absolute().parents if folder.exists())
    return above.is_dir() and os.access(above, os.W_OK)
