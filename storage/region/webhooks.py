"""Addresses of other programs that are called when something happens (`[[webhooks]]` of integrations.toml)."""

from __future__ import annotations

from dataclasses import dataclass

REPORT_EVENTS = (
    "report.created", "report.updated", "report.status", "report.answered", "report.question", "report.replied",
    "report.closed", "report.reopened", "report.transferred", "report.merged", "report.withdrawn", "report.erased",
)  # fmt: skip
NOTICE_EVENTS = ("notice.sent", "notice.updated", "notice.ended", "notice.withdrawn")
TEST_EVENT = "endpoint.test"
EVENT_PATTERNS = ("report.*", "notice.*", *REPORT_EVENTS, *NOTICE_EVENTS)
"""What a row may ask for: all of a kind, or single ones."""
CALLS_A_SECOND = 10.0
CHANNEL = "hook:"
"""`channel` of outbox rows for the webhook of a code is this with the code; no messenger has such a name."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address. The secret itself stands in the environment variable `secret_env`; while it is being changed the one
    before stands in `secret_env_old`.
    """

    code: str
    url: str
    secret_env: str
    secret_env_old: str = ""
    events: tuple[str, ...] = ()  # of EVENT_PATTERNS
    organisations: tuple[str, ...] = ()  # whose reports it is told of; none: everybody's
    texts: bool = False  # is told words, exact places and files
    private: bool = False  # the address may be of an internal network, and without https
    rate: float = CALLS_A_SECOND

    @property
    def channel(self) -> str:
        return f"{CHANNEL}{self.code}"

    def wants(self, event: str, organisations: tuple[str, ...] = ()) -> bool:
        """Whether it is to be called for this event, which concerns these organisations (none: it is no report's)."""
        kind = event.partition(".")[0]
        asked = event in self.events or f"{kind}.*" in self.events
        theirs = not self.organisations or not organisations or not set(organisations).isdisjoint(self.organisations)
        return asked and theirs
