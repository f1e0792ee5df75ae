"""Every act that reaches a citizen waits ten seconds, says what goes to whom, and can be stopped."""

from __future__ import annotations

import pytest

from storage.records import Report
from tests.unit.operator.office import ADMIN, MINUTE, TUESDAY, Office
from tests.world.messenger import Shown

GRACE = 10_000
DAY = 24 * 60 * MINUTE


def stopping(office: Office) -> Shown:
    return next(s for s in office.chats[ADMIN] if any(d.startswith("o_undo:") for d in s.data))


def button(said: Shown, word: str) -> str:
    return next(d for d in said.data if d.startswith(word))


async def answered(office: Office, number: int = 1) -> None:
    await office.says("Анна", f"№ {number} Фонарь заменили")
    await office.passes(GRACE)


@pytest.mark.parametrize("data", ["o_reason:1:spam", "o_handto:1:water", "o_close:1"])
async def test_a_pressed_act_goes_once_after_ten_seconds_and_can_be_stopped(office: Office, data: str) -> None:
    await office.files_report()
    if data.startswith("o_close"):
        await answered(office)
    before, heard = (await office.report()).status, len(office.to_citizen())
    for _ in range(2):
        await office.presses("Анна", data, office.card())
    assert sum(any(d.startswith("o_undo") for d in s.data) for s in office.chats[ADMIN]) == 1
    await office.passes(GRACE - 1)
    assert len(office.to_citizen()) == heard
    await office.presses("Борис", button(stopping(office), "o_undo"), stopping(office))
    await office.passes(MINUTE)
    assert ((await office.report()).status, len(office.to_citizen())) == (before, heard)
    assert "отправку отменили" in office.card().text
    await office.presses("Анна", data, office.card())
    await office.passes(GRACE)
    assert len(office.to_citizen()) == heard + 1
    await office.passes(MINUTE)
    assert len(office.to_citizen()) == heard + 1


async def test_an_answer_is_signed_by_whom_it_was_written_for_though_the_topic_changes_meanwhile(
    office: Office,
) -> None:
    await office.files_report()
    assert (await office.report()).organisation == "roads"
    message = await office.says("Анна", "Сделаем завтра", reply_to=office.card().id)
    await office.presses("Борис", "o_settopic:1:cold_water", office.card())
    assert (await office.report()).organisation == "water"
    await office.passes(GRACE)
    await office.edits("Анна", message, "Сделаем послезавтра")
    await office.passes(GRACE)
    (told,) = office.to_citizen()
    assert "Сделаем послезавтра" in told.text
    assert "Дорожное управление края" in told.text
    assert "водоканал" not in told.text


async def test_handed_over_it_is_the_other_organisation_s_only_then(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_handto:1:water", office.card())
    assert "Заречный водоканал" in stopping(office).text
    assert (await office.report()).organisation == "roads"
    await office.passes(GRACE)
    report = await office.report()
    assert (report.organisation, report.status) == ("water", "transferred")
    assert "Заречный водоканал" in office.to_citizen()[0].text


async def test_confirmation_says_what_goes_to_whom_and_by_whom(office: Office) -> None:
    await office.files_report(34, text="Провод оборвался у школы", address="", settlement="sosnovinka")
    message = await office.says("Анна", "Газовая служба выехала", reply_to=office.card(34).id)
    said = stopping(office)
    assert (
        "Ответ на № 34 (Провод оборвался у школы, Сосновинка): «Газовая служба выехала» уйдёт через 10 с" in said.text
    )
    assert "Анна" in said.text
    assert said.message.reply_to == message


async def test_two_who_answer_learn_of_each_other(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "№ 1 Едем")
    await office.says("Борис", "№ 1 Уже сделали")
    assert "Борис" in office.last().text
    assert "сейчас отвечает и Анна" in office.last().text


async def test_an_edit_is_acknowledged_and_shown(office: Office) -> None:
    await office.files_report()
    message = await office.says("Анна", "Приедем в 10", reply_to=office.card().id)
    await office.edits("Анна", message, "Приедем в 12")
    assert "Исправили" in stopping(office).text
    assert "«Приедем в 12»" in stopping(office).text


async def test_closing_what_nobody_answered_asks_what_to_tell(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_close:1", office.card())
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    prompt = office.last()
    assert "Что ему сказать" in prompt.text
    await office.says("Анна", "Фонарь горит с утра", reply_to=prompt.id)
    assert (await office.report()).status == "new"
    await office.passes(GRACE)
    assert "Фонарь горит с утра" in office.to_citizen()[0].text
    assert "всё сделали" in office.to_citizen()[0].text
    assert "solved:1" in office.to_citizen()[0].data
    assert (await office.report()).status == "answered"


@pytest.mark.parametrize("status", ["rejected", "closed", "merged"])
async def test_what_is_over_comes_back_to_work(office: Office, status: str) -> None:
    await office.files_report(status=status, closed_at=TUESDAY)
    await office.presses("Анна", "o_reopen:1", office.card())
    assert (await office.report()).status == status
    await office.passes(GRACE)
    report = await office.report()
    assert (report.status, report.closed_at) == ("reopened", 0)
    assert report.first_due_at > office.at
    assert "снова в работе" in office.to_citizen()[0].text
    assert "o_take:1" in office.card().data


async def test_what_its_author_took_back_stays_taken_back(office: Office) -> None:
    await office.files_report(status="withdrawn")
    assert office.card().data == ["o_more:1"]
    await office.presses("Анна", "o_reopen:1", office.card())
    await office.passes(MINUTE)
    assert (await office.report()).status == "withdrawn"
    assert office.to_citizen() == []


# -- interim answers --------------------------------------------------------------------------
async def test_an_interim_answer_asks_nothing_and_is_reminded_of_on_its_day(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Ждём деталь", reply_to=office.card().id)
    said = stopping(office)
    await office.presses("Анна", button(said, "o_interim"), said)
    await office.presses("Анна", next(d for d in said.data if d.endswith(":3")), said)
    assert "пятниц" in said.text or "21 ноября" in said.text
    await office.passes(GRACE)
    told, report = office.to_citizen()[0], await office.report()
    assert "Ждём деталь" in told.text
    assert "21 ноября" in told.text
    assert "решена" not in told.text
    assert told.data == []
    assert (report.status, report.answered_at) == ("accepted", office.at)
    office.at = report.due_at - 2 * 60 * MINUTE
    before = len(office.chats[ADMIN])
    await office.ticks("remind")
    assert len(office.chats[ADMIN]) == before
    office.at = report.due_at - 20 * MINUTE
    await office.ticks("remind")
    assert "№ 1" in office.last().text
    await office.passes(30 * DAY)
    assert len(office.to_citizen()) == 2, "once the day has passed he is asked, and no more"
    assert "Вам обещали" in office.to_citizen()[1].text


async def test_the_day_may_be_written_in_the_answer_or_below_it(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Бригада будет до 25 ноября.", reply_to=office.card().id)
    said = stopping(office)
    await office.presses("Анна", button(said, "o_interim"), said)
    assert "25 ноября" in said.text.split("уйдёт")[1]
    await office.says("Анна", "до 27 ноября", reply_to=said.id)
    assert "27 ноября" in said.text
    await office.says("Анна", "как получится", reply_to=said.id)
    assert "Не вышло понять" in office.last().text
    await office.passes(GRACE)
    assert len(office.to_citizen()) == 1
    assert "27 ноября" in office.to_citizen()[0].text


async def test_without_a_day_the_old_deadline_stays(office: Office) -> None:
    await office.files_report(due_at=TUESDAY + 9 * DAY)
    await office.says("Анна", "Разбираемся", reply_to=office.card().id)
    await office.presses("Анна", button(stopping(office), "o_interim"), stopping(office))
    await office.passes(GRACE)
    assert (await office.report()).due_at == TUESDAY + 9 * DAY
    assert "пока не решено: Разбираемся" in office.card().text


async def test_an_open_question_stays_open_through_an_interim_answer(office: Office) -> None:
    await office.files_report(status="needs_info")
    await office.says("Анна", "Пока ищем мастера", reply_to=office.card().id)
    await office.presses("Анна", button(stopping(office), "o_interim"), stopping(office))
    await office.passes(GRACE)
    assert (await office.report()).status == "needs_info"


async def test_too_late_it_is_a_last_answer(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Сделали", reply_to=office.card().id)
    data = button(stopping(office), "o_interim")
    await office.passes(GRACE)
    assert await office.presses("Анна", data) == "Поздно, уже ушло."
    assert (await office.report()).status == "answered"


# -- the same report twice --------------------------------------------------------------------
async def joins(office: Office, number: int, into: str) -> None:
    await office.presses("Анна", f"o_reason:{number}:duplicate", office.card(number))
    prompt = next(s for s in reversed(office.chats[ADMIN]) if "с каким сообщением" in s.text)
    await office.says("Анна", into, reply_to=prompt.id)
    await office.passes(GRACE)


async def test_both_authors_get_the_answer_of_joined_reports(office: Office) -> None:
    await office.files_report(1)
    await office.files_report(2, chat="32", person_id=32)
    await joins(office, 2, "№ 1")
    report = await office.report(2)
    assert (report.status, report.merged_into) == ("merged", 1)
    other = [s for a, chat in office.chats.items() if a.chat == "32" for s in chat]
    assert "объединили с похожим сообщением" in other[0].text
    assert "№ 1" not in other[0].text, "another person's number is not his"
    await office.says("Анна", "№ 1 Фонарь заменили")
    await office.presses("Анна", button(stopping(office), "o_toall"), stopping(office))
    assert "уйдёт через 10 секунд" in stopping(office).text
    assert "Узнают и все, кто за этим следит: ещё 1 человек" in stopping(office).text
    await office.passes(GRACE)
    other = [s for a, chat in office.chats.items() if a.chat == "32" for s in chat]
    assert "Фонарь заменили" in office.to_citizen()[-1].text
    assert "Фонарь заменили" in other[-1].text
    assert "№ 2" in other[-1].text
    assert "solved:2" in other[-1].data
    assert "Фонарь заменили" in office.card(2).text


@pytest.mark.parametrize(
    ("number", "into", "said"),
    [(1, "1", "это оно само"), (1, "99", "здесь нет"), (1, "завтра", "один номер"), (1, "3", "само присоединено к № 2"),
     (2, "1", "К № 2 уже присоединены"), (1, "4", "уже не в работе")],
)  # fmt: skip
async def test_no_loops_and_no_chains_of_joined_reports(office: Office, number: int, into: str, said: str) -> None:
    await office.files_report(1)
    await office.files_report(2)
    await office.files_report(3, status="merged", merged_into=2)
    await office.files_report(4, status="closed")
    await joins(office, number, into)
    assert any(said in s.text for s in office.chats[ADMIN])
    assert (await office.report(number)).status == "new"
    assert office.to_citizen() == []


async def test_what_is_over_by_then_is_not_joined_to(office: Office) -> None:
    await office.files_report(1)
    await office.files_report(2)
    await office.presses("Анна", "o_reason:2:duplicate", office.card(2))
    await office.says("Анна", "1", reply_to=office.last().id)
    await office.keep(await _with_status(office, "withdrawn"))
    await office.passes(GRACE)
    assert (await office.report(2)).status == "new"
    assert office.to_citizen() == []


async def _with_status(office: Office, status: str) -> Report:
    report = await office.report(1)
    report.status = status
    return report


async def test_whoever_was_joined_to_what_its_author_took_back_is_at_work_by_himself(office: Office) -> None:
    await office.files_report(1)
    await office.files_report(2)
    await joins(office, 2, "1")
    await office.keep(await _with_status(office, "withdrawn"))
    await office.ticks("left", 1)
    await office.passes(0)
    report = await office.report(2)
    assert (report.status, report.merged_into) == ("reopened", 0)
    assert "o_take:2" in office.card(2).data
    assert any("№ 2" in s.text and "снова отдельно" in s.text for s in office.chats[ADMIN])
    assert "снова в работе" in office.to_citizen()[-1].text
    heard = len(office.to_citizen())
    await answered(office, 1)
    await office.ticks("left", 1)
    assert len(office.to_citizen()) == heard
