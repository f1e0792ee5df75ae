"""What VK says of itself."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, SecretStr

from bot.channels.describe import (
    Description,
    HttpProxy,
    InitQuestion,
    MendAction,
    MessengerSettings,
    Rate,
    Web,
    fault,
    shaped,
)  # fmt: skip


def _group(value: Any) -> int:
    """The community's number; its own address ("club1") and signs are not taken."""
    if not re.fullmatch(r"\d{0,15}", str(value).strip()):
        raise fault("bad-vk-group")
    return int(str(value).strip() or 0)


class VkSettings(MessengerSettings):
    token: Annotated[SecretStr, shaped("bad-vk-token", r"[\w.-]{10,400}")] = SecretStr("")
    group_id: Annotated[int, BeforeValidator(_group)] = 0
    api_url: Web = "https://api.vk.ru"
    proxy: HttpProxy = SecretStr("")
    rate: Rate = 20


ABOUT = Description(
    name="vk",
    order=2,
    settings=VkSettings,
    group=r"2\d{9}",
    user=r"[1-9]\d{0,18}",
    examples={"group": "2000000001", "user": "7"},
    start_link="https://vk.me/{bot}?ref={payload}",
    edited_within_ms=23 * 3_600_000,  # it says a day
    together_needs=(("token", "group_id"),),
    commands=False,
    batch=100,
    bare_edits=True,
    init=(InitQuestion("token"), InitQuestion("group_id", needs="token")),
    mends=(
        MendAction("vk-check-longpoll-mend", "check-vk-offer", "check-vk-mended", "bot.channels.vk.mend:enable_events"),
    ),
)
