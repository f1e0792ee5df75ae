"""Which trouble of a topic a report tells of; and that a region's list of topics has what the list of kinds names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.cases.alike import Alike
from handlers.cases.told import told
from handlers.cases.troubles import Troubles, TroublesAtFault, troubles
from training.case_pairs import Pair, Told
from training.case_readers import CaseReaders


@pytest.fixture(scope="module")
def readers() -> CaseReaders:
    return CaseReaders()


def test_every_topic_of_the_list_is_one_of_the_catalogue(readers: CaseReaders) -> None:
    assert troubles().topics <= {topic.code for topic in readers.region.topics}
    assert len(troubles().topics) > 30


@pytest.mark.parametrize("line", ["cold_water : \u0432\u043e\u0434\u0430", "cold_water none:", "what is this"])
def test_a_line_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(TroublesAtFault, match=r"troubles\.txt:2"):
        Troubles(["# a note", line])


@pytest.mark.parametrize(
    ("topic", "one", "two", "same", "other"),
    [
        ("cold_water", "нет воды с утра", "воду отключили", True, False),
        ("cold_water", "нет воды с утра", "слабый напор", False, True),
        ("lifts", "лифт стоит, ждём ремонта", "в лифте темно", False, True),
        ("lifts", "лифт в третьем подъезде стоит", "подъезд 5, лифт не работает", True, True),
        ("lifts", "лифт в третьем подъезде стоит", "подъезд 3, лифт не работает", True, False),
        ("management", "кв. 12, в квитанции долг", "начислили лишнее, квартира 80", True, True),
        ("buses", "автобус 12 не пришёл", "5-й автобус не пришёл", True, True),
        ("buses", "12-й автобус не пришёл", "маршрут № 12 отменили", True, False),
        ("lighting", "во дворе не горит фонарь", "над подъездом не горит фонарь", True, True),
        ("lighting", "во дворе у подъезда темно", "над подъездом не горит фонарь", True, False),
        ("air", "завод дымит", "соседи жгут мусор, дым", True, True),
        ("heating", "дома 15 градусов, не греет", "холодно только в кухне", True, True),
        ("heating", "сосед говорит, не топят", "в квартире холодно", True, False),
        ("yards", "сломали лавочку у подъезда", "поставьте лавочку у подъезда", True, True),
        ("yards", "лавочка сломана, поставьте новую", "поставьте лавочку у подъезда", True, False),
        ("yards", "у подъезда сломана лавочка", "во дворе лавочка сломана", True, False),
        ("entrances", "на втором этаже нет лампочки", "во всём подъезде нет света", True, True),
        ("entrances", "на 2 этаже нет лампочки", "на 4 этаже нет лампочки", True, True),
        ("entrances", "подьезд 2, нет света", "во втором подъезде нет света", True, False),
        ("buses", "пятнадцатый автобус не пришёл", "пятёрка не пришла", True, True),
        ("buses", "автобус двадцать первый не пришёл", "21 автобус не пришёл", True, False),
        ("schools", "в третьей школе холодно", "школа № 5, холодно", True, True),
        ("schools", "в третьей школе холодно", "школа № 3, 15 градусов", True, False),
        ("doctor", "нет талонов к хирургу", "нет талонов к окулисту", True, True),
        ("traffic_signs", "знак «Кирпич» сбили", "сбит знак «Въезд запрещён»", True, False),
        ("traffic_signs", "сбили знак «Стоянка для всех»", "сбили знак «Берегись поезда»", True, True),
        ("electricity", "дерево упало на провода, света нет", "сидим без электричества", True, False),
        ("lighting", "фанарь негорит", "погас фонарь", True, False),
        ("own_topic", "закрыт бассейн", "сломан тренажёр", False, False),
    ],
)
def test_kinds_and_numbers_tell_troubles_apart(
    readers: CaseReaders, topic: str, one: str, two: str, same: bool, other: bool
) -> None:
    like = Alike(*(told(readers.shared, topic, text, "Лесная, 9", "sosnovinka") for text in (one, two)))
    assert (like.same, like.other) == (same, other)


HERE = "Сосновинка, Лесная 5"


@pytest.mark.parametrize(
    ("known", "written", "offered"),
    [
        (f"{HERE}, в подъезде перегорела лампочка", f"{HERE}, замените лампу в подъезде", True),
        (f"{HERE}, в подъезде дверь не закрывается", f"{HERE}, замените лампу в подъезде", False),
        (f"{HERE}, с утра нет холодной воды", f"горячей воды нет, {HERE}", False),
        ("Белый Перекат, нет талонов к терапевту", "запись к терапевту в Белом Перекате закрыта до мая", True),
        ("Белый Перекат, нет талонов к терапевту", "Белый Перекат, в регистратуру не дозвониться", False),
    ],
)
def test_what_may_be_of_the_next_topic_is_known_too_and_of_one_office_in_a_town(
    readers: CaseReaders, known: str, written: str, offered: bool
) -> None:
    assert (readers.match(Pair("", Told(known), Told(written), same=True, kept=False)) is not None) is offered


@pytest.mark.parametrize(
    ("one", "two", "offered"),
    [
        (f"{HERE}, лифт стоит с понедельника", f"{HERE}, в лифте темно, лампочка не горит", False),
        (f"{HERE}, нет холодной воды", f"{HERE}, слабый напор холодной воды", False),
        ("Вся Сосновинка сидит без холодной воды", "Сосновинка, Садовая 40, холодной воды нет", True),
        (f"{HERE}, холодной воды нет", "Сосновинка, Садовая 40, холодной воды нет", False),
        (f"{HERE}, холодной воды нет", f"{HERE}, из крана ни капли, отключили холодную воду", True),
    ],
)
def test_the_same_house_is_not_enough_and_a_whole_town_is(
    readers: CaseReaders, one: str, two: str, offered: bool
) -> None:
    pair = Pair("", Told(one), Told(two), offered, False)
    assert (readers.match(pair) is not None) is offered


def test_kinds_alike_in_part_are_offered_and_not_acted_on_by_the_program_itself(readers: CaseReaders) -> None:
    known = Told(f"{HERE}, лифт стоит второй день")
    for written, acts in (
        (f"{HERE}, лифт стоит второй день", True),
        (f"{HERE}, лифт стоит второй день, грязный", False),
    ):
        pair = Pair("", known, Told(written), True, False)
        assert (readers.match(pair) is not None, readers.acts(pair)) == (True, acts)


@pytest.mark.parametrize(
    ("known", "written", "offered"),
    [
        ("Сосновинка, школа 3, в классах холодно", "в третьей школе Сосновинки не топят", True),
        ("Сосновинка, школа 3, в классах холодно", "детский сад 3 в Сосновинке, холодно", False),
        ("Сосновинка, на почте не отдают посылку", "посылка потерялась на почте, Сосновинка", True),
        (f"{HERE}, дверь подъезда не закрывается", f"{HERE}, дверь на чердак открыта", False),
    ],
)
def test_a_school_with_its_number_and_what_a_town_has_one_of_is_one_place(
    readers: CaseReaders, known: str, written: str, offered: bool
) -> None:
    pair = Pair("", Told(known), Told(written), offered, False)
    assert (readers.match(pair) is not None) is offered


def test_a_region_names_kinds_of_its_own_topic(readers: CaseReaders) -> None:
    kinds = ("закрыто: закрыть, замок", "all: грязь мыть туалет+вонь")
    own = replace(readers.region.topics[0], code="fairs", kinds=kinds)
    region = replace(readers.region, topics=(*readers.region.topics, own), made={})
    shared = replace(readers.shared, region=region)
    like = [
        Alike(told(shared, "fairs", "ярмарка закрыта", "", ""), told(shared, "fairs", text, "", ""))
        for text in ("на воротах замок", "грязно, не моют", "в туалете вонь", "нечего купить")
    ]
    assert [(each.same, each.other) for each in like] == [(True, False), (False, True), (False, True), (False, False)]
