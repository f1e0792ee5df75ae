"""«Правда ли это?»: what is ours, what was taken back, what was refuted, what we never said."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import pytest

from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.notices.content import Area, Content
from handlers.subscriber.likeness import Likeness, Match, best_match
from storage.ids import Ids
from storage.notice_records import Notice
from storage.region.load import FICTIONAL, load_region
from tests.unit.inforce.square import HOUR, TOWN, VILLAGE, Square, guesser

DAY = 24 * HOUR
FLOOD = "Вода в реке Серебрянке быстро прибывает. Уходите на возвышенность или в пункт сбора: школа № 3, Мостовая, 12."
TODO = "Возьмите документы, лекарства, тёплые вещи. Помогите соседям."
DAM = (
    "Пишут, что прорвало дамбу на Серебрянке и город затопит ночью. Это неправда. "
    "На самом деле дамба цела, уровень воды обычный."
)
NOTICES = {
    1: ("flood", FLOOD),
    2: ("weather", "Ожидается ветер до 25 м/с. Возможны падение деревьев и отключение света."),
    3: (
        "heat",
        "Из-за аварии на теплотрассе нет отопления в домах по улице Лесной. Бригада работает. Включат к 18:00.",
    ),
    4: ("water", "Отключена холодная вода. Подвоз воды: площадь Мостовая, 1. Обещают включить к 20:00."),
    5: ("rumour", DAM),
    6: (
        "rumour",
        "В чатах сообщают, что в городе отравлена питьевая вода из водопровода. Это неправда: вода безопасна.",
    ),
    7: ("flood", "Лёд тонкий и не держит человека. Не выходите на лёд и не пускайте детей."),
    8: ("power", "Отключено электричество в Сосновинке. Обещают включить к 15:30."),
    9: ("news", "Центр управления переехал на площадь Мостовую, 1. Приём граждан с 9 до 18 часов."),
}


@pytest.fixture(scope="module")
def shared() -> Shared:
    region, guess = load_region(FICTIONAL), guesser()
    return Shared(region, Library(region.zone), Ids({}), None, guess.guess, guess.is_danger, lemmas=guess.lemmas)


def said() -> list[tuple[Notice, Content]]:
    found = []
    for number, (kind, text) in reversed(NOTICES.items()):
        area = VILLAGE if kind == "power" else TOWN
        content = Content(kind, 3, texts={"ru": text, "en": f"In English {number}."}, area=area)
        found.append((Notice(number, "sent", kind, 3, 0, "", digest=content.digest()), content))
    found[-1] = (found[-1][0], found[-1][1].changed(todo={"ru": TODO}))
    return found


def match(shared: Shared, text: str) -> Match:
    return best_match(shared, text, said())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (FLOOD, 1),
        (f"{FLOOD} {TODO}", 1),
        (FLOOD.upper(), 1),
        (f"🌊 Опасно для жизни. Паводок\n\n📍 Тихореченск\n\n{FLOOD}\n\n☎️ Единая служба спасения: 112\n\n"
         "Оповещение № 1. Оно не заменяет сирены и официальную систему оповещения.", 1),
        ("Вода в Серебрянке прибывает, все уходят на возвышенность, пункт сбора в школе № 3", 1),  # in other words
        ("вода в реке серебрянки быстра прибываит уходите на вазвышенность или в пункт збора школа 3", 1),  # typos
        (FLOOD[:40], 1),  # cut
        (FLOOD[45:], 1),
        (f"Соседка прислала, народ, это правда? У нас бабушка там одна, очень волнуемся: {FLOOD}", 1),
        ("Ожидается ветер до 25 м/с, возможны падения деревьев и отключения света", 2),
        ("нет отопления в домах по Лесной из-за аварии на теплотрассе", 3),
        ("лёд тонкий не пускайте детей на лёд", 7),
        ("В Сосновинке отключено электричество", 8),
        ("Срочно!!! Дамбу прорвало, ночью город затопит, перешлите всем!", 5),
        ("Говорят, дамбу на Серебрянке прорвало", 5),
        ("в городе отравлена питьевая вода из водопровода", 6),
    ],
)  # fmt: skip
def test_ours_is_known_whole_in_other_words_with_typos_and_cut(shared: Shared, text: str, number: int) -> None:
    found = match(shared, text)
    assert found.notice is not None
    assert (found.likeness, found.notice.id) == (Likeness.OURS, number)


@pytest.mark.parametrize(
    ("text", "number", "foreign"),
    [
        ("Ожидается ветер до 45 м/с. Возможны падение деревьев и отключение света.", 2, ("45",)),
        (FLOOD.replace("№ 3", "№ 9"), 1, ("9",)),
        ("Отключено электричество в Журавлихе. Обещают включить к 15:30.", 8, ("Журавлиха",)),
        ("Нет отопления по всему городу до весны, теплотрасса полностью разрушена аварией, бригада уехала", 3, ()),
    ],
)
def test_what_was_changed_is_not_called_ours(shared: Shared, text: str, number: int, foreign: tuple[str, ...]) -> None:
    found = match(shared, text)
    assert found.notice is not None
    assert (found.likeness, found.notice.id, found.foreign) == (Likeness.ALIKE, number, foreign)


@pytest.mark.parametrize(
    "text",
    [
        "Завтра отменят все автобусы и закроют школы из-за карантина",
        "Террористы заложили бомбу в торговом центре Тихореченска",
        "Продам гараж, Сосновинка, улица Лесная, 5, недорого, торг",
        "В Сосновинке на улице Лесной, 5 третий день не чистят снег",
        "Банк просит всех жителей срочно обновить данные карты по ссылке",
        "Сегодня ночью будет землетрясение, МЧС предупреждает всех жителей",
        "Отключат свет на три дня во всей области, запасайтесь водой и свечами",
        "Отключат воду на неделю, набирайте ванны",
        "С вертолётов будут распылять дезинфекцию, закройте окна и не выходите",
        "Центр управления закрывают",
        "Оповещение № 1. Оно не заменяет сирены и официальную систему оповещения. Город эвакуируют на автобусах",
    ],
)
def test_what_we_never_said_is_not_ours(shared: Shared, text: str) -> None:
    assert match(shared, text).likeness is Likeness.NONE


@pytest.mark.parametrize("text", ["правда?", "Лёд тонкий", "", "112", "🌊🌊🌊", "и в на по"])
def test_too_few_words_fit_nothing(shared: Shared, text: str) -> None:
    assert match(shared, text).likeness is Likeness.TOO_SHORT


def test_the_rumour_and_its_refutation_are_told_apart(shared: Shared) -> None:
    assert match(shared, DAM).whole
    assert not match(shared, "Дамбу прорвало, ночью город затопит").whole


def test_the_number_in_a_text_decides_between_equal_notices(shared: Shared) -> None:
    content = Content("water", 2, texts={"ru": "Отключена холодная вода, бригада работает."}, area=TOWN)
    notices = [(Notice(n, "sent", "water", 2, 0, "", digest=content.digest()), content) for n in (12, 11, 10)]
    found = best_match(
        shared, "Отключена холодная вода, бригада работает.\n\nОповещение № 11. Оно не заменяет", notices
    )
    assert found.notice is not None
    assert found.notice.id == 11


def test_each_language_is_compared_by_itself(shared: Shared) -> None:
    content = Content(
        "flood", 4, texts={"ru": FLOOD, "en": "The dam holds but the river rises quickly"}, area=Area(region=True)
    )
    notices = [(Notice(3, "sent", "flood", 4, 0, "", digest="x"), content)]
    assert best_match(shared, "river rises quickly, the dam holds", notices).likeness is Likeness.OURS


def test_hostile_texts_neither_fit_everything_nor_take_long(shared: Shared) -> None:
    words = [word for _, text in NOTICES.values() for word in text.split()]
    random = Random(5)
    everything = " ".join(random.choices(words, k=200_000))
    letters = "".join(random.choices("абвгдежзиклмнопрст", k=9 * 200_000))
    noise = " ".join(letters[at : at + 9] for at in range(0, len(letters), 9))
    many = said() * 20
    began = time.process_time()
    assert best_match(shared, noise, many).likeness is Likeness.NONE
    assert best_match(shared, everything, many).likeness is not Likeness.TOO_SHORT
    assert best_match(shared, "а" * 3_000_000, many).likeness is Likeness.TOO_SHORT
    assert time.process_time() - began < 5  # a minute, if the length were not capped


# -- the dialogue -----------------------------------------------------------------------------------
async def check(phone: Square, text: str) -> str:
    await phone.press_data("s_rumour")
    await phone.says(text)
    return phone.last.text


async def test_ours_with_its_number_date_and_that_it_holds(phone: Square) -> None:
    await phone.begins()
    await phone.notice(12, FLOOD)
    text = await check(phone, FLOOD)
    assert "Это наше оповещение № 12 от 18 ноября" in text
    assert "Оно действует до" in text
    assert FLOOD in text
    await phone.presses("Открыть № 12")
    assert "Опасно для жизни" in phone.last.text


@pytest.mark.parametrize(
    ("values", "after", "wanted"),
    [
        ({"state": "cancelled", "ended_at": 5}, None, "отменено: тревога была ложной"),
        ({"ended_at": 5}, {"link": "withdraws", "linked_id": 12}, "отменено: тревога была ложной"),
        ({"ended_at": 5}, {"link": "ends", "linked_id": 12}, "Оно закончилось"),
        ({"ended_at": 5}, {"link": "corrects", "linked_id": 12}, "Оно устарело. Новое — № 13"),
        ({"until": 1_000}, None, "срок прошёл"),
        ({"state": "stopped"}, None, "больше не действует"),
        ({"drill": True}, None, "учебное оповещение № 12"),
        ({"link": "ends"}, None, "Это отбой"),
    ],
    ids=str,
)
async def test_ours_that_does_not_hold_says_why(
    phone: Square, values: dict[str, Any], after: dict[str, Any] | None, wanted: str
) -> None:
    await phone.begins()
    await phone.notice(12, FLOOD, **values)
    if after:
        await phone.notice(13, "Совсем про другое: дорога через мост закрыта.", **after)
    text = await check(phone, FLOOD)
    assert "№ 12" in text
    assert wanted in text
    assert "Оно действует до" not in text
    assert "Открыть № 12" not in phone.last.buttons


@pytest.mark.parametrize(
    ("chain", "wanted", "unsaid"),
    [
        ((("repeats", 12, {}),), "Оно действует до", "устарело"),
        ((("repeats", 12, {"ended_at": 5}), ("ends", 12, {"ended_at": 5})), "Оно закончилось", "устарело"),
        ((("repeats", 12, {"ended_at": 5}), ("withdraws", 12, {"ended_at": 5})), "тревога была ложной", "устарело"),
        ((("updates", 12, {"ended_at": 5}), ("ends", 13, {"ended_at": 5})), "(№ 14)", "устарело"),
        ((("updates", 12, {"ended_at": 5}), ("updates", 13, {})), "Новое — № 14", "№ 13"),
        ((("updates", 12, {"ended_at": 5}), ("repeats", 13, {})), "Новое — № 13", "№ 14"),
    ],
    ids=str,
)
async def test_what_was_said_of_it_last_decides_whether_it_holds(
    phone: Square, chain: tuple[tuple[str, int, dict[str, Any]], ...], wanted: str, unsaid: str
) -> None:
    """Also of what was repeated or updated more than once: it is one matter."""
    await phone.begins()
    await phone.notice(12, FLOOD, ended_at=5)
    for number, (link, linked, values) in enumerate(chain, 13):
        text = FLOOD if link == "repeats" and linked == 12 else "Совсем про другое: дорога через мост закрыта."
        await phone.notice(number, text, link=link, linked_id=linked, **values)
    text = await check(phone, FLOOD)
    assert "№ 12" in text
    assert wanted in text
    assert unsaid not in text
    assert ("✅" in text) == ("действует до" in text), "no green mark above what does not hold"
    assert "опасности нет" not in text.lower()


async def test_what_its_source_took_back_is_not_said_to_be_over(phone: Square) -> None:
    """Nobody knows whether the danger is over: a stronger warning may come in its place."""
    await phone.begins()
    await phone.notice(12, FLOOD, ended_at=5)
    await phone.notice(13, "Ждите нового предупреждения.", link="ends", linked_id=12, ending="lifted")
    text = await check(phone, FLOOD)
    assert "источник его снял" in text
    assert "отбой" not in text.lower()


async def test_what_was_refuted_is_said_to_be_untrue(phone: Square) -> None:
    await phone.begins()
    await phone.notice(12, DAM, kind="rumour", until=phone.at - 1)
    text = await check(phone, "Срочно! Дамбу прорвало, ночью город затопит, перешлите всем!")
    assert "Это неправда" in text
    assert "опровергли это 18 ноября, оповещение № 12" in text
    assert "дамба цела" in text
    assert "наше оповещение" in await check(phone, DAM)


async def test_a_draft_of_ours_that_was_never_said_is_not_confirmed(phone: Square) -> None:
    await phone.begins()
    await phone.notice(12, FLOOD, started_at=0, state="pending")
    assert "Мы такого не сообщали" in await check(phone, FLOOD)


async def test_what_is_older_than_two_months_is_not_compared(phone: Square) -> None:
    await phone.begins()
    await phone.notice(12, FLOOD, started_at=phone.at - 61 * DAY)
    assert "Мы такого не сообщали" in await check(phone, FLOOD)


async def test_what_we_never_said_can_go_to_the_operators_with_a_mark(phone: Square) -> None:
    await phone.begins()
    text = await check(phone, "Завтра отменят все автобусы и закроют школы")
    assert "Мы такого не сообщали" in text
    await phone.presses("Передать дежурным")
    await phone.presses("Даю согласие")
    [report] = await phone.reports()
    assert report.topic == "other"
    assert report.text.startswith("❓ Просят проверить, правда ли это:\nЗавтра отменят все автобусы")
    assert "Просят проверить" in phone.admin


async def test_nothing_is_kept_of_what_is_not_passed_on(phone: Square) -> None:
    await phone.begins()
    await check(phone, "Завтра отменят все автобусы и закроют школы")
    passing = next(d for d in phone.last.buttons.values() if d.startswith("s_pass"))
    await phone.presses("Не нужно")
    assert "автобусы" not in str(await phone.data())
    await phone.press_data(passing)
    assert await phone.reports() == []


async def test_what_was_checked_is_forgotten_after_a_day(phone: Square) -> None:
    await phone.begins()
    await check(phone, "Завтра отменят все автобусы и закроют школы")
    assert "автобусы" in str(await phone.data())
    await phone.waits(25 * HOUR)
    assert "автобусы" not in str(await phone.data())


async def test_a_rumour_of_danger_says_whom_to_call(phone: Square) -> None:
    await phone.begins()
    assert "112" in await check(phone, "На заводе утечка газа, эвакуируют весь город")


async def test_words_are_needed_and_enough_of_them(phone: Square) -> None:
    await phone.begins()
    await check(phone, "правда?")
    assert "слишком мало слов" in phone.last.text
    await phone.says("Завтра отменят все автобусы и закроют школы")
    assert "Мы такого не сообщали" in phone.last.text


async def test_words_long_after_the_question_are_a_report(phone: Square) -> None:
    await phone.begins()
    await phone.press_data("s_rumour")
    await phone.waits(16 * 60_000)
    await phone.says("Третий день не чистят снег")
    assert "Где это?" in phone.last.text


async def test_a_command_gets_out_of_the_question(phone: Square) -> None:
    await phone.begins()
    await phone.press_data("s_rumour")
    await phone.says("отмена")
    assert await phone.step() == ""


async def test_a_forwarded_beginning_is_a_draft_with_one_more_button(phone: Square) -> None:
    await phone.begins()
    await phone.notice(12, FLOOD)
    await phone.forwards(FLOOD)
    assert "c_send" in str(phone.last.buttons) or "Где это?" in phone.last.text
    await phone.presses("Проверить, правда ли это")
    assert "Это наше оповещение № 12" in phone.last.text
    await phone.presses("Вернуться")
    assert "Вода в реке" in phone.last.text


async def test_a_forwarded_rumour_goes_on_as_a_marked_report_or_is_dropped(phone: Square) -> None:
    await phone.begins()
    await phone.forwards("Завтра отменят все автобусы и закроют школы")
    await phone.presses("Проверить, правда ли это")
    await phone.presses("Передать дежурным")
    await phone.presses("Даю согласие")
    [report] = await phone.reports()
    assert report.text.startswith("❓ Просят проверить")
    await phone.forwards("Послезавтра отменят все поезда и закроют садики")
    await phone.presses("Проверить, правда ли это")
    await phone.presses("Не нужно")
    assert await phone.step() == ""
    assert len(await phone.reports()) == 1


async def test_an_old_button_passes_what_is_being_added_on_to_its_report(phone: Square) -> None:
    """A screen that is edited may leave the button under a draft that is no new report any more."""
    await phone.begins()
    report = await phone.files_report()
    await phone.press_data(f"c_more:{report.id}")
    draft = (await phone.data())["draft"]["id"]
    await phone.happens(phone.event(text="Говорят, воду отключат и завтра"))  # and not the time to gather more
    await phone.press_data(f"s_pass:{draft}")
    assert "Добавили" in phone.last.text
    assert any("отключат и завтра" in event.text for event in await phone.history(report.id))
    assert not phone.sees("уже закрыто")


async def test_ones_own_words_have_no_such_button_nor_do_later_forwards(phone: Square) -> None:
    await phone.begins()
    await phone.says("Не чистят снег, Сосновинка, улица Лесная, 5")
    await phone.forwards("Завтра отменят все автобусы")
    assert "Проверить, правда ли это" not in phone.last.buttons


async def test_a_forwarded_word_is_no_command(phone: Square) -> None:
    await phone.begins()
    await phone.forwards("отмена")
    assert "отмена" in phone.last.text
    assert "Где это?" in phone.last.text


async def test_whoever_writes_a_report_finishes_it_first(phone: Square) -> None:
    await phone.says("Не чистят снег")
    await phone.press_data("s_rumour")
    assert "Сначала отправьте или отмените" in phone.last.text
    await phone.says("улица Лесная, 5")
    assert "Не чистят снег" in phone.last.text
