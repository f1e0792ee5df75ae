"""Steam and hot water of a burst main, and dangers told in Tatar and Ukrainian.

Half of these texts were looked at while the rules were written, half were not.
"""

from __future__ import annotations

from tests.unit.reading import readers

SEEN = {
    "scald": [
        "на тротуаре пар из-под земли", "из-под асфальта бьёт горячая вода", "фонтан кипятка у дома",
        "прорвало теплотрассу, кипяток течёт по улице", "кипяток на дороге", "из-под земли валит пар",
        "урам буйлап кайнар су ага", "гаряча вода з-під землі", "лопнула труба, всё в пару, горячая",
    ],
    "fire": ["машина яна", "трава яна", "чүп яна", "подъезд яна", "өйдән төтен чыга", "күршеләрдә янгын"],
    "water": ["малай суга батты", "людина тоне"],
    "ice": ["боз астына төште"],
    "electricity": ["дріт висить оголений"],
    "": [
        "пар из люка зимой", "из люка идёт пар", "во дворе парит теплотрасса", "мою дочь зовут яна", "утлар янмый",
        "яна машина алдым", "из холодного крана течёт кипяток", "теплотрассу ремонтируют, когда закончат",
        "из-за прорыва теплотрассы нет горячей воды, когда дадут", "кипяток для чая в школе", "горить ліхтар вдень",
    ],
}  # fmt: skip
KEPT = {
    "scald": [
        "парит прямо из асфальта возле остановки", "рядом с детским садом из земли хлещет кипяток",
        "прорыв теплотрассы, горячая вода заливает двор", "пар столбом из-под тротуара, видимо труба лопнула",
        "на Лесной дорогу залило кипятком", "вода горячая бежит из-под земли, собака обварилась",
        "авария на теплотрассе, по дороге течёт кипяток", "җир астыннан пар чыга", "з-під асфальту б'є окріп",
        "в яме у дома кипит вода, идёт пар",
    ],
    "fire": ["автобус яна", "сарай яна", "балкон яна", "күрше йорты яна", "кибет яна", "горить гараж у сусідів",
             "палає дах"],
    "water": ["бала суга төште", "елгага егылды бала", "хлопець тоне в річці"],
    "": [
        "пар изо рта в подъезде, такой холод", "в бане хороший пар", "из трубы котельной идёт пар",
        "когда починят теплотрассу", "горячая вода из крана ржавая", "яна мәктәп кайчан ачыла", "урамда утлар янмый",
        "горить світло вдень на вулиці", "не горить ліхтар", "из люка парит, воняет канализацией",
    ],
}  # fmt: skip
TELLS = {
    "scald": ["кипяток фонтаном у дома, тепла нет", "на дороге кипяток, в домах нет тепла",
              "из-под асфальта кипяток, без тепла весь дом"],
    "water": ["у нас в доме кипяток в батареях, дышать нечем", "в квартире прорвало батарею, хлещет кипяток",
              "в подъезде из стояка бьёт кипяток"],
    "": ["соседи залили кипятком", "на лестнице лужа кипятка"],
}  # fmt: skip
"""Found by a review: boiling water indoors is no burst main, and a burst main is one where there is no heat, too.
What the model alone says of the indoor ones is left as it was before scalds were read at all.
"""
ACROSS = {
    "fire": ["Подъезд яна!", "Ярдәм итегез, автобус яна", "Анда подъезд яна. Тизрәк"],
    "": ["Когда уберут подъезд? Яна", "Опять свалка. Яна", "Не пришёл автобус, Яна", "Не пришёл автобус\nЯна"],
}  # fmt: skip
"""A name below a message is no word of its last sentence."""


def wrong(texts: dict[str, list[str]]) -> dict[str, str]:
    """What is read as another kind, or as danger where there is none."""
    danger = readers.danger()
    return {text: found for kind, said in texts.items() for text in said if (found := danger.kind_of(text)) != kind}


def test_what_was_looked_at_is_read() -> None:
    assert wrong(SEEN) == {}


def test_of_what_was_not_looked_at_most_is_read() -> None:
    missed = wrong(KEPT)
    assert len(missed) <= 2, missed  # before the rules: 18
    assert len(set(KEPT[""]) & set(missed)) <= 1, missed  # as before


def test_boiling_water_indoors_is_no_burst_main() -> None:
    assert wrong(TELLS) == {}


def test_no_pair_is_read_across_the_end_of_a_sentence_or_before_a_name() -> None:
    assert wrong(ACROSS) == {}
