"""What a messenger says of itself: `ABOUT = Description(...)` in the `about.py` of its folder.

Everything that has to know which messengers there are (settings, `check`, `init`, import, the sandbox, counting) asks
`bot/channels/names.py` for these. An `about.py` imports nothing of its messenger's library: whoever only asks for help
should not wait for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError


def fault(code: str, **values: str) -> PydanticCustomError:
    """A fault of a variable: `code` is a sentence `settings-…`, without these first letters."""
    return PydanticCustomError("otklik", "{code}", {"code": f"settings-{code}", **values})


def shaped(code: str, pattern: str) -> BeforeValidator:
    """A check that a text, unless empty, has this shape; the text itself is never repeated."""

    def check(value: Any) -> Any:
        if isinstance(value, SecretStr):
            return value
        text = str(value).strip()
        if text and not re.fullmatch(pattern, text):
            raise fault(code)
        return text

    return BeforeValidator(check)


def web(value: Any) -> str:
    """An http(s) address without a slash at its end."""
    text = str(value).strip().rstrip("/")
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # half an IPv6 address, or no port
        whole = False
    if not whole:
        raise fault("bad-url")
    return text


Web = Annotated[str, BeforeValidator(web)]
Proxy = Annotated[SecretStr, shaped("bad-proxy", r"(https?|socks[45])://\S+")]
HttpProxy = Annotated[SecretStr, shaped("bad-http-proxy", r"https?://\S+")]
Rate = Annotated[float, Field(gt=0, le=10_000)]


class MessengerSettings(BaseModel):
    """The variables of one messenger: field `token` of "pigeon" is the variable PIGEON_TOKEN.

    A subclass gives each its shape and default, and adds its own. Each default has to be good without being checked.
    SecretStr is hidden everywhere, also in logs: a token whole, of an address only its password.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    token: SecretStr = SecretStr("")
    api_url: Web = ""
    proxy: Proxy = SecretStr("")
    rate: Rate = 30

    @property
    def on(self) -> bool:
        """Whether this installation has a token for it."""
        return bool(self.token.get_secret_value())


@dataclass(frozen=True, slots=True)
class InitQuestion:
    """A question of `init` about a field of the settings: sentence `init-<name>-<field>`, with hyphens for underscores.

    `needs`: it is asked, and then has to be answered, only if this field has got a value. What begins a messenger may
    be left out.
    """

    field: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class MendAction:
    """What `check --mend` can do by itself about a finding whose `mend` is `finding`.

    `offer` and `done` are sentences. `run` is "module:function", imported only then: it takes the settings
    (`bot.settings.Settings`), is awaited, and raises OSError if the messenger does not do it.
    """

    finding: str
    offer: str
    done: str
    run: str


@dataclass(frozen=True, slots=True)
class Description:
    """A messenger in values. Patterns match a whole id, without "name:" in front."""

    name: str  # its folder, the prefix of addresses, `channel` in records
    settings: type[MessengerSettings]
    group: str  # the id of a group chat
    user: str  # the id of a person
    examples: dict[str, str]  # an id that fits, for help and faults: "group", "user", and "broadcast" if there is one
    start_link: str  # "https://t.me/{bot}?start={payload}"; {bot} is the last part of the bot's own link
    order: int = 100  # where it stands among the others; the first is the sandbox's own choice
    broadcast: str = ""  # the id of a public channel in which a bot can post; "": there are none
    edited_within_ms: int = 0  # a message can be changed for so long after it was sent; 0: always
    together_needs: tuple[tuple[str, str], ...] = ()  # pairs of fields that go together only: (("token", "group_id"),)
    commands: bool = True  # has a menu of commands
    albums: bool = True
    silent: bool = True
    batch: int = 1  # persons whom one call reaches
    bare_edits: bool = False  # some of its programs show no buttons under a message that was edited
    posts_instead: bool = False  # one by one is too slow for great numbers: a post in a public channel is the way
    init: tuple[InitQuestion, ...] = (InitQuestion("token"),)
    mends: tuple[MendAction, ...] = ()

    def example(self, kind: str) -> str:
        """ "MESSENGER:ID"; "" if there is none of this kind."""
        return f"{self.name}:{self.examples[kind]}" if kind in self.examples else ""

    def is_group(self, chat: str) -> bool:
        return re.fullmatch(self.group, chat, re.ASCII) is not None

    def is_user(self, user: str) -> bool:
        return re.fullmatch(self.user, user, re.ASCII) is not None

    def is_broadcast(self, chat: str) -> bool:
        return bool(self.broadcast) and re.fullmatch(self.broadcast, chat, re.ASCII) is not None
