"""What a report takes along of its author's words, and what is not asked of him now."""

from __future__ import annotations

from handlers.base.event import Kind
from tests.unit.citizen.phone import MINUTE, SECOND, Phone, asks


async def test_the_district_that_the_words_name_goes_along_where_no_town_is_known(phone: Phone) -> None:
    await phone.says("В Белосветском округе на улице Лесной, 5 яма")
    await phone.presses("Не знаю")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    (report,) = await phone.reports()
    home = phone.region.municipality(report.municipality)
    assert home is not None
    assert home.name.startswith("Белосветский")
    assert report.settlement == ""


async def test_the_town_of_what_was_passed_on_is_not_asked_of_whoever_passes_it_on(phone: Phone) -> None:
    await phone.happens(phone.event(Kind.MESSAGE, text="На улице Лесной, 5 яма", forwarded=True))
    await phone.waits(2 * SECOND)
    assert not phone.sees("В каком")
    assert "Отправить" in " ".join(phone.last.buttons)


async def test_whoever_reports_danger_is_asked_about_warnings_only_when_it_is_over_for_him(phone: Phone) -> None:
    for words, least in (
        ("В Сосновинке на улице Лесной, 5 яма", 0),
        ("В Сосновинке на улице Лесной, 5 пахнет газом", MINUTE),
    ):
        phone.user = f"4{least}"
        report = await phone.files_report(words)
        assert bool(report.danger) == bool(least)
        timer = await phone.timer("s_offer", f"telegram:{phone.user}")
        assert timer.due_at - phone.at >= least, words


async def test_danger_in_words_that_belong_to_what_was_begun_makes_all_of_it_dangerous(phone: Phone) -> None:
    await phone.says("снег у школы никто не убирает")
    await phone.waits(2 * MINUTE)
    await phone.says("В Сосновинке на улице Мира, 7 яма, и газом пахнет")
    await phone.presses("Это о том же")
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    (report,) = await phone.reports()
    assert report.danger


async def test_danger_that_waited_for_another_report_is_passed_on_though_it_is_never_sent(phone: Phone) -> None:
    await phone.files_report("В Сосновинке на улице Речной, 3 люк")
    await phone.says("В Сосновинке на улице Лесной, 5 снег, и газом пахнет")
    await phone.waits(2 * MINUTE)
    await phone.says("В Сосновинке на улице Мира, 7 огромная яма")
    await phone.presses("Это новое сообщение")
    await phone.presses("Отправить")
    assert "газом пахнет" in phone.last.text, "it is its turn"
    await phone.waits(11 * MINUTE)
    assert "газом пахнет" in phone.admin
    assert [report.unsent for report in await phone.reports()] == [0, 0, 1]


async def test_danger_in_what_is_added_makes_the_report_dangerous(phone: Phone) -> None:
    report = await phone.files_report("В Сосновинке на улице Лесной, 5 яма")
    await phone.staff(asks, report.id)
    await phone.says("у подъезда, и газом пахнет")
    (after,) = await phone.reports()
    assert [event.kind for event in await phone.history(report.id)][-1] == "reply"
    assert (report.danger, after.danger) == (0, 1)
