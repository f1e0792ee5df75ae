"""A foreign word of danger that is a Russian name, and threats that hurt nobody, are no danger; the others stay one."""

from __future__ import annotations

from tests.unit.reading.test_scald_and_languages import wrong

NAMES = {
    "fire": [
        "машина яна", "МАШИНА ЯНА", "Подъезд яна", "на Лесной 5 машина яна", "помогите машина яна",
        "Приезжайте скорее, сарай яна", "безнең подъезд яна", "бездә гараж яна тизрәк килегез", "анда машина яна ярдәм",
        "автобус яна ярдәм итегез", "дача яна", "Машина Яна!", "бездә машина Яна тизрәк",
    ],
    "": [
        "Не пришёл автобус Яна", "не пришёл автобус яна уже час ждём", "Подъезд Яна моет раз в месяц",
        "гараж Яна Ковальчука перегородил проезд", "контейнер Яна на газоне", "машина Яна без номеров у подъезда",
        "подъезд яна убирает плохо", "клуб Яна гремит музыкой до трёх ночи", "Яна не открывает дверь",
    ],
}  # fmt: skip
THREATS = {
    "collapse": ["угрожает обрушиться", "здание угрожает обрушиться", "стена грозит обвалиться", "угрожает обвалом"],
    "object": ["хозяин угрожает выселить и взорвать дом", "угрожает взорвать дом", "угрожает застрелить"],
    "health": ["сосед угрожает ножом"],
    "": [
        "хозяин угрожает выселить на мороз", "угрожают отключить воду", "грозятся подать в суд", "угрожают увольнением",
    ],
}  # fmt: skip


def test_a_foreign_word_of_danger_that_is_a_russian_name_is_none_in_a_russian_sentence() -> None:
    assert wrong(NAMES) == {}


def test_a_threat_of_a_court_or_a_cut_off_is_no_danger_and_a_house_that_threatens_to_fall_is_a_collapse() -> None:
    assert wrong(THREATS) == {}


HARMLESS = {
    "": [
        "на трассе лежит сбитый лось", "сбитая собака лежит у обочины", "мёртвый кабан на дороге",
        "у дома сдохла собака", "мертвая лиса у садика", "люди падают на гололёде", "дети падают, скользко",
        "застряла машина в сугробе",
    ],
    "animals": ["собака сбила ребёнка", "собака сбита, стая кидается на людей", "бешеная лиса сдохла, укусила собаку"],
    "health": ["машина сбила лося, люди в крови", "упала на гололёде, сломала ногу, не могу встать"],
    "trapped": [
        "застряли в снегу на трассе, замерзаем", "ребёнок застрял в сугробе", "человек застрял в грязи по пояс",
    ],
    "object": ["сосед грозится спалить дом вместе с нами", "угрожает сжечь дом", "бывший грозится спалить машину"],
}  # fmt: skip
"""A dead animal, a fall on ice and a car that is stuck are told of every winter; who threatens to burn a house is no
flood. What is serious beside them stays a danger.
"""


def test_what_is_dead_slipped_or_stuck_is_no_danger_by_itself() -> None:
    assert wrong(HARMLESS) == {}
