"""What messengers really send: odd updates, posts and links that are passed on, cards that are forwarded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.persons.people import Citizen, Operator, Person, operator
from tests.persons.reporting import reports
from tests.persons.stage import Stage

LINK = "https://zarechny.example/grafik?day=3"


def telegram_message(anna: Person, **content: Any) -> dict[str, Any]:
    person = {"id": int(anna.user), "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    chat = {"id": int(anna.chat), "type": "private" if anna.chat == anna.user else "supergroup"}
    return {"message_id": 9001, "date": 1, "from": person, "chat": chat, **content}


def vk_message(stage: Stage, anna: Person, **content: Any) -> dict[str, Any]:
    base = {"id": 0, "conversation_message_id": 9001, "peer_id": int(anna.chat), "from_id": int(anna.user), "date": 1}
    return {"message": {**base, "text": "", **content}, "client_info": stage.vk.client_info(anna.user)}


def hidden_link(text: str, word: str) -> dict[str, Any]:
    entity = {"type": "text_link", "offset": text.index(word), "length": len(word), "url": LINK}
    return {"text": text, "entities": [entity]}


@pytest.mark.parametrize("where", ["telegram"])
async def test_a_telegram_message_is_taken_whatever_came_with_it(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    odd = {
        "external_reply": {"origin": {"type": "hidden_user"}, "story": {}},
        "reply_markup": 5,
        "link_preview_options": [],
    }
    stage.telegram.emit(
        "message", telegram_message(anna, **odd, **hidden_link("В Сосновинке на улице Лесной, 5 яма, фото тут", "тут"))
    )
    shown = await anna.sees("Проверьте")
    assert f"фото тут ({LINK})" in shown.text
    assert await stage.faults() == 0


@pytest.mark.parametrize("where", ["vk"])
async def test_an_operators_hidden_link_reaches_the_citizen(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    told = telegram_message(maria, **hidden_link("Подробнее на сайте, там график", "на сайте"))
    told["reply_to_message"] = {"message_id": int(card.id), "chat": told["chat"], "date": 1, "text": card.text}
    stage.telegram.emit("message", told)
    await stage.passes(11)
    await anna.sees(f"Подробнее на сайте ({LINK}), там график")


@pytest.mark.parametrize("where", ["vk"])
async def test_a_post_that_speaks_of_danger_is_answered_with_112_and_goes_to_the_card(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    photo = {"type": "photo", "photo": {"id": 3, "owner_id": -31, "sizes": []}}
    post = {
        "id": 5,
        "owner_id": -31,
        "text": "Сосновинка, Лесная, 5: пожар, люди в окнах",
        "attachments": [photo],
    }
    stage.vk.emit("message_new", vk_message(stage, anna, attachments=[{"type": "wall", "wall": post}]))
    await anna.sees("112")
    await anna.sees("Проверьте")
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    card = await maria.card(await anna.number())
    assert "люди в окнах" in card.text
    assert "https://vk.com/wall-31_5" in card.text


@pytest.mark.parametrize("where", ["telegram"])
async def test_a_card_that_vk_forwards_without_its_chat_is_answered(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    forwarded = {"conversation_message_id": int(card.id), "from_id": -stage.vk.group_id, "text": card.text, "date": 1}
    body = vk_message(stage, maria, text="Бригада выехала", fwd_messages=[forwarded])
    stage.vk.emit("message_new", body)
    await stage.passes(11)
    await anna.sees("Бригада выехала")


@pytest.mark.parametrize("where", ["telegram"])
async def test_in_vk_a_command_is_understood_with_the_community_s_name(stage: Stage, maria: Operator) -> None:
    name = f"club{stage.vk.group_id}"
    for number, written in enumerate((f"@{name}, /queue", f"*{name} (ЦУР) /queue"), 1):
        await maria.says(written)
        assert sum("В очереди пусто" in shown.text for shown in maria.messages()) == number, written


@pytest.mark.parametrize("where", ["vk"])
async def test_a_kicked_officer_is_none_at_once_whatever_the_update_leaves_out(stage: Stage) -> None:
    oleg = operator(stage, 1)
    private = Person(stage, stage.telegram, oleg.user, stage.telegram.private_chat(oleg.user))
    await stage.name_officers([("telegram", oleg.user)])
    await private.starts()
    await private.says("/notice")
    await private.sees("Что вы делаете")
    person = {"id": int(oleg.user), "is_bot": False, "first_name": "Олег"}
    stage.telegram.chats[oleg.chat].members.pop(oleg.user)
    changed = {"chat": {"id": int(oleg.chat), "type": "supergroup"}, "from": person, "date": 1}
    before = {"status": "administrator", "user": person, "can_be_edited": True}
    after = {"status": "kicked", "user": person}
    stage.telegram.emit("chat_member", {**changed, "old_chat_member": before, "new_chat_member": after})
    await private.says("/notice")
    await private.sees("занимаются дежурные")
    assert sum("Что вы делаете" in shown.text for shown in private.messages()) == 1
