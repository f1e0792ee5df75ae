"""One answer to all who wait of a topic and place: nothing without a word, nobody twice, an end."""

from __future__ import annotations

from tests.unit.cases.street import StreetOfPeople
from tests.unit.operator.office import ADMIN, MINUTE, Office
from tests.world.clock import HOUR
from tests.world.messenger import Shown

WORDS = "Техника вышла, всё расчистим к вечеру."


def with_data(office: Office, word: str) -> Shown:
    return next(s for s in reversed(office.chats[ADMIN]) if any(d.startswith(word) for d in s.data))


async def press(office: Office, word: str, ending: str = "") -> None:
    shown = with_data(office, word)
    data = next(d for d in shown.data if d.startswith(word) and d.endswith(ending))
    await office.presses("Анна", data, shown)


async def town_of_holes(street: StreetOfPeople) -> None:
    """Reports 1 to 3: holes in Sosnovinka; 4 in Zhuravlikha; 5 snow; 6 a hole and gas."""
    for user, text in enumerate(
        ("Сосновинка, Лесная 5, яма", "Сосновинка, Садовая 9, яма", "Сосновинка, Мира 1, яма", "Журавлиха, Мира 1, яма",
         "Сосновинка, Мира 7, снег", "Сосновинка, Речная 2, яма и газ"), 1,
    ):  # fmt: skip
        await street.phone(user).files_report(text)


async def asks_for_holes(street: StreetOfPeople) -> Office:
    """The queue, its topic, the button, the text: the preview stands there."""
    office = street.office
    await office.says("Анна", "/queue")
    await press(office, "o_qtopics")
    index = next(str(i) for i, t in enumerate(street.world.region.topics) if t.code == "potholes")
    await press(office, "o_queue", f":{index}:")
    await press(office, "o_storm:")
    asked = next(s for s in reversed(office.chats[ADMIN]) if "что ответить всем" in s.text)
    await office.says("Анна", WORDS, reply_to=asked.id)
    return office


def heard(street: StreetOfPeople, *users: int) -> list[int]:
    return [sum(WORDS in s.text for s in street.phone(user).chat) for user in users]


async def test_the_preview_says_how_many_and_only_the_button_sends_it(street: StreetOfPeople) -> None:
    await town_of_holes(street)
    office = await asks_for_holes(street)
    assert "Сообщений: 4" in with_data(office, "o_storm_send").text
    await office.passes(HOUR)
    assert heard(street, 1, 2, 3, 4, 5, 6) == [0] * 6
    await press(office, "o_storm_send", ":0")
    await office.passes(MINUTE)
    assert heard(street, 1, 2, 3, 4, 5, 6) == [1, 1, 1, 1, 0, 0]
    assert {(await street.report(n)).status for n in (1, 2, 3, 4)} == {"accepted"}
    assert "Ответов: 4" in office.of_chat(ADMIN)
    await street.phone(7).files_report("Сосновинка, Речная 8, яма")
    await office.passes(HOUR)
    assert heard(street, 7) == [0]


async def test_new_ones_are_answered_until_its_end_and_nobody_twice_even_over_restarts(street: StreetOfPeople) -> None:
    await town_of_holes(street)
    office = await asks_for_holes(street)
    await press(office, "o_storm_send", ":3")
    for user in range(7, 12):
        await street.world.restart()
        await street.phone(user).files_report(f"Сосновинка, Речная {user}, яма")
        await office.passes(MINUTE)
    assert heard(street, 1, 2, 3, 4, *range(7, 12)) == [1] * 9
    await office.passes(3 * HOUR)
    await street.phone(12).files_report("Сосновинка, Речная 40, яма")
    await office.passes(HOUR)
    assert heard(street, 12) == [0]
    assert "Ответов: 9" in office.of_chat(ADMIN)


async def test_it_is_ended_dropped_and_sent_only_once(street: StreetOfPeople) -> None:
    await town_of_holes(street)
    office = await asks_for_holes(street)
    sending = with_data(office, "o_storm_send")
    send = next(data for data in sending.data if data.startswith("o_storm_send"))
    await press(office, "o_storm_drop")
    await office.presses("Борис", send, sending)
    await office.passes(HOUR)
    assert heard(street, 1, 2, 3, 4) == [0] * 4
    office = await asks_for_holes(street)
    await press(office, "o_storm_send", ":3")
    await office.passes(MINUTE)
    await press(office, "o_storm_end")
    await street.phone(7).files_report("Сосновинка, Речная 8, яма")
    await office.passes(HOUR)
    assert heard(street, 1, 7) == [1, 0]


async def test_of_which_time_they_are_is_chosen_and_followers_hear_it_too(street: StreetOfPeople) -> None:
    await street.phone(1).files_report("Сосновинка, Лесная 5, яма")
    await street.office.passes(5 * HOUR)
    await street.phone(2).files_report("Сосновинка, Садовая 9, яма")
    await street.followers(2, 3)
    office = await asks_for_holes(street)
    await press(office, "o_storm_since", ":3")
    assert "Сообщений: 1" in with_data(office, "o_storm_send").text
    await press(office, "o_storm_send", ":0")
    await office.passes(MINUTE)
    assert heard(street, 1, 2) == [0, 1]
    for user in (100, 101, 102):
        chat = next(chat for to, chat in street.world.chats.items() if to.chat == str(user))
        assert sum(WORDS in s.text for s in chat) == 1
