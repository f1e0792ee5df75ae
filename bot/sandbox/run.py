"""`otklik sandbox`: the real bot against the emulated messengers, with the page to watch it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.channels.names import known
from bot.channels.registry import make_channels
from bot.clock import MovableClock
from bot.notify import Notifier
from bot.sandbox.crowd import make_crowd, subscribe
from bot.sandbox.emulators import Emulated, open_all
from bot.sandbox.flood import Flood
from bot.sandbox.home_region import kept_inside, open_chats
from bot.sandbox.scene import open_scene
from bot.sandbox.server import SandboxPage
from bot.service import guarded
from bot.settings import Settings
from handlers.base.message import Address
from storage.records import Lane
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region


def sandbox_settings(
    settings: Settings,
    emulators: Mapping[str, Emulated],
    admin_chat: str,
    folder: Path,
    officers: Sequence[Address] = (),
) -> Settings:
    """The given settings, turned to the emulators and to a database that lives as long as they do.

    Nothing of a messenger stays: one without an emulator is off, whatever token it has outside.
    """
    parts = {about.name: about.settings() for about in known()}
    for name, emulator in emulators.items():
        parts[name] = parts[name].model_copy(update=emulator.variables())
    return settings.model_copy(
        update={
            "messengers": parts,
            "admin_chat": Address(*admin_chat.split(":", 1)),
            "alarm_chat": None,
            "duty_officers": tuple(frozenset({officer}) for officer in officers),
            "notice_folder": None,
            "standby": False,
            "back_office_dir": None,
            "cap_key": None,
            "cap_certificate": None,
            "feed_proxy": SecretStr(""),
            "backup_dir": None,
            "files_url": "",  # numbers of files begin anew here: they would be written over those of an installation
            "files_key": SecretStr(""),
            "files_secret": SecretStr(""),
            "notice_channels": (),
            "database_url": SecretStr(f"sqlite:///{folder / 'otklik.db'}"),
            "region": None,
            "data_dir": folder,
        }
    )


class Sandbox:
    """Emulators, scene and the bot over them. `app` exists after `start`. `admin`: the messenger of the admin chat; ""
    for the first.
    """

    def __init__(self, settings: Settings, folder: Path, admin: str = "", region: Region | None = None) -> None:
        self.region = kept_inside(load_region(FICTIONAL) if region is None else region)
        self.clock = MovableClock()
        self.emulators = open_all(self.clock)
        self._settings, self._folder, self._admin = settings, folder, admin or next(iter(self.emulators))
        self.app: App
        self.page: SandboxPage

    async def start(self) -> App:
        for emulator in self.emulators.values():
            await emulator.serve()
        self.scene = open_scene(self.emulators, self._admin)
        settings = sandbox_settings(
            self._settings, self.emulators, self.scene.admin_chat, self._folder, self.scene.officers
        )
        region = self.region
        open_chats(self.emulators, region, self.scene)
        for officer in self.scene.operators:  # a duty officer is called, and writes notices, in private
            self.emulators[self._admin].start(officer)
        crowd = make_crowd(tuple(self.emulators.values()), region)
        await subscribe(settings.database_url.get_secret_value(), crowd, self.clock.now())
        self.app = App(settings, region, make_channels(settings, self.clock), self.clock)
        self.page = SandboxPage(
            self.emulators, panel=self.panel, clock=self.clock,
            actions={"flood": Flood(self.app.inbox, region).come}, region=region,
            crowd=frozenset((one.channel, one.user_id) for one in crowd), still=self.app.store.still,
        )  # fmt: skip
        self.app.web.add(self.page.routes())
        return self.app

    async def panel(self) -> dict[str, Any]:
        """What the side panel shows: lanes and limits."""
        now = self.clock.now()
        lanes = {lane.name.lower(): {"waiting": 0, "oldest_s": 0, "sent": 0} for lane in Lane}
        for runner in self.app.runners.values():
            for name, (count, oldest, _) in runner.sender.dispatch.backlog.depths().items():
                lanes[name]["waiting"] += count
                if oldest:
                    lanes[name]["oldest_s"] = max(lanes[name]["oldest_s"], max(0, now - oldest) // 1000)
            for (name, result), count in runner.sender.claims.counts.items():
                lanes[name]["sent"] += count if result == "sent" else 0
        limits = {name: emulator.usage() for name, emulator in self.emulators.items()}
        return {"lanes": [{"name": n, **row} for n, row in lanes.items()], "limits": limits, "clock": now}

    async def close(self) -> None:
        await self.page.close()
        for emulator in self.emulators.values():
            await emulator.stop()


def run_sandbox(settings: Settings, *, open_page: bool = False, region: Region | None = None, staff: str = "") -> int:
    """Until Ctrl-C; 0. The database and the chats are gone afterwards. `region`: None for the invented one; `staff`:
    the messenger of the admin chat, "" for the first.
    """

    async def main() -> None:
        with tempfile.TemporaryDirectory(prefix="otklik-sandbox-") as folder:
            sandbox = Sandbox(settings, Path(folder), staff, region)
            app = await sandbox.start()
            try:
                if open_page:
                    with contextlib.suppress(webbrowser.Error):
                        asyncio.get_running_loop().call_later(
                            1, webbrowser.open, f"http://127.0.0.1:{settings.http_port}"
                        )
                await guarded(app, Notifier(os.environ), lambda: "")  # its clock leaps: that is no standstill
            finally:
                await sandbox.close()

    asyncio.run(main())
    return 0
