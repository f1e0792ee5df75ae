"""A command with words, a photo or a place behind it: nothing of that is dropped without a word."""

from __future__ import annotations

import json

import pytest

from tests.unit.citizen.phone import PHOTO, STICKER, Phone


async def draft(phone: Phone) -> tuple[str, int]:
    """What the draft in the dialogue says, and how many files it has."""
    dialogue = await phone.dialogue()
    assert dialogue is not None
    kept = json.loads(dialogue.data).get("draft") or {}
    return "\n".join(text for _, text in kept.get("texts", [])), len(kept.get("files", []))


@pytest.mark.parametrize("command", ["/report", "/сообщить", "/start"])
async def test_words_and_photo_behind_report_become_the_draft(phone: Phone, command: str) -> None:
    await phone.says(f"{command} провал у дома 9 на Садовой")
    assert await draft(phone) == ("провал у дома 9 на Садовой", 0)
    await phone.says(f"{command}\nещё и люк открыт", PHOTO)
    assert await draft(phone) == ("провал у дома 9 на Садовой\nещё и люк открыт", 1)
    assert sum("Здравствуйте" in shown.text for shown in phone.chat) <= 2


async def test_a_photo_captioned_report_alone_is_kept(phone: Phone) -> None:
    await phone.says("/report", PHOTO)
    assert await draft(phone) == ("", 1)
    assert "Что случилось" in phone.last.text


@pytest.mark.parametrize("caption", ["/status 17", "статус", "Помощь", "мои сообщения"])
async def test_a_photo_whose_caption_is_a_word_of_ours_is_a_message(phone: Phone, caption: str) -> None:
    await phone.says(caption, PHOTO)
    assert await draft(phone) == (caption, 1)


async def test_a_sticker_makes_no_message_of_a_command(phone: Phone) -> None:
    await phone.says("статус", STICKER)
    assert await draft(phone) == ("", 0)


@pytest.mark.parametrize("said", ["/help течёт крыша", "/reports течёт крыша", "/cancel течёт крыша", "/language ru"])
async def test_of_words_that_a_command_does_not_take_it_is_said(phone: Phone, said: str) -> None:
    await phone.says(said)
    assert phone.sees("Вместе с командой «")
    assert await draft(phone) == ("", 0)


async def test_a_photo_with_a_command_that_takes_none_is_said_not_to_be_taken(phone: Phone) -> None:
    await phone.says("/help", PHOTO)
    assert phone.sees("Вместе с командой «помощь»")
    await phone.says("/help")
    assert sum("Вместе с командой" in shown.text for shown in phone.chat) == 1


async def test_danger_behind_a_command_is_answered_with_whom_to_call(phone: Phone) -> None:
    phone.shared.is_danger = lambda text: "горит" in text
    await phone.says("/language у нас горит дом")
    assert "112" in phone.last.text


async def test_a_mistyped_command_is_answered_with_the_nearest_and_what_stood_behind_it(phone: Phone) -> None:
    await phone.says("/staus 17")
    assert phone.sees("«статус 17»")
    assert await draft(phone) == ("", 0)


async def test_a_slash_before_ones_own_words_takes_nothing_from_them(phone: Phone) -> None:
    await phone.says("/прорвало трубу на Садовой")
    assert await draft(phone) == ("/прорвало трубу на Садовой", 0)
    await phone.says("/прорвало", PHOTO)
    assert (await draft(phone))[1] == 1
    await phone.says("/staus", PHOTO)
    assert (await draft(phone))[1] == 2
