"""After an answer: one question, at most twice and never at night; stars, reasons, and what silence closes."""

from __future__ import annotations

import pytest

from handlers.reports.quiet import awake_at
from handlers.reports.status import LineKind, Status
from storage.records import Delivery, Report
from storage.region.load import FICTIONAL, load_region
from tests.unit.citizen.meanings import reader
from tests.unit.citizen.phone import DAY, MINUTE, PHOTO, TUESDAY, Phone, answers

HOUR = 60 * MINUTE
QUESTION = "роблема решена?"


@pytest.fixture(autouse=True)
def reads(phone: Phone) -> None:
    phone.shared.intent = reader().read


async def answered(phone: Phone, user: str = "77") -> int:
    phone.user = user
    report = await phone.files_report()
    await phone.waits(MINUTE)
    await phone.staff(answers, report.id)
    return report.id


async def report(phone: Phone, number: int) -> Report:
    return next(r for r in await phone.reports() if r.id == number)


async def asked(phone: Phone) -> int:
    return sum(QUESTION in shown.text for shown in phone.chat)


async def test_one_question_with_three_answers_stands_under_the_answer(phone: Phone) -> None:
    number = await answered(phone)
    assert QUESTION in phone.last.text
    assert list(phone.last.buttons.values()) == [f"solved:{number}", f"partly:{number}", f"unsolved:{number}"]


async def test_stars_come_after_solved_alone_and_one_tap_is_kept(phone: Phone) -> None:
    for word, user in (("Решено", "71"), ("👍", "72"), ("да", "73")):
        number = await answered(phone, user)
        if word == "Решено":
            await phone.presses(word)
        else:
            await phone.says(word)
        assert [d for d in phone.last.data if d.startswith("c_stars")] == [f"c_stars:{number}:{n}" for n in range(1, 6)]
        await phone.press_data(f"c_stars:{number}:4")
        await phone.press_data(f"c_stars:{number}:1")
        assert (await report(phone, number)).stars == 4
        assert not [d for d in phone.last.data if d.startswith("c_stars")]
        assert "4 из 5" in phone.last.text
        assert "оценка автора: 4 из 5" in phone.admin
    number = await answered(phone, "74")
    await phone.press_data(f"c_stars:{number}:5")
    assert (await report(phone, number)).stars == 0, "nothing was solved yet"
    await phone.presses("Нет")
    assert not [d for s in phone.chat for d in s.data if d.startswith("c_stars")]


async def test_a_star_is_a_digit_too(phone: Phone) -> None:
    number = await answered(phone)
    await phone.says("решено")
    await phone.says("5")
    assert (await report(phone, number)).stars == 5
    assert len(await phone.reports()) == 1


async def test_partly_puts_it_back_to_work_and_asks_what_is_left(phone: Phone) -> None:
    for words, kept in (
        ("частично", ""),
        ("Сделали, но не всё", ""),
        ("Частично, у второго подъезда осталось", "words"),
    ):
        number = await answered(phone, f"6{len(words)}")
        await phone.says(words)
        assert await status_of(phone, number) == Status.REOPENED, words
        assert "частично" in phone.admin
        history = await phone.history(number)
        assert history[-1].kind == "partly"
        assert history[-1].text == (words if kept else "")
        await phone.says("там так и не доделали", PHOTO)
        assert (await phone.history(number))[-1].text == "там так и не доделали"
        assert len(await phone.files(number)) == 1


async def status_of(phone: Phone, number: int) -> str:
    return (await report(phone, number)).status


async def test_no_is_asked_why_by_buttons_and_own_words_and_a_photo_go_along(phone: Phone) -> None:
    number = await answered(phone)
    await phone.presses("Нет")
    assert await status_of(phone, number) == Status.REOPENED, "whoever says no more has said enough"
    assert [d for d in phone.last.data if d.startswith("c_why")]
    await phone.presses("Сделали плохо")
    await phone.press_data(f"c_why:{number}:badly")
    assert [e.text for e in await phone.history(number) if e.kind == "added"] == ["Сделали плохо"]
    assert "Сделали плохо" in phone.admin
    await phone.says("плитка шатается", PHOTO)
    assert [e.text for e in await phone.history(number) if e.kind == "added"] == ["Сделали плохо", "плитка шатается"]
    assert len(await phone.files(number)) == 1


async def test_a_no_with_words_needs_no_reason(phone: Phone) -> None:
    number = await answered(phone)
    await phone.says("нет, воды нет")
    assert await status_of(phone, number) == Status.REOPENED
    assert "нет, воды нет" in phone.admin
    assert not [d for d in phone.last.data if d.startswith("c_why")]


async def test_it_is_asked_twice_an_answer_and_no_more_whatever_is_thanked_for(phone: Phone) -> None:
    await answered(phone)
    for _ in range(3):
        await phone.waits(DAY)
        await phone.says("Спасибо большое")
    await phone.waits(60 * DAY)
    assert await asked(phone) == 2
    number = await answered(phone, "88")
    await phone.waits(60 * DAY)
    assert await asked(phone) == 2
    assert await status_of(phone, number) == Status.SILENT


async def test_at_night_nobody_is_asked_and_the_answer_comes_all_the_same(phone: Phone) -> None:
    number = (await phone.files_report()).id
    phone.at = TUESDAY + 13 * HOUR  # midnight
    await phone.staff(answers, number)
    assert "Яму засыпали" in phone.last.text
    assert await asked(phone) == 0
    await phone.waits(7 * HOUR + 59 * MINUTE)
    assert await asked(phone) == 0
    await phone.waits(2 * MINUTE)
    assert await asked(phone) == 1
    assert "Ночью вам ответили" in phone.last.text
    await phone.presses("Решено")
    assert await status_of(phone, number) == Status.CLOSED


async def test_what_is_due_in_quiet_hours_waits_for_the_morning(phone: Phone) -> None:
    phone.at = TUESDAY + 10 * HOUR + 30 * MINUTE  # 21:30
    number = await answered(phone)
    phone.region.quiet_from = phone.region.quiet_from.replace(hour=21)
    for _ in range(20):
        before = len(phone.chat)
        await phone.waits(DAY)
        for shown in phone.chat[before:]:
            assert awake_at(phone.region, shown.row.created_at) == shown.row.created_at
    assert await status_of(phone, number) == Status.SILENT


async def test_closed_by_silence_is_shown_apart_and_opens_again_by_one_tap_for_a_month(phone: Phone) -> None:
    for days, opened in ((29, True), (31, False)):
        number = await answered(phone, f"5{days}")
        await phone.waits(11 * DAY)
        assert await status_of(phone, number) == Status.SILENT
        assert "автор не ответил" in phone.admin
        await phone.says(f"статус {number}")
        assert "закрыто без ответа автора" in phone.last.text
        await phone.waits((days - 1) * DAY)
        await phone.press_data(f"unsolved:{number}")
        assert (await status_of(phone, number) == Status.REOPENED) == opened
        if not opened:
            assert "Напишите" in phone.last.text


async def test_a_new_answer_is_asked_about_anew(phone: Phone) -> None:
    number = await answered(phone)
    await phone.presses("Нет")
    await phone.says("всё ещё яма")
    await phone.staff(answers, number)
    await phone.waits(8 * DAY)
    assert await asked(phone) == 3
    assert (await report(phone, number)).asked == 2


def test_quiet_hours_are_the_regions_own_over_midnight_and_within_a_day() -> None:
    region = load_region(FICTIONAL)
    for at, waits in ((0, 0), (11 * HOUR - MINUTE, 0), (11 * HOUR, 10 * HOUR), (13 * HOUR, 8 * HOUR), (21 * HOUR, 0)):
        assert awake_at(region, TUESDAY + at) == TUESDAY + at + waits
    region.quiet_from, region.quiet_to = region.quiet_from.replace(hour=10), region.quiet_to.replace(hour=12)
    assert awake_at(region, TUESDAY) == TUESDAY + HOUR
    region.quiet_to = region.quiet_from
    assert awake_at(region, TUESDAY) == TUESDAY


@pytest.mark.parametrize("words", ["5", "пять", "Ставлю пятёрку!", "4 из 5", "пятерочка"])
async def test_a_star_counts_in_words_also_below_the_offer_of_warnings(phone: Phone, words: str) -> None:
    """The offer came between the stars and the word; what shows last has no numbers."""
    number = (await phone.files_report()).id
    await phone.staff(answers, number)
    await phone.says("решено")
    await phone.waits(MINUTE)
    assert "Предупреждать вас" in phone.last.text
    await phone.says(words)
    assert (await report(phone, number)).stars == (4 if words[0] == "4" else 5)
    assert "ваша оценка" in phone.last.text
    await phone.says("два")
    assert (await report(phone, number)).stars > 2


@pytest.mark.parametrize("words", ["6", "55", "5 подъезд", "пятый"])
async def test_another_number_is_no_star(phone: Phone, words: str) -> None:
    number = (await phone.files_report()).id
    await phone.staff(answers, number)
    await phone.says("решено")
    await phone.waits(MINUTE)
    await phone.says(words)
    assert (await report(phone, number)).stars == 0


async def test_whoever_the_answer_did_not_reach_is_not_asked_and_not_called_silent(phone: Phone) -> None:
    """The staff and he himself read later why it was closed; the answer's way back stands there."""
    number = await answered(phone)
    await phone.waits(MINUTE)
    (line,) = [event for event in await phone.history(number) if event.kind == LineKind.ANSWER]
    line.delivery, line.why = Delivery.FAILED, "refused"
    await phone.keep(line)
    before = len(phone.chat)
    await phone.waits(7 * DAY + HOUR)
    assert [shown.text for shown in phone.chat[before:]] == []
    await phone.waits(4 * DAY)
    assert await status_of(phone, number) == Status.SILENT
    assert "автор не ответил" not in phone.admin
    assert "ответ до автора не дошёл" in phone.admin
    assert "Вы не ответили" not in phone.last.text
    assert phone.last.data == [f"unsolved:{number}"]
    await phone.says(f"статус {number}")
    assert "вы не ответили" not in phone.last.text
    assert "ответ до вас не дошёл" in phone.last.text
