"""What the one reader of places takes for a place, what it asks about, and what it leaves alone."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks.reading_places import places
from handlers.places.reading import PlaceReader
from handlers.reading.places import place_reader
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region, Settlement


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FICTIONAL)


@pytest.fixture(scope="module")
def reader(region: Region) -> PlaceReader:
    return place_reader(region)


def test_it_reaches_its_goals_on_sentences_that_nothing_was_tuned_on(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["what"]: row for row in places(quick=False)}
    assert rows["settlement right"]["met"], capsys.readouterr().out
    assert rows["settlement wrong"]["met"], capsys.readouterr().out


def test_a_district_is_never_its_town(reader: PlaceReader) -> None:
    for text, code in (
        ("в Тихореченском округе нет света", "99601000"),
        ("Камышеградский район без воды", "99602000"),
        ("дороги Белосветского г.о. не чистят", "99603000"),
    ):
        said = reader.read(text)
        assert (said.settlements, said.municipality) == ((), code), text
    assert reader.read("Тихореченская, 5").settlement is None


def test_one_wrong_letter_is_asked_about_and_never_taken(reader: PlaceReader) -> None:
    for text, code in (("Камышегрод", "kamyshegrad"), ("в Яблонивогорске холодно", "yablonevogorsk")):
        said = reader.read(text)
        assert said.settlement is None, text
        assert [s.code for s in said.settlements] == [code], text
    assert reader.read("Борки").settlements == ()


def test_a_name_of_several_is_asked_about_and_a_district_tells_them_apart(region: Region) -> None:
    twin = Settlement("twin", "Сосновинка", "99602000", 60.2, 64.5)
    two = place_reader(dataclasses.replace(region, settlements=(*region.settlements, twin), made={}, _by_code={}))
    assert {s.code for s in two.read("в Сосновинке яма").settlements} == {"sosnovinka", "twin"}
    assert two.read("в Сосновинке яма").settlement is None
    told = two.read("Сосновинка Камышеградского округа, Лесная 5")
    assert (told.settlement, told.street, told.house) == (twin, "Лесная", "5")


def test_a_number_before_a_street_is_its_house_only_where_houses_stand_there(reader: PlaceReader) -> None:
    for text, house in (
        ("no water at 6 Polevaya street since morning", "6"),
        ("flat 40, 18 Mira street, Tikhorechensk", "18"),
        ("5, улица Садовая, Иволгино", "5"),
        ("for 4 days Polevaya street has no light", ""),
        ("Темно 6 дней, улица Полевая", ""),
        ("2 ночи на Садовой темно", ""),
        ("2 Lesnaya street lamps are out, Sosnovinka", ""),
        ("5 Lesnaya street, lamps are off, Sosnovinka", "5"),
        ("5 Lesnaya street lamp is broken, Sosnovinka", "5"),
    ):
        assert reader.read(text).house == house, text
    for text in ("21/2 Mira street Sosnovinka", "Mira street Sosnovinka", "Sosnovinka ul Mira"):
        said = reader.read(text)
        assert ([s.code for s in said.settlements], said.street) == (["sosnovinka"], "Мира"), text


def test_a_house_is_kept_when_its_town_stands_before_the_street(reader: PlaceReader) -> None:
    for text, street, house in (
        ("третий подъезд дома 7, Сосновинка, Лесная", "Лесная", "7"),
        ("у дома 7 в Сосновинке на Лесной яма", "Лесная", "7"),
        ("в доме 12, деревня Сосновинка, улица Школьная, нет воды", "Школьная", "12"),
        ("дом 5, Сосновинка, Лесная 7", "Лесная", "7"),
        ("дом 8, Сосновинка. На Лесной в Журавлихе яма", "Лесная", ""),
        ("живу в доме 3 в Журавлихе, а на Лесной в Сосновинке темно", "Лесная", ""),
    ):
        said = reader.read(text)
        assert (said.street, said.house) == (street, house), text


def test_what_is_denied_is_not_the_place(reader: PlaceReader) -> None:
    for text, town, street, house in (
        ("не Лесная 7, а Лесная 9, Сосновинка", "sosnovinka", "Лесная", "9"),
        ("не в Сосновинке, а в Журавлихе нет света", "zhuravlikha", "", ""),
        ("not Lesnaya 7 but Lesnaya 9, Sosnovinka", "sosnovinka", "Лесная", "9"),
        ("не горит на Лесной 5, а соседи со светом, Сосновинка", "sosnovinka", "Лесная", "5"),
    ):
        said = reader.read(text)
        assert ([s.code for s in said.settlements], said.street, said.house) == ([town], street, house), text


def test_a_day_is_no_street_nor_is_a_town_and_a_link_is_no_words(reader: PlaceReader) -> None:
    for text, town, street in (
        ("с 9 мая нет воды в Сосновинке", "sosnovinka", ""),
        ("Сосновинка, на 9 мая темно", "sosnovinka", "9 Мая"),
        ("https://maps.example/?text=Сосновинка%20Лесная%205", "", ""),
        ("ТихореченскМира 7", "tikhorechensk", "Мира"),
        ("улицы Тихореченска не чистят", "tikhorechensk", ""),
        ("площадь Белосветска не убрана", "belosvetsk", ""),
        ("Королёва Н. П. Тихореченск Мира 5", "tikhorechensk", "Мира"),
        ("нет проезда Лесная 5 Сосновинка", "sosnovinka", "Лесная"),
        ("СНТ Сосновинка, 4", "", "СНТ Сосновинка"),
    ):
        said = reader.read(text)
        assert (said.settlement.code if said.settlement else "", said.street) == (town, street), text


def test_two_towns_are_asked_about(reader: PlaceReader) -> None:
    said = reader.read("автобус из Озёрницы в Журавлиху не пришёл")
    assert ([s.code for s in said.settlements], said.sure) == (["ozyornitsa", "zhuravlikha"], False)


def test_a_town_in_small_letters_is_sure_where_the_text_begins_with_it_or_tells_of_us(reader: PlaceReader) -> None:
    for text, sure in (
        ("в кедрачах стекло разбили", True),
        ("у нас в кедрачах тоже?", True),
        ("пруд в кувшинках", False),
        ("застрял в кедрачах за рекой", False),
    ):
        said = reader.read(text)
        assert (len(said.settlements), said.sure) == (1, sure), text


def test_a_telephone_is_no_house_and_whoever_is_visited_no_street(reader: PlaceReader) -> None:
    for text, street, house in (
        ("на Лесной 112 не отвечает", "Лесная", ""),
        ("на Лесной 112 не горит фонарь", "Лесная", "112"),
        ("на Лесной 12 не отвечает домофон", "Лесная", "12"),
        ("Анна у Полевой", "", ""),
        ("Яма у Полевой", "Полевая", ""),
        ("к Полевой на приём", "", ""),
        ("к Полевой не проехать", "Полевая", ""),
        ("приём мусора у Полевой", "Полевая", ""),
        ("на Полевой 5 приём врача отменили", "Полевая", "5"),
    ):
        said = reader.read(text)
        assert (said.street, said.house) == (street, house), text


def test_ordinary_words_are_no_places(reader: PlaceReader) -> None:
    for text in (
        "лоси ходят по огородам", "старый садок сгнил", "третья верста от поворота", "маршрут 7 не пришёл",
        "жду 5 дней", "в школе 3 нет тепла", "на улице темно", "на главной улице лужи", "новая лавка 2 недели не стоит",
        "звонила на горячую линию 122", "микрорайон без воды", "на улице минус 20", "в нашем микрорайоне 5 домов",
        "Помогите нам", "у нас третий день нет воды в доме", "с 14 по 20 мая ждали", "",
    ):  # fmt: skip
        said = reader.read(text)
        assert not said.found, (text, said)


def test_what_a_street_is_like_is_no_name_where_another_has_a_house(reader: PlaceReader) -> None:
    for text, street, house in (
        ("центральная 5 сосновинка улица тёмная", "Центральная", "5"),
        ("Лесная 5, Сосновинка, улица грязная", "Лесная", "5"),
        ("сосновинка улица зелёная", "Зелёная", ""),
        ("улица тёмная 7, рядом Лесная 5", "Тёмная", "7"),
        ("двух урн на квартал мало", "", ""),
        ("на квартал одна урна", "", ""),
        ("квартал заречный 5", "квартал Заречный", "5"),
    ):
        said = reader.read(text)
        assert (said.street, said.house) == (street, house), text


def test_a_flat_an_entrance_and_a_part_of_a_house(reader: PlaceReader) -> None:
    for text, house, flat in (
        ("Мира 14, корпус 2, подъезд 3, кв. 18", "14к2", "18"),
        ("ул.Мира,д.14к2,кв.18", "14к2", "18"),
        ("Мира 14к2-18", "14к2", "18"),
        ("на Мира, в доме 14Б", "14Б", ""),
        ("Мира двадцать один, квартира пять", "21", "5"),
        ("Мира 12/3", "12/3", ""),
    ):
        said = reader.read(text)
        assert (said.street, said.house, said.flat) == ("Мира", house, flat), text
    assert reader.address(reader.read("Мира 14, кв. 18")) == "Мира, 14, кв. 18"


def test_roads_and_landmarks(reader: PlaceReader) -> None:
    assert reader.read("яма на 27-м километре трассы").kilometre == "27 км"
    assert reader.read("до Журавлихи 27 километров").kilometre == ""
    assert reader.read("у магазина «Ромашка» яма").landmark == "у магазина «Ромашка»"
    assert reader.read("остановка Вокзал").landmark == "остановка Вокзал"


def test_what_is_said_besides_the_place_is_told_apart(reader: PlaceReader) -> None:
    for text, rest in (
        ("г. Тихореченск, ул. Мира, д. 7, кв. 2", ""),
        ("в Тихореченске на ул. Мира 7", ""),
        ("у магазина Весна, Сосновинка", ""),
        ("Мира 7, дерево упало", "дерево упало"),
    ):
        assert reader.beside(text, reader.read(text)) == rest, text


def test_a_list_of_names_takes_only_names_and_asks_about_the_rest(reader: PlaceReader) -> None:
    said = reader.names("Кедрачи, Журавлиха и Новые Плёсы; Верхних и Нижних Лосях, Борки")
    assert [[s.code for s in one.settlements] for one in said] == [
        ["kedrachi"], ["zhuravlikha"], ["novye_plyosy"], ["verkhnie_losi"], ["nizhnie_losi"], [],
    ]  # fmt: skip
    assert [one.sure for one in reader.names("Сосновинка Лесная 5")] == [False]
    assert [one.municipalities for one in reader.names("Белосветский")] == [("99603000",)]
    assert not reader.names("Белосветский")[0].sure


def test_any_text_is_read_at_all(reader: PlaceReader) -> None:
    for text in (
        "(" * 5_000,
        "1-" * 3_000,
        "дом " * 2_000,
        "ул. ",
        "№",
        "кв",
        "Лесная 99999",
        "\u0130\u0130 5",
        "a" * 9_000,
    ):
        reader.read(text)
        reader.names(text)


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("у нас в квартире 12 градусов, Сосновинка, Лесная 7", ""),
        ("температура в квартире 14, Сосновинка, Лесная 7", ""),
        ("в квартире +12, Сосновинка, Лесная 7", ""),
        ("в квартире 12°, Сосновинка, Лесная 7", ""),
        ("в квартире 3 детей, мёрзнем, Сосновинка, Лесная 7", ""),
        ("Сосновинка, Лесная 7, кв 12, холодно", "12"),
        ("Сосновинка, Лесная 7, в квартире 12 холодно", "12"),
    ],
)
def test_how_warm_it_is_in_a_flat_is_no_number_of_it(reader: PlaceReader, text: str, flat: str) -> None:
    said = reader.read(text)
    assert (said.street, said.house, said.flat) == ("Лесная", "7", flat)


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("куда делся автобус номер 5, жду на остановке в Сосновинке", ""),
        ("очередь номер 14 в поликлинике, Сосновинка", ""),
        ("Медуница, дом номер 8", "8"),
        ("Сосновинка, Лесная, номер 5", "5"),
    ],
)
def test_a_number_is_a_house_only_where_a_house_or_street_is_named(reader: PlaceReader, text: str, house: str) -> None:
    assert reader.read(text).house == house


@pytest.mark.parametrize(
    "text",
    [
        "на улице Лесной в Сосновинке возле дома 5 открыт люк",
        "Лесная улица в Сосновинке, у дома 5",
        "на Лесной в Сосновинке, дом 5, не горит",
        "Батареи холодные. Дом 5, Лесная. Сосновинка",
    ],
)
def test_a_town_between_a_street_and_its_house_parts_them_not(reader: PlaceReader, text: str) -> None:
    said = reader.read(text)
    assert said.settlement is not None
    assert (said.settlement.name, said.street, said.house) == ("Сосновинка", "Лесная", "5")


@pytest.mark.parametrize(
    ("text", "town", "street", "house"),
    [
        ("Белосветск Школьная", "belosvetsk", "Школьная", ""),
        ("белосветск школьная", "belosvetsk", "Школьная", ""),
        ("Белосветск Красивая", "belosvetsk", "Красивая", ""),
        ("В Сосновинке Лесная", "sosnovinka", "Лесная", ""),
        ("Тихореченск мира", "tikhorechensk", "Мира", ""),
        ("Тихореченск Гагарина темно", "tikhorechensk", "Гагарина", ""),
        ("Яма Белосветск Школьная", "belosvetsk", "Школьная", ""),
        ("Сосновинка Садовая фонарь не горит", "sosnovinka", "Садовая", ""),
        ("сосновинка садовая не горит фонарь", "sosnovinka", "Садовая", ""),
        ("школьная белосветск", "belosvetsk", "Школьная", ""),
        ("Белосветск Набережная", "belosvetsk", "Набережная", ""),
        ("Belosvetsk Shkolnaya", "belosvetsk", "Школьная", ""),
        ("Белосветск Школная", "belosvetsk", "Школьная", ""),
        ("Белосветск Центральная больница", "belosvetsk", "", ""),
        ("Белосветск школьная столовая", "belosvetsk", "", ""),
        ("Белосветск Новая детская площадка", "belosvetsk", "", ""),
        ("Сосновинка Заречная сторона", "sosnovinka", "", ""),
        ("Тихореченск победы наши", "tikhorechensk", "", ""),
        ("сосновинка темная", "sosnovinka", "", ""),
    ],
)
def test_a_street_beside_its_town_needs_neither_its_word_nor_a_house(
    reader: PlaceReader, text: str, town: str, street: str, house: str
) -> None:
    said = reader.read(text)
    assert ([s.code for s in said.settlements], said.street, said.house) == ([town], street, house)


@pytest.mark.parametrize(
    ("text", "street", "house"),
    [
        ("на пересечении улиц Мира и Садовой в Камышеграде", "Мира", ""),
        ("tihorechensk ulica sadovaya dom 7", "Садовая", "7"),
        ("Камышеградское шоссе 4", "Камышеградское шоссе", "4"),
        ("Белосветский проезд, 3", "Белосветский проезд", "3"),
        ("3 микрорайон, 14, Яблоневогорск", "микрорайон 3", "14"),
        ("Яблоневогорск 3-й микрорайон дом 14", "микрорайон 3", "14"),
        ("в 3 микрорайоне темно", "микрорайон 3", ""),
        ("дом 14 мкр 3", "микрорайон 3", "14"),
        ("ГСК-5, Белосветск", "ГСК 5", ""),
        ("гск Волна бокс 14 Белосветск", "ГСК Волна", "14"),
        ("днп Берёзка 3-я линия 14", "СНТ Берёзка", ""),
        ("ул. Героев Труда, Мостовичи", "Героев Труда", ""),
        ("Журавлиха 8", "", "8"),
        ("Журавлиха 8 дней без света", "", ""),
        ("во 2 квартале обещали ремонт", "", ""),
    ],
)
def test_other_writings_of_streets_and_houses(reader: PlaceReader, text: str, street: str, house: str) -> None:
    said = reader.read(text)
    assert (said.street, said.house) == (street, house)


@pytest.mark.parametrize(
    ("text", "kilometre"),
    [
        ("трасса Белосветск Камышеград 40 км", "40 км"),
        ("железнодорожный переезд 45 км", "45 км"),
        ("остановка 12 км", "12 км"),
        ("трасса Белосветск – Камышеград, 34 километр", "34 км"),
        ("до школы 5 км пешком", ""),
        ("до ближайшей аптеки 20 км", ""),
        ("трасса в ямах, до дома 5 км", ""),
    ],
)
def test_a_kilometre_of_a_road_is_no_distance(reader: PlaceReader, text: str, kilometre: str) -> None:
    assert reader.read(text).kilometre == kilometre


@pytest.mark.parametrize(
    ("text", "street", "house", "flat"),
    [
        ("Набережная дом пять корпус два квартира восемнадцать", "Набережная", "5к2", "18"),
        ("Советская семь, строение три", "Советская", "7стр3", ""),
        ("ул. А. Невского 5", "Невского", "5", ""),
        ("ул. Б. Садовая 5", "Б. Садовая", "5", ""),
        ("Б. Садовая, 5", "Б. Садовая", "5", ""),
        ("СНТ «Берёзка-2», участок 15", "СНТ Берёзка-2", "15", ""),
        ("по Лесной второй день нет воды", "Лесная", "", ""),
        ("темно, Лесная, Сосновинка", "Лесная", "", ""),
        ("лесная двадцать пять бэ", "Лесная", "25б", ""),
        ("дом с номером 5 по Лесной", "Лесная", "5", ""),
        ("живу лесная двадцать два дробь четыре", "Лесная", "22/4", ""),
        ("Лесная 5 к двери не подойти", "Лесная", "5", ""),
        ("Лесная 5, корпус закрыт", "Лесная", "5", ""),
        ("ул. Салтыкова-Щедрина, д. 5", "Салтыкова-Щедрина", "5", ""),
        ("ул. Героев-сапёров 10", "Героев-сапёров", "10", ""),
        ("1-й Садовый переулок дом 3", "1-й Садовый переулок", "3", ""),
        ("в 3-м Речном переулке темно", "3-й Речной переулок", "", ""),
        ("на 1-й Садовой, 5", "1-я Садовая", "5", ""),
        ("тихий переулок дом 8 кв 2", "Тихий переулок", "8", "2"),
        ("в тихом переулке дом мечты", "", "", ""),
        ("между домами 3 и 5 по Школьной", "Школьная", "3", ""),
        ("между 3 и 5 домом по Школьной", "Школьная", "3", ""),
        ("между 3-м и 5-м домами по Школьной", "Школьная", "3", ""),
        ("с 1 по 15 дом по Лесной нет воды", "Лесная", "", ""),
        ("от дома 3 до дома 21 по Школьной", "Школьная", "", ""),
        ("Лесная, дома 2-10", "Лесная", "", ""),
        ("у дома 2-10 по Лесной", "Лесная", "2", "10"),
        ("Лесная с 5 по 9", "Лесная", "", ""),
        ("from 1 to 15 Lesnaya street", "Лесная", "", ""),
        ("3 дома по Лесной без воды", "Лесная", "", ""),
        ("у 3 дома по Лесной", "Лесная", "3", ""),
        ("в 14-м доме по Садовой", "Садовая", "14", ""),
        ("по Лесной 2-й день нет воды", "Лесная", "", ""),
        ("Лесная, 5-й подъезд", "Лесная", "", ""),
        ("на Мира 18:30 пробка", "Мира", "", ""),
        ("на Мира в 23-00 шум", "Мира", "", ""),
        ("на Мира 9-этажный дом", "Мира", "", ""),
        ("на Мира 100% темнота", "Мира", "", ""),
        ("Ленина от Мира до Садовой", "Ленина", "", ""),
        ("микрорайон Южный, Мира 14", "Мира", "14", ""),
        ("Южный мкр дом 14", "микрорайон Южный", "14", ""),
        ("на Мира 2 полосы перекрыты", "Мира", "", ""),
        ("на Лесной с 5 утра нет воды", "Лесная", "", ""),
        ("дом 14 корпус 2 Мира", "Мира", "14к2", ""),
        ("Мира 14, второй корпус, 4 квартира", "Мира", "14к2", "4"),
        ("СНТ Красная горка, 7", "СНТ Красная Горка", "7", ""),
        ("СНТ Лесная яма на дороге", "СНТ Лесная", "", ""),
        ("общежитие 3 на Заводской", "Заводская", "3", ""),
        ("барак 10 семей", "", "", ""),
        ("мост через Белую рухнул", "", "", ""),
        ("через Садовую не пройти", "Садовая", "", ""),
        ("на Сад\u00adовой, дом 5", "Садовая", "5", ""),
    ],
)
def test_what_people_say_of_a_house_is_read(reader: PlaceReader, text: str, street: str, house: str, flat: str) -> None:
    said = reader.read(text)
    assert (said.street, said.house, said.flat) == (street, house, flat)


def test_a_kilometre_may_stand_before_its_number(reader: PlaceReader) -> None:
    assert reader.read("км 33, поворот на Медуницу").kilometre == "33 км"
    assert reader.read("до школы км 5 пешком").kilometre == ""


def test_who_a_street_is_named_after_and_which_of_two_it_is_belong_to_its_name(reader: PlaceReader) -> None:
    for text, street, house in (
        ("Белосветск, улица имени Гагарина, 4", "Гагарина", "4"),
        ("ул. им. Чапаева, 6, Тихореченск", "Чапаева", "6"),
        ("площадь имени Ленина в Мостовичах", "площадь Ленина", ""),
        ("второй речной переулок дом шесть", "2-й Речной переулок", "6"),
        ("во втором доме на Речной улице темно", "Речная", "2"),
        ("5 квартал дом 3 Тихореченск", "квартал 5", "3"),
        ("3 квартал кончился, дом 5 не готов", "", "5"),
    ):
        said = reader.read(text)
        assert (said.street, said.house) == (street, house), text
