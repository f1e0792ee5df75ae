"""Which answers sound like an excuse: a table by hand, with the words that come with the program."""

from __future__ import annotations

from pathlib import Path

from handlers.reports.excuses import SHORTEST, faults_of
from storage.region.answer_words import AnswerWords
from storage.region.answers import read_answers
from storage.region.faults import RegionFault
from storage.region.load import FICTIONAL, load_region

ASKS, TELLS = "Когда уберут снег во дворе на Лесной, 5?", "Снег во дворе на Лесной, 5"

# What the author asked for (?) or told (.), the answer | what is found in it, or nothing.
TABLE = """
? Бригада проведёт уборку двора, мы следим за тем, как она работает, спасибо вам         | no-date
? Двор внесён в список на уборку, мастер участка знает о нём и сам проверит работу       | no-date
. Двор внесён в список на уборку, мастер участка знает о нём и сам проверит работу       |
? Двор уберут в пятницу, 21 ноября. Трактор придёт после обеда, уберите машины           |
? Трактор придёт к 15:00, пожалуйста, переставьте машины с проезда до его приезда        |
? Снег уже убран, трактор прошёл по двору два раза, дорожки посыпали песком               |
? Работы завершены, подрядчик сдал двор, фотографии приложили к этому ответу, спасибо    |
. Ваше обращение принято к сведению, спасибо вам за неравнодушие к своему городу          | empty
. Уборка двора будет проведена в кратчайшие сроки, приносим извинения за неудобства       | empty
. Вопрос взят на контроль, о результатах сообщим дополнительно по телефону или письмом    | empty
. Данный вопрос рассмотрен в установленном порядке, нарушений на участке не выявлено      | officialese
. На территории осуществляется уборка снега силами коммунальной службы посёлка            | officialese
? В рамках муниципального контракта планируется уборка, необходимые меры принимаются      | no-date empty officialese
. Трактор прошёл, двор чистый                                                              |
? Да, сделаем                                                                              |
. We will look into it as soon as possible and let you know about the results, thank you  | empty
. Лампу поменяли, фонарь у третьего подъезда горит. Если погаснет снова, напишите нам     |
. Яму закроют щебнем, а весной положат новый асфальт на всей улице от школы до моста      |
"""


def test_what_is_found_in_an_answer_is_what_the_table_says() -> None:
    words = load_region(FICTIONAL).answers
    wrong = []
    for line in TABLE.strip().splitlines():
        said, _, wanted = (part.strip() for part in line.partition("|"))
        asked, text = (ASKS if said[0] == "?" else TELLS), said[1:].strip()
        found = " ".join(fault.code for fault in faults_of(text, words, asked=asked, dated="пятницу" in text))
        if found != wanted:
            wrong.append((text, found, wanted))
    assert wrong == []


def test_the_words_that_it_was_seen_by_are_named() -> None:
    words = load_region(FICTIONAL).answers
    text = "Данный  ВОПРОС рассмотрен, ответ направлен вам почтой, ждите его до конца недели"
    assert [(f.code, f.words) for f in faults_of(text, words, asked=TELLS, dated=True)] == [
        ("officialese", "данный вопрос")
    ]


def test_a_short_answer_is_not_read_and_a_long_one_is_called_long() -> None:
    words = AnswerWords(officialese=("в рамках",), longest=200)
    short = "В рамках контракта".ljust(SHORTEST, ".")
    assert faults_of(short, words, asked=ASKS, dated=False) == ()
    assert [f.code for f in faults_of(f"{short}.", words, asked=TELLS, dated=False)] == ["officialese"]
    assert [f.code for f in faults_of("слово " * 40, words, asked=TELLS, dated=False)] == ["long"]


def test_a_word_within_another_is_not_meant() -> None:
    words = AnswerWords(empty=("на контроле",), officialese=("данн* вопрос*",))
    text = "Вы на контролера не сердитесь: он преданный вопросам города человек, и всё исправит"
    assert faults_of(text, words, asked=TELLS, dated=False) == ()


def test_the_region_s_own_words_stand_in_place_of_those_of_the_program(tmp_path: Path) -> None:
    found: list[RegionFault] = []
    (tmp_path / "answers.toml").write_text('officialese = ["по линии"]\nlongest = 300\n', encoding="utf-8")
    words, _ = read_answers(tmp_path, found)
    assert (words.officialese, words.empty, words.longest) == (("по линии",), (), 300)
    assert found == []


def test_a_mistake_in_the_file_is_named(tmp_path: Path) -> None:
    for text, key in (
        ('officialeze = ["по линии"]', "officialeze"),
        ("empty = [1]", "empty"),
        ("longest = 1", "longest"),
    ):
        found: list[RegionFault] = []
        (tmp_path / "answers.toml").write_text(text, encoding="utf-8")
        read_answers(tmp_path, found)
        assert [fault.key for fault in found] == [key], text
