"""What somebody is warned of: one tap to subscribe, every part changed and changed back, in words and by buttons."""

from __future__ import annotations

import pytest

from handlers.notices.kinds import DANGERS, group_of
from handlers.subscriber.hours import read_hours
from tests.unit.citizen.meanings import LIBRARY
from tests.unit.citizen.phone import MINUTE, PHOTO, SECOND, answers, asks
from tests.unit.subscriber.subscriber import MOSCOW, SOSNOVINKA, Subscriber


async def test_whoever_never_subscribed_is_warned_of_the_worst_in_the_whole_region(anna: Subscriber) -> None:
    await anna.says("/alerts")
    assert "Только о самом страшном" in anna.last.text
    assert "Весь Заречный край" in anna.last.text
    assert await anna.wanted() is None


async def test_one_tap_after_a_report_subscribes_with_sensible_defaults(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    row = await anna.kept()
    assert (row.kinds, row.least, row.extreme, row.drills) == (DANGERS, 2, 1, 0)
    assert (row.quiet_from, row.quiet_to) == (22 * 60, 8 * 60)
    assert await anna.areas() == ["s:sosnovinka"]
    assert "Подписали" in anna.last.text
    assert "с 22:00 до 8:00" in anna.last.text
    assert not row.kinds & group_of("news").bit


async def test_the_offer_comes_once_after_the_first_report_and_never_again(anna: Subscriber) -> None:
    await anna.files_report()
    assert not anna.sees("Предупреждать вас")
    await anna.waits(20 * SECOND)
    assert anna.sees("Предупреждать вас")
    assert anna.labels == ["🔔 Подписаться", "Не сейчас"]
    await anna.presses("Не сейчас")
    assert anna.labels == []
    await anna.files_report("В Сосновинке на улице Речной, 7 яма")
    await anna.waits(20 * MINUTE)
    assert not anna.sees("Предупреждать вас")


async def test_the_offer_waits_while_something_else_is_being_written(anna: Subscriber) -> None:
    await anna.files_report()
    await anna.says("На Речной, 7 снова яма")
    await anna.waits(MINUTE)
    assert not anna.sees("Предупреждать вас")
    await anna.presses("Отмена")
    await anna.waits(6 * MINUTE)
    assert anna.sees("Предупреждать вас")


async def test_without_consent_it_is_asked_for_first_and_goes_on_by_itself(anna: Subscriber) -> None:
    await anna.says("подписки")
    await anna.presses("Подписаться")
    assert "Согласие на обработку" in anna.last.text
    assert await anna.wanted() is None
    await anna.presses("Даю согласие")
    assert (await anna.kept()).kinds == DANGERS
    assert (await anna.person()).consent_version == "2026-1"
    await anna.says("Кедрачи")
    assert await anna.areas() == ["s:kedrachi"]


async def test_without_consent_warnings_by_settlement_are_possible_and_places_are_not(anna: Subscriber) -> None:
    await anna.says("/alerts")
    await anna.presses("Подписаться")
    await anna.presses("Не сейчас")
    assert "без согласия" in anna.last.text
    await anna.sends_place(*SOSNOVINKA)
    assert await anna.areas() == ["s:sosnovinka"]
    assert await anna.places() == []
    assert not (await anna.person()).consent_version
    await anna.says("/places")
    await anna.presses("Добавить место")
    assert "Согласие на обработку" in anna.last.text
    await anna.presses("Не сейчас")
    assert await anna.places() == []
    assert "места не храним" in anna.last.text


async def test_an_old_consent_button_agrees_to_no_newer_text(anna: Subscriber) -> None:
    await anna.says("/alerts")
    await anna.presses("Подписаться")
    data = anna.last.buttons["Даю согласие"]
    anna.open("2027-1")
    await anna.press_data(data)
    assert await anna.wanted() is None


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("Кедрачи", ["s:kedrachi"]),
        ("живу в Сосновинке", ["s:sosnovinka"]),
        ("Сосновинка и Кедрачи", ["s:kedrachi", "s:sosnovinka"]),
        ("белосветский округ", ["m:99603000"]),
        ("новые плесы", ["s:novye_plyosy"]),
    ],
)
async def test_a_written_name_is_found(anna: Subscriber, words: str, areas: list[str]) -> None:
    await anna.says("/alerts")
    await anna.presses("Подписаться")
    await anna.presses("Даю согласие")
    await anna.says(words)
    assert await anna.areas() == areas
    assert "Добавили" in anna.last.text


async def test_an_unknown_name_gives_the_nearest_and_loses_nothing(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Где")
    await anna.says("Сасновенка")
    assert "которое из этих" in anna.last.text
    assert "Сосновинка" in anna.labels
    assert await anna.areas() == ["s:sosnovinka"]
    await anna.says("Кидрачи")
    await anna.presses("Кедрачи")
    assert await anna.areas() == ["s:kedrachi", "s:sosnovinka"]
    await anna.presses("Убрать: Кедрачи")
    assert await anna.areas() == ["s:sosnovinka"]


async def test_a_name_that_nothing_is_like_is_asked_again_with_a_way_out(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Где")
    await anna.says("ъъъъ")
    assert "не нашли" in anna.last.text
    assert "Готово" in anna.labels
    await anna.presses("Это сообщение о проблеме")
    assert "ъъъъ" in anna.last.text
    assert "Где" in anna.last.text


@pytest.mark.parametrize(
    "words", ["пахнет газом", "Очень длинный рассказ о том, что у нас во дворе уже третий день не работает фонарь"]
)
async def test_danger_and_stories_become_a_report_and_not_an_answer(anna: Subscriber, words: str) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Где")
    await anna.says(words)
    await anna.waits(5 * SECOND)
    dialogue = await anna.dialogue()
    assert dialogue is not None
    assert dialogue.step.startswith("draft")
    assert words in dialogue.data


async def test_a_photo_and_late_words_become_a_report(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Где")
    await anna.says("", PHOTO)
    assert "Что случилось" in anna.last.text or "Напишите" in anna.last.text
    await anna.presses("Отмена")
    await anna.says("/alerts")
    await anna.presses("Где")
    await anna.waits(20 * MINUTE)
    await anna.says("Яма на Речной, 7")
    dialogue = await anna.dialogue()
    assert dialogue is not None
    assert "draft" in dialogue.step


async def test_a_sent_place_chooses_the_settlement_and_is_not_kept(anna: Subscriber) -> None:
    await anna.says("/alerts")
    await anna.presses("Подписаться")
    await anna.presses("Даю согласие")
    await anna.sends_place(*MOSCOW)
    assert "не в Заречном крае" in anna.last.text
    await anna.sends_place(*SOSNOVINKA)
    assert await anna.areas() == ["s:sosnovinka"]
    assert await anna.places() == []


async def test_areas_are_chosen_from_pages_and_narrowed(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Где")
    assert "Яблоневогорский район" not in " ".join(anna.labels)
    await anna.presses("Ещё")
    await anna.presses("Яблоневогорский")
    await anna.presses("Всё целиком")
    assert await anna.areas() == ["m:99606000", "s:sosnovinka"]
    await anna.presses("Старый Садок")
    assert await anna.areas() == ["s:sosnovinka", "s:stary_sadok"]
    await anna.presses("✅ Старый Садок")
    assert await anna.areas() == ["s:sosnovinka"]
    await anna.presses("Назад")
    await anna.presses("Весь Заречный край")
    assert await anna.areas() == ["*", "s:sosnovinka"]
    assert "предупреждаем: Весь Заречный край" in anna.last.text
    await anna.presses("Назад")
    assert "Где: Весь Заречный край" in anna.last.text


async def test_kinds_are_toggled_on_their_pages(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("О чём")
    await anna.presses("🌊")
    assert not (await anna.kept()).kinds & group_of("flood").bit
    await anna.presses("🌊")
    assert (await anna.kept()).kinds & group_of("flood").bit
    await anna.presses("Ещё")
    await anna.presses("Ещё")
    await anna.presses("📣")
    assert (await anna.kept()).kinds == DANGERS | group_of("news").bit
    assert "📣" in anna.last.text


async def test_least_severity_is_one_of_four(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Важность")
    assert "✅ «Осторожно» и опаснее" in anna.labels
    await anna.presses("Только «Опасно для жизни»")
    assert (await anna.kept()).least == 4
    assert "только «Опасно для жизни»" in anna.last.text
    await anna.press_data("s_setleast:9")
    assert (await anna.kept()).least == 4


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("23-7", (1380, 420)),
        ("с 23 до 7", (1380, 420)),
        ("22:30 – 6:15", (1350, 375)),
        ("24-8", (0, 480)),
        ("7-7", None),
        ("в девять", None),
        ("25-7", None),
        ("23", None),
        ("1-2-3", None),
        ("с 11 вечера до 7 утра", (1380, 420)),
        ("С одиннадцати вечера до семи утра, пожалуйста", (1380, 420)),
        ("с десяти до восьми", (1320, 480)),
        ("с 12 до 6", (0, 360)),
        ("от полуночи до 8 часов", (0, 480)),
        ("с 2 дня до 4 дня", (840, 960)),
        ("11pm to 7am", (1380, 420)),
        ("ночью", None),
    ],
)
def test_hours_are_read(text: str, hours: tuple[int, int] | None) -> None:
    assert read_hours(LIBRARY, text) == hours


async def test_quiet_hours_by_button_in_words_and_none(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Тихие часы")
    await anna.presses("23:00 – 7:00")
    assert "с 23:00 до 7:00" in anna.last.text
    await anna.presses("Тихие часы")
    await anna.says("ночью")
    assert "Не поняли" in anna.last.text
    assert (await anna.kept()).quiet_from == 23 * 60
    await anna.says("21-9")
    assert ((await anna.kept()).quiet_from, (await anna.kept()).quiet_to) == (21 * 60, 9 * 60)
    await anna.presses("Тихие часы")
    await anna.presses("Без тихих часов")
    assert (await anna.kept()).quiet_from == -1
    assert "в любое время" in anna.last.text


async def test_saying_no_to_extreme_is_asked_and_undone(anna: Subscriber) -> None:
    await anna.says("/alerts")
    await anna.presses("Не слать даже")
    assert "вы не узнаете" in anna.last.text
    assert await anna.wanted() is None
    await anna.presses("Нет, присылайте")
    assert await anna.wanted() is None
    await anna.presses("Не слать даже")
    await anna.presses("не присылать даже это")
    assert (await anna.kept()).extreme == 0
    assert "Ни о чём" in anna.last.text
    await anna.presses("Вернуть")
    assert (await anna.kept()).extreme == 1


async def test_unsubscribing_keeps_the_worst_and_is_undone(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Отписаться")
    assert (await anna.kept()).kinds == 0
    assert "кроме самого опасного" in anna.last.text
    await anna.presses("Вернуть")
    assert (await anna.kept()).kinds == DANGERS
    assert await anna.areas() == ["s:sosnovinka"]


async def test_drills_are_joined_and_left(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Участвовать в учениях")
    assert (await anna.kept()).drills == 1
    await anna.presses("Без учений")
    assert (await anna.kept()).drills == 0


async def test_a_report_that_is_being_written_is_not_lost(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.says("В Сосновинке на улице Речной, 7 яма")
    await anna.says("/alerts")
    await anna.presses("Где")
    assert "пока вы не закончили сообщение" in anna.last.text
    await anna.presses("Ещё")
    await anna.presses("Назад")
    await anna.presses("Вернуться")
    assert "Речной, 7" in anna.last.text
    await anna.presses("Отправить")
    assert len(await anna.reports()) == 2


async def test_cancel_leaves_the_question(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Тихие часы")
    await anna.says("/cancel")
    assert "Всё осталось" in anna.last.text
    await anna.says("23-7")
    assert (await anna.kept()).quiet_from == 22 * 60


async def test_done_leaves_no_buttons(anna: Subscriber) -> None:
    await anna.says("/alerts")
    await anna.presses("Готово")
    assert anna.labels == []
    dialogue = await anna.dialogue()
    assert dialogue is not None
    assert dialogue.step == ""


async def test_english_says_the_same(anna: Subscriber) -> None:
    await anna.says("/language")
    await anna.presses("English")
    await anna.says("subscriptions")
    await anna.presses("Subscribe")
    await anna.presses("I agree")
    assert "in Zarechny Territory" in anna.last.text


async def test_an_answer_to_staff_is_no_answer_to_our_question(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.presses("Подписаться")
    await anna.presses("Где")
    await anna.waits(SECOND)
    await anna.staff(asks, 1)
    await anna.says("второй подъезд")
    assert "Передали ваш ответ" in anna.last.text or "второй подъезд" in anna.admin
    await anna.presses("Готово")
    await anna.says("/alerts")
    await anna.presses("Тихие часы")
    await anna.remembers_sent("m900", 1)
    await anna.says("у нас ещё яма", reply_to="m900")
    await anna.waits(5 * SECOND)
    dialogue = await anna.dialogue()
    assert dialogue is not None
    assert not dialogue.step.startswith("s_")


async def test_every_label_of_every_screen_can_be_typed(anna: Subscriber) -> None:
    """Two taps deep from each beginning: what is typed leads where the tap leads, and is no report."""
    await anna.agreed()
    reports = len(await anna.reports())
    for start in ("/alerts", "/places", "/now", "/info", "/privacy", "/reports"):
        await anna.says(start)
        for first in anna.last.buttons:
            await anna.says(start)
            data = anna.last.buttons.get(first, "")
            if not data or data.startswith("c_export") or first not in anna.last.buttons:
                continue
            await anna.says(first.upper())
            typed = (anna.last.text, anna.labels)
            for second in [label for label, pressed in anna.last.buttons.items() if pressed][:1]:
                await anna.says(second)
                dialogue = await anna.dialogue()
                assert dialogue is None or dialogue.step not in ("draft", "draft_place", "adding"), (first, second)
            assert typed[0], first
    assert len(await anna.reports()) == reports
    assert await anna.faults() == []


async def test_consent_to_warnings_is_given_by_yes(anna: Subscriber) -> None:
    await anna.says("подписки")
    await anna.says("подписаться")
    await anna.says("согласна")
    assert (await anna.person()).consent_version
    assert (await anna.kept()).kinds


async def test_and_not_by_no(anna: Subscriber) -> None:
    await anna.says("подписки")
    await anna.says("подписаться")
    await anna.says("нет")
    assert not (await anna.person()).consent_version
    assert "Даю согласие" not in anna.labels


async def test_a_town_named_without_a_subscription_is_told_as_what_it_is(anna: Subscriber) -> None:
    """It narrows the worst alone; nobody is left to believe that he is subscribed."""
    await anna.agreed()
    await anna.presses("Не сейчас")
    await anna.says("/alerts")
    await anna.presses("Где")
    assert "Только о самом страшном" in anna.last.text
    await anna.says("Сосновинка")
    row = await anna.kept()
    assert (row.kinds, row.extreme) == (0, 1)
    assert "Только о самом страшном" in anna.last.text
    assert "Сейчас предупреждаем" not in anna.last.text
    await anna.presses("Подписаться")
    row = await anna.kept()
    assert (row.kinds, row.quiet_from) == (DANGERS, 22 * 60)
    assert await anna.areas() == ["s:sosnovinka"]


@pytest.mark.parametrize("words", ["Ок", "го", "ну давай", "да, хочу"])
@pytest.mark.parametrize("below", ["the offer", "the screen of warnings"])
async def test_a_loose_yes_below_subscribe_is_that_button(anna: Subscriber, words: str, below: str) -> None:
    await anna.agreed()
    if below == "the screen of warnings":
        await anna.says("/alerts")
    await anna.says(words)
    assert (await anna.kept()).kinds == DANGERS
    assert "Подписали" in anna.last.text


@pytest.mark.parametrize("words", ["спасибо", "ни в коем случае", "ладно, не надо", "👎"])
async def test_thanks_and_a_no_below_the_offer_subscribe_to_nothing(anna: Subscriber, words: str) -> None:
    await anna.agreed()
    await anna.says(words)
    assert await anna.wanted() is None


async def test_an_okay_to_what_staff_said_after_the_offer_is_no_yes_to_it(anna: Subscriber) -> None:
    await anna.agreed()
    await anna.staff(answers, 1)
    await anna.says("Ок")
    assert await anna.wanted() is None
