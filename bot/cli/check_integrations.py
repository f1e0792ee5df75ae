"""The part of `check` that looks at other programs: who may ask (OPEN311), and who is called (webhooks)."""

from __future__ import annotations

import asyncio
import os
from typing import Protocol

from bot.cli.output import Output
from bot.settings import Settings
from bot.web.client_keys import SHORTEST_KEY, faults_of, read_keys
from bot.webhooks import reach, secrets
from storage.region.back_office import FILE as MAPS
from storage.region.clients import ANSWER
from storage.region.integrations import FILE
from storage.region.region import Region


class TakesNotes(Protocol):
    voice: Output

    def good(self, area: str, text: str) -> None: ...

    def note(self, area: str, text: str, mend: str = "") -> None: ...

    def bad(self, area: str, text: str, mend: str = "") -> None: ...


def check(settings: Settings, region: Region, findings: TakesNotes) -> None:
    """Keys that are missing, too short or the same; who may see what people wrote; who may answer, and how."""
    _check_answers(settings, region, findings)
    say, area = findings.voice.text, "Open311"
    if not settings.open311:
        if region.clients:
            findings.note(area, say("check-open311-off", file=FILE), say("check-open311-off-mend"))
        return
    for fault in faults_of(region.clients, read_keys(region.clients)):
        text = say("check-open311-key", client=fault.client, variable=fault.variable, why=fault.why)
        findings.bad(area, text, say("check-open311-key-mend", variable=fault.variable, least=str(SHORTEST_KEY)))
    for client in region.clients:
        if client.texts:
            findings.note(area, say("check-open311-texts", client=client.code))
    if not settings.public_url:
        findings.note(area, say("check-open311-address"), say("check-open311-address-mend"))
    public = "yes" if settings.requests_public else "no"
    findings.good(area, say("check-open311-good", count=len(region.clients), public=public))


def check_webhooks(region: Region, findings: TakesNotes) -> None:
    """Secrets that are missing or unfit, addresses that lead nowhere or inside; nothing is sent."""
    say, area, hooks = findings.voice.text, findings.voice.text("check-hooks"), region.webhooks
    for fault in secrets.faults_of(hooks, secrets.read_secrets(hooks)):
        text = say("check-hook-secret", hook=fault.hook, variable=fault.variable, why=fault.why)
        findings.bad(area, text, say("check-hook-secret-mend", variable=fault.variable))
    for hook in hooks:
        if why := asyncio.run(reach.trouble_of(hook)):
            findings.bad(area, say("check-hook-address", hook=hook.code, why=why), say("check-hook-address-mend"))
        if hook.texts:
            findings.note(area, say("check-hook-texts", hook=hook.code))
    if hooks:
        findings.good(area, say("check-hooks-good", count=len(hooks)))


def _check_answers(settings: Settings, region: Region, findings: TakesNotes) -> None:
    """Clients with the right "answer": their maps (`back-office.toml`) and folders (BACK_OFFICE_DIR)."""
    say, path = findings.voice.text, settings.back_office_dir
    area, clients = say("check-outside"), [client for client in region.clients if ANSWER in client.may]
    if not clients and path is None:
        return
    if not clients:
        findings.note(area, say("check-outside-nobody"), say("check-outside-nobody-mend", file=FILE))
    if path is not None and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        findings.bad(area, say("check-folder-closed", path=str(path)), say("check-folder-closed-mend"))
    if path is not None and settings.standby:
        findings.note(area, say("check-folder-shared", path=str(path)), say("check-folder-shared-mend"))
    mapped = {each.client for each in region.table_maps}
    for client in clients:
        if path is not None and client.code not in mapped:
            text = say("check-outside-no-map", client=client.code)
            findings.note(area, text, say("check-outside-no-map-mend", file=MAPS))
        folder = path / client.code if path is not None else None
        if folder is not None and folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            findings.bad(area, say("check-folder-closed", path=str(folder)), say("check-folder-closed-mend"))
        if not client.organisations:
            findings.note(area, say("check-outside-all", client=client.code))
    if clients:
        findings.good(area, say("check-outside-good", count=len(clients), maps=len(mapped)))
