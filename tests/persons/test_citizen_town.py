"""Where it is: only a place becomes the place, the town of a street is asked once, and what is shown reads well."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import agrees, pauses, reports, rows
from tests.persons.stage import Stage

WHICH_TOWN = "В каком это городе"


async def test_a_story_at_the_place_question_stays_a_story(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("Сколько можно это терпеть в нашем доме")
    await stage.passes(6)
    await anna.sees("Где это?")
    await anna.says("вторую неделю нет горячей воды во всём доме")
    await pauses(anna)
    await anna.sees("Где это?", "вторую неделю")
    await anna.says("это в Камышеграде на ул. Школьной 12")
    await pauses(anna)
    await anna.sees("Проверьте", "📍 Камышеград, Школьная, 12", "вторую неделю")
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "Камышеград, Школьная, 12" in card.text
    assert rows(stage, "SELECT address, settlement FROM report") == [("Школьная, 12", "kamyshegrad")]


async def test_of_a_sentence_only_the_place_becomes_the_place(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("Автобус не пришёл")
    await stage.passes(30)
    await anna.says("на Полевой 8 в Кедрачах, там ещё фонарь разбит")
    await pauses(anna)
    await anna.sees("Проверьте", "📍 Кедрачи, Полевая, 8", "фонарь разбит")


async def test_the_town_of_a_street_is_asked_once_and_told_by_a_tap(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.says("Вокзальная 14, яма во дворе")
    await pauses(anna)
    await anna.sees(WHICH_TOWN, "Вокзальная, 14")
    await anna.presses("Камышеград")
    await anna.sees("Проверьте", "📍 Камышеград, Вокзальная, 14")
    await anna.presses("Отправить")
    await agrees(anna)
    await maria.card(await anna.number())


async def test_the_town_is_told_in_words_with_a_wrong_letter_or_left_open(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.says("яма на Вокзальной, 14")
    await pauses(anna)
    await anna.says("Морошкена")
    await pauses(anna)
    await anna.presses("Морошкино")
    await anna.sees("Проверьте", "📍 Морошкино, Вокзальная, 14")
    await anna.presses("Отмена")
    await anna.says("яма на Вокзальной, 16")
    await pauses(anna)
    await anna.says("в Стеклянке")
    await pauses(anna)
    await anna.sees("Проверьте", "📍 Стеклянка, Вокзальная, 16")
    await anna.presses("Отмена")
    await anna.says("яма на Вокзальной, 18")
    await pauses(anna)
    await anna.presses("Не знаю")
    await anna.sees("Проверьте", "📍 Вокзальная, 18")


async def test_the_town_of_the_last_report_comes_first(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, "В Озёрнице на улице Новой, 3 яма на дороге")
    await stage.passes(1_000)
    await anna.says("не вывозят мусор, Новая 5")
    await pauses(anna)
    await anna.sees(WHICH_TOWN)
    assert anna.labels()[0] == "Озёрница"


async def test_danger_does_not_wait_for_the_town(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.says("пахнет газом, Вокзальная 14")
    await pauses(anna)
    await anna.sees("112")
    await anna.sees("Проверьте", "Вокзальная, 14")


async def test_a_street_by_its_name_alone_is_a_place(stage: Stage, anna: Citizen, maria: Operator) -> None:
    for text, shown in (
        ("на Луговой, дом 6 куча мусора", "Луговая, 6"),
        ("Lesnaya street 9, potholes", "Лесная, 9"),
    ):
        await anna.says(text)
        await pauses(anna)
        await anna.sees(WHICH_TOWN, shown)
        await anna.presses("Тихореченск")
        await anna.sees("Проверьте", f"📍 Тихореченск, {shown}")
        await anna.presses("Отмена")


async def test_a_flat_goes_to_the_staff(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Тихореченск, Ленина 3, кв. 12: батареи холодные")
    assert "📍 Тихореченск, Ленина, 3, кв. 12" in (await maria.card(number)).text
    await maria.says("/queue Тихореченск")
    await maria.sees("Тихореченск, Ленина, 3")
    await maria.says("/queue Кедрачи")
    await maria.sees("пусто")
