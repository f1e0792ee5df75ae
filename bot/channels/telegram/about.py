"""What Telegram says of itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from bot.channels.describe import Description, MessengerSettings, Web, shaped


class TelegramSettings(MessengerSettings):
    token: Annotated[SecretStr, shaped("bad-telegram-token", r"\d{3,20}:[\w-]{10,100}")] = SecretStr("")
    api_url: Web = "https://api.telegram.org"
    paid_rate: Annotated[float, Field(ge=0, le=10_000)] = 0


ABOUT = Description(
    name="telegram",
    order=1,
    settings=TelegramSettings,
    group=r"-\d{1,18}",
    user=r"[1-9]\d{0,18}",
    broadcast=r"@[A-Za-z]\w{3,31}|-\d{1,18}",
    examples={"group": "-1001234567890", "user": "1", "broadcast": "@name"},
    start_link="https://t.me/{bot}?start={payload}",
)
