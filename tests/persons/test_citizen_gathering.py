"""Albums, bursts, floods and very long texts: everything is kept, and one screen answers."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import SNOW, TIKHORECHENSK, agrees, pauses, reports, rows, shows
from tests.persons.stage import Stage


async def test_an_album_is_one_screen_and_all_its_photos_reach_the_operators(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await anna.says(SNOW, photo(), photo(), photo(), photo())
    await pauses(anna)
    assert shows(anna, "Проверьте") == [await anna.sees("4 фотографии")]
    await anna.presses("Отправить")
    await agrees(anna)
    await maria.presses("📎 4", on=await maria.card(await anna.number()))
    assert len([f for m in maria.messages() for f in m.files]) == 1 + 4


async def test_the_place_may_come_in_the_middle_of_an_album(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    say = anna.messenger.say
    say(anna.user, anna.chat, "", files=(photo(), photo()))
    say(anna.user, anna.chat, lat=TIKHORECHENSK[0], lon=TIKHORECHENSK[1])
    say(anna.user, anna.chat, "", files=(photo(),))
    say(anna.user, anna.chat, "Снег не убирают")
    await stage.quiet()
    await pauses(anna)
    review = await anna.sees("Проверьте", "3 фотографии", "Тихореченск", "Снег не убирают")
    assert shows(anna, "Проверьте") == [review]
    anna.does_not_see("Что случилось?", "Где это?")


async def test_messages_within_seconds_are_one_screen(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for text in ("В Сосновинке на улице Лесной, 5", "третий день", "не чистят снег", "совсем"):
        anna.messenger.say(anna.user, anna.chat, text)
    await stage.quiet()
    await pauses(anna)
    await anna.sees("Проверьте", "третий день\nне чистят снег\nсовсем")
    assert len(anna.messages()) == 2


async def test_messages_minutes_apart_belong_to_one_draft(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("В Сосновинке на улице Лесной, 5 не чистят снег")
    await stage.passes(3 * 60)
    await anna.says("И фонарь не горит")
    await stage.passes(3 * 60)
    await anna.says("", photo())
    await pauses(anna)
    review = await anna.sees("Проверьте", "не чистят снег", "И фонарь не горит", "1 фотография")
    assert shows(anna, "Проверьте") == [review]
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "И фонарь не горит" in card.text


async def test_a_hundred_messages_in_a_minute_are_all_kept_and_answered_together(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for n in range(100):
        anna.messenger.say(anna.user, anna.chat, f"снег {n}, Сосновинка, улица Лесная, 5")
    await stage.quiet()
    await pauses(anna)
    await anna.sees("Проверьте")
    assert len(anna.messages()) <= 3
    await anna.presses("Отправить")
    await agrees(anna)
    (text,) = rows(stage, "SELECT text FROM report")[0]
    assert all(f"снег {n}," in text for n in range(100))


async def test_two_citizens_at_once_get_their_own_screens(stage: Stage, anna: Citizen) -> None:
    other = Citizen(stage, anna.messenger, "", "")
    other.user = anna.messenger.add_person("Сосед").id
    other.chat = anna.messenger.private_chat(other.user)
    anna.messenger.say(anna.user, anna.chat, "снег, Сосновинка, улица Лесная, 5")
    other.messenger.say(other.user, other.chat, "яма, Сосновинка, улица Речная, 7")
    anna.messenger.say(anna.user, anna.chat, "много снега")
    await stage.quiet()
    await pauses(anna)
    await anna.sees("Проверьте", "много снега")
    await other.sees("Проверьте", "Речная, 7")
    other.does_not_see("снег")


async def test_a_very_long_text_is_kept_whole_and_operators_read_all_of_it(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    piece = "В Сосновинке на улице Лесной, 5 не чистят снег. "
    long = piece * 112
    await anna.starts()
    for n in range(3):
        anna.messenger.say(anna.user, anna.chat, f"{n}: {long[:3900]} конец {n}")
    await stage.quiet()
    await pauses(anna)
    review = await anna.sees("Проверьте")
    assert len(review.text) < 1500
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert len(card.text) <= 4096
    (text,) = rows(stage, "SELECT text FROM report")[0]
    assert len(text) > 10_000
    await maria.presses("Полностью", on=card)
    shown = "".join(m.text for m in maria.messages())
    assert all(f"конец {n}" in shown for n in range(3))


async def test_a_point_right_after_the_number_may_be_the_place_of_that_report(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna)
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await anna.sees("Точка на карте", f"Если это место вашего сообщения № {number}")
    await anna.presses(f"Дополнить № {number}")
    await anna.sees(f"Добавили к № {number}")
    assert rows(stage, "SELECT ROUND(lat, 4), ROUND(lon, 4) FROM report") == [TIKHORECHENSK]


async def test_what_is_sent_between_the_number_and_the_next_day_does_not_get_lost(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await stage.passes(60)
    await anna.says("Ещё и фонарь не горит на Речной, 7")
    await pauses(anna)
    await anna.sees("фонарь", "В каком это городе")
    await anna.presses(f"Дополнить № {number}")
    await anna.sees(f"Добавили к № {number}")
    await maria.sees("автор добавил", "фонарь не горит")
