"""What people wrote when they tried the program, in other words: all of it must be read as it was meant."""

from __future__ import annotations

import pytest

from handlers.reading.intent import Intent, LastAsked
from handlers.reading.model import NONE
from tests.unit.reading import readers


def test_dangers_that_no_word_names_are_seen_with_their_kind() -> None:
    told = {
        "ребята вышли на лёд, он тонкий": "ice",
        "внук на тонком льду у моста": "ice",
        "горим, помогите": "fire",
        "помойка горит, огонь у стены": "fire",
        "провод упал на тротуар": "electricity",
        "столб с проводами упал на дорогу": "electricity",
        "дерево рухнуло на провода": "electricity",
        "крышку люка украли, колодец открыт": "shaft",
        "люк открыт у садика": "shaft",
        "мужчина не дышит": "health",
        "соседка угорела, лежит": "gas",
        "в лифте застряла девочка": "trapped",
        "бесхозная сумка на вокзале": "object",
        "стая собак кидается на детей": "animals",
    }
    read = {text: readers.danger().kind_of(text) for text in told}
    assert {text: kind for text, kind in read.items() if not kind} == {}
    assert sum(read[text] == kind for text, kind in told.items()) >= len(told) - 1


@pytest.mark.parametrize(
    "text",
    ["пахнит газам", "запох газа в подъезде", "пажар в сарае", "провад искрит на дороге", "чиловек не дышет"],
)
def test_danger_is_seen_through_a_wrong_letter(text: str) -> None:
    assert readers.danger().kind_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "по уши утонули в мусоре",
        "лампочка на этаже сгорела, замените",
        "у соседей дым коромыслом, гуляют",
        "помираем от скуки, откройте клуб",
        "пожар потушили ещё вчера, спасибо",
        "смотрели фильм про пожар, страшно",
        "по какому телефону звонить, если запахнет газом?",
        "цены на проезд просто убивают",
        "лёд во дворе посыпьте песком",
        "автобус застрял в пробке, опоздал на работу",
        "позовите человека",
        "дайте поговорить с живым человеком",
        "у меня возле дома яма",
        "во дворе яма на яме, машину жалко",
        "люк на дороге грохочет под колёсами",
        "соседи курят, дым идёт ко мне в окно",
    ],
)
def test_sayings_complaints_and_what_is_over_are_no_danger(text: str) -> None:
    assert readers.danger().kind_of(text) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("гарью тянет из подъезда, Сосновинка, Лесная 5", "fire"),
        ("дым коромыслом из подвала", "fire"),
        ("курят в подъезде дым коромыслом", ""),
        ("гарью тянет с полигона второй день", ""),
        ("жена без чувств", "health"),
        ("хата горыть", "fire"),
        ("күршедә өй яна", "fire"),
        ("Яна, здравствуйте", ""),
        ("вчера гарью тянуло, уже проветрилось", ""),
        ("сосед без чувства юмора", ""),
        ("автобус на ладан дышит", ""),
        ("автобус на ладан дышит, из мотора дым", "fire"),
        ("лифт на ладан дышит. Соседка не дышит!", "health"),
        ("заперли дверь на чердак", ""),
        ("заперли чердак и ушли, а там внук", "trapped"),
        ("заперли дверь на чердак, сильно пахнет газом", "gas"),
        ("упал с качелей, синяк", ""),
        ("упал с качелей, синяк, теряет сознание", "health"),
        ("на чердаке заперли кого-то, стучит", "trapped"),
        ("замерзаем, дома двенадцать, двое детей", ""),
        ("а всё, уже ушла вода", ""),
        ("вода ушла, но подвал топит", "water"),
        ("сын ушёл в воду и не вынырнул", "water"),
        ("какая-то труба шипит и пар идёт", ""),
        ("шипит газовый баллон и пар идёт", "gas"),
        ("труба шипит пару часов", "gas"),
        ("Яна йорт салды", ""),
    ],
)
def test_a_pair_of_words_decides_where_it_is_certain(text: str, kind: str) -> None:
    assert readers.danger().kind_of(text) == kind


def test_who_swears_or_writes_in_an_unknown_language_means_no_branch_and_no_car() -> None:
    told = {
        "когда дорогу сделаете, суки": "potholes",
        "где автобус, сука": "buses",
        "сухие суки над дорожкой": "trees",
        "сука во дворе кусается, стая": "stray_animals",
        "суки": NONE,
        "suv yoq": NONE,
        "fucking road": "potholes",
        "an suv is parked on the pavement": "parking",
        "течёт стояк": "sewage",
        "течёт стояк отопления": "heating",
    }
    assert {text: readers.topics().likely(text)[0] for text in told} == told


def test_answers_to_is_it_solved_are_understood_in_words() -> None:
    told = {
        "ага, спасибо, дали": Intent.SOLVED,
        "решили, благодарю": Intent.SOLVED,
        "нет, тепла нет": Intent.NOT_SOLVED,
        "всё такая же темнота": Intent.NOT_SOLVED,
        "батареи как были ледяные, так и есть": Intent.NOT_SOLVED,
        "не решили": Intent.NOT_SOLVED,
        "👎": Intent.NOT_SOLVED,
        "👍": Intent.SOLVED,
    }
    assert {text: readers.intents().intent(text, LastAsked.SOLVED)[0] for text in told} == told


def test_what_is_no_answer_is_not_taken_for_one_because_something_was_asked() -> None:
    for text in ("а за чей счёт это делали", "и кому теперь платить за окно", "соседи тоже интересуются"):
        intent, sure = readers.intents().intent(text, LastAsked.SOLVED)
        assert intent not in (Intent.SOLVED, Intent.YES) or sure < 0.6, text


def test_questions_about_ones_own_report_are_no_reports() -> None:
    for text in ("ну чё там", "есть чего нового?", "когда уже приедут-то", "any updates?", "и где ответ?"):
        assert readers.intents().intent(text, LastAsked.REPORT)[0] == Intent.STATUS, text


def test_topics_that_a_region_needs_are_found() -> None:
    told = {
        "на Полевой ни один фонарь не горит": "lighting",
        "весь дом сидит без света, розетки не работают": "electricity",
        "лифт стоит вторые сутки": "lifts",
        "из крана ни капли, напора нет": "cold_water",
        "собаки стаей ходят у рынка": "stray_animals",
        "тратуар не почистели, лёд": "snow",
        "асвальт провалился на Лесной": "potholes",
    }
    assert {text: readers.topics().guess(text)[0][0] for text in told} == told
