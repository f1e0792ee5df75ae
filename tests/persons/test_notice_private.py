"""A duty officer decides, stops and takes back in his private chat, with the rights that he has in the group."""

from __future__ import annotations

from tests.persons.officers import Officer, joined_officers, states
from tests.persons.people import Citizen
from tests.persons.reporting import rows, shows
from tests.persons.stage import Stage
from tests.persons.test_notice_approval import in_state

WATER = "Вода прибывает, уходите на Горку."


async def opens(officer: Officer, which: str = "") -> None:
    """Notice № 1 out of the list in private."""
    await officer.private.says("/notices")
    if which:
        await officer.private.presses(which)
    await officer.private.presses("1")


async def submits(stage: Stage, officer: Officer) -> None:
    await officer.composes(WATER)
    await officer.private.presses("На одобрение")
    await stage.quiet()


async def test_everything_of_a_notice_can_be_done_in_private(stage: Stage, where: str, anna: Citizen) -> None:
    mary, oleg = await joined_officers(stage, where)
    await anna.starts()
    await submits(stage, mary)
    before = len(mary.group.messages())

    await opens(mary, "Не отправлены")
    await mary.private.presses("Одобрить")
    assert states(stage) == ["pending"], "who wrote it does not approve it, in private either"
    await opens(oleg, "Не отправлены")
    await oleg.private.presses("Одобрить")
    assert f"{stage.admin}:{mary.group.user}" not in mary.group.text() + oleg.private.text(), "a key is no name"
    await anna.sees(WATER)
    await in_state(stage, "sent")
    assert len(mary.group.messages()) >= before, "the group hears what was done"

    await opens(oleg)
    await oleg.private.presses("Ложная тревога")
    await oleg.private.sees("сразу остановится")
    await oleg.private.says("Ложная тревога")
    await stage.passes(5)
    assert len(states(stage)) == 2
    assert len(shows(anna, "ЛОЖНАЯ") + shows(anna, "ложн")) >= 1


async def test_whoever_began_it_in_the_group_is_told_in_the_private_chat_that_he_has(
    stage: Stage, where: str, anna: Citizen
) -> None:
    """In the group's messenger the bot has no private chat with her: what went there reached nobody."""
    mary, oleg = await joined_officers(stage, where)
    await anna.starts()
    await submits(stage, mary)
    await oleg.group.presses("Одобрить")
    await in_state(stage, "sent")
    await mary.group.presses("Исправить")
    await mary.private.presses("Открыть черновик")
    same = "Слова, место и срок те же, что в № 1: ничего не изменено"
    await mary.private.sees("Исправляет оповещение № 1", same)
    await mary.private.says("без Журавлихи")
    mary.private.does_not_see(same)
    await mary.private.presses("На одобрение")
    await stage.quiet()
    await oleg.group.presses("Вернуть")
    await oleg.group.replies_to(await oleg.group.sees("что исправить в № 2"), "Журавлиха тоже")
    told = await mary.private.sees("Оповещение № 2", "Вернул(а) Олег", "Журавлиха тоже")
    assert mary.private.labels(told) == ["Открыть черновик"]


async def test_who_decides_from_the_list_reads_what_has_to_be_looked_at(stage: Stage, where: str) -> None:
    mary, oleg = await joined_officers(stage, where)
    await mary.composes(WATER)
    await mary.private.presses("Текст")
    await mary.private.presses("English")
    await mary.private.says("The water is gone.")
    await mary.private.presses("Текст")
    await mary.private.says("Вода пришла.")
    await mary.private.presses("На одобрение")
    await mary.private.sees("ждёт второго дежурного")
    await oleg.private.says("/notices")
    await oleg.private.presses("Не отправлены")
    await oleg.private.presses("№ 1")
    shown = await oleg.private.sees("Оповещение № 1", "Кто что сделал")
    assert "Одобрить" in "".join(oleg.private.labels(shown))
    assert "⚠️ English не отправим: русский текст с тех пор изменился" in shown.text
    assert "The water is gone." not in shown.text, "nobody will read it"


async def test_a_citizen_decides_nothing_in_his(stage: Stage, where: str, anna: Citizen) -> None:
    mary, _ = await joined_officers(stage, where)
    await mary.composes(WATER)
    await mary.private.presses("На одобрение")
    await anna.starts()
    for command in ("/notice", "/notices"):
        await anna.says(command)
    anna.does_not_see(WATER, "Одобрить")
    assert states(stage) == ["pending"]


async def test_an_order_to_warn_begins_a_notice_with_its_words(stage: Stage, where: str, anna: Citizen) -> None:
    mary, _ = await joined_officers(stage, where)
    order = "Предупреди Лесную и Садовую в Сосновинке, воды не будет до 18. " + "Наберите воду заранее. " * 15
    await mary.private.says(order)
    await mary.private.sees("Похоже, нужно оповещение", "слова сохранил")
    await mary.private.presses("Настоящее")
    await mary.private.presses("Своё, без шаблона")
    await mary.private.presses("Паводок")
    await mary.private.presses("Опасно для жизни")
    await mary.private.sees("Предупреди Лесную и Садовую")
    await mary.private.presses("Это новый текст")
    [(content,)] = rows(stage, "SELECT content FROM notice")
    assert order.strip() in content

    await anna.starts()
    await anna.says(order)
    await stage.passes(5)
    anna.does_not_see("Похоже, нужно оповещение", "Настоящее")
    assert states(stage) == ["draft"], "what a citizen writes is his report"
    assert len(rows(stage, "SELECT 1 FROM dialogue WHERE step LIKE 'draft%'")) == 1


async def test_words_of_a_decision_in_private_decide_nothing_and_begin_no_report(
    stage: Stage, where: str, anna: Citizen
) -> None:
    mary, oleg = await joined_officers(stage, where)
    await mary.composes(WATER)
    await mary.private.presses("На одобрение")
    for word in (
        "одобряю",
        "Отбой!",
        "отклоняю, не та улица",
        "ой стойте, не те Кедрачи",
        "отбой по паводку",
        "Отмените оповещение № 1",
        "не Журавлиха, а Сосновинка!",
    ):
        await oleg.private.says(word)
        await oleg.private.sees(f"«{word}» — ничего не сделано", "/notices")
    assert states(stage) == ["pending"]
    assert rows(stage, "SELECT 1 FROM dialogue WHERE step LIKE 'draft%'") == []

    await anna.starts()
    await anna.says("Отбой!")
    await stage.passes(5)
    anna.does_not_see("ничего не сделано")
    await oleg.private.says("не Журавлиха, а у нас на Лесной, 5 яма")  # names and more: he reports
    await stage.passes(5)
    oleg.private.does_not_see("яма» — ничего не сделано")


async def test_words_after_an_all_clear_or_a_correction_was_begun_are_about_it(
    stage: Stage, where: str, anna: Citizen
) -> None:
    mary, oleg = await joined_officers(stage, where)
    await anna.starts()
    await submits(stage, mary)
    await opens(oleg, "Не отправлены")
    await oleg.private.presses("Одобрить")
    await in_state(stage, "sent")
    for button in ("Исправить", "Отбой"):
        await opens(oleg)
        await oleg.private.presses(button)
        await oleg.private.says("Вода ушла, дорога сухая")
        await oleg.private.sees("Что это?", "Вода ушла, дорога сухая")
        oleg.private.does_not_see("Поднимитесь выше", "Где это?")
    await oleg.private.presses("Это новый текст")
    summary = await oleg.private.sees("Всё заполнено", "Вода ушла, дорога сухая")
    await oleg.private.presses("На одобрение", on=summary)
    await mary.group.sees("Так увидит житель: отбой", "Вода ушла, дорога сухая")
    assert rows(stage, "SELECT 1 FROM dialogue WHERE step LIKE 'draft%'") == []
