"""Before it is sent: what is known at the place, and «Это то же самое»."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.base.event import Attachment, AttachmentKind
from tests.unit.cases.street import StreetOfPeople
from tests.world.clock import DAY

HERE = "В Сосновинке на улице Лесной, 5 яма во всю дорогу"
PHOTO = Attachment(AttachmentKind.PHOTO, "photo-9", size=10)


async def test_the_same_house_is_shown_with_nothing_of_what_its_author_wrote(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2, "vk")
    await first.files_report(f"{HERE}, кв. 14, звоните Марии 89001234567")
    await first.waits(3 * DAY)
    await second.says("Сосновинка, ул. Лесная д. 5 тут яма")
    shown = second.last.text
    assert "Об этом уже знают" in shown
    assert "Лесная, 5. Сообщили 3 дня назад, ждёт ответа. Пишет 1 человек." in shown.replace("\u00a0", " ")
    for secret in ("Мари", "8900", "14", "во всю", "№"):
        assert secret not in shown
    assert "Это то же самое" in " ".join(second.last.buttons)
    assert "Отправить" in " ".join(second.last.buttons)


async def test_whoever_says_it_is_the_same_has_a_number_and_the_staff_have_his_words(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2, "vk")
    await first.files_report(HERE)
    await second.says("Сосновинка, Лесная 5, яма, колесо пробил", PHOTO)
    await second.presses("Это то же самое")
    await second.presses("Даю согласие")
    report = await street.report(2)
    assert (report.status, report.merged_into, report.channel) == ("merged", 1, "vk")
    assert "Ваше сообщение — № 2" in second.last.text
    assert "№ 1" not in second.last.text
    admin = street.office.chats[street.office.admin]
    said = next(s for s in admin if "колесо пробил" in s.text)
    assert "№ 2" in said.text
    assert said.row.report_id == 2
    assert "Пишут об этом: 2 человека" in street.office.card(1).text
    assert not [s for s in admin if s.row.slot == "card:2"]


async def test_sending_it_as_ones_own_stays_one_tap(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.files_report("Сосновинка, Лесная 5, яма")
    report = await street.report(2)
    assert (report.status, report.merged_into) == ("new", 0)
    assert "card:2" in {s.row.slot for s in street.office.chats[street.office.admin]}


async def test_a_case_that_was_closed_meanwhile_takes_nobody_and_nothing_is_lost(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2)
    await first.files_report(HERE)
    await second.says("Сосновинка, Лесная 5, яма")
    await first.presses("Мои сообщения")
    await first.presses("№ 1")
    await first.presses("Отозвать")
    await first.presses("Да, отозвать")
    await second.presses("Это то же самое")
    await second.presses("Даю согласие")
    assert (await street.report(2)).status == "new"


@pytest.mark.parametrize(
    "text",
    ["Сосновинка, Лесная 5, снег не убран", "Сосновинка, Лесной переулок 5, яма", "Иволгино, Лесная 5, яма",
     "Сосновинка, Лесная 47, яма"],
)  # fmt: skip
async def test_what_is_something_else_is_not_shown(street: StreetOfPeople, text: str) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.says(text)
    assert "уже знают" not in second.last.text


async def test_ones_own_and_what_is_too_old_are_not_shown(street: StreetOfPeople) -> None:
    first = street.phone(1)
    await first.files_report(HERE)
    await first.says("/report")
    await first.says("Сосновинка, Лесная 5, яма ещё одна")
    assert "уже знают" not in first.last.text
    await first.waits(15 * DAY)
    second = street.phone(2)
    await second.says("Сосновинка, Лесная 5, яма")
    assert "уже знают" not in second.last.text


async def test_another_place_is_looked_at_anew(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.says("Сосновинка, Лесная 47, яма")
    assert "уже знают" not in second.last.text
    await second.presses("Изменить место")
    await second.says("Сосновинка, Лесная 5")
    assert "уже знают" in second.last.text
    await second.presses("Изменить место")
    await second.says("Сосновинка, Лесная 47")
    assert "уже знают" not in second.last.text


async def test_danger_is_filed_first_and_hears_then_what_is_known(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2)
    await first.files_report("В Сосновинке на Лесной, 5 яма и газ")
    await second.says("Сосновинка, Лесная 5, яма, пахнет газом")
    assert "уже знают" not in second.last.text
    await second.presses("Отправить")
    await second.presses("Даю согласие")
    assert (await street.report(2)).status == "new"
    assert "пишут и другие" in second.last.text
    await second.presses("Это то же самое")
    report = await street.report(2)
    assert (report.status, report.merged_into, report.danger) == ("merged", 1, 1)


async def test_what_turns_out_to_be_dangerous_is_filed_by_itself(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.says("Сосновинка, Лесная 5, яма")
    await second.presses("Это то же самое")
    await second.says("и газом пахнет")
    await second.presses("Отправить")
    await second.presses("Даю согласие")
    report = await street.report(2)
    assert (report.status, report.danger) == ("new", 1)


async def test_a_forged_number_joins_nothing(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2)
    await first.files_report("В Сосновинке на Лесной, 5 яма")
    await second.says("Сосновинка, Садовая 9, яма")
    draft = second.last.data[0].split(":")[1]
    await second.press_data(f"c_follow:{draft}:1")
    await second.presses("Отправить")
    await second.presses("Даю согласие")
    await second.press_data("c_followed:2:1")
    assert (await street.report(2)).merged_into == 0


async def test_what_others_follow_is_joined_to_nothing(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2)
    await first.files_report("В Сосновинке на Лесной, 5 яма и газ")
    await second.says("Сосновинка, Лесная 5, яма, пахнет газом")
    await second.presses("Отправить")
    await second.presses("Даю согласие")
    await street.followers(2, 1)
    await second.presses("Это то же самое")
    report = await street.report(2)
    assert (report.status, report.merged_into) == ("new", 0)


async def test_who_follows_sees_how_it_stands_adds_more_and_leaves(street: StreetOfPeople) -> None:
    first, second = street.phone(1), street.phone(2)
    await first.files_report(HERE)
    await second.says("Сосновинка, Лесная 5, яма")
    await second.presses("Это то же самое")
    await second.presses("Даю согласие")
    await street.office.presses("Анна", "o_take:1", street.office.card(1))
    await second.presses("Мои сообщения")
    await second.presses("№ 2")
    assert "присоединено к известному: в работе" in second.last.text
    await second.presses("Дополнить")
    await second.says("уже по колено")
    assert any("уже по колено" in s.text for s in street.office.chats[street.office.admin])
    await second.says("/reports")
    await second.presses("№ 2")
    await second.presses("Не следить")
    assert (await street.report(2)).status == "withdrawn"
    assert "Пишут об этом" not in street.office.card(1).text


async def test_two_accounts_of_one_person_are_counted_once(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    await street.followers(1, 3)
    await street.office.presses("Анна", "o_take:1", street.office.card(1))
    assert "Пишут об этом: 4 человека" in street.office.card(1).text
    for number in (101, 102):
        report = await street.report(number)
        report.person_id = 100
        await street.world.keep(report)
    await street.office.presses("Анна", "o_release:1", street.office.card(1))
    assert "Пишут об этом: 2 человека" in street.office.card(1).text


async def test_whoever_was_quicker_than_the_look_around_still_sees_it(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.happens(second.event(text="Сосновинка, Лесная 5, яма"))
    await second.presses("Изменить тему")
    assert "уже знают" not in second.last.text
    await second.presses("Назад")
    assert "уже знают" in second.last.text


async def test_both_messengers_have_room_for_all_that_is_offered(street: StreetOfPeople) -> None:
    for user in (1, 2, 3):
        await street.phone(user).files_report(f"Сосновинка, Лесная {3 + 2 * user}, яма на дороге")
    await street.phone(4, "vk").files_report("Сосновинка, Садовая 40, снег")
    last = street.phone(4, "vk")
    await last.says("/report")
    await last.says("Сосновинка, Лесная, яма на дороге")
    rows = last.last.message.buttons
    assert len(rows) <= 6
    assert sum(button.label.startswith("Это то же самое: Лесная") for row in rows for button in row) == 2


SAME = ("да, это оно", "у меня то же самое", "тоже самое", "мы тоже", "присоединяюсь", "да, про то же", "same here")
OTHER = ("нет, у нас другое", "это другая яма", "не то", "отправьте моё отдельно", "no, something else")


async def test_his_own_words_say_that_it_is_the_same_or_another_and_are_no_part_of_the_report(
    street: StreetOfPeople,
) -> None:
    await street.phone(1).files_report(HERE)
    for number, words in enumerate((*SAME, *OTHER), 2):
        person = street.phone(number, "vk" if number % 2 else "telegram")
        await person.says("Сосновинка, Лесная 5, яма")
        await person.says(words)
        if words in OTHER:
            assert "Об этом уже знают" not in person.last.text
            assert "уйдёт отдельно" in person.last.text
            await person.presses("Отправить")
        await person.presses("Даю согласие")
        report = await street.report(number)
        assert (report.status, words in report.text) == ("new" if words in OTHER else "merged", False), words


async def test_what_only_begins_so_is_a_part_of_the_report(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.says("Сосновинка, Лесная 5, яма")
    await second.says("и ещё люк открыт")
    assert "люк открыт" in second.last.text
    assert "Об этом уже знают" in second.last.text


async def test_of_two_cases_one_has_to_be_pressed(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    await street.phone(2).files_report(HERE)
    third = street.phone(3)
    await third.says("Сосновинка, Лесная 5, яма")
    await third.says("да, это оно")
    assert "Выберите, о чём из этого" in third.last.text
    await third.presses("Это то же самое")
    await third.presses("Даю согласие")
    assert (await street.report(3)).status == "merged"


async def test_a_picture_out_of_the_blue_may_go_to_what_he_follows(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2, "vk")
    await second.says("Сосновинка, Лесная 5, яма")
    await second.says("да, это оно")
    await second.presses("Даю согласие")
    await second.says("", PHOTO)
    await second.presses("Дополнить № 2")
    said = [shown.text for shown in street.office.chats[street.office.admin]]
    assert any("К № 1" in text and "№ 2" in text for text in said), said[-2:]
    assert (await street.report(2)).merged_into == 1


async def test_of_many_files_that_are_added_to_a_case_one_comes_and_the_others_are_behind_a_button(
    street: StreetOfPeople,
) -> None:
    office, second = street.office, street.phone(2, "vk")
    await street.phone(1).files_report(HERE)
    await second.says("Сосновинка, Лесная 5, яма", PHOTO)
    await second.presses("Это то же самое")
    await second.presses("Даю согласие")
    assert "📎" not in " ".join(office.chats[office.admin][-1].buttons)
    await second.presses("Дополнить")
    await second.says("стало хуже", *(replace(PHOTO, handle=f"photo-{n}") for n in range(40)))
    said = next(s for s in reversed(office.chats[office.admin]) if "стало хуже" in s.text)
    assert [file.kind for file in said.message.files] == ["photo"]
    assert list(said.buttons) == ["📎 40"]
    await office.presses("Анна", "o_files:2", said)
    assert len(office.last().message.files) == 41, "all that he sent"


async def test_he_leaves_by_his_own_words(street: StreetOfPeople) -> None:
    await street.phone(1).files_report(HERE)
    second = street.phone(2)
    await second.says("Сосновинка, Лесная 5, яма")
    await second.says("да, это оно")
    await second.presses("Даю согласие")
    await second.says("спасибо, больше не следить")
    assert "больше не следите" in second.last.text
    assert (await street.report(2)).status == "withdrawn"
