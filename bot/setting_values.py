"""What the variables hold, and what is wrong with a value; a fault names a sentence `settings-…`."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

from bot.channels.describe import fault, web
from bot.channels.names import described, examples, known, messengers
from handlers.base.message import Address
from storage.plain_text import plain_address


def address(value: Any) -> Any:
    """ "messenger:chat" of a group as an Address."""
    if value is None or isinstance(value, Address):
        return value
    text = plain_address(str(value))
    if not text:
        return None
    messenger, _, chat = text.partition(":")
    if chat and messenger not in messengers():
        raise fault("unknown-messenger", value=text, known=", ".join(messengers()), examples=examples("group"))
    if not chat or not described(messenger).is_group(chat):
        raise fault("bad-chat", value=text, examples=examples("group"))
    return Address(messenger, chat)


def officers(value: Any) -> Any:
    """ "a:1+b:7,a:2" (a, b: messengers): one set of accounts a person."""
    if not isinstance(value, str):
        return value
    people = []
    for person in filter(None, (part.strip() for part in value.split(","))):
        accounts = [tuple(plain_address(account).partition(":")[::2]) for account in person.split("+")]
        for messenger, user in accounts:
            if messenger not in messengers() or not described(messenger).is_user(user):
                together = "+".join(messenger.example("user") for messenger in known()[:2])
                raise fault("bad-officer", value=f"{messenger}:{user}".strip(":"), example=together)
        people.append(frozenset(Address(*account) for account in accounts))
    return tuple(people)


def broadcasts(value: Any) -> Any:
    """ "a:@name,a:-100…" (a: a messenger): public channels in which the bot may post."""
    if not isinstance(value, str):
        return value
    named = [plain_address(part) for part in value.split(",") if part.strip()]
    for text in named:
        messenger, _, chat = text.partition(":")
        if messenger not in messengers() or not described(messenger).is_broadcast(chat):
            raise fault("bad-broadcast", value=text, examples=examples("broadcast"))
    return tuple(Address(*text.split(":", 1)) for text in named)


def public(value: Any) -> Any:
    """An address for others, or none."""
    return web(value) if str(value).strip() else ""


def file(value: Any) -> Any:
    """A file that is there, or none."""
    if value is None:
        return None
    path = Path(str(value).strip())
    if not os.path.isfile(path):  # also for a name that no file can have
        raise fault("no-file", path=str(path))
    return path


USUAL_REGION = "us-east-1"
"""What most stores that are not Amazon's take for granted."""


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the objects are. `prefix` has no slash at its ends; `endpoint` is "" for Amazon's own."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = USUAL_REGION


def read_place(url: str) -> StorePlace | None:
    """The place that "s3://bucket/prefix?endpoint=https://…&region=…" names; None if that cannot be read."""
    try:
        parts = urlsplit(url)
        said = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        endpoint = urlsplit(said.get("endpoint", "https://unused"))
        endpoint.port  # noqa: B018 - raises for one that is no number
    except ValueError:
        return None
    known = parts.scheme == "s3" and parts.netloc and not set(said) - {"endpoint", "region"}
    if not known or "@" in parts.netloc or endpoint.scheme not in ("http", "https") or not endpoint.hostname:
        return None
    return StorePlace(
        parts.netloc, parts.path.strip("/"), said.get("endpoint", "").rstrip("/"), said.get("region") or USUAL_REGION
    )


def files(value: Any) -> Any:
    """A place in an S3 store, or none."""
    text = str(value).strip()
    if text and read_place(text) is None:
        raise fault("bad-files-url")
    return text


LOOPBACK_NETWORKS = ("127.0.0.0/8", "::1/128")


def networks(value: Any) -> Any:
    """ "10.0.0.5,10.1.0.0/16": addresses and networks; those of this machine belong to them in any case."""
    if not isinstance(value, str):
        return value
    named = [part.strip() for part in value.split(",") if part.strip()]
    for text in named:
        try:
            ipaddress.ip_network(text)
        except ValueError:
            raise fault("bad-network", value=text) from None
    return tuple(dict.fromkeys((*LOOPBACK_NETWORKS, *named)))


Networks = Annotated[tuple[str, ...], BeforeValidator(networks), NoDecode]
Text = Annotated[str, BeforeValidator(lambda value: str(value).strip())]
File = Annotated[Path | None, BeforeValidator(file)]
Chat = Annotated[Address | None, BeforeValidator(address), NoDecode]
Officers = Annotated[tuple[frozenset[Address], ...], BeforeValidator(officers), NoDecode]
Broadcasts = Annotated[tuple[Address, ...], BeforeValidator(broadcasts), NoDecode]
Files = Annotated[str, BeforeValidator(files)]
Public = Annotated[str, BeforeValidator(public)]
