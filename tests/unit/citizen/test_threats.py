"""A threat of a court or a cut-off is an ordinary trouble; one to life or body is a matter of 112."""

from __future__ import annotations

import pytest

from bot.readers import make_readers
from storage.region.load import FICTIONAL, load_region
from tests.unit.citizen.meanings import LIBRARY
from tests.unit.citizen.phone import Phone

LAWFUL = (
    "мне угрожают судом", "мне угрожают выселением из квартиры", "сосед мне угрожает судом",
    "управляющая мне угрожает отключить воду", "муж мне угрожает разводом", "мне угрожают увольнением",
    "грозятся подать в суд", "угрожают отключить воду", "мне угрожают штрафом и приставами",
    "мне угрожают что вызовут полицию",
)  # fmt: skip
HURTING = (
    "мне угрожают", "сосед мне угрожает", "мне угрожают расправой", "мне угрожают судом и ножом", "обещал убить",
    "муж бьёт и угрожает разводом", "мне угрожают переломать ноги", "сосед угрожает ножом", "угрожают избить",
    "муж мне угрожает разводом и обещает зарезать", "грозится спалить дом", "обещал переломать мне ноги",
    "мне угрожают, хочу вызвать полицию", "мне угрожает сосед, хочу пожаловаться", "мне угрожают надо подать заявление",
    "мне угрожают, полиция не принимает заявление", "мне угрожают, суд не помог",
)  # fmt: skip


@pytest.fixture(autouse=True)
def reads(phone: Phone) -> None:
    read = make_readers(load_region(FICTIONAL), LIBRARY)
    phone.shared.intent, phone.shared.guess = read.said.read, read.topics.likely
    phone.shared.is_danger, phone.shared.lemmas = read.danger.is_danger, read.words.lemmas


async def test_who_is_threatened_with_a_court_or_a_cut_off_is_not_sent_to_112(phone: Phone) -> None:
    wrong = []
    for number, text in enumerate(LAWFUL):
        phone.user = str(1_000 + number)
        await phone.says(text)
        wrong += [text] if phone.sees("112") or await phone.dialogue() is None else []
    assert wrong == []


async def test_who_is_threatened_with_hurt_reads_112_first(phone: Phone) -> None:
    wrong = []
    for number, text in enumerate(HURTING):
        phone.user = str(1_000 + number)
        await phone.says(text)
        wrong += [] if phone.sees("112") else [text]
    assert wrong == []
