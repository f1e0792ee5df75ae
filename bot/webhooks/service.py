"""All of the webhooks of an installation: what the composition root mounts, and what others ask of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.health.alarms import AlarmCause
from bot.health.measured import Meter
from bot.settings import Settings
from bot.web.open311 import PREFIX
from bot.web.picture_links import PictureLinks
from bot.webhooks.announce import Announcer, announcing
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import Courier, installation_of
from bot.webhooks.secrets import keys_of, read_secrets
from bot.webhooks.tell import NoteRead
from handlers.base.shared import ChannelState, Shared
from storage.changes import Changes
from storage.hook_records import HookEvent
from storage.open import make_store
from storage.region.clients import READ
from storage.region.region import Region
from storage.store import Store

log = structlog.get_logger()

FAILING, GONE = "hook:", "hookgone:"
"""Alarms; behind them a webhook's code. Of the first, `why` is how many events wait."""
PATIENCE_S = 600.0


FailingFor = Callable[[int], Mapping[tuple[str, ...], float]]
"""Now, UTC ms -> (channel,) -> seconds."""


class Watches(Protocol):
    """bot.health.status.HealthStatus."""

    @property
    def clock(self) -> Clock: ...

    def mind(self, channels: list[str], concerns: list[AlarmCause], failing_s: FailingFor) -> None: ...


@dataclass(slots=True)
class Webhooks:
    """`couriers` by channel, and `keys` that sign for them. `heard` are called after a commit that holds an event."""

    couriers: dict[str, Courier] = field(default_factory=dict)
    heard: list[Callable[[], None]] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)

    def told_with(self, links: PictureLinks, read: NoteRead) -> None:
        """What goes with the calls, and who hears what was read by them."""
        for courier in self.couriers.values():
            courier.links, courier.read = links, read

    def works(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """What goes on for ever, by name."""
        return {f"webhook {courier.hook.code}": courier.run for courier in self.couriers.values()}

    def concerns(self) -> list[AlarmCause]:
        found = []
        for courier in self.couriers.values():
            found.append(AlarmCause(f"{FAILING}{courier.hook.code}", courier.trouble, PATIENCE_S))
            found.append(AlarmCause(f"{GONE}{courier.hook.code}", courier.gone, 0))
        return found

    def note(self, changes: Changes) -> None:
        """After every commit."""
        if HookEvent in changes.rows:
            for tell in self.heard:
                tell()
        if self.couriers:
            for channel in {row.channel for row in changes.outbox()} & self.couriers.keys():
                self.couriers[channel].wake()

    def states(self) -> tuple[ChannelState, ...]:
        """How each fares, for /delivery."""
        return tuple(
            ChannelState(
                channel, "stopped" if c.state.gone else "down" if c.state.since else "ok", c.state.why, c.state.since
            )
            for channel, c in self.couriers.items()
        )

    def failing_s(self, now: int) -> Mapping[tuple[str, ...], float]:
        """(channel,) -> for how long it has failed, 0 while it is well."""
        return {
            (channel,): max(0, now - c.state.since) / 1000 if c.state.since else 0.0
            for channel, c in self.couriers.items()
        }


def make_webhooks(settings: Settings, store: Store, shared: Shared, health: Watches, meter: Meter) -> Webhooks:
    """One courier for each webhook whose secret is fit, watched and seen in /delivery; the others are told in the log
    and get nothing.
    """
    found, base, hooks = Webhooks(), "", shared.region.webhooks
    if settings.open311 and settings.public_url:
        base = settings.public_url + PREFIX
    known = read_secrets(hooks)
    for hook in hooks:
        keys = keys_of(hook, known)
        if not keys:
            log.warning("webhook.secret", webhook=hook.code, variable=hook.secret_env)
            continue
        caller = HookCaller(hook, keys, health.clock)
        installation = installation_of(shared.region)
        found.couriers[hook.channel] = Courier(caller, store, health.clock, installation, base, meter)
        found.keys[hook.channel] = keys[0]
    health.mind(list(found.couriers), found.concerns(), found.failing_s)
    shared.hooks = found.states
    return found


def database_of(settings: Settings, region: Region, next_row: Callable[[], int], clock: Clock) -> Store:
    """The database of an installation; `next_row` gives the id of a new row of the outbox."""
    return announced(make_store(settings.database_url.get_secret_value()), settings, region, next_row, clock.now)


def announced(
    store: Store, settings: Settings, region: Region, next_row: Callable[[], int], now: Callable[[], int]
) -> Store:
    """The store as it is, unless somebody is to be told of what happens."""
    asks = settings.open311 and any(READ in client.may for client in region.clients)
    if not (region.webhooks or asks):
        return store
    return announcing(store, Announcer(next_row, region.webhooks, now))
