"""What the variables hold, and what is wrong with a value; a fault names a sentence `settings-…`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

from bot.channels.describe import fault, web
from bot.channels.names import described, examples, known, messengers
from handlers.base.message import Address


def address(value: Any) -> Any:
    """ "messenger:chat" of a group as an Address."""
    if value is None or isinstance(value, Address):
        return value
    text = str(value).strip()
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
        accounts = [tuple(account.strip().partition(":")[::2]) for account in person.split("+")]
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
    named = [part.strip() for part in value.split(",") if part.strip()]
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


Text = Annotated[str, BeforeValidator(lambda value: str(value).strip())]
File = Annotated[Path | None, BeforeValidator(file)]
Chat = Annotated[Address | None, BeforeValidator(address), NoDecode]
Officers = Annotated[tuple[frozenset[Address], ...], BeforeValidator(officers), NoDecode]
Broadcasts = Annotated[tuple[Address, ...], BeforeValidator(broadcasts), NoDecode]
Public = Annotated[str, BeforeValidator(public)]
