"""Where: names, municipalities, points, polygons, streets; nothing is guessed, nothing mended silently."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from handlers.base.event import Attachment, AttachmentKind
from handlers.notices.content import Area, Circle, Street
from handlers.notices.moves import hands_of
from handlers.notices.outlines import read_ref
from storage.changes import Query
from tests.unit.officer.study import Study


async def test_names_are_understood_several_at_once_and_an_unknown_one_costs_nothing(study: Study) -> None:
    await study.begins()
    await study.says("Сосновинка, Журавлихе и Новые Плюшки, Атлантида")
    assert (await study.content()).area.settlements == ("sosnovinka", "zhuravlikha")
    assert "Не знаю такого места: «Атлантида»" in study.screen.text
    assert "«Новые Плюшки». Вы имели в виду" in study.screen.text
    assert "📍 Сосновинка, Журавлиха" in study.screen.text, "what was understood is kept and shown"
    await study.presses("Новые Плёсы, ")
    assert (await study.content()).area.settlements == ("sosnovinka", "zhuravlikha", "novye_plyosy")


async def test_a_name_that_is_only_like_others_is_a_button_for_each_and_one_for_none(study: Study) -> None:
    """Of settlements and of municipalities; one question after the other, and nothing is taken by itself."""
    await study.begins()
    await study.says("Сасновинке, Камышиградский округ, Белосвецкий округ")
    assert (await study.content()).area.empty
    asked = []
    for answer in ("Сосновинка", "Камышеградский", "Ничего из этого"):
        asked.append(study.screen.text)
        assert "Ничего из этого" in study.labels
        await study.presses(answer)
    assert all("Вы имели в виду" in text for text in asked), asked
    assert not any("есть в нескольких местах" in text for text in asked)
    area = (await study.content()).area
    assert (area.settlements, area.municipalities) == (("sosnovinka",), ("99602000",))


async def test_none_of_the_names_leads_back_to_the_question_where(study: Study) -> None:
    await study.begins()
    await study.says("Сасновинке")
    await study.presses("Ничего из этого")
    assert (await study.content()).area.empty
    assert "«Сасновинке»" in study.screen.text
    assert "Весь регион" in study.labels
    await study.says("Журавлиха")
    assert (await study.content()).area.settlements == ("zhuravlikha",)


async def test_the_town_of_an_outage_that_is_mistyped_is_a_button(study: Study) -> None:
    await study.begins("Нет света")
    await study.presses("Улицы и дома")
    await study.says("Новые Плюшки")
    assert "Вы имели в виду" in study.screen.text
    await study.presses("Новые Плёсы")
    assert "Какая улица" in study.screen.text or "улиц" in study.screen.text.lower()


async def test_of_several_places_with_one_name_the_officer_says_which(study: Study) -> None:
    region = study.shared.region
    twin = replace(region.settlements[1], code="sosnovinka2", municipality="99602000")
    study.shared.region = replace(region, settlements=(*region.settlements, twin), made={}, _by_code={})
    study.open()
    await study.begins()
    await study.says("Сосновинка, Журавлиха")
    assert (await study.content()).area.settlements == ("zhuravlikha",)
    assert study.labels[:3] == [
        "Сосновинка, Тихореченский городской окр…", "Сосновинка, Камышеградский округ", "Все",
    ]  # fmt: skip
    await study.presses("Камышеградский")
    assert (await study.content()).area.settlements == ("zhuravlikha", "sosnovinka2")


async def test_municipalities_are_switched_one_by_one_and_a_double_tap_is_one(study: Study) -> None:
    await study.begins()
    await study.presses("Районы и округа")
    await study.presses("Камышеградский округ")
    await study.press_data("d_muni:1:0:99602000:1")
    await study.presses("Белосветский")
    assert (await study.content()).area.municipalities == ("99602000", "99603000")
    await study.presses("✅ Камышеградский округ")
    assert (await study.content()).area.municipalities == ("99603000",)


async def test_the_whole_region_replaces_names_and_a_name_replaces_the_region(study: Study) -> None:
    await study.begins()
    await study.says("Сосновинка")
    await study.presses("Где")
    await study.presses("Весь регион")
    assert (await study.content()).area == Area(region=True)
    await study.presses("Где")
    await study.says("Журавлиха")
    assert (await study.content()).area == Area(settlements=("zhuravlikha",))


async def test_a_point_and_a_radius(study: Study) -> None:
    await study.begins()
    await study.sends_place(60.31, 63.52)
    await study.presses("3 км")
    await study.presses("Где")
    await study.says("60,42 63,31")
    await study.says("700 м")
    assert (await study.content()).area.circles == (Circle(60.31, 63.52, 3_000), Circle(60.42, 63.31, 700))
    assert "3 км вокруг точки, Тихореченск" in study.screen.text


@pytest.mark.parametrize("text", ["далеко", "10 м", "5000 км", "-3", "", "три дня"])
async def test_a_distance_that_is_none_is_asked_again(study: Study, text: str) -> None:
    await study.begins()
    await study.sends_place(60.31, 63.52)
    await study.says(text or " ")
    assert "Не понял расстояние" in study.screen.text
    await study.says("1,5 км")
    assert (await study.content()).area.circles == (Circle(60.31, 63.52, 1_500),)


async def test_a_place_outside_the_region_is_refused(study: Study) -> None:
    await study.begins()
    await study.sends_place(55.75, 37.61)
    await study.presses("10 км")
    assert "не в нашем регионе" in study.screen.text
    assert (await study.content()).area.empty


async def test_a_polygon_point_after_point(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    for text in ("60.30 63.40", "60.30 63.60"):
        await study.says(text)
    assert "Готово" not in study.labels
    await study.sends_place(60.40, 63.50)
    await study.says("чепуха")
    assert "Не понял точку" in study.screen.text
    await study.presses("Готово")
    ((ring),) = (await study.content()).area.polygons
    assert ring == ((60.3, 63.4), (60.3, 63.6), (60.4, 63.5), (60.3, 63.4))
    assert "внутри: Тихореченск" in study.screen.text


async def test_the_last_point_is_taken_back_once(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    for text in ("60.30 63.40", "60.30 63.60", "60.40 63.50"):
        await study.says(text)
    await study.press_data("d_undraw:1:3")
    await study.press_data("d_undraw:1:3")
    assert (await study.data())["points"] == [[60.3, 63.4], [60.3, 63.6]]


BOW = [[63.4, 60.3], [63.6, 60.4], [63.6, 60.3], [63.4, 60.4], [63.4, 60.3]]


async def test_a_polygon_that_crosses_itself_is_mended_before_ones_eyes(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    await study.says(json.dumps({"type": "Polygon", "coordinates": [BOW]}))
    assert "пересекала сама себя около точки 60.35" in study.screen.text
    picture = study.chat[-1]
    assert "Площадь не изменилась: 61,2 км²." in study.screen.text
    shown = read_ref(picture.message.files[0].source)
    assert shown is not None
    assert (shown.notice, shown.marks) == (1, ((60.35, 63.5),))
    assert shown.lines == (tuple((lat, lon) for lon, lat in BOW),)
    assert len((await study.content()).area.polygons) == 2
    await study.presses("Нет, обведу заново")
    assert (await study.content()).area.empty
    await study.says(json.dumps({"type": "Polygon", "coordinates": [BOW]}))
    await study.presses("Да, оставить так")
    assert len((await study.content()).area.polygons) == 2


async def test_a_polygon_that_cannot_be_used_is_shown_as_it_came(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    flat = [[63.4, 60.3], [63.6, 60.3], [63.5, 60.3], [63.4, 60.3]]
    await study.says(json.dumps({"type": "Polygon", "coordinates": [flat]}))
    assert "лежат на одной линии" in study.screen.text
    picture = study.chat[-1]
    assert "Ошибка около точки 60.3000 63." in picture.text
    shown = read_ref(picture.message.files[0].source)
    assert shown is not None
    assert (shown.notice, shown.lines) == (0, (tuple((lat, lon) for lon, lat in flat),))
    assert len(shown.marks) == 1
    assert (await study.content()).area.empty


async def test_points_on_one_line_are_shown_too_and_words_are_not(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    for text in ("60.30 63.40", "60.30 63.50", "60.30 63.60"):
        await study.says(text)
    await study.presses("Готово")
    assert "лежат на одной линии" in study.screen.text
    assert [f.source.partition(":")[0] for f in study.chat[-1].message.files] == ["outline"]
    pictures = sum(1 for one in study.chat if one.message.files)
    await study.says("{")
    assert "не GeoJSON" in study.screen.text
    assert sum(1 for one in study.chat if one.message.files) == pictures


async def test_geojson_comes_as_a_document_too(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    await study.says("", Attachment(AttachmentKind.DOCUMENT, "d", name="зона.geojson", size=500))
    assert "Читаем файл" in study.screen.text
    number = (await study.data())["file"]
    square = [[63.4, 60.3], [63.6, 60.3], [63.6, 60.4], [63.4, 60.4], [63.4, 60.3]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [square]}}
    await study.ticks("n_file", "telegram:77", json.dumps({"file": number, "text": json.dumps(feature)}))
    assert len((await study.content()).area.polygons) == 1
    assert (await study.store.read(Query("file_by_id", (number,))))[0] == []
    assert hands_of((await study.notices())[0]) >= {"telegram:77"}


async def test_geojson_is_an_answer_to_the_question_where(study: Study) -> None:
    await study.begins()
    square = [[63.4, 60.3], [63.6, 60.3], [63.6, 60.4], [63.4, 60.4], [63.4, 60.3]]
    await study.says(json.dumps({"type": "Polygon", "coordinates": [square]}))
    assert len((await study.content()).area.polygons) == 1


async def test_a_screen_with_very_much_on_it_still_is_one_message(study: Study) -> None:
    await study.begins("Нет воды")
    await study.press_data("d_town:1:sosnovinka")
    for number in range(50):
        await study.happens(study.event(text=f"Очень Длинное Название Улицы {number}: 1–15, 20, 22к2, 31–47"))
        study.at += 6_000
    await study.press_data("d_text:1")
    await study.says("Отключена вода и т. д. " * 130)
    await study.press_data("d_todo:1")
    await study.says("Запаситесь водой. " * 160)
    assert "и ещё 42" in study.screen.text
    assert len(study.screen.text) < 4_096
    await study.press_data("d_see:1")
    await study.press_data("d_del:1")


async def test_a_document_that_nobody_waits_for_any_more_changes_nothing(study: Study) -> None:
    await study.begins()
    await study.presses("Область на карте")
    await study.says("", Attachment(AttachmentKind.DOCUMENT, "d", name="a.json", size=500))
    number = (await study.data())["file"]
    await study.press_data("d_sum:1")
    square = [[63.4, 60.3], [63.6, 60.3], [63.6, 60.4], [63.4, 60.3]]
    text = json.dumps({"type": "Polygon", "coordinates": [square]})
    await study.ticks("n_file", "telegram:77", json.dumps({"file": number, "text": text}))
    assert (await study.content()).area.empty
    await study.presses("Где")
    await study.presses("Область на карте")
    await study.says("", Attachment(AttachmentKind.DOCUMENT, "d", name="a.exe", size=500))
    assert "Нужен GeoJSON" in study.screen.text
    await study.says("", Attachment(AttachmentKind.DOCUMENT, "d", name="a.json", size=5_000_000))
    assert "слишком большой" in study.screen.text


async def test_streets_and_houses_of_an_outage(study: Study) -> None:
    await study.begins("Нет воды")
    await study.presses("Улицы и дома")
    await study.says("Сосновинка")
    await study.says("ул. Лесная")
    await study.says("1–15, 20, 22к2")
    await study.says("пер. Садовый: нечётные 1-9")
    await study.presses("Готово")
    assert (await study.content()).area.streets == (
        Street("sosnovinka", "Лесная", "1–15, 20, 22к2"), Street("sosnovinka", "переулок Садовый", "нечётные 1–9"),
    )  # fmt: skip
    assert "Сосновинка, Лесная: 1–15, 20, 22к2" in study.screen.text
    await study.presses("Назад")
    await study.presses("Где")
    await study.presses("Улицы и дома")
    await study.presses("Сосновинка")
    await study.says("Лесная")
    await study.presses("все дома")
    assert [s.houses for s in (await study.content()).area.streets if s.name == "Лесная"] == [""]


async def test_streets_of_an_outage_are_written_where_its_place_is_asked_for(study: Study) -> None:
    await study.begins("Нет воды")
    await study.says("Лесная и Сосновинка")
    assert (await study.content()).area.streets == (), "all of the settlement is meant"
    await study.press_data("d_where:1")
    await study.says("на Лесной и Садовой в Сосновинке")
    assert (await study.content()).area.streets == (Street("sosnovinka", "Лесная"), Street("sosnovinka", "Садовая"))
    assert (await study.content()).area.settlements == ()
    await study.press_data("d_where:1")
    await study.says("Журавлиха, Лесная, 5")
    assert (await study.content()).area.streets[2:] == (Street("zhuravlikha", "Лесная", "5"),)


async def test_where_no_street_counts_the_settlement_is_asked_about(study: Study) -> None:
    await study.begins()
    await study.says("на Лесной и Садовой в Сосновинке")
    assert (await study.content()).area.empty
    assert any("Сосновинка" in label for label in study.labels)


async def test_houses_that_are_none_are_asked_again_with_an_example(study: Study) -> None:
    await study.begins("Нет воды")
    await study.press_data("d_streets:1")
    await study.says("Сосновикна")
    assert "Сосновинка" in " ".join(study.labels)
    await study.says("Сосновинка")
    await study.says("!!!")
    assert "Не понял улицу" in study.screen.text
    await study.says("Лесная")
    for text, said in (("школа", "«школа»"), ("15–1", "Сначала меньший"), ("☂", "Не понял дома")):
        await study.says(text)
        assert said in study.screen.text
    await study.says("5")
    assert (await study.content()).area.streets == (Street("sosnovinka", "Лесная", "5"),)


async def test_one_wrong_place_is_taken_away_and_a_double_tap_takes_one(study: Study) -> None:
    await study.begins()
    await study.says("Сосновинка, Журавлиха")
    await study.press_data("d_where:1")
    await study.sends_place(60.31, 63.52)
    await study.presses("1 км")
    await study.press_data("d_where:1")
    await study.sends_place(60.18, 63.27)
    await study.presses("1 км")
    await study.presses("Где")
    await study.presses("Убрать лишнее")
    data = next(d for label, d in study.screen.buttons.items() if "Тихореченск" in label)
    await study.press_data(data)
    await study.press_data(data)
    assert (await study.content()).area.circles == (Circle(60.18, 63.27, 1_000),)
    await study.presses("Сосновинка")
    assert (await study.content()).area.settlements == ("zhuravlikha",)
    await study.presses("Убрать всё")
    assert (await study.content()).area.empty
