"""How messengers, works of the program and reasons of faults are called: short codes in words."""

from __future__ import annotations

from handlers.base.texts import Texts
from storage.region.webhooks import CHANNEL as HOOK


def channel_name(texts: Texts, code: str) -> str:
    """A messenger as persons call it, or a webhook, which is none."""
    if code.startswith(HOOK):
        return texts.label("hook-name", code=code.removeprefix(HOOK))
    return texts.label("dlv-channel", channel=code)


def task_name(texts: Texts, code: str) -> str:
    """A work of the program in words: "receive NAME", "job sweep", "timers"."""
    kind, _, which = code.partition(" ")
    return texts.label("alarm-task-name", task=kind, channel=channel_name(texts, which))


def reason(texts: Texts, why: str) -> str:
    """A code of a channel or an outbox row in words."""
    code = why.lower().replace("_", "-") if why else "none"
    key = next((key for key in (f"dlv-why-{code}", f"why-{code}") if texts.has(key)), "")
    if not key and code.startswith("http-"):
        return texts.label("dlv-why-status", status=code.removeprefix("http-"))
    return texts.label(key or "dlv-why-other")


def mending(texts: Texts, why: str) -> str:
    """What to do where a chat takes no messages for this reason."""
    key = f"chat-mend-{why}"
    return texts.label(key if texts.has(key) else "chat-mend-other")
