"""Russian typed on the other layout of the keyboard is told apart from English, and from Russian in Latin letters."""

from __future__ import annotations

import pytest

from handlers.reading.words import WordReader

MEANT = {
    "cytu yt e,hfyj": "снег не убрано",
    "Cjcyjdbyrf Ktcyfz 5": "Сосновинка Лесная 5",
    "d cjcyjdbyrt ktcyfz 5": "в сосновинке лесная 5",
    "yt ujhbn ajyfhm.": "не горит фонарь.",
    "dctv ghbdtn? rfr ltkf&": "всем привет? как дела?",
    "GJVJUBNT!!!": "ПОМОГИТЕ!!!",
}
AS_IT_IS = (
    "No hot water for three days, Sosnovinka Lesnaya 5", "her lamp is broken", "any news?", "net sveta v sosnovinke",
    "yama na doroge", "/status 5", "ivanov@mail.ru", "https://maps.example/ghbdtn", "снег cytu", "ok", "112", "", "lf",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_the_other_layout_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert WordReader().on_layout(typed) == meant


def test_anything_else_stays_as_it_is() -> None:
    reader = WordReader()
    assert [reader.on_layout(text) for text in AS_IT_IS] == list(AS_IT_IS)
