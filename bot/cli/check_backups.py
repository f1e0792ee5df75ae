"""The part of `check` that looks at the copies of the database: whether they can be made, and where they go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from bot.backups import is_sqlite
from bot.cli.output import Output
from bot.settings import Settings
from storage import postgres_tools


class Tells(Protocol):
    voice: Output

    def good(self, area: str, text: str) -> None: ...

    def note(self, area: str, text: str, mend: str = "") -> None: ...

    def bad(self, area: str, text: str, mend: str = "") -> None: ...


def check(settings: Settings, findings: Tells) -> None:
    """Adds what is wrong with the copies, or where they will be."""
    say, area = findings.voice.text, findings.voice.text("check-backups")
    if not is_sqlite(settings.database_url.get_secret_value()) and not postgres_tools.found():
        findings.note(area, say("check-backups-no-tool"), say("check-backups-no-tool-mend"))
        return
    folder = settings.backup_dir
    if folder is None:
        findings.note(area, say("check-backups-same-disk", path=str(settings.data_dir / "backups")))
    elif not folder.is_dir():
        findings.bad(area, say("check-backups-missing", path=str(folder)), say("check-backups-missing-mend"))
    elif not can_write(folder):
        findings.bad(area, say("check-backups-closed", path=str(folder)), say("check-backups-closed-mend"))
    else:
        findings.good(area, say("check-backups-good", path=str(folder)))


def can_write(folder: Path) -> bool:
    """Whether a file can be made there; tried, since a disk may be mounted for reading only."""
    trial = folder / f".otklik-{os.getpid()}.part"
    try:
        os.close(os.open(trial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        trial.unlink()
    except OSError:
        return False
    return True
