"""The part of `check` that looks at other programs: who may ask (OPEN311), and who is called (webhooks)."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.cli.output import Output
from bot.settings import Settings
from bot.web.client_keys import SHORTEST_KEY, faults_of, read_keys
from bot.webhooks import reach, secrets
from storage.region.integrations import FILE
from storage.region.region import Region


class TakesNotes(Protocol):
    voice: Output

    def good(self, area: str, text: str) -> None: ...

    def note(self, area: str, text: str, mend: str = "") -> None: ...

    def bad(self, area: str, text: str, mend: str = "") -> None: ...


def check(settings: Settings, region: Region, findings: TakesNotes) -> None:
    """Keys that are missing, too short or the same; who may see what people wrote."""
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
