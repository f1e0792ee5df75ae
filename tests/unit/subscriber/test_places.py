"""Places: found, named, made wider, deleted and brought back; never kept without consent."""

from __future__ import annotations

from tests.unit.citizen.phone import MINUTE
from tests.unit.subscriber.subscriber import MOSCOW, SOSNOVINKA, Subscriber


async def has_place(anna: Subscriber, name: str = "дача") -> None:
    """One place by the messenger's location."""
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.sends_place(*SOSNOVINKA)
    await anna.presses(name)
    await anna.presses("3 км")


async def test_a_point_becomes_a_place_in_three_steps(anna: Subscriber) -> None:
    await anna.agreed()
    await has_place(anna)
    place = (await anna.places())[0]
    assert (place.name, place.lat, place.lon, place.radius_m) == ("🌳 дача", *SOSNOVINKA, 3000)
    assert (place.settlement, place.municipality) == ("sosnovinka", "99601000")
    assert "Запомнили: 🌳 дача" in anna.last.text
    await anna.says("/alerts")
    assert "рядом с вашими местами: 🌳 дача" in anna.last.text


async def test_an_address_in_words_takes_the_middle_and_says_so(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.says("мои места")
    await anna.presses("Добавить место")
    await anna.says("п. Кедрачи, ул. Лесная, д. 5")
    assert "Улицу на карте мы найти не можем" in anna.last.text
    await anna.says("тёща")
    await anna.presses("300 м")
    place = (await anna.places())[0]
    assert (place.name, place.street, place.house, place.settlement) == ("тёща", "Лесная", "5", "kedrachi")
    assert (place.lat, place.lon) == (60.12, 63.78)


async def test_an_address_without_its_settlement_is_asked_for_it_and_kept(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.says("Садовая, 12")
    assert "В каком это посёлке" in anna.last.text
    await anna.presses("Сосновинка")
    await anna.presses("мама")
    await anna.presses("1 км")
    place = (await anna.places())[0]
    assert (place.street, place.house, place.settlement) == ("Садовая", "12", "sosnovinka")


async def test_a_settlement_is_chosen_from_the_list(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.presses("Выбрать из списка")
    await anna.presses("Ещё")
    await anna.presses("Яблоневогорский")
    await anna.presses("Ещё")
    await anna.presses("Ивольгино" if "Ивольгино" in " ".join(anna.labels) else "Ивол")
    assert "Взяли середину: Иволгино" in anna.last.text
    await anna.presses("работа")
    await anna.presses("10 км")
    assert (await anna.places())[0].settlement == "ivolgino"


async def test_what_makes_no_sense_is_asked_again_and_nothing_is_lost(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.sends_place(*MOSCOW)
    assert "не в Заречном крае" in anna.last.text
    await anna.says("Сасновенка")
    assert "не нашли" in anna.last.text
    await anna.presses("Сосновинка")
    await anna.says("х" * 40)
    assert "до 30 букв" in anna.last.text
    await anna.says("баня")
    await anna.says("поближе")
    assert "Выберите расстояние кнопкой" in anna.last.text
    await anna.presses("300 м")
    assert (await anna.places())[0].name == "баня"


async def test_a_place_is_renamed_and_made_wider(anna: Subscriber) -> None:
    await anna.agreed()
    await has_place(anna)
    await anna.presses("🌳 дача · 3 км")
    assert "✅ 3 км" in anna.labels
    await anna.presses("10 км")
    assert (await anna.places())[0].radius_m == 10_000
    await anna.presses("Переименовать")
    await anna.says("   \n ")
    assert (await anna.places())[0].name == "🌳 дача"
    await anna.says("Дом у реки")
    assert (await anna.places())[0].name == "Дом у реки"
    await anna.presses("Переименовать")
    await anna.presses("мама")
    assert (await anna.places())[0].name == "👵 мама"
    await anna.press_data(f"s_pset:{(await anna.places())[0].id}:5")
    assert (await anna.places())[0].radius_m == 10_000


async def test_deleting_is_undone_within_an_hour(anna: Subscriber) -> None:
    await anna.agreed()
    await has_place(anna)
    before = await anna.places()
    await anna.presses("🌳 дача")
    await anna.presses("Удалить")
    assert await anna.places() == []
    await anna.presses("Вернуть")
    assert await anna.places() == before
    await anna.presses("Удалить")
    back = anna.last.buttons["Вернуть"]
    await anna.waits(61 * MINUTE)
    await anna.press_data(back)
    assert await anna.places() == []
    assert "нет" in anna.last.text


async def test_five_places_and_no_more(anna: Subscriber) -> None:
    await anna.agreed()
    for _ in range(5):
        await has_place(anna)
    assert "Добавить место" not in " ".join(anna.labels)
    await anna.press_data("s_addplace")
    assert "уже пять" in anna.last.text
    assert len(await anna.places()) == 5


async def test_consent_goes_on_to_the_place_that_was_wanted(anna: Subscriber) -> None:
    await anna.says("/places")
    await anna.presses("Добавить место")
    await anna.presses("Даю согласие")
    assert "Где это место" in anna.last.text
    await anna.sends_place(*SOSNOVINKA)
    await anna.presses("дом")
    await anna.presses("1 км")
    assert len(await anna.places()) == 1


async def test_somebody_elses_place_is_not_shown_nor_changed(anna: Subscriber) -> None:
    await anna.agreed()
    await has_place(anna)
    place = (await anna.places())[0]
    with anna.as_user("telegram", "99"):
        for data in (f"s_place:{place.id}", f"s_pset:{place.id}:300", f"s_pdel:{place.id}", f"s_pcall:{place.id}:home"):
            await anna.press_data(data)
            assert "дача" not in anna.last.text
    assert await anna.places() == [place]


async def test_a_draft_comes_first(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.says("В Сосновинке на улице Речной, 7 яма")
    await anna.says("/places")
    await anna.presses("Добавить место")
    assert "Сначала закончите" in anna.last.text
    await anna.presses("Вернуться")
    assert "Речной" in anna.last.text


async def test_old_buttons_answer_kindly(anna: Subscriber) -> None:
    await anna.agreed()
    for data in (
        "s_pname:home",
        "s_pradius:300",
        "s_ptown:s:sosnovinka",
        "s_pmuni:0",
        "s_ptowns:99601000:0",
        "s_place:x",
    ):
        await anna.press_data(data)
        assert "Мои места" in anna.last.text
    assert await anna.places() == []
