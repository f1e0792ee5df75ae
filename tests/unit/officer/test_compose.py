"""Composing a notice: two paths that never meet, every field from one screen, nothing lost, nothing sent unasked."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from handlers.event import Attachment, AttachmentKind, Kind
from handlers.notices.content import Area, Circle, Street
from handlers.notices.life import hands_of
from handlers.officer.compose_routes import BEFORE, ON_DRAFT
from storage.changes import Query
from tests.unit.citizen.phone import ADMIN, PHOTO
from tests.unit.officer.study import BORIS, Study, at_another_phone, presses_as

ACT = Attachment(AttachmentKind.DOCUMENT, "doc-1", name="act.pdf", size=1_000)
FLOOD_ADVICE = "Уходите на возвышенность сейчас"


# -- the beginning --------------------------------------------------------------------------------
async def test_in_the_admin_chat_there_is_only_a_link_to_the_private_one(study: Study) -> None:
    await study.in_admin_chat("/notice")
    (said,) = study.admin_chat
    assert "в личном чате" in said.text
    assert [b.url for row in said.message.buttons for b in row] == [
        "https://t.me/bot?start=notice", "https://vk.me/club2?ref=notice",
    ]  # fmt: skip
    assert await study.notices() == []


@pytest.mark.parametrize("how", ["/notice", "/start notice"])
async def test_the_first_screen_has_two_paths(study: Study, how: str) -> None:
    await study.says(how)
    assert study.labels == ["🔴 Настоящее оповещение", "🎓 Учения", "Закрыть"]


async def test_the_link_of_vk_opens_it_too(study: Study) -> None:
    await study.happens(study.event(text="Начать", ref="notice"))
    assert "🎓 Учения" in study.labels


async def test_a_citizen_is_refused_and_an_officer_who_left_the_admin_chat_is_one(study: Study) -> None:
    stranger = at_another_phone(study, "telegram", "500")
    await stranger.says("/notice")
    assert "дежурные центра" in stranger.last.text
    await stranger.press_data("d_path:0")
    assert "могут только дежурные" in stranger.toasts[-1]
    await study.begins()
    study.gone = {"77"}
    await study.says("Сосновинка")
    assert (await study.content()).area.empty
    await study.press_data("d_region:1")
    assert (await study.content()).area.empty


@pytest.mark.parametrize("drill", [False, True])
async def test_every_screen_says_which_path_it_is_on(study: Study, drill: bool) -> None:
    await study.completes(drill=drill)
    seen = 0
    for word in [*ON_DRAFT, "d_sum"]:
        if word in ("d_del", "d_delyes", "d_submit", "d_close"):
            continue
        await study.press_data(f"{word}:1")
        text = study.screen.text
        assert text.startswith("🎓 УЧЕНИЯ" if drill else "🔴 НАСТОЯЩЕЕ ОПОВЕЩЕНИЕ"), (word, text)
        assert text.endswith("Настоящим это оповещение не станет.") == drill, (word, text)
        seen += 1
    assert seen > 40


async def test_no_button_turns_one_path_into_the_other(study: Study) -> None:
    await study.completes(drill=True)
    before = await study.content()
    for word in ON_DRAFT:
        if word not in ("d_del", "d_delyes"):
            for argument in ("1", "1:0", "1:1", "1:False", "1:0:0:0", "1:drill:0"):
                await study.press_data(f"{word}:{argument}")
                assert (await study.content()).drill
                assert (await study.notices())[0].drill == 1
    for word in BEFORE:
        await study.press_data(f"{word}:0:flood:4")
    assert (await study.notices())[0].drill == 1
    assert before.drill


# -- templates and own ----------------------------------------------------------------------------
async def test_a_template_and_an_area_are_all_that_a_usual_notice_takes(study: Study) -> None:
    await study.begins("Тонкий лёд")
    assert "Где это?" in study.screen.text
    await study.says("Сосновинка, Журавлиха и Новые Плёсы")
    content = await study.content()
    assert (content.kind, content.severity, content.drill) == ("flood", 3, False)
    assert content.area == Area(settlements=("sosnovinka", "zhuravlikha", "novye_plyosy"))
    assert content.texts["ru"].startswith("Лёд тонкий")
    assert content.texts["en"].startswith("The ice")
    assert content.todo["ru"].startswith("Поднимите вещи")
    assert content.until == (await study.notices())[0].created_at + 72 * 3_600_000
    assert "Всё заполнено" in study.screen.text


async def test_what_a_template_leaves_open_has_to_be_filled_in(study: Study) -> None:
    await study.begins("Нет отопления")
    await study.presses("Весь регион")
    await study.presses("На одобрение")
    assert "осталось «…»" in study.screen.text
    assert "Обещают включить к …" in study.screen.text
    assert (await study.notices())[0].state == "draft"
    await study.presses("Текст")
    await study.says("Нет отопления. Включим к 18:00.")
    await study.presses("Текст")
    await study.presses("English")
    await study.presses("Убрать этот язык")
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_the_buttons_of_every_screen_fit_into_both_messengers(study: Study) -> None:
    await study.completes()
    await study.press_data("d_setkind:1:heat")
    for word in [*(w for w in ON_DRAFT if w not in ("d_del", "d_delyes", "d_submit")), "d_sum"]:
        await study.press_data(f"{word}:1")
        rows = study.screen.message.buttons
        assert len(rows) <= 6, word
        assert sum(map(len, rows)) <= 10, word
        assert all(len(row) <= 5 and len(b.label) <= 40 and len(b.data.encode()) <= 64 for row in rows for b in row), (
            word
        )
    for data in ("d_path:0", "d_path:1:1", "d_tpl:0:", "d_kinds0:0:1", "d_kind0:0:flood", "d_new:0"):
        await study.press_data(data)
        rows = study.screen.message.buttons
        assert len(rows) <= 6
        assert sum(map(len, rows)) <= 10


# -- fields ---------------------------------------------------------------------------------------
async def test_kind_and_severity_change_and_the_ready_advice_follows(study: Study) -> None:
    await study.completes()
    assert FLOOD_ADVICE in (await study.content()).todo["ru"]
    await study.presses("Ещё…")
    await study.presses("Опасность")
    await study.presses("Осторожно")
    assert (await study.content()).severity == 2
    assert "Поднимите вещи" in (await study.content()).todo["ru"]
    await study.presses("О чём")
    await study.presses("Погода")
    assert (await study.notices())[0].kind == "weather"
    assert "Без нужды не выходите" in (await study.content()).todo["ru"]


async def test_words_of_ones_own_are_not_overwritten_by_advice(study: Study) -> None:
    await study.completes()
    await study.presses("Что делать")
    await study.says("Идите в школу № 2.")
    await study.press_data("d_setsev:1:2")
    assert (await study.content()).todo == {"ru": "Идите в школу № 2.", "en": (await study.content()).todo["en"]}
    await study.presses("← Назад")
    await study.presses("Что делать")
    await study.presses("Ничего не советовать")
    assert (await study.content()).todo == {}
    assert "Не сказано, что делать" in study.screen.text
    await study.presses("Что делать")
    await study.presses("Взять готовый совет")
    assert "Поднимите вещи" in (await study.content()).todo["ru"]


async def test_a_text_in_another_language_and_what_lacks_falls_back(study: Study) -> None:
    await study.completes()
    assert "Нет текста на языке English" in study.screen.text
    await study.presses("Текст")
    await study.presses("English")
    await study.says("Water is rising.")
    assert (await study.content()).texts == {"ru": "Вода быстро прибывает.", "en": "Water is rising."}
    assert "Нет текста на языке" not in study.screen.text


async def test_a_text_that_the_messenger_has_split_is_one(study: Study) -> None:
    await study.begins()
    await study.says("Сосновинка")
    await study.presses("Текст")
    events = [study.event(text="Первая половина."), study.event(text="Вторая половина.")]
    await study.happens(*events)
    assert (await study.content()).texts["ru"] == "Первая половина.\nВторая половина."


async def test_a_text_that_is_too_long_changes_nothing_and_says_how_long_it_may_be(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.says("а" * 3_001)
    assert "3\u00a0001 знаков, можно не больше 3\u00a0000" in study.screen.text
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."


async def test_answers_are_switched_and_help_is_offered_only_where_somebody_watches(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Кнопки ответа")
    await study.presses("Нужна помощь")
    await study.presses("Я в безопасности")
    assert (await study.content()).ask == ("safe", "help")
    await study.press_data("d_ask:1:safe:1")  # once more, by a slip
    assert (await study.content()).ask == ("safe", "help")
    await study.press_data("d_setkind:1:roads")
    assert (await study.content()).ask == ("safe",)
    assert "«Нужна помощь» убрали" in study.screen.text
    await study.press_data("d_ask:1:help:1")
    assert (await study.content()).ask == ("safe",)
    assert "Нужна помощь" not in " ".join(study.labels)


async def test_only_some_kinds_are_repeated(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Повторять")
    await study.presses("Каждый час")
    assert (await study.notices())[0].repeat_min == 60
    await study.press_data("d_setkind:1:news")
    assert (await study.notices())[0].repeat_min == 0
    assert "Повторять" not in study.labels
    await study.press_data("d_setrep:1:60")
    assert (await study.notices())[0].repeat_min == 0
    await study.press_data("d_setkind:1:flood")
    await study.press_data("d_setrep:1:7")
    assert (await study.notices())[0].repeat_min == 0


async def test_phones_are_switched_off_and_on(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Убрать телефоны")
    assert not (await study.content()).contacts
    await study.presses("Вернуть телефоны")
    assert (await study.content()).contacts


async def test_pictures_and_documents_are_kept_apart_from_any_report_and_person(study: Study) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Фото и файлы")
    await study.says("", PHOTO, ACT)
    content = await study.content()
    assert len(content.files) == 2
    assert content.documents == content.files[1:]
    kept = (await study.store.read(Query("files_among", (json.dumps(content.files),))))[0]
    assert [(f.kind, f.report_id, f.event_id, f.person_id) for f in kept] == [("photo", 0, 0, 0), ("document", 0, 0, 0)]
    await study.says("", PHOTO)  # at the summary
    await study.says("", PHOTO)
    assert len((await study.content()).files) == 3
    assert "не больше 3 файлов" in study.screen.text


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (Attachment(AttachmentKind.VOICE, "v"), "Голос, видео и стикеры"),
        (Attachment(AttachmentKind.PHOTO, "p", size=20 * 1024 * 1024), "слишком большой"),
        (None, "Здесь нужен файл"),
    ],
)
async def test_a_file_that_does_not_fit_is_refused_with_the_reason(
    study: Study, file: Attachment | None, said: str
) -> None:
    await study.completes()
    await study.presses("Ещё…")
    await study.presses("Фото и файлы")
    await study.says("вот", *([file] if file else []))
    assert said in study.screen.text
    assert (await study.content()).files == ()
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."


async def test_until_and_later_by_a_tap_and_by_words(study: Study) -> None:
    await study.completes()
    await study.presses("До когда")
    await study.says("до 18:00")
    assert (await study.notices())[0].until == int(datetime.fromisoformat("2025-11-18T18:00+05:00").timestamp() * 1000)
    await study.presses("Ещё…")
    await study.presses("Когда отправить")
    await study.says("25.11 08:00")
    notice = (await study.notices())[0]
    assert notice.send_at == int(datetime.fromisoformat("2025-11-25T08:00+05:00").timestamp() * 1000)
    assert "Срок кончается раньше" in study.screen.text
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "draft"
    await study.presses("До когда")
    await study.presses("12 часов")
    assert (await study.notices())[0].until == notice.send_at + 12 * 3_600_000
    await study.presses("Ещё…")
    await study.presses("Когда отправить")
    await study.presses("Сразу, как одобрят")
    assert (await study.notices())[0].send_at == 0


# -- where ----------------------------------------------------------------------------------------
async def test_names_are_understood_several_at_once_and_an_unknown_one_costs_nothing(study: Study) -> None:
    await study.begins()
    await study.says("Сосновинка, Журавлихе и Новые Плюшки, Атлантида")
    assert (await study.content()).area.settlements == ("sosnovinka", "zhuravlikha")
    assert "«Новые Плюшки». Может быть: Новые Плёсы" in study.screen.text
    assert "Не знаю такого места: «Атлантида»" in study.screen.text


async def test_of_several_places_with_one_name_the_officer_says_which(study: Study) -> None:
    from dataclasses import replace

    region = study.house.region
    twin = replace(region.settlements[1], code="sosnovinka2", municipality="99602000")
    study.house.region = replace(region, settlements=(*region.settlements, twin), made={}, _by_code={})
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


@pytest.mark.parametrize("text", ["далеко", "10 м", "5000 км", "-3", "", "три километра"])
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
    assert [f.source for f in picture.message.files] == ["area:1"]
    assert len((await study.content()).area.polygons) == 2
    await study.presses("Нет, обведу заново")
    assert (await study.content()).area.empty
    await study.says(json.dumps({"type": "Polygon", "coordinates": [BOW]}))
    await study.presses("Да, оставить так")
    assert len((await study.content()).area.polygons) == 2


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
    await study.presses("Где")
    await study.presses("Улицы и дома")
    await study.presses("Сосновинка")
    await study.says("Лесная")
    await study.presses("все дома")
    assert [s.houses for s in (await study.content()).area.streets if s.name == "Лесная"] == [""]


async def test_houses_that_are_none_are_asked_again_with_an_example(study: Study) -> None:
    await study.begins("Нет воды")
    await study.press_data("d_streets:1")
    await study.says("Сосновикна")
    assert "Может быть: Сосновинка" in study.screen.text
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


# -- the summary ----------------------------------------------------------------------------------
async def test_the_count_comes_to_the_summary_and_only_there(study: Study) -> None:
    await study.completes()
    notice = (await study.notices())[0]
    assert notice.count_wanted == 1
    assert "Считаем" in study.screen.text
    notice.counted = json.dumps({"telegram": 8200, "vk": 4230, "seconds": {"telegram": 274, "vk": 3}})
    notice.count_wanted = 0
    await study.keep(notice)
    await study.ticks("n_counted", 1, notice.counted)
    assert "Telegram 8\u00a0200 ≈ 4 мин 34 с, ВКонтакте 4\u00a0230 ≈ 3 с" in study.screen.text
    await study.presses("Текст")
    await study.ticks("n_counted", 1, notice.counted)
    assert "Что случилось?" in study.screen.text


async def test_a_changed_area_is_counted_anew_and_a_changed_text_is_not(study: Study) -> None:
    await study.completes()
    notice = (await study.notices())[0]
    notice.counted, notice.count_wanted = '{"telegram": 5}', 0
    await study.keep(notice)
    await study.presses("Текст")
    await study.says("Другие слова.")
    assert (await study.notices())[0].count_wanted == 0
    await study.presses("Где")
    await study.says("Журавлиха")
    assert (await study.notices())[0].count_wanted == 1
    assert (await study.notices())[0].counted == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("В целях обеспечения безопасности не выходите.", "Казённое слово: «в целях»"),
        ("СРОЧНО ПОКИНЬТЕ ПОДВАЛЫ.", "большими буквами"),
        ("Высокопревосходительство прибывает.", "Трудное слово"),
        ("Вода " + "очень " * 21 + "быстро прибывает", "Длинное предложение"),
        ("Вода прибывает. " * 70, "Длинно: "),
    ],
)
async def test_a_text_that_is_hard_to_read_is_warned_of_and_not_refused(study: Study, text: str, said: str) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.says(text)
    assert said in study.screen.text
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "pending"


async def test_doubts_about_time_border_and_an_equal_notice_are_said(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    await study.completes()
    assert "Похожее уже есть: № 1, Сосновинка" in study.screen.text
    await study.presses("До когда")
    await study.says("через 20 минут")
    assert "меньше чем через полчаса" in study.screen.text
    await study.press_data("d_where:2")
    await study.says("60.1 63.9")
    await study.says("10 км")
    assert "До границы 190 м: Камышеградский округ" in study.screen.text


async def test_the_messages_are_shown_in_every_language_and_their_buttons_do_nothing(study: Study) -> None:
    await study.completes()
    await study.press_data("d_ask:1:safe:1")
    await study.press_data("d_see:1")
    trials = [s for s in study.chat if "ПРОБА" in s.text]
    assert [t.text.split("\n")[0] for t in trials] == [
        "ПРОБА. Никому не отправлено. Язык: Русский",
        "ПРОБА. Никому не отправлено. Язык: English. Текста на нём нет, показываем русский.",
    ]
    assert "Оповещение № 1. Оно не заменяет сирены" in trials[0].text
    assert {d for t in trials for d in t.buttons.values()} == {"d_trial"}
    assert all(t.row.notice_id == 0 for t in trials)
    assert study.chat[-1] is study.screen
    await study.press_data("d_trial")
    assert "Это проба" in study.toasts[-1]


async def test_a_trial_goes_to_all_messengers_of_the_officer_or_to_the_operators(study: Study) -> None:
    await study.completes(drill=True)
    await study.presses("Проверить")
    await study.presses("Пробу себе")
    vk = next(chat for address, chat in study.chats.items() if address.channel == "vk")
    assert [s.text.split("\n")[0].startswith("УЧЕНИЯ. Опасности нет. ПРОБА") for s in vk] == [True, True]
    assert vk[0].text.split("\n")[-1] == "УЧЕНИЯ. Опасности нет."
    await study.presses("Проверить")
    await study.presses("Пробу операторам")
    assert len(study.admin_chat) == 2
    assert (await study.notices())[0].state == "draft"


async def test_nothing_is_shown_before_there_is_a_text(study: Study) -> None:
    await study.begins()
    await study.press_data("d_see:1")
    assert "Текст на русском" in study.screen.text
    assert not any("ПРОБА" in s.text for s in study.chat)


# -- submitting -----------------------------------------------------------------------------------
async def test_a_real_notice_is_submitted_by_its_button_and_stands_in_the_admin_chat(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    notice = (await study.notices())[0]
    assert notice.state == "pending"
    assert notice.digest == (await study.content()).digest()
    assert "Вода быстро прибывает" in study.admin
    assert "ждёт второго дежурного" in study.last.text


@pytest.mark.parametrize("word", ["да", "УЧЕНИЕ", "настоящее", "1", "учения завтра", "ОПОВЕЩЕНИЕ"])
async def test_a_drill_wants_its_own_word(study: Study, word: str) -> None:
    await study.completes(drill=True)
    await study.presses("На одобрение")
    assert (await study.notices())[0].state == "draft"
    await study.says(word)
    assert (await study.notices())[0].state == "draft"
    assert "Это другое слово" in study.screen.text
    await study.says("«Учения».")
    assert (await study.notices())[0].state == "pending"


async def test_an_incomplete_one_is_not_submitted_and_all_that_is_missing_is_said(study: Study) -> None:
    await study.begins()
    await study.press_data("d_submit:1")
    assert (await study.notices())[0].state == "draft"
    for missing in ("Где это?", "Текст на русском", "До какого времени действует"):
        assert missing in study.screen.text
    await study.says("Сосновинка")
    await study.says("Вода.")
    await study.press_data("d_setuntil:1:3")
    await study.waits(4 * 3_600_000)
    await study.press_data("d_submit:1")
    assert "Срок уже прошёл" in study.screen.text


async def test_a_change_after_submitting_makes_it_a_draft_again_and_nobody_approves_the_old_one(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    panel = next(s for s in study.admin_chat if "✅ Одобрить и отправить" in s.buttons)
    approve = panel.buttons["✅ Одобрить и отправить"]
    await study.presses("Открыть")
    assert "Если изменить, снова станет черновиком" in study.screen.text
    await study.presses("Текст")
    await study.says("Вода ушла.")
    notice = (await study.notices())[0]
    assert (notice.state, notice.digest) == ("draft", "")
    await presses_as(study, BORIS, approve)
    assert (await study.notices())[0].state == "draft"
    assert "меняет текст" in study.admin


async def test_an_unchanged_look_at_a_pending_one_leaves_it_pending(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    await study.presses("Открыть")
    for data in ("d_text:1", "d_where:1", "d_until:1", "d_more:1", "d_check:1", "d_see:1", "d_sum:1"):
        await study.press_data(data)
    assert (await study.notices())[0].state == "pending"


async def test_buttons_of_a_notice_that_is_decided_answer_kindly(study: Study) -> None:
    await study.completes()
    await study.presses("На одобрение")
    notice = (await study.notices())[0]
    notice.state = "approved"
    await study.keep(notice)
    for word in ON_DRAFT:
        await study.press_data(f"{word}:1:ru")
        assert "уже нельзя менять" in study.toasts[-1]
    assert (await study.notices())[0].state == "approved"
    await study.press_data("d_text:999")
    await study.press_data("d_text:abc")
    await study.press_data("d_text:")


# -- drafts ---------------------------------------------------------------------------------------
async def test_several_drafts_are_listed_opened_and_deleted_and_survive_a_restart(study: Study) -> None:
    for template in ("Тонкий лёд", "Нет воды", "Нет света", "Сильный ветер"):
        await study.begins(template)
    study.open()
    await study.says("/notice")
    assert [label for label in study.labels if label.startswith("№")] == [
        "№ 4 · Погода", "№ 3 · Свет", "№ 2 · Вода",
    ]  # fmt: skip
    await study.presses("Ещё")
    await study.presses("№ 1")
    assert "Лёд тонкий" in study.screen.text
    await study.says("/notice")
    await study.press_data("d_del:4")
    assert "Удалить черновик № 4?" in study.screen.text
    assert (await study.notices())[3].state == "draft"
    await study.presses("Да, удалить")
    assert (await study.notices())[3].state == "cancelled"
    assert "№ 4" not in " ".join(study.labels)


async def test_a_restart_in_the_middle_of_a_field_loses_nothing(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    study.open()
    await study.says("После перезапуска.")
    assert (await study.content()).texts["ru"] == "После перезапуска."


async def test_the_same_officer_goes_on_in_the_other_messenger_and_another_one_has_his_own_list(study: Study) -> None:
    await study.completes()
    vk = at_another_phone(study, "vk", "9")
    await vk.says("/notice")
    assert any("№ 1" in label for label in vk.labels)
    await vk.presses("№ 1")
    await vk.presses("Текст")
    await vk.says("Из другого мессенджера.")
    assert (await study.content()).texts["ru"] == "Из другого мессенджера."
    other = at_another_phone(study, "telegram", BORIS)
    await other.says("/notice")
    assert not any("№ 1" in label for label in other.labels)


async def test_what_a_citizen_was_writing_is_laid_aside_and_comes_back(study: Study) -> None:
    await study.says("На улице Лесной, 5 яма")
    draft = (await study.data())["draft"]
    await study.completes()
    await study.says("/notice")
    await study.presses("Закрыть")
    assert (await study.data())["draft"] == draft
    await study.says("Ещё и темно")
    assert "Ещё и темно" in study.screen.text


async def test_cancel_goes_back_to_the_drafts_and_keeps_them(study: Study) -> None:
    await study.completes()
    await study.presses("Текст")
    await study.says("отмена")
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."
    assert (await study.notices())[0].state == "draft"


async def test_words_at_a_screen_with_buttons_only_show_it_again(study: Study) -> None:
    await study.says("/notice")
    await study.says("что тут делать")
    assert "Нажмите кнопку" in study.screen.text
    assert await study.reports() == []
    await study.completes()
    await study.says("и ещё слова")
    assert "Нажмите кнопку" in study.screen.text
    assert (await study.content()).texts["ru"] == "Вода быстро прибывает."


async def test_an_edited_message_and_a_sticker_change_nothing(study: Study) -> None:
    await study.completes()
    await study.happens(study.event(Kind.EDIT, text="Другое", message="m1"))
    await study.says("", Attachment(AttachmentKind.STICKER, "s"))
    content = await study.content()
    assert content.texts["ru"] == "Вода быстро прибывает."
    assert content.files == ()
    assert ADMIN not in study.chats
