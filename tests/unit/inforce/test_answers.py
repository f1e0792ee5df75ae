"""Answers to a notice: safe, what to do, not there; is it back? And how officers see them."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.notices.content import Area, load_content
from handlers.notices.response_counts import ResponseCount, responses_text
from handlers.notices.wording import Meaning, notice_message
from handlers.subscriber.outage import house_key
from storage.notice_records import Recipient
from tests.unit.citizen.phone import ADMIN
from tests.unit.inforce.square import HOUR, MODERATE, PERSON, Square

DAY = 24 * HOUR


async def test_safe_is_kept_once_with_the_place_where_it_is_known(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk", "s:sosnovinka")
    await phone.notice()
    await phone.press_data("n_safe:7")
    assert phone.toasts[-1] == "Записали: вы в безопасности. Спасибо!"
    said = len(phone.chat)
    await phone.press_data("n_safe:7")
    assert "уже знаем" in phone.toasts[-1]
    assert len(phone.chat) == said
    assert await phone.answers() == [("safe", "s:tikhorechensk", 1)]


async def test_the_place_of_a_point_of_his_counts_and_two_are_none(phone: Square) -> None:
    await phone.begins()
    await phone.notice(area=Area(municipalities=("99601000",)))
    await phone.has_place(1, "дача", 60.42, 63.31, settlement="sosnovinka", municipality="99601000")
    await phone.press_data("n_safe:7")
    assert await phone.answers() == [("safe", "s:sosnovinka", 1)]
    await phone.has_place(2, "дом", 60.31, 63.52, settlement="tikhorechensk", municipality="99601000")
    await phone.press_data("n_away:7")
    assert await phone.answers() == [("away", "", 1)]


async def test_the_newest_answer_stands(phone: Square) -> None:
    await phone.begins()
    await phone.notice()
    for answer in ("safe", "away", "safe"):
        await phone.press_data(f"n_{answer}:7")
    assert [row[0] for row in await phone.answers()] == ["safe"]


async def test_not_there_offers_to_change_the_areas(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.notice()
    await phone.press_data("n_away:7")
    assert "измените места" in phone.last.text
    await phone.presses("Изменить места")
    assert "s_where:0" in phone.last.buttons.values()


async def test_what_to_do_says_the_advice_and_the_card_and_takes_nothing_back(phone: Square) -> None:
    await phone.begins()
    await phone.notice(todo={"ru": "Уходите на возвышенность."})
    await phone.press_data("n_what:7")
    assert "Уходите на возвышенность." in phone.last.text
    assert "Отключите газ и свет" in phone.last.text
    said = len(phone.chat)
    await phone.press_data("n_what:7")
    assert len(phone.chat) == said
    await phone.waits(5 * 60_000)
    await phone.press_data("n_what:7")
    assert len(phone.chat) == said + 1
    await phone.press_data("n_safe:7")
    await phone.press_data("n_what:7")
    assert [row[0] for row in await phone.answers()] == ["safe"]


async def test_without_words_of_its_own_the_regions_advice_is_said(phone: Square) -> None:
    await phone.begins()
    await phone.notice(kind="roads", severity=MODERATE)
    await phone.press_data("n_what:7")
    assert "Выберите другую дорогу" in phone.last.text


@pytest.mark.parametrize("over", [{"until": 1}, {"ended_at": 5}, {"state": "cancelled"}], ids=str)
@pytest.mark.parametrize("answer", ["safe", "away", "what"])
async def test_old_notices_answer_kindly_and_keep_nothing(phone: Square, answer: str, over: dict[str, Any]) -> None:
    await phone.begins()
    await phone.notice(**over)
    await phone.press_data(f"n_{answer}:7")
    assert "уже не действует" in phone.toasts[-1]
    assert await phone.answers() == []


@pytest.mark.parametrize("answer", ["safe", "away", "what", "help", "on", "off"])
async def test_nobody_answers_to_a_notice_that_was_not_said(phone: Square, answer: str) -> None:
    await phone.begins()
    await phone.notice(started_at=0, state="pending")
    for number in ("7", "8", "x", ""):
        await phone.press_data(f"n_{answer}:{number}")
        assert phone.toasts[-1]
    assert await phone.answers() == []
    assert await phone.reports() == []


@pytest.mark.parametrize("link", ["repeats", "updates", "corrects"])
async def test_an_answer_under_an_older_message_is_to_what_stands_in_its_place(phone: Square, link: str) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.notice(7, ended_at=5)
    await phone.notice(8, link=link, linked_id=7, version=1)
    await phone.notice(9, link="repeats", linked_id=7 if link == "repeats" else 8, version=2, started_at=phone.at)
    older = await phone.notice(8, link=link, linked_id=7, version=1, ended_at=6)
    assert older.ended_at
    for number in (7, 8, 9):
        await phone.press_data(f"n_away:{number}")
    known = 7 if link == "repeats" else 8
    assert await phone.answers(known) == [("away", "s:tikhorechensk", 1)], "one board for all repeats"
    assert await phone.answers(9) == await phone.answers(known)
    assert "Уже записали" in phone.toasts[-1]
    assert "не действует" not in "".join(phone.toasts)


async def test_an_answer_to_what_has_ended_after_all_its_repeats_is_too_late(phone: Square) -> None:
    await phone.begins()
    await phone.notice(7, ended_at=5)
    await phone.notice(8, link="repeats", linked_id=7, version=1, ended_at=6)
    await phone.notice(9, link="ends", linked_id=7, ended_at=6)
    for number in (7, 8, 9):
        await phone.press_data(f"n_safe:{number}")
        assert "уже не действует" in phone.toasts[-1]
    assert await phone.answers(7) == []


# -- is it back? ------------------------------------------------------------------------------------
async def ending(phone: Square, kind: str = "heat") -> None:
    await phone.begins()
    await phone.notice(7, kind=kind, severity=MODERATE, link="ends", linked_id=6, until=0, ask=())


async def test_the_end_of_an_outage_asks_and_other_ends_do_not(phone: Square) -> None:
    notice = await phone.notice(7, kind="heat", link="ends", ask=("safe",))
    message = notice_message(phone.shared, notice, load_content(notice.content), "ru", Meaning.ENDED)
    assert "Дали тепло?" in message.text
    assert [b.data for row in message.buttons for b in row] == ["n_on:7", "n_off:7"]
    notice = await phone.notice(8, kind="flood", link="ends", ask=("safe", "help"))
    assert notice_message(phone.shared, notice, load_content(notice.content), "ru", Meaning.ENDED).buttons == ()


async def test_back_is_counted_once(phone: Square) -> None:
    await ending(phone)
    for _ in range(2):
        await phone.press_data("n_on:7")
    assert [(answer, count) for answer, _, count in await phone.answers()] == [("on", 1)]
    assert "Уже записали" in phone.toasts[-1]


async def test_still_without_is_asked_for_the_house_once_and_can_become_a_report(phone: Square) -> None:
    await ending(phone)
    await phone.press_data("n_off:7")
    assert "В каком доме?" in phone.last.text
    await phone.says("Тихореченск, ул. Лесная, д. 5")
    assert await phone.answers() == [("off", "s:tikhorechensk/лесн 5", 1)]
    await phone.presses("Сообщить о проблеме")
    assert "Проверьте" in phone.last.text
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    [report] = await phone.reports()
    assert "отопления всё ещё нет" in report.text
    assert "Лесная" in report.address
    assert report.settlement == "tikhorechensk"
    await phone.press_data("n_off:7")
    assert "Уже записали" in phone.toasts[-1]


@pytest.mark.parametrize("address", ["ул. Лесная, д. 5", "улица Лесная, 5", "Лесной улице, дом 5", "лесная 5"])
def test_one_house_is_one_however_it_is_written(address: str) -> None:
    assert house_key(address) == house_key("Лесная, 5")
    assert house_key(address) != house_key("Лесная, 5к2")
    assert house_key(address) != house_key("переулок Лесной, 5")


async def test_a_house_may_be_kept_to_oneself(phone: Square) -> None:
    await ending(phone, "water")
    await phone.press_data("n_off:7")
    await phone.presses("Не скажу")
    assert "Записали" in phone.last.text
    await phone.presses("Не нужно")
    assert [row[0] for row in await phone.answers()] == ["off"]
    assert await phone.step() == ""


async def test_a_known_house_is_one_tap(phone: Square) -> None:
    await ending(phone)
    await phone.has_place(3, "дом", 60.31, 63.52, settlement="tikhorechensk", street="Лесная", house="5")
    await phone.press_data("n_off:7")
    await phone.presses("Я здесь: дом")
    assert await phone.answers() == [("off", "s:tikhorechensk/лесн 5", 1)]


async def test_something_else_at_that_question_is_not_lost(phone: Square) -> None:
    await ending(phone)
    await phone.press_data("n_off:7")
    await phone.says("В подъезде пахнет газом, помогите")
    assert phone.sees("Сначала позвоните 112")
    assert phone.texts("пахнет газом")[-1].buttons


async def test_an_end_of_long_ago_asks_nothing_more(phone: Square) -> None:
    await ending(phone)
    await phone.waits(8 * DAY)
    await phone.press_data("n_off:7")
    assert await phone.answers() == []
    assert phone.toasts[-1]


# -- officers ---------------------------------------------------------------------------------------
async def test_officers_see_the_counts_by_place_and_nobody_else_does(phone: Square) -> None:
    await phone.begins()
    await phone.lives("s:tikhorechensk")
    await phone.notice()
    await phone.press_data("n_safe:7")
    assert "дежурные" in await phone.staff_presses("d_answers:7", "502")
    assert "В безопасности" not in phone.admin
    await phone.staff_presses("d_answers:7", "501")
    assert "Что отвечают на оповещение № 7" in phone.admin
    assert "В безопасности: 1" in phone.admin
    assert "Тихореченск: ✅ 1" in phone.admin
    await phone.press_data("n_away:7")
    await phone.staff_presses("d_answers:7", "501")
    shown = [s for s in phone.chats[ADMIN] if "Что отвечают" in s.text]
    assert len(shown) == 1
    assert "Сейчас не там: 1" in shown[0].text


def test_counts_name_the_places_count_the_houses_and_say_what_is_left_out(phone: Square) -> None:
    texts, region = phone.shared.library.texts("ru"), phone.shared.region
    rows = [("off", "s:tikhorechensk/лесная 5", 3), ("off", "s:tikhorechensk/лесная 7", 1), ("off", "", 2)]
    rows += [("help", f"s:{s.code}", 1) for s in region.settlements[:10]]
    counts = [ResponseCount(*row) for row in rows]
    text = responses_text(texts, counts, region)
    assert text.index("Нужна помощь: 10") < text.index("Ещё нет: 6")
    assert "Домов, где ещё нет: 2" in text
    assert "Тихореченск: 🆘 1 · ❌ 4" in text or "Тихореченск: ❌ 4" in text
    assert "место неизвестно: ❌ 2" in text
    assert "и ещё мест" not in text
    many = [ResponseCount("safe", f"m:{number}", 1) for number in range(17)]
    assert "и ещё мест: 2" in responses_text(texts, many, region)
    assert "Тихореченск" not in responses_text(texts, counts)
    assert responses_text(texts, []) == ""


async def test_what_somebody_answered_goes_with_him(phone: Square) -> None:
    await phone.begins()
    await phone.notice()
    await phone.press_data("n_safe:7")
    await phone.press_data("c_forgetyes:1")
    assert await phone.answers() == []


# -- in words ------------------------------------------------------------------------------------
async def told(phone: Square, meaning: Meaning = Meaning.ALERT, **values: Any) -> None:
    """A notice that has reached this person."""
    await phone.notice(**values)
    await phone.keep(Recipient(7, PERSON, phone.channel, phone.user, 1, f"ru:{meaning}", 1, 0, phone.at))


async def test_the_words_of_a_notices_buttons_count(phone: Square) -> None:
    await phone.begins()
    await told(phone)
    for words, answer in (("Я в безопасности!", "safe"), ("я сейчас не там", "away")):
        await phone.says(words)
        assert [row[0] for row in await phone.answers()] == [answer], words
    phone.desk("flood", closes=23)
    await phone.says("нужна помощь")
    assert "112" in phone.last.text or any("112" in shown.text for shown in phone.chat)
    assert await phone.step() == "n_helping"
    assert not await phone.reports(), "no words became a report"


async def test_yes_and_no_answer_whether_it_is_back(phone: Square) -> None:
    await phone.begins()
    await told(phone, Meaning.ENDED, kind="water", severity=MODERATE, link="ends", ask=("safe",))
    await phone.says("/help")
    await phone.waits(1000)
    await phone.says("да")
    assert [row[0] for row in await phone.answers()] == ["on"], [s.text for s in phone.chat]
