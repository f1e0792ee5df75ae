"""What the pigeon post says of itself."""

from __future__ import annotations

from bot.channels.describe import Description, MessengerSettings, Web


class PigeonSettings(MessengerSettings):
    api_url: Web = "https://pigeon.example"


ABOUT = Description(
    name="pigeon",
    settings=PigeonSettings,
    group=r"-\d{1,18}",
    user=r"[1-9]\d{0,18}",
    examples={"group": "-5", "user": "5"},
    start_link="https://pigeon.example/{bot}?coo={payload}",
    init=(),
)
