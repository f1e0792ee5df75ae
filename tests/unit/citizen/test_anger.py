"""Anger and threats begin no report; what is told beside them does, and a threatened life is a matter of 112."""

from __future__ import annotations

import pytest

from bot.readers import make_readers
from storage.region.load import FICTIONAL, load_region
from tests.unit.citizen.anger import BESIDE_AN_INSULT, KEPT, LIKE_A_CURSE, LIKE_A_THREAT, THREATS, TUNED
from tests.unit.citizen.anger import CALM as PLAIN_ANGER
from tests.unit.citizen.meanings import LIBRARY
from tests.unit.citizen.phone import Phone, asks

CALM, LIFE = "Понимаем, что вы сердитесь", "чья-то жизнь в опасности"
RIGHT = {"calm": 0.9, "life": 0.85, "tells": 1.0}
"""Of each label in each half at least so many; when they were labelled, before anything was made for them, it was 0.0,
0.25 and 1.0.
"""


@pytest.fixture(autouse=True)
def reads(phone: Phone) -> None:
    read = make_readers(load_region(FICTIONAL), LIBRARY)
    phone.shared.intent, phone.shared.guess = read.said.read, read.topics.likely
    phone.shared.is_danger, phone.shared.lemmas = read.danger.is_danger, read.words.lemmas


@pytest.mark.parametrize("half", [TUNED, KEPT], ids=["tuned", "kept"])
async def test_labelled_messages_are_taken_for_what_they_are(phone: Phone, half: tuple[tuple[str, str], ...]) -> None:
    wrong = []
    for number, (label, text) in enumerate(half):
        phone.user = str(1_000 + number)
        await phone.says(text)
        right = {"calm": phone.sees(CALM), "life": phone.sees("112")}
        right["tells"] = not (phone.sees(CALM) or phone.sees(LIFE))
        wrong += [] if right[label] else [(label, text)]
    for label, share in RIGHT.items():
        of, failed = sum(each == label for each, _ in half), [text for each, text in wrong if each == label]
        assert len(failed) <= (1 - share) * of, failed


async def test_what_was_taken_for_anger_can_still_be_sent(phone: Phone) -> None:
    await phone.says("уроды моральные")
    assert CALM in phone.last.text
    assert "никому не отправлены" in phone.last.text
    await phone.presses("сообщение")
    assert "уроды моральные" in phone.last.text
    assert (await phone.dialogue()) is not None


async def test_a_threatened_life_is_answered_with_112_and_the_words_can_be_sent(phone: Phone) -> None:
    await phone.says("я его убью")
    assert LIFE in phone.last.text
    assert "Если угрожают вам, уйдите" in phone.last.text
    await phone.presses("сообщение")
    assert "я его убью" in phone.last.text


@pytest.mark.parametrize("texts", [BESIDE_AN_INSULT, LIKE_A_CURSE, LIKE_A_THREAT], ids=["insult", "curse", "threat"])
async def test_what_only_sounds_like_anger_is_answered_as_what_it_tells(phone: Phone, texts: tuple[str, ...]) -> None:
    wrong = []
    for number, text in enumerate(texts):
        phone.user = str(2_000 + number)
        await phone.says(text)
        wrong += [text] if any(map(phone.sees, (CALM, LIFE, "Если говорить нельзя"))) else []
    assert wrong == []


async def test_plain_anger_and_plain_threats_are_still_known(phone: Phone) -> None:
    wrong = []
    for number, text in enumerate((*PLAIN_ANGER, *THREATS)):
        phone.user = str(3_000 + number)
        await phone.says(text)
        wrong += [] if phone.sees(CALM if text in PLAIN_ANGER else "112") else [text]
    assert wrong == []


@pytest.mark.parametrize("text", ["железка торчит", "вы издеваетесь", "твари", "чёрт"])
async def test_while_staff_ask_angry_words_are_the_answer(phone: Phone, text: str) -> None:
    number = (await phone.files_report("яма на дороге, Белосветск, Садовая 7")).id
    await phone.staff(asks, number)
    await phone.says(text)
    assert [e.text for e in await phone.history(number) if e.kind == "reply"] == [text]
