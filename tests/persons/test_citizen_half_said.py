"""What is said by halves: a yes for now, a joke, «верните», «больше не присылайте» in the middle of a report."""

from __future__ import annotations

from tests.persons.notices import is_said, sees_outage
from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import HOUR_S, MINUTE_S, agrees, pauses, reports, shows
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"
WIRE = "В Сосновинке на улице Лесной, 5 оборвался провод под напряжением, искрит"


async def test_a_yes_for_now_and_a_question_about_the_answer_are_asked_by_buttons(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    await maria.answers(await maria.card(number), "Фонарь починили")
    await stage.passes(2 * HOUR_S)
    for words in (
        "пока да", "ну пока да, посмотрим", "на сегодня да", "пока вроде работает", "не сказать что не решено",
        "нельзя сказать, что не решено", "и да и нет", "а как его зовут?", "а соседний дом?", "а кто чинил?",
        "а у соседей?",
    ):  # fmt: skip
        await anna.says(words)
        await pauses(anna)
        await anna.sees(f"Вы написали: «{words}»", f"№ {number}", "Проблема решена?")
        await anna.presses("Отмена")
    assert not shows(anna, "закрыто")
    assert not shows(maria, "снова в работе")
    await anna.says("а почему до сих пор темно и никто не чинил?")
    await pauses(anna)
    await maria.sees(f"№ {number}", "снова в работе")


async def test_who_wants_no_more_messages_is_heard_while_he_writes_and_keeps_his_draft(anna: Citizen) -> None:
    await anna.says("во дворе яма")
    await pauses(anna)
    for words in ("больше не присылайте", "отпишите меня", "не присылайте мне больше ничего", "хватит слать",
                  "не надо мне ваших уведомлений"):  # fmt: skip
        await anna.says(words)
        await pauses(anna)
        await anna.sees("Что сделать?")
        await anna.presses("Вернуться к черновику")
        assert words not in (await anna.sees("во дворе яма", "Где это?")).text


async def test_a_joke_a_prayer_and_a_fire_sign_begin_nothing_and_lose_nothing(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for words, kind in (
        ("🔥", "звоните 112"), ("🔥🔥🔥", "звоните 112"), ("🚨", "звоните 112"),
        ("расскажи анекдот", "петь не умею"), ("спой", "петь не умею"), ("загадай загадку", "петь не умею"),
        ("спаси и сохрани", "Мы на связи"), ("Господи помилуй", "Мы на связи"), ("господи помоги", "Позвоните"),
    ):  # fmt: skip
        before = len(anna.messages())
        await anna.says(words)
        await pauses(anna)
        told = "\n".join(m.text for m in anna.messages()[before:])
        assert kind in told, (words, told)
        assert "Где это?" not in told, words
    await anna.says("во дворе яма")
    await pauses(anna)
    await anna.says("спой")
    await anna.sees("петь не умею")
    assert "спой" not in (await anna.sees("во дворе яма", "Где это?")).text
    await anna.says("шутка ли, третий день нет воды")
    await pauses(anna)
    await anna.sees("третий день нет воды", "Где это?")


async def test_what_was_withdrawn_and_is_wanted_back_is_ready_to_be_sent_once_more(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    for words in ("верните", "передумал, верните заявку", "я передумала", "верни обратно", "не отзывайте"):
        first = await reports(anna, LAMP)
        await anna.says("отзовите заявку, уже не надо")
        await anna.presses("Да, отозвать")
        await anna.says(words)
        await anna.sees(f"№ {first} отозвано", "Лесная, 5", "не горит фонарь")
        await anna.presses("Отправить")
        again = await anna.number()
        assert "не горит фонарь" in (await maria.card(again)).text
        assert again != first
        await anna.says("отзовите заявку")
        await anna.presses("Да, отозвать")
        await stage.passes(MINUTE_S)  # else the chat has had so many cards that the next one waits
    kept = await reports(anna, LAMP)
    for words in ("передумал", "верните", "нет, не отзывайте"):
        await anna.says("отзовите заявку")
        await anna.sees(f"Отозвать № {kept}?")
        await anna.says(words)
        await anna.sees(f"№ {kept} · ", "передано, ждёт ответа")
    await stage.passes(HOUR_S)
    await anna.says("передумала сажать деревья во дворе, лучше уберите мусор")
    await pauses(anna)
    await anna.sees("Где это?", "уберите мусор")


async def test_words_join_a_danger_that_was_filed_at_once_to_what_is_known(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    known = await reports(anna, WIRE)
    for name, words in (("Борис", "да, это оно"), ("Вера", "то же самое")):
        who = citizen(stage, where, name)
        await who.says(WIRE)
        await pauses(who)
        await who.presses("Отправить")
        await agrees(who)
        number = await who.number()
        await pauses(who)
        await who.sees("Похоже, об этом пишут и другие")
        await who.says(words)
        await who.sees(f"№ {number}", "присоединили к тому, что уже известно")
        await who.says("не хочу больше следить")
        await who.sees("Вы больше не следите")
    gleb = citizen(stage, where, "Глеб")
    await gleb.says(WIRE)
    await pauses(gleb)
    await gleb.presses("Отправить")
    await agrees(gleb)
    await pauses(gleb)
    await gleb.sees("Похоже, об этом пишут и другие")
    await maria.answers(await maria.card(known), "Провод отключили")
    await stage.passes(60)
    await gleb.says("да, это оно")
    await gleb.sees("С этим уже разобрались")


async def test_follow_said_to_a_notice_is_its_button(stage: Stage, anna: Citizen) -> None:
    street = await sees_outage(stage, anna)
    await anna.says("да, следить")
    await anna.sees("Когда закончится, мы вам напишем", "нет холодной воды")
    await is_said(stage, 32, "Воду дали.", kind="water", severity=2, area=street, ask=(), link="ends", linked_id=31)
    await anna.sees("Воду дали.")


async def test_a_landmark_with_a_number_stays_when_its_town_comes_later(anna: Citizen) -> None:
    for words, place in (
        ("напротив школы №3 яма на дороге", "Сосновинка, напротив школы №3"),
        ("у магазина «Весна» не чистят снег", "Сосновинка, у магазина «Весна»"),
        ("двух урн на квартал мало, поставьте ещё", "Сосновинка"),
    ):
        await anna.says(words)
        await pauses(anna)
        await anna.says("Сосновинка")
        await pauses(anna)
        assert f"📍 {place}\n" in (await anna.sees("📍", words.split()[-1])).text
        await anna.presses("Отмена")


async def test_a_topic_that_was_chosen_wrong_is_put_right_by_the_words_of_the_report(
    anna: Citizen, maria: Operator
) -> None:
    await anna.says("в Сосновинке на Лесной 5 снег не чищен")
    await pauses(anna)
    await anna.says("тема не та")
    await anna.says("освещение")
    await anna.presses("Отправить")
    await agrees(anna)
    number = await anna.number()
    await anna.says("это не про свет, а про снег")
    await pauses(anna)
    await maria.sees(f"№ {number} · ❄ Снег и наледь")
