"""What citizens write, and what it is taken for."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from handlers.reading import region_words
from handlers.reading import words as reading_words
from handlers.reading.region_words import TopicGuesser
from handlers.reading.words import DISTINCT, UNKNOWN
from storage.region.load import FICTIONAL, load_region

SENTENCES = [
    ("Батареи холодные третий день, в квартире 14 градусов, ребенок болеет", "heating"),
    ("когда дадут отопление???", "heating"),
    ("у нас еле тёплые радиаторы, мёрзнем", "heating"),
    ("в доме холодно, топят плохо", "heating"),
    ("Прорвало теплотрассу на Кленовой, пар валит", "heating"),
    ("нет горячей воды уже неделю", "hot_water"),
    ("отключили горячую воду без предупреждения, помыться негде", "hot_water"),
    ("Горячая вода чуть тёплая, сливаем по полчаса", "hot_water"),
    ("ГВС нет с понедельника, ул. Лесная 4", "hot_water"),
    ("из крана течёт ржавая вода", "water_quality"),
    ("Вода воняет тухлым яйцом, пить невозможно", "water_quality"),
    ("мутная вода с песком, стирать нельзя", "water_quality"),
    ("Нет холодной воды второй день", "cold_water"),
    ("слабый напор воды на пятом этаже", "cold_water"),
    ("во дворе не чистят снег, не пройти с коляской", "snow"),
    ("Тротуар сплошной лёд, бабушка упала", "snow"),
    ("сосульки над подъездом висят, сейчас упадут", "snow"),
    ("Замело дорогу до деревни, скорая не проедет", "snow"),
    ("скользко очень, посыпьте хоть чем-нибудь!", "snow"),
    ("гололёд у школы, дети падают", "snow"),
    ("огромная яма на дороге возле магазина", "potholes"),
    ("Пробил колесо в выбоине на Садовой", "potholes"),
    ("асфальт провалился, машины объезжают по встречке", "potholes"),
    ("дорога убитая, ямы по колено", "potholes"),
    ("когда сделают ремонт дороги в Журавлихе", "potholes"),
    ("Открытый люк возле детского сада", "manholes"),
    ("люк без крышки на тротуаре, темно, провалиться можно", "manholes"),
    ("украли крышку колодца на Речной", "manholes"),
    ("За гаражами свалка, кто-то вываливает строительный мусор", "dumps"),
    ("Самосвалы свозят отходы в лес и сваливают у ручья", "dumps"),
    ("в овраге навалили мусора и покрышек", "dumps"),
    ("несанкционированная свалка на берегу", "dumps"),
    ("брошенная машина во дворе, третий год гниет", "abandoned_cars"),
    ("Стоит ржавый жигули без колёс, занимает место", "abandoned_cars"),
    ("уберите автохлам с парковки", "abandoned_cars"),
    ("Бесхозный автомобиль мешает чистить двор", "abandoned_cars"),
    ("канализация течёт во двор, вонь страшная", "sewage"),
    ("Засорилась канализация, из унитаза лезет", "sewage"),
    ("фекалии в подвале по щиколотку", "sewage"),
    ("нечистоты льются прямо на улицу из люка", "sewage"),
    ("на детской площадке сломаны качели", "playgrounds"),
    ("горка развалилась, торчат гвозди, ребёнок порезался", "playgrounds"),
    ("Песочница без песка, карусель сломана", "playgrounds"),
    ("поставьте лавочки и турники во дворе", "playgrounds"),
    ("автобус 12 опять не пришёл, ждали сорок минут", "buses"),
    ("маршрутка проехала мимо остановки", "buses"),
    ("Водитель автобуса нахамил пенсионерке", "buses"),
    ("отменили рейс в Медуницу, как ехать на работу", "buses"),
    ("расписание на остановке не соответствует", "buses"),
    ("дети бегают по тонкому льду на пруду", "thin_ice"),
    ("Рыбаки выходят на лёд, он уже трещит", "thin_ice"),
    ("полынья у моста, не огорожена", "thin_ice"),
    ("по реке ходят, лёд ещё слабый", "thin_ice"),
    ("паводок, вода подошла к дому", "flooding"),
    ("затопило огород и погреб, вода прибывает", "flooding"),
    ("после дождя двор плавает, ливневка не работает", "flooding"),
    ("река вышла из берегов, улицу Луговую топит", "flooding"),
    ("мусор не вывозят две недели", "rubbish"),
    ("Контейнеры переполнены, собаки растаскивают", "rubbish"),
    ("на контейнерной площадке бардак, баки полные", "rubbish"),
    ("мусоровоз не приезжал с прошлой среды", "rubbish"),
    ("не могу записаться к врачу, талонов нет", "doctor"),
    ("В поликлинике нет терапевта уже месяц", "doctor"),
    ("до регистратуры не дозвониться", "doctor"),
    ("фап закрыт, фельдшер уволился", "doctor"),
    ("педиатр не принимает, ребенок с температурой", "doctor"),
    ("The radiators are cold, we are freezing", "heating"),
    ("no hot water since Monday", "hot_water"),
    ("brown tap water", "water_quality"),
    ("nobody clears the snow in our yard", "snow"),
    ("a huge pothole near the shop", "potholes"),
    ("manhole cover is missing", "manholes"),
    ("someone is dumping waste in the forest", "dumps"),
    ("abandoned car in the yard for two years", "abandoned_cars"),
    ("the swings on the playground are broken", "playgrounds"),
    ("the bus did not come again", "buses"),
    ("children on the thin ice of the river", "thin_ice"),
    ("our street is flooded", "flooding"),
    ("rubbish bins are overflowing", "rubbish"),
    ("I cannot get a doctor's appointment", "doctor"),
    ("в подьезде дубак, батареи ледяные", "heating"),
    ("дома +15 сидим в куртках", "heating"),
    ("Второй стояк не греет, управляйка молчит", "heating"),
    ("почему до сих пор не включили отопление в школе", "heating"),
    ("горячая вода холодная, платим как за горячую", "hot_water"),
    ("вторую неделю греем воду в тазиках", "hot_water"),
    ("из горячего крана идёт ледяная вода", "hot_water"),
    ("вода из под крана жёлтая с осадком", "water_quality"),
    ("колонка в Сосновинке на улице Полевой не работает", "cold_water"),
    ("воды нет с утра во всём доме", "cold_water"),
    ("вода с запахом хлорки", "water_quality"),
    ("Дороги не чищены, сугробы по пояс", "snow"),
    ("Грейдер прошёл и завалил нам въезд снегом", "snow"),
    ("упала на крыльце поликлиники, лёд не посыпан", "snow"),
    ("на крыше огромные сосульки", "snow"),
    ("тротуар как каток", "snow"),
    ("на перекрёстке яма, уже двое колёса пробили", "potholes"),
    ("дорогу размыло, не проехать", "potholes"),
    ("асфальт положили и он уже рассыпался", "potholes"),
    ("Дорога к кладбищу ужасная", "potholes"),
    ("у дома 5 колодец без крышки", "manholes"),
    ("провалилась в люк нога у ребёнка", "manholes"),
    ("Люк болтается, машины бьют по нему", "manholes"),
    ("выбрасывают мусор прямо в лес за посёлком", "dumps"),
    ("возле реки устроили помойку", "dumps"),
    ("кучи веток и хлама лежат на пустыре с лета", "dumps"),
    ("машина без номеров стоит во дворе полгода", "abandoned_cars"),
    ("во дворе гниёт старая газель", "abandoned_cars"),
    ("сгоревшая машина стоит на парковке месяц", "abandoned_cars"),
    ("в подвале стоит вода из канализации, воняет на весь подъезд", "sewage"),
    ("септик соседа течёт на дорогу", "sewage"),
    ("вонь из подвала, сточные воды", "sewage"),
    ("качели скрипят и шатаются, опасно для детей", "playgrounds"),
    ("обещали детский городок и не построили", "playgrounds"),
    ("скамейка сломана во дворе", "yards"),
    ("почему 7 маршрут ходит раз в час", "buses"),
    ("в автобусе холодно, двери не закрываются", "buses"),
    ("кондуктор не дал билет", "buses"),
    ("автобус не остановился на остановке", "buses"),
    ("Машины ездят по льду озера, переправа закрыта", "thin_ice"),
    ("школьники катаются на льдинах", "thin_ice"),
    ("снегоходы на реке, лёд тонкий", "thin_ice"),
    ("талая вода заливает подвал", "flooding"),
    ("огромная лужа, не пройти к школе", "flooding"),
    ("уровень реки поднимается, боимся", "flooding"),
    ("подтопило улицу Заречную", "flooding"),
    ("баки не опустошают, крысы бегают", "rubbish"),
    ("когда вывезут мусор с улицы Лесной", "rubbish"),
    ("нет контейнера для мусора на нашей улице", "rubbish"),
    ("вокруг бачков завалы", "rubbish"),
    ("талон к окулисту только через два месяца", "doctor"),
    ("в больнице грубят и не принимают", "doctor"),
    ("скорая ехала два часа", "ambulance"),
    ("Не выписывают льготные лекарства", "medicines"),
    ("heating is off in our block", "heating"),
    ("the road is full of holes", "potholes"),
    ("sewage is leaking into the street", "sewage"),
    ("water is rising near our house", "flooding"),
    ("snow has not been cleared for days", "snow"),
    ("the garbage truck has not come", "rubbish"),
    ("на Мира третью ночь не горят фонари", "lighting"),
    ("идём со смены в темноте, освещения ноль", "lighting"),
    ("в квартире пропал свет, соседи тоже без света", "electricity"),
    ("напряжение 160 вольт, техника горит", "electricity"),
    ("когда газифицируют Липовичи, газовая труба рядом", "gas"),
    ("лифт опять застрял на шестом", "lifts"),
    ("домофон сломан, в подъезд заходит кто хочет", "entrances"),
    ("на лестничной клетке не убирают с лета", "entrances"),
    ("кровля течёт, обои отвалились", "roofs"),
    ("в платёжке долг, которого нет", "management"),
    ("ТСЖ не показывает отчёт", "management"),
    ("сухое дерево вот-вот упадёт на крышу", "trees"),
    ("борщевик выше человека вдоль Полевой", "trees"),
    ("бездомные собаки у магазина, дети боятся", "stray_animals"),
    ("корова опять разгуливает по трассе", "stray_animals"),
    ("тротуар раскопали и бросили, плитка горой", "pavements"),
    ("светофор на Школьной не переключается", "traffic_signs"),
    ("зебра стёрлась у садика", "traffic_signs"),
    ("на остановке нет крыши, павильон снесли", "stops"),
    ("паркуются прямо на газоне", "parking"),
    ("учитель физики уволился, урок не ведут", "schools"),
    ("не дают место в детский сад", "kindergartens"),
    ("пособие на второго ребёнка не пришло", "benefits"),
    ("дом аварийный, расселения ждём десять лет", "housing"),
    ("коляску не поднять, пандуса нет", "accessibility"),
    ("в аптеке нет инсулина", "medicines"),
    ("дохлая рыба на озере", "rivers"),
    ("вонь с завода, дышать нечем", "air"),
    ("сосед сверлит по ночам", "noise"),
    ("просрочку продают в магазине на Мира", "trade"),
    ("интернет не работает, вышка молчит", "internet"),
    ("посылка потерялась, почта разводит руками", "post"),
    ("сосед захватил мой участок, межевание оспаривает", "land"),
    ("на кладбище разрушены могилы", "cemeteries"),
    ("бассейн закрыт второй год", "sport"),
    ("библиотеку закрывают", "culture"),
    ("в сквере разбили фонтан", "parks"),
    ("где ёлка и новогодний концерт", "holidays"),
    ("соседи жгут мусор и сухую траву", "fire_safety"),
    ("the street lights are off", "lighting"),
    ("the lift is broken again", "lifts"),
    ("stray dogs near the school", "stray_animals"),
]

DANGER = [
    "В подъезде сильно пахнет газом",
    "запах газа на площадке второго этажа",
    "утечка газа!!!",
    "ПОЖАР на Кленовой 5",
    "горит квартира на третьем этаже",
    "горят мусорные контейнеры",
    "из окна идёт дым",
    "человек тонет в реке",
    "мальчик провалился под лёд",
    "Открытый люк возле школы",
    "возле садика открыли люк и ушли",
    "люк без крышки",
    "оголённый провод торчит из столба",
    "провод под напряжением лежит на земле",
    "оборвало провода, искрят",
    "был взрыв в подвале",
    "рыбаков унесло на льдине",
    "обрушился балкон",
    "крыша рухнула",
    "I can smell gas in the hallway",
    "open manhole near the school",
    "house on fire",
    "a man is drowning",
    "live wire on the ground",
    "пожарная машина не может проехать, пожар!",
]

HARMLESS = [
    "",
    "газета не приходит",
    "вытоптали газон",
    "газель припаркована на клумбе",
    "дайте денег на газификацию",
    "не горит фонарь у дома",
    "в доме не горит свет в подъезде",
    "двор тонет в грязи",
    "Пожарный гидрант замело снегом",
    "яма на дороге",
    "качели сломаны",
    "нет горячей воды",
    "лёд на тротуаре",
    "автобус не пришёл",
    "the fire truck station is closed",
    "спасибо",
]


@pytest.fixture(scope="module")
def guesser() -> TopicGuesser:
    return TopicGuesser(load_region(FICTIONAL))


def test_a_citizens_sentence_is_taken_for_what_it_is_about(guesser: TopicGuesser) -> None:
    missed = [(text, topic, guesser.guess(text)) for text, topic in SENTENCES if guesser.guess(text)[:1] != [topic]]
    assert len(SENTENCES) >= 60
    assert not missed, "\n".join(map(str, missed))


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_heard(guesser: TopicGuesser, text: str) -> None:
    assert guesser.is_danger(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_no_alarm_is_raised_over_harmless_words(guesser: TopicGuesser, text: str) -> None:
    assert not guesser.is_danger(text)


@pytest.mark.parametrize("text", ["", "   ", "привет", "🙂🙂", "12345", "\u0000", "-- --", "спасибо большое"])
def test_a_text_without_a_topic_gets_none(guesser: TopicGuesser, text: str) -> None:
    assert guesser.guess(text) == []


def test_several_topics_come_likeliest_first(guesser: TopicGuesser) -> None:
    assert guesser.guess("снег, снег и сугробы, да ещё автобус")[:2] == ["snow", "buses"]


def test_yo_and_capitals_make_no_difference(guesser: TopicGuesser) -> None:
    assert guesser.lemmas("ЛЁД Лед лёд") == guesser.lemmas("лед")
    assert guesser.guess("ТОНКИЙ ЛЁД НА РЕКЕ") == guesser.guess("тонкий лед на реке")


def test_lemmas_are_dictionary_forms_each_once(guesser: TopicGuesser) -> None:
    lemmas = guesser.lemmas("Ямы, ямами и ямы на дорогах")
    assert "яма" in lemmas
    assert "дорога" in lemmas
    assert len(lemmas) == len(set(lemmas))


def test_a_very_long_text_is_read_without_harm(guesser: TopicGuesser) -> None:
    assert guesser.guess("яма на дороге " * 20_000)[0] == "potholes"


@pytest.mark.parametrize("text", ["\u0378 снег", "\ue000\ue001", "п\u0380р", "\U000e0001тег", "𝒮𝓃ℯℊ", "ﻙﺏ снег"])
def test_letters_that_no_dictionary_knows_do_no_harm(guesser: TopicGuesser, text: str) -> None:
    guesser.guess(text)
    guesser.is_danger(text)


# -- what a text may cost --------------------------------------------------------------------------
class Counting:
    """The dictionary, with a count of the words that were looked up in it."""

    def __init__(self, analyzer: Any) -> None:
        self.analyzer, self.parsed = analyzer, list[str]()
        self.dictionary = analyzer.dictionary

    def parse(self, word: str) -> Any:
        self.parsed.append(word)
        return self.analyzer.parse(word)

    def word_is_known(self, word: str) -> bool:
        return bool(self.analyzer.word_is_known(word))


def counting(guesser: TopicGuesser, monkeypatch: pytest.MonkeyPatch) -> Counting:
    for memory in (reading_words.looked_up, reading_words.is_listed):
        memory.cache_clear()  # other tests' words are in it
    guesser.guess("снег")
    guesser.is_danger("снег")
    count = Counting(reading_words.analyzer())
    monkeypatch.setattr(reading_words, "analyzer", lambda: count)
    monkeypatch.setattr(region_words, "analyzer", lambda: count)
    return count


def made_up(count: int, seed: int) -> str:
    """Words that no dictionary has, four thousand characters of them for 500."""
    letters = random.Random(seed)
    return " ".join("".join(letters.choices("бвгджзклмнпрст", k=7)) for _ in range(count))


def test_made_up_words_cost_no_more_than_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    guesser = TopicGuesser(load_region(FICTIONAL))
    count = counting(guesser, monkeypatch)
    messages = [made_up(500, number) for number in range(40)]
    for message in messages:
        guesser.is_danger(message)
    guesser.guess("\n".join(messages))
    parsed = [word for message in messages for word in message.split() if word in count.parsed]
    assert len(parsed) <= 40 * UNKNOWN, "of each message a few words, and of the whole draft none again"
    assert len(count.parsed) < 40 * UNKNOWN + 2_000, "the region's own words are put into all their forms once"


def test_real_words_have_a_bound_too_and_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    guesser = TopicGuesser(load_region(FICTIONAL))
    count = counting(guesser, monkeypatch)
    words = sorted({word for text, _ in SENTENCES for word in re.findall("[а-яё]+", text.lower())})
    assert len(words) > DISTINCT
    for _ in range(5):
        guesser.lemmas(" ".join(words))
    assert len(count.parsed) <= DISTINCT


@pytest.mark.parametrize("danger", ["пожаром", "пахло газом", "подъезд горел", "полыхает"])
def test_danger_is_found_at_the_end_of_the_longest_text(danger: str) -> None:
    guesser = TopicGuesser(load_region(FICTIONAL))
    assert guesser.is_danger(danger), "the region names it"
    assert guesser.is_danger(f"{made_up(4_000, 1)} {danger}")
    assert not guesser.is_danger(made_up(4_000, 1))


def test_a_topic_is_found_beyond_what_is_looked_up_in_any_of_its_forms() -> None:
    guesser = TopicGuesser(load_region(FICTIONAL))
    for words, topic in (("не чистят снега", "snow"), ("ямами на дороге", "potholes"), ("кучи мусора", "dumps")):
        assert guesser.guess(f"{made_up(600, 2)} {words}")[:1] == guesser.guess(words)[:1] == [topic], words


def test_a_word_without_end_is_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    guesser = TopicGuesser(load_region(FICTIONAL))
    count = counting(guesser, monkeypatch)
    guesser.is_danger("а" * 50_000 + "-" + "-".join(made_up(3_000, 3).split()))
    assert len(count.parsed) < 2_000
    assert max(map(len, count.parsed)) <= 40
