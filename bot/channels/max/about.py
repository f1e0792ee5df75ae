"""What MAX says of itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import SecretStr

from bot.channels.describe import Description, MessengerSettings, Web, shaped

DAY_MS = 86_400_000


class MaxSettings(MessengerSettings):
    token: Annotated[SecretStr, shaped("bad-max-token", r"[\w.~+/=-]{10,400}")] = SecretStr("")
    api_url: Web = "https://platform-api2.max.ru"


ABOUT = Description(
    name="max",
    settings=MaxSettings,
    order=3,
    group=r"-\d{1,18}",
    user=r"[1-9]\d{0,18}",
    broadcast=r"-\d{1,18}",
    examples={"group": "-71234567890123", "user": "42", "broadcast": "-71234567890124"},
    start_link="https://max.ru/{bot}?start={payload}",
    edited_within_ms=7 * DAY_MS - DAY_MS // 10,  # it says a week; with buttons always
    posts_instead=True,
)
