"""A case changes hands: joined and taken apart by the staff, left by its author."""

from __future__ import annotations

from bot.jobs.forgotten import erase_again
from tests.unit.cases.street import StreetOfPeople
from tests.unit.operator.office import ADMIN, MINUTE, Office
from tests.world.clock import SECOND
from tests.world.messenger import Shown

GRACE = 10 * SECOND


async def case_of_three(street: StreetOfPeople) -> None:
    """Person 1 wrote; persons 2 and 3 said that it is the same."""
    await street.phone(1).files_report("В Сосновинке на улице Лесной, 5 яма, звоните Ольге")
    for user in (2, 3):
        phone = street.phone(user)
        await phone.says(f"Сосновинка, Лесная 5, яма, это сосед {user}")
        await phone.presses("Это то же самое")
        await phone.presses("Даю согласие")


def offered(office: Office, number: int) -> list[str]:
    return [data for data in office.card(number).data if data.startswith("o_join:")]


def with_button(office: Office, data: str) -> Shown:
    return next(s for s in reversed(office.chats[ADMIN]) if any(d.startswith(data) for d in s.data))


async def test_the_staff_are_offered_what_may_be_the_same(street: StreetOfPeople) -> None:
    office = street.office
    for user, text in enumerate(("Лесная, 5 яма", "Лесная 5, яма у подъезда", "Садовая 40, снег"), 1):
        await street.phone(user).files_report(f"Сосновинка, {text}")
    await office.presses("Анна", "o_reason:2:duplicate", office.card(2))
    assert offered(office, 2) == ["o_join:2:1"]
    assert any("№ 1, Лесная, 5" in label for label in office.card(2).buttons)
    assert any("с каким сообщением" in s.text for s in office.chats[ADMIN])
    await office.presses("Анна", "o_join:2:1", office.card(2))
    assert not any("с каким сообщением" in s.text for s in office.chats[ADMIN])
    await office.passes(GRACE)
    report = await street.report(2)
    assert (report.status, report.merged_into) == ("merged", 1)
    assert "Пишут об этом: 2 человека" in office.card(1).text


async def test_a_joining_can_be_stopped_and_taken_apart(street: StreetOfPeople) -> None:
    office = street.office
    for user in (1, 2):
        await street.phone(user).files_report("Сосновинка, Лесная 5, яма")
    await office.presses("Анна", "o_reason:2:duplicate", office.card(2))
    await office.presses("Анна", "o_join:2:1", office.card(2))
    undo = with_button(office, "o_undo:")
    await office.presses("Борис", undo.data[0], undo)
    await office.passes(MINUTE)
    assert (await street.report(2)).status == "new"
    await office.presses("Анна", "o_join:2:1", office.card(2))
    await office.passes(GRACE)
    assert "Отделить" in " ".join(office.card(2).buttons)
    await office.presses("Анна", "o_reopen:2", office.card(2))
    await office.passes(GRACE)
    report = await street.report(2)
    assert (report.status, report.merged_into) == ("reopened", 0)
    assert "Пишут об этом" not in office.card(1).text


async def test_a_joining_into_nothing_that_can_be_joined_is_refused(street: StreetOfPeople) -> None:
    office = street.office
    for user in (1, 2):
        await street.phone(user).files_report("Сосновинка, Лесная 5, яма")
    for other in (2, 77, 0):
        await office.presses("Анна", f"o_join:2:{other}", office.card(2))
        await office.passes(GRACE)
    assert (await street.report(2)).status == "new"


async def test_who_else_writes_is_a_list_that_opens_each(street: StreetOfPeople) -> None:
    await case_of_three(street)
    office = street.office
    await office.presses("Анна", "o_people:1", office.card(1))
    shown = office.last()
    assert "это сосед 2" in shown.text
    assert "это сосед 3" in shown.text
    assert shown.data == ["o_open:2", "o_open:3"]


async def test_after_its_author_took_it_back_the_next_is_spoken_to(street: StreetOfPeople) -> None:
    await case_of_three(street)
    first, office = street.phone(1), street.office
    await first.presses("Мои сообщения")
    await first.presses("№ 1")
    await first.presses("Отозвать")
    await first.presses("Да, отозвать")
    second, third = await street.report(2), await street.report(3)
    assert (second.status, second.merged_into) == ("reopened", 0)
    assert (third.status, third.merged_into) == ("merged", 2)
    assert "снова в работе" in street.phone(2).last.text
    assert "снова" not in street.phone(3).last.text
    assert any("Теперь главное — № 2" in s.text for s in office.chats[ADMIN])
    await office.says("Анна", "№ 2 Засыпали")
    asked = with_button(office, "o_toall")
    await office.presses("Анна", asked.data[0], asked)
    await office.passes(GRACE)
    assert [street.phone(user).sees("Засыпали") for user in (1, 2, 3)] == [False, True, True]


async def test_after_its_author_was_forgotten_nothing_of_him_is_left_with_the_case(street: StreetOfPeople) -> None:
    await case_of_three(street)
    first, office = street.phone(1), street.office
    await first.says("/forget")
    await first.presses("Да, удалить")
    await first.waits(MINUTE)
    gone, second, third = [await street.report(number) for number in (1, 2, 3)]
    assert (gone.text, gone.address, gone.street_key, gone.chat, gone.person_id) == ("", "", "", "", 0)
    assert (second.status, second.merged_into, third.merged_into) == ("reopened", 0, 2)
    assert "Ольге" not in "\n".join(s.text for chat in street.world.chats.values() for s in chat)
    assert "это сосед 2" in office.of_chat(ADMIN)


async def test_a_follower_who_is_forgotten_leaves_nothing_at_the_case(street: StreetOfPeople) -> None:
    await case_of_three(street)
    second, office = street.phone(2), street.office
    await second.says("/forget")
    await second.presses("Да, удалить")
    await second.waits(MINUTE)
    assert "это сосед 2" not in office.of_chat(ADMIN)
    assert "это сосед 3" in office.of_chat(ADMIN)
    assert "Пишут об этом: 2 человека" in office.card(1).text
    assert (await street.report(1)).status == "new"


async def test_forgotten_again_after_a_restore_the_case_goes_to_the_next(street: StreetOfPeople) -> None:
    await case_of_three(street)
    person = (await street.report(1)).person_id
    await erase_again(street.world.store, person, street.world.clock.now())
    await street.office.passes(MINUTE)
    second, third = await street.report(2), await street.report(3)
    assert (second.status, second.merged_into, third.merged_into) == ("reopened", 0, 2)


async def answered_case(street: StreetOfPeople) -> Office:
    """The case of three, answered to all of them; the answer is out."""
    await case_of_three(street)
    office = street.office
    await office.says("Анна", "№ 1 Засыпали")
    asked = with_button(office, "o_toall")
    await office.presses("Анна", asked.data[0], asked)
    await office.passes(GRACE)
    return office


async def test_many_who_say_not_solved_bring_the_case_back_once_and_flood_nobody(street: StreetOfPeople) -> None:
    office = await answered_case(street)
    for user in (2, 3):
        await street.phone(user).presses("👎 Нет")
    assert [(await street.report(n)).status for n in (1, 2, 3)] == ["reopened", "merged", "merged"]
    said = [s.text for s in office.chats[ADMIN] if "№ 1: не решено" in s.text]
    assert len(said) == 2
    assert not [s for s in office.chats[ADMIN] if s.row.slot in ("card:2", "card:3")]


async def test_its_author_is_content_and_whoever_is_not_stays_at_work(street: StreetOfPeople) -> None:
    office = await answered_case(street)
    await street.phone(2).presses("👎 Нет")
    await street.phone(1).presses("👍 Решено")
    assert [(await street.report(n)).status for n in (1, 2, 3)] == ["closed", "reopened", "merged"]
    assert (await street.report(3)).merged_into == 2
    assert any("Теперь главное — № 2" in s.text and "у него решено" in s.text for s in office.chats[ADMIN])


async def test_whoever_is_content_without_an_answer_does_not_speak_for_the_others(street: StreetOfPeople) -> None:
    await case_of_three(street)
    office = street.office
    await office.presses("Анна", "o_take:1", office.card(1))
    await street.phone(1).press_data("solved:1")
    assert [(await street.report(n)).status for n in (1, 2, 3)] == ["closed", "reopened", "merged"]


async def test_after_an_answer_to_all_its_author_closes_the_case(street: StreetOfPeople) -> None:
    await answered_case(street)
    await street.phone(1).presses("👍 Решено")
    assert [(await street.report(n)).status for n in (1, 2, 3)] == ["closed", "merged", "merged"]


async def test_what_a_follower_mends_or_takes_back_is_said_at_the_case(street: StreetOfPeople) -> None:
    await case_of_three(street)
    second, office = street.phone(2), street.office
    await second.presses("Дополнить")
    await second.says("и ещё собаки лают")
    assert "собаки лают" in office.of_chat(ADMIN)
    await second.presses("о другом")
    assert "забрал то, что дописал к № 1" in office.of_chat(ADMIN)
    assert not [s for s in office.chats[ADMIN] if s.row.slot == "card:2"]
    assert "собаки лают" in second.last.text
