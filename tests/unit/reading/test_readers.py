"""How topics, danger and intents are read: words of the region, typing mistakes, contexts."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from handlers.base.texts import Library
from handlers.reading.danger import SCALD, DangerReader
from handlers.reading.features import FeatureReader, TextFeatures
from handlers.reading.intent import Intent, IntentReader, LastAsked
from handlers.reading.model import NONE, Model, ranked
from handlers.reading.region_words import TopicGuesser
from handlers.reading.topics import TopicReader
from storage.region.load import FICTIONAL, load_region
from storage.region.region import DANGERS
from tests.unit.reading import readers
from training.texts import KEPT, sentences


# -- topics --------------------------------------------------------------------------------
def test_a_topic_comes_with_a_probability_and_the_next_ones_after_it() -> None:
    order = readers.topics().guess("третьи сутки батареи холодные, дома мёрзнем")
    assert order[0][0] == "heating"
    assert order[0][1] > 0.5
    assert sum(chance for _, chance in order) == pytest.approx(1, abs=1e-4)
    assert [chance for _, chance in order] == sorted((chance for _, chance in order), reverse=True)


@pytest.mark.parametrize("text", ["", "привет, как тебя зовут?", "🙂", "продаю гитару"])
def test_a_text_about_nothing_has_no_topic(text: str) -> None:
    assert readers.topics().guess(text)[0][0] == NONE


def test_one_word_that_the_region_knows_is_enough() -> None:
    for text, topic in (("снег", "snow"), ("Снег!!", "snow"), ("канализация", "sewage"), ("лифт", "lifts")):
        assert readers.topics().likely(text)[0] == topic, text
    for text in ("привет", "да", "снег красивый сегодня, люблю зиму"):
        assert readers.topics().likely(text)[0] == NONE, text


@pytest.mark.parametrize(
    ("text", "topic", "danger"),
    [
        ("өйдә бик салкын, батареялар суык", "heating", ""),
        ("газ юк", "gas", ""),
        ("балалар, ярдәм! янгын", "", "fire"),
        ("світла немає вже третю годину", "electricity", ""),
        ("гарячої води немає тиждень", "hot_water", ""),
        ("дитина непритомна лежить", "", "health"),
        ("электричка опоздала на час", "buses", ""),
    ],
)
def test_words_of_neighbouring_languages_are_understood(text: str, topic: str, danger: str) -> None:
    assert readers.danger().kind_of(text) == danger
    assert topic in ("", readers.topics().likely(text)[0])


def test_what_is_hardly_likely_stands_behind_none_and_is_offered_all_the_same() -> None:
    class Unsure(Model):
        def chances(self, text: str) -> dict[str, float]:
            return {"noise": 0.2, "trade": 0.19, "post": 0.18, "lifts": 0.17, "gas": 0.16, NONE: 0.1}

    unsure = TopicReader(load_region(FICTIONAL), readers.words(), Unsure("topics", readers.features()))
    assert unsure.likely("что-то тут не так")[:4] == [NONE, "noise", "trade", "post"]


def test_a_model_that_cannot_be_read_leaves_the_regions_words(tmp_path: Path) -> None:
    broken = TopicReader(load_region(FICTIONAL), readers.words(), Model("topics", readers.features(), tmp_path))
    assert broken.likely("не чистят снег, сугробы")[0] == "snow"
    assert broken.likely("привет") == []


def test_the_longest_text_is_read_for_its_topic_within_the_bound_of_words() -> None:
    assert readers.topics().likely("яма на дороге " * 20_000)[0] == "potholes"


def test_a_topic_that_the_region_has_not_is_none() -> None:
    assert readers.model("topics").likely("к терапевту в поликлинику не записаться, талонов нет")[0][0] == "doctor"
    region = load_region(FICTIONAL)
    fewer = dataclasses.replace(region, topics=tuple(t for t in region.topics if t.code != "doctor"))
    reader = TopicReader(fewer, TopicGuesser(fewer), readers.model("topics"))
    assert reader.guess("к терапевту в поликлинику не записаться, талонов нет")[0][0] == NONE


def test_a_topic_that_only_the_region_knows_is_found_by_its_words() -> None:
    region = load_region(FICTIONAL)
    own = dataclasses.replace(region.topics[0], code="beavers", words=("бобер", "бобер плотина"))
    mended = dataclasses.replace(region, topics=(*region.topics, own))
    reader = TopicReader(mended, TopicGuesser(mended), readers.model("topics"))
    assert "beavers" in [code for code, _ in reader.guess("бобры построили плотину у моста")[:3]]
    assert dict(reader.guess("батареи холодные")).get("beavers", 0) < 0.01


def test_the_words_of_a_regions_own_topic_count_for_no_less_once_it_was_learned() -> None:
    region = load_region(FICTIONAL)
    own = dataclasses.replace(region.topics[0], code="beavers", words=("бобер", "бобер плотина"))
    mended = dataclasses.replace(region, topics=(*region.topics, own))
    reader = TopicReader(mended, TopicGuesser(mended), Model("topics", readers.features()))
    text = "бобры построили плотину у моста"
    before = dict(reader.guess(text))["beavers"]
    known = readers.model("topics").weights
    column = np.full((len(known.features), 1), -127, np.int8)
    reader.learned(
        dataclasses.replace(
            known,
            labels=(*known.labels, "beavers"),
            weights=np.hstack([known.weights, column]),
            scales=np.append(known.scales, known.scales.max()),
            shifts=np.append(known.shifts, known.shifts.min()),
        )
    )
    assert dict(reader.guess(text))["beavers"] >= before
    reader.learned(None)
    assert dict(reader.guess(text))["beavers"] == before


# -- danger --------------------------------------------------------------------------------
def test_a_place_that_is_hardly_known_and_a_neighbours_water_are_no_danger() -> None:
    for text in ("не знаю точного адреса, рядом с рынком", "точного адреса не знаю, возле вокзала",
                 "адрес неизвестен, где-то у рынка", "меня топит сосед", "соседи топят сверху",
                 "сосед залил квартиру"):  # fmt: skip
        assert readers.danger().kind_of(text) == "", text
    for text in ("мне плохо с сердцем", "маме плохо с сердцем", "у меня сердечный приступ"):
        assert readers.danger().kind_of(text) == "health", text


def test_without_a_usable_model_the_kind_comes_from_the_words_of_the_region(tmp_path: Path) -> None:
    region = dataclasses.replace(load_region(FICTIONAL), dangers={"health": ("укусить гадюка",)})
    words = TopicGuesser(dataclasses.replace(region, danger_words=(*region.danger_words, "укусить гадюка")))
    reader = DangerReader(words, Model("danger", FeatureReader(words), tmp_path))
    assert (reader.is_danger("сына укусила гадюка"), reader.known_kind("сына укусила гадюка")) == (True, "health")
    assert (reader.is_danger("пахнет газом"), reader.known_kind("пахнет газом")) == (True, "")
    assert (reader.is_danger("не чистят снег"), reader.known_kind("не чистят снег")) == (False, "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("в квартире сильно пахнет газом", "gas"),
        ("пахнит газам на кухне", "gas"),
        ("горит сарай, огонь уже на крыше", "fire"),
        ("мальчик провалился под лёд", "ice"),
        ("оборванный провод искрит на тротуаре", "electricity"),
        ("мужчина лежит без сознания, не дышит", "health"),
        ("стая собак напала на женщину", "animals"),
    ],
)
def test_danger_has_its_kind(text: str, kind: str) -> None:
    assert readers.danger().kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "тонем в мусоре, вывезите",
        "сгорела лампочка в подъезде",
        "фонарь третий день не горит",
        "Фонарь у переезда не горит, Кирпичная, 9",
        "и светофор на Кирпичной не горит",
        "На кухне одна конфорка не горит",
        "газа нет с обеда, почему?",
        "что случилось с водой в нашем квартале?",
        "что с газом в посёлке",
        "В Ключах на Кирпичной, 9",
        "когда зальют каток",
        "привет",
    ],
)
def test_sayings_and_complaints_are_no_danger(text: str) -> None:
    assert readers.danger().kind_of(text) == ""


def test_the_regions_words_of_a_kind_say_which_kind_it_is() -> None:
    region = load_region(FICTIONAL)
    text = "лодку с человеком унесло, он тонет"
    mended = dataclasses.replace(region, dangers={"trapped": ("лодка унести",)})
    assert DangerReader(TopicGuesser(mended), readers.model("danger")).kind_of(text) == "trapped"
    assert readers.danger().kind_of(text) == "water"


def test_every_kind_is_learned_or_told_by_words_alone_and_a_region_may_name_it() -> None:
    assert {*readers.model("danger").weights.labels, SCALD} == {*DANGERS, NONE}


def test_one_word_is_danger_only_where_it_names_one() -> None:
    found = {word for word in ["дом", "собака", "вода", "газ", "бабушка", "пожар", "тонет", "тону", "горит", "медведь",
                               "взрыв", "угарный"]
             if readers.danger().is_danger(word)}  # fmt: skip
    assert found == {"пожар", "тонет", "тону", "горит", "медведь", "взрыв"}
    assert not readers.danger().is_danger("у мамы")


def test_a_danger_is_found_in_one_sentence_of_a_long_complaint() -> None:
    complaint = (
        "Пишу третий раз насчёт квитанций: начислили за домофон, которого нет, инженер не отвечает, перерасчёта нет. "
        "{} Мусор тоже вывозят через раз, баки без крышек. Прошу ответить письменно и в установленный срок."
    )
    for told, kind in (
        ("В подвале сильно пахнет газом.", "gas"),
        ("У школы открытый люк, крышки нет.", "shaft"),
        ("Сейчас дети бегают по тонкому льду на пруду.", "ice"),
    ):
        assert readers.danger().kind_of(complaint.format(told)) == kind, told
    assert readers.danger().kind_of(complaint.format("Двор не метут, лавки сломаны.")) == ""


def test_parts_of_a_text_are_read_as_they_are_alone_and_look_nothing_up() -> None:
    text = "В подвале пахнет газом. Мусор не вывозят с 5 мая!"
    reader = FeatureReader(readers.words())
    for part, read in zip(text.split(". "), reader.read_parts(text, text.split(". ")), strict=True):
        alone = FeatureReader(readers.words()).read_apart(part)
        assert _all_of(read) == _all_of(alone), part
    without, word = reader.read_parts("нет света", ["воды", "света"])
    assert len(without.words) < len(word.words)


def _all_of(text: TextFeatures) -> list[list[float]]:
    arrays = [*((word.features, word.weights) for word in text.words), (text.features, text.values, text.weights)]
    return [each.tolist() for found in arrays for each in found]


def test_a_text_is_read_alike_by_its_words_and_as_a_whole() -> None:
    complaint = "Света нет, света нет с утра, света нигде нет! Дети мерзнут, детям холодно, дом 5, дом 7."
    reader = FeatureReader(readers.words())
    for text in (complaint, "", "5", "не горит, не пахнет", *(s.text for s in sentences("danger", KEPT)[::20])):
        for task in ("topics", "danger", "intents"):
            model = Model(task, reader)
            whole = ranked(model.weights, reader.read(text))
            assert model.likely(text) == whole, text
            assert model.likely(text) == whole, text  # its words are known now


def test_a_model_that_learned_anew_knows_no_word_from_before() -> None:
    model = Model("danger", FeatureReader(readers.words()))
    shipped, before = model.weights, model.likely("пахнет газом")
    model.use(dataclasses.replace(shipped, weights=-shipped.weights))
    assert model.likely("пахнет газом") != before
    model.use(None)
    assert model.likely("пахнет газом") == before


# -- intents -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("👍", Intent.YES),
        ("👍🏽", Intent.YES),
        ("👎", Intent.NO),
        ("Да.", Intent.YES),
        ("нет", Intent.NO),
        ("не решено", Intent.NOT_SOLVED),
        ("решено!", Intent.SOLVED),
        (".", Intent.ALIVE),
        ("есть новости?", Intent.STATUS),
        ("вы кто", Intent.ABOUT),
        ("спасибо большое 🙏", Intent.THANKS),
        ("Hello", Intent.GREETING),
    ],
)
def test_short_answers_are_known_by_the_vocabulary(text: str, intent: Intent) -> None:
    assert readers.intents().intent(text)[0] == intent
    assert readers.intents().intent(text)[1] > 0.9


def test_an_answer_to_is_it_solved_is_solved_or_not() -> None:
    for text, intent in (("да", Intent.SOLVED), ("👍", Intent.SOLVED), ("нет", Intent.NOT_SOLVED)):
        assert readers.intents().intent(text, LastAsked.SOLVED)[0] == intent
    assert readers.intents().intent("не, всё ещё не починили", LastAsked.SOLVED)[0] == Intent.NOT_SOLVED


def test_what_was_asked_makes_an_intent_likelier() -> None:
    text = "нет, воды так и нет"
    asked = dict.fromkeys((LastAsked.NOTHING, LastAsked.SOLVED), 0.0)
    for each in asked:
        intent, chance = readers.intents().intent(text, each)
        asked[each] = chance if intent == Intent.NOT_SOLVED else 0.0
    assert asked[LastAsked.SOLVED] > asked[LastAsked.NOTHING]


def test_what_was_said_before_is_an_addition() -> None:
    for text in ("я же писала: столб у пекарни", "Говорила же, дом за клубом"):
        assert readers.intents().intent(text, LastAsked.REPORT)[0] == Intent.ADDITION, text


def test_who_asks_who_answers_here_is_no_sign_of_life() -> None:
    for text in ("а вы вообще кто такие", "это бот отвечает или человек?"):
        assert readers.intents().intent(text, LastAsked.REPORT)[0] == Intent.ABOUT, text


def test_a_question_is_no_answer() -> None:
    assert readers.intents().named("работает?") is None
    assert readers.intents().named("работает") == Intent.SOLVED


def test_every_intent_is_learned_and_has_a_chance() -> None:
    assert set(readers.model("intents").weights.labels) == set(Intent)


def test_the_vocabulary_has_a_phrase_in_one_intent_only() -> None:
    reader = IntentReader(Library(ZoneInfo("UTC")), readers.model("intents"))
    seen: dict[tuple[str, ...], Intent] = {}
    twice = []
    for intent, phrases in reader._vocabulary().items():
        twice += [(phrase, seen[phrase], intent) for phrase in phrases if phrase in seen]
        seen |= dict.fromkeys(phrases, intent)
    assert twice == []


# -- hostile texts -------------------------------------------------------------------------
def test_no_text_breaks_a_reader() -> None:
    letters = random.Random(7)
    made_up = " ".join("".join(letters.choices("бвгджзклмнпрст", k=7)) for _ in range(5_000))
    for text in ("а" * 50_000, made_up, "\ud800", "́" * 3_000, "-" * 9_000, "1 " * 20_000, "ΞΩ 漢字 ١٢٣"):
        assert readers.topics().guess(text)
        assert readers.danger().kind_of(text) in {"", *DANGERS}
        assert readers.intents().intent(text)[0] in Intent
