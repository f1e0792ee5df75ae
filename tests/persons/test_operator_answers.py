"""How an answer gets to the citizen, and what does not."""

from __future__ import annotations

import re

import pytest

from bot.sandbox.world import FaultRule
from tests.persons.people import Citizen, Operator, Person, citizen, document, photo
from tests.persons.reporting import DAY_S, SNOW, pauses, reports, rows
from tests.persons.stage import Stage

ANSWER = "Трактор выйдет сегодня до 18:00"


async def test_answer_goes_after_ten_seconds_signed_by_the_organisation(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), ANSWER)
    await maria.sees("уйдёт через 10 секунд")
    anna.does_not_see(ANSWER)
    await stage.passes(11)
    said = await anna.sees(ANSWER)
    assert "Дорожное управление края" in said.text
    anna.does_not_see("Мария")
    maria.does_not_see("уйдёт через")
    card = await maria.card(number)
    assert "ответ дан" in card.text
    assert re.search(r"доставлено (сегодня|вчера) в \d+:\d\d", card.text)


async def test_cancelled_within_ten_seconds_it_never_goes(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), ANSWER)
    await maria.presses("Отменить отправку")
    await stage.passes(60)
    anna.does_not_see(ANSWER)
    assert "отправку отменили" in (await maria.card(number)).text


async def test_edited_within_ten_seconds_the_new_words_go(stage: Stage, anna: Citizen, maria: Operator) -> None:
    (mine,) = await maria.says(f"№ {await reports(anna)} {ANSWER}")
    await maria.edits(mine, "№ 1 Трактор выйдет завтра")
    await stage.passes(11)
    await anna.sees("Трактор выйдет завтра")
    anna.does_not_see(ANSWER)


async def test_edited_after_it_has_gone_its_author_reads_the_edit(stage: Stage, anna: Citizen, maria: Operator) -> None:
    (mine,) = await maria.says(f"№ {await reports(anna)} {ANSWER}")
    await stage.passes(11)
    await maria.edits(mine, "№ 1 Трактор выйдет завтра")
    await maria.sees("уже ушёл", "«Трактор выйдет завтра»")
    anna.does_not_see("выйдет завтра")
    await stage.passes(11)
    edited = await anna.sees("Трактор выйдет завтра", "Исправлено")
    assert edited.edited
    anna.does_not_see(ANSWER)


EDITS = {
    "telegram": ("editMessageText", 400, "Bad Request: EDIT_OF_TOMORROW"),
    "vk": ("messages.edit", 979, ""),
    "max": ("editMessage", 400, "edit.of.tomorrow not today"),
}
"""How each messenger refuses to change a message, for a reason that nobody knows."""


def refuse_edits(of: Person) -> None:
    method, code, text = EDITS[of.messenger.name]
    of.messenger.faults.append(FaultRule(method, "error", times=-1, code=code, text=text, chat=of.chat))


async def test_an_edit_and_a_card_that_may_not_be_changed_for_an_unknown_reason_are_said_anew(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    (mine,) = await maria.says(f"№ {number} {ANSWER}")
    await stage.passes(11)
    refuse_edits(anna)
    refuse_edits(maria)
    await maria.edits(mine, f"№ {number} Трактор выйдет завтра")
    await stage.passes(11)
    said = await anna.sees("Трактор выйдет завтра", "Исправлено")
    assert not said.edited
    shown = [
        message
        for message in maria.messages()
        if message.buttons and f"№ {number}" in message.text.replace("\xa0", " ")
    ]
    assert "доставлено" in shown[-1].text
    assert not shown[-1].edited


async def test_an_edit_that_names_another_number_stops_the_answer(stage: Stage, anna: Citizen, maria: Operator) -> None:
    (mine,) = await maria.says(f"№ {await reports(anna)} {ANSWER}")
    await maria.edits(mine, f"№ 77 {ANSWER}")
    await maria.sees("исправили номер на № 77", "остановили")
    await stage.passes(60)
    anna.does_not_see(ANSWER)


async def test_whether_it_is_solved_is_asked_after_the_day_that_the_answer_names(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    card = await maria.card(await reports(anna))
    await maria.answers(card, "Трактор выйдет до пятницы")
    said = await anna.sees("Трактор выйдет до пятницы", "после этого срока: 21 ноября")
    assert "Проблема решена?" not in said.text
    assert anna.labels(said) == []
    for words in ("ок", "спасибо"):
        await anna.says(words)
        await anna.sees("Пожалуйста!", "после этого срока: 21 ноября")
        anna.does_not_see("роблема решена?")
    await stage.passes(4 * DAY_S)
    await anna.sees("Срок, который вам называли", "Проблема решена?")
    await maria.answers(card, "Всё почистили. К 5 декабря вывезем и кучи")
    await anna.sees("вывезем и кучи", "Проблема решена?")


@pytest.mark.parametrize("sign", ["№ {} {}", "№{} {}", "#{} {}"])
async def test_answer_by_number(stage: Stage, anna: Citizen, maria: Operator, sign: str) -> None:
    await maria.says(sign.format(await reports(anna), ANSWER))
    await stage.passes(11)
    await anna.sees(ANSWER)


async def test_answer_as_a_reply_to_the_photo_below_the_card(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, SNOW, photo())
    (picture,) = [m for m in maria.messages() if m.files]
    await maria.answers(picture, ANSWER)
    await anna.sees(ANSWER)


async def test_answer_as_a_reply_to_what_was_added(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await anna.says("И ещё сосульки")
    await pauses(anna)
    await anna.presses("Дополнить")
    await stage.passes(11)
    added = await maria.sees("сосульки")
    assert f"№ {number}" in added.text
    await maria.answers(added, ANSWER)
    await anna.sees(ANSWER)


async def test_answer_with_photo_and_with_document(stage: Stage, anna: Citizen, maria: Operator) -> None:
    card = await maria.card(await reports(anna))
    await maria.answers(card, "Вот так теперь", photo())
    await anna.sees("Вот так теперь")
    await maria.answers(card, "И акт", document(content=b"%PDF-1.4 the act"))
    await anna.sees("И акт")
    files = {f.kind: f.content for m in anna.messages() for f in m.files}
    assert files == {"photo": photo().content, "document": b"%PDF-1.4 the act"}


async def test_answer_with_an_album_arrives_as_one_answer(stage: Stage, anna: Citizen, maria: Operator) -> None:
    card = await maria.card(await reports(anna))
    await maria.answers(card, "До и после", photo(), photo(), photo())
    await anna.sees("До и после")
    assert len([f for m in anna.messages() for f in m.files]) == 3
    assert anna.text().count("Ответ по №") == 1


@pytest.mark.parametrize("note", ["// он звонил вчера", "//он звонил вчера"])
async def test_note_never_reaches_the_citizen(stage: Stage, anna: Citizen, maria: Operator, note: str) -> None:
    number = await reports(anna)
    await stage.passes(16)  # she has been asked whether she wants to be warned
    before = len(anna.messages())
    await maria.replies_to(await maria.card(number), note)
    await maria.says(f"№ {number} // и сегодня")
    await stage.passes(60)
    assert len(anna.messages()) == before
    assert "заметок: 2" in (await maria.card(number)).text
    await maria.presses("Полностью")
    await maria.sees("он звонил вчера", "и сегодня")


async def test_answer_that_becomes_a_note_in_time_stays_inside(stage: Stage, anna: Citizen, maria: Operator) -> None:
    (mine,) = await maria.says(f"№ {await reports(anna)} он скандалист")
    await maria.edits(mine, "// он скандалист")
    await stage.passes(60)
    anna.does_not_see("скандалист")


async def test_citizen_who_blocked_the_bot_is_said_on_the_card_and_aloud(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    anna.messenger.block(anna.user)
    await stage.quiet()
    await maria.answers(await maria.card(number), ANSWER)
    await maria.sees(f"№ {number}: до автора не дошло")
    card = await maria.card(number)
    assert "не доставлено" in card.text
    assert "человек закрыл боту доступ" in card.text or "человек не разрешает боту писать" in card.text
    assert card.text.count("доставлено") == 1


async def test_talk_in_the_chat_is_left_alone(stage: Stage, anna: Citizen, maria: Operator, oleg: Operator) -> None:
    number = await reports(anna)
    await stage.passes(16)  # she has been asked whether she wants to be warned
    before, heard = len(maria.messages()), len(anna.messages())
    (mine,) = await maria.says("Коллеги, кто идёт обедать?")
    await oleg.says("Я", reply_to=mine)
    await oleg.says("", photo())
    await oleg.says(f"Смотрели {number}?")
    await stage.passes(60)
    assert len(maria.messages()) == before
    assert len(anna.messages()) == heard


async def test_two_numbers_at_once_go_to_nobody(stage: Stage, anna: Citizen, maria: Operator) -> None:
    card = await maria.card(await reports(anna))
    await maria.answers(card, f"№ 77 {ANSWER}")
    await maria.sees("Никому не отправили")
    anna.does_not_see(ANSWER)


async def test_unknown_number_is_said(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna)
    await maria.says(f"№ 99 {ANSWER}")
    await maria.sees("Сообщения № 99 здесь нет")


async def test_nothing_of_one_citizen_reaches_another(stage: Stage, where: str, anna: Citizen, maria: Operator) -> None:
    boris = citizen(stage, where, "Борис Второй")
    first = await reports(anna, "В Сосновинке на улице Лесной, 5 не чистят снег уже неделю")
    second = await reports(boris, "В Сосновинке на улице Речной, 8 яма на дороге у моста")
    await maria.says(f"№ {second} Яму засыплют завтра")
    await maria.says(f"№ {first} Снег уберут вечером")
    await stage.passes(11)
    await anna.sees("Снег уберут вечером")
    await boris.sees("Яму засыплют завтра")
    anna.does_not_see("Речной", "яма", "Яму")
    boris.does_not_see("Лесной", "снег", "Снег")


async def test_answer_whose_ten_seconds_end_while_the_bot_is_down_goes_once(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), ANSWER)
    await stage.stop_bot()
    stage.clock.leap(120)
    await stage.start_bot()
    await anna.sees(ANSWER)
    await stage.passes(60)
    assert anna.text().count(ANSWER) == 1
    assert "доставлено" in (await maria.card(number)).text


async def test_an_answer_to_what_was_not_accepted_asks_nothing_and_leaves_the_way_back(
    anna: Citizen, maria: Operator
) -> None:
    card = await maria.card(await reports(anna))
    await maria.presses("Отклонить", on=card)
    await maria.presses("Не наша территория")
    await maria.stage.passes(11)
    await maria.answers(card, "Это земля района. Их телефон: 2-22")
    said = await anna.sees("Их телефон: 2-22")
    assert "Проблема решена?" not in said.text
    assert anna.labels(said) == ["Рассмотреть ещё раз"]
    await anna.presses("Рассмотреть ещё раз", on=said)
    await maria.sees("автор говорит, что не решено")


async def test_an_answer_that_ends_with_a_question_mark_asks_its_author(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), "Когда отключили? Во всём доме?")
    await maria.sees("Вопрос по", "вопросительный знак")
    await maria.stage.passes(11)
    await anna.sees("Во всём доме?")
    anna.does_not_see("Проблема решена?")
    await anna.says("вчера вечером, да, во всём")
    await maria.sees(f"№ {number}", "вчера вечером, да, во всём")
    await maria.replies_to(await maria.card(number), "Готово. Всё ли у вас хорошо?")
    await maria.presses("Это ответ, а не вопрос")
    await maria.stage.passes(11)
    await anna.sees("Всё ли у вас хорошо?", "Проблема решена?")


async def test_a_day_that_cannot_be_is_said_before_the_answer_goes(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    (mine,) = await maria.says(f"№ {await reports(anna)} Почистим до 31 ноября")
    await maria.sees("уйдёт через 10 секунд", "Такого дня нет: 31 ноября")
    await maria.edits(mine, "Почистим до 15 ноября")
    await maria.sees("Этот день уже прошёл: 15 ноября")
    await maria.edits(mine, "Почистим до 30 ноября")
    maria.does_not_see("Этот день", "Такого дня")
    await stage.passes(11)
    await anna.sees("Почистим до 30 ноября", "после этого срока: 30 ноября")


async def test_the_day_of_an_answer_that_is_edited_after_it_has_gone_counts(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    (mine,) = await maria.says(f"№ {number} Трактор выйдет завтра")
    await stage.passes(11)
    await maria.edits(mine, f"№ {number} Трактор выйдет до пятницы")
    await stage.passes(11)
    said = await anna.sees("до пятницы", "Исправлено", "после этого срока: 21 ноября")
    assert anna.labels(said) == []
    await stage.passes(2 * DAY_S)
    anna.does_not_see("Проблема решена?")
    await stage.passes(2 * DAY_S)
    await anna.sees("Срок, который вам называли", "Проблема решена?")
    (mine,) = await maria.says(f"№ {number} Трактор сломан, почистим до 25 ноября")
    await maria.presses("Обещать: 25 ноября")
    await stage.passes(11)
    await maria.edits(mine, f"№ {number} Трактор сломан, почистим до 28 ноября 2026 года")
    await stage.passes(11)
    await anna.sees("до 28 ноября 2026", "не позже: 28 ноября 2026 в 18:00")
    assert rows(stage, "SELECT state FROM promise") == [("",)]
