"""What is none of the centre's business: its author hears who answers for it and how to reach them, and no more."""

from __future__ import annotations

from dataclasses import replace

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import reports
from tests.persons.stage import Stage
from tests.persons.test_cases import follows, other
from tests.persons.test_shift import PIT, on_shift


async def asks_whose(maria: Operator, number: str) -> None:
    card = await maria.card(number)
    await maria.presses("Ещё", on=card)
    await maria.presses("Не наш вопрос", on=card)


async def test_the_author_hears_who_answers_and_how_to_reach_them(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, PIT)
    await asks_whose(maria, number)
    offered = maria.labels(await maria.card(number))
    assert offered[0].startswith("Федеральная дорога")  # its topics are named: it stands first
    assert offered[-2:] == ["✍️ Напишу сам", "← Назад"]
    await maria.presses("Федеральная дорога")
    preview = await maria.sees("Автор получит это", "Телефон: 8-800-000-01-01", "https://doroga.example/")
    await stage.passes(11)
    anna.does_not_see("8-800-000-01-01")
    await maria.presses("Отправить автору", on=preview)
    await maria.sees("через 10 секунд закроем", "8-800-000-01-01")
    await maria.presses("Отменить отправку")
    await stage.passes(11)
    anna.does_not_see("8-800-000-01-01")

    await asks_whose(maria, number)
    await maria.presses("Федеральная дорога")
    await maria.presses("Отправить автору")
    await stage.passes(11)
    said = await anna.sees("решаем не мы", "Федеральная дорога", "Телефон: 8-800-000-01-01", "круглосуточно")
    assert anna.labels(said) == ["Рассмотреть ещё раз"]
    card = await maria.card(number)
    assert "Состояние: не наш вопрос" in card.text
    assert "доставлено" in card.text
    await stage.passes(8 * 24 * 3600)
    anna.does_not_see("Проблема решена?")
    await anna.says(f"статус {number}")
    await anna.sees("Сейчас: не наш вопрос", "Сказали, кто за это отвечает")


async def test_whoever_follows_it_hears_the_same(stage: Stage, where: str, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, PIT)
    boris = other(stage, where, "Борис")
    own = await follows(boris, "Сосновинка, ул. Лесная д. 13, яма на дороге")
    await asks_whose(maria, number)
    await maria.presses("Полиция")
    await maria.presses("Отправить автору")
    await stage.passes(11)
    for who, its in ((anna, number), (boris, own)):
        await who.sees(f"№ {its}", "решаем не мы", "Телефон: 102")


async def test_own_words_go_through_the_same_ten_seconds_and_the_author_may_have_it_looked_at_again(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, PIT)
    desk = await on_shift(stage, 0)
    await desk.presses("Ещё")
    await desk.presses("Не наш вопрос")
    await desk.presses("Напишу сам")
    await desk.says("Это двор военной части, звоните дежурному: 8-800-000-02-02")
    await stage.passes(11)
    await anna.sees("решаем не мы", "военной части", "8-800-000-02-02")
    await anna.presses("Рассмотреть ещё раз")
    assert "снова в работе" in (await maria.card(number)).text


async def test_without_a_list_words_are_asked_for_with_a_hint_how_to_fill_it(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    stage.region = replace(stage.region, other_offices=(), _by_code={})
    await stage.stop_bot()
    await stage.start_bot()
    number = await reports(anna, PIT)
    await asks_whose(maria, number)
    prompt = await maria.sees("Список ведомств пуст", "other_offices.toml")
    await maria.replies_to(prompt, "Это дорога соседей, их телефон 8-800-000-02-02")
    await stage.passes(11)
    await anna.sees("решаем не мы", "дорога соседей")
