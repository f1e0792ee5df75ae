"""Secrets of webhooks and the signature made with them (Standard Webhooks 1.0.0): where they stand, what is wrong."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.env_file import read_named
from storage.region.webhooks import Webhook

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret."""


@dataclass(frozen=True, slots=True)
class HookSecretFault:
    """A webhook that cannot be signed for: its code, the variable, and "missing", "shape", "length" or "double"."""

    hook: str
    variable: str
    why: str


def read_secrets(hooks: Iterable[Webhook], env_file: Path = Path(".env")) -> dict[str, str]:
    """The values of the variables that these name: the process's own come before the file's."""
    names = {name for hook in hooks for name in (hook.secret_env, hook.secret_env_old) if name}
    return read_named(names, env_file)


def key_of(secret: str) -> bytes:
    """The bytes of a secret; ValueError("shape" or "length")."""
    if not secret.startswith(PREFIX):
        raise ValueError("shape")
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("shape") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError("length")
    return key


def keys_of(hook: Webhook, secrets: Mapping[str, str]) -> tuple[bytes, ...]:
    """The keys to sign with, the present one first; () if that one is not fit."""
    found = []
    for name in (hook.secret_env, hook.secret_env_old):
        try:
            found.append(key_of(secrets.get(name, "")))
        except ValueError:
            if name == hook.secret_env:
                return ()
    return tuple(found)


def faults_of(hooks: Iterable[Webhook], secrets: Mapping[str, str]) -> list[HookSecretFault]:
    """What is wrong with the secrets of these."""
    found, seen = list[HookSecretFault](), set[str]()
    for hook in hooks:
        for name in (hook.secret_env, hook.secret_env_old):
            if name and (why := _why(secrets.get(name, ""), seen)) and (name == hook.secret_env or why != "missing"):
                found.append(HookSecretFault(hook.code, name, why))
    return found


def _why(secret: str, seen: set[str]) -> str:
    if not secret:
        return "missing"
    if secret in seen:
        return "double"
    seen.add(secret)
    try:
        key_of(secret)
    except ValueError as fault:
        return str(fault)
    return ""


def sign(keys: Sequence[bytes], message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: one signature for each key, kept apart by blanks. `timestamp`: unix seconds."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digests = (hmac.new(key, signed, hashlib.sha256).digest() for key in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)
