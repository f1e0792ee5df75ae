"""Signs that Unicode counts among the digits and that are no number: «Лесная ²», «① яма», «до ⑦ марта»."""

from __future__ import annotations

import asyncio

import pytest

from handlers.base.typed_words import number_of
from tests.fuzz.test_updates import LIBRARY, outcome_of, read_telegram

SIGNS = ("\u00b2", "\u2460", "\u2466", "\u2082", "\u1369", "\u0661", "9" * 4_301)
"""Superscript, in a circle, below the line, Ethiopic; an Arabic digit, which is a number; and one that is too long."""
SAID = (
    "Яма на Лесной {}", "Лесная, {}", "ул. Мира 7 корпус {}", "Лесная 1-{}", "{} км", "№ {} ответ", "{}",
    "статус {}", "подъезд {}, {} этаж", "не {}, а {}", "*Лесная {}", "завтра до {} часов", "до {} марта", "{} из 5",
    "с {} до {}", "в радиусе {} м", "через {} недели", "№ 1 выполним до {} марта",
)  # fmt: skip


@pytest.mark.parametrize("chat", [42, -100_500], ids=["a citizen", "the admin chat"])
def test_no_sign_that_looks_like_a_digit_fails_a_handler(chat: int) -> None:
    texts = [said.replace("{}", sign) for said in SAID for sign in SIGNS]
    kind = "private" if chat > 0 else "supergroup"
    raws = [
        {
            "update_id": number,
            "message": {
                "message_id": number, "date": 1_700_000_000, "text": text,
                "from": {"id": 42, "is_bot": False, "first_name": "Анна"}, "chat": {"id": chat, "type": kind},
            },
        }
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    assert asyncio.run(outcome_of([read_telegram(raw) for raw in raws])).errors == []


def test_a_sign_in_a_circle_is_no_number_that_somebody_types() -> None:
    assert [number_of(LIBRARY, sign) for sign in ("\u2466", "\u00b2", "\u0665", "5")] == ["", "", "\u0665", "5"]
