"""Which day an answer promises: a table by hand. It is Tuesday, 18 November 2025, 11:00 in the region."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.base.promise_words import calendar_of, promise_words
from handlers.base.promised import odd_day, read_promise
from handlers.base.texts import Library
from tests.world.clock import TUESDAY
from tests.world.world import fictional

REGION = fictional()
LIBRARY = Library(ZoneInfo("UTC"))

# What is said | day and hour of what is promised, or - for nothing. A day alone is the end of its working hours.
TABLE = """
Двор почистим до пятницы.                                         | 2025-11-21 18:00
Сделаем к понедельнику                                            | 2025-11-24 18:00
Закончим до 30 ноября                                             | 2025-11-30 18:00
Работы закончат 5 декабря, приносим извинения                     | 2025-12-05 18:00
Бригада приедет завтра                                            | 2025-11-19 18:00
Приедем послезавтра до 15:00                                      | 2025-11-20 15:00
Завтра выедем, до пятницы закончим                                | 2025-11-21 18:00
Устраним в течение трёх дней                                      | 2025-11-21 18:00
Устраним в течение 3 рабочих дней                                 | 2025-11-21 18:00
Ответим в течение пяти рабочих дней                               | 2025-11-25 18:00
Ответим в течение 3-5 рабочих дней                                | 2025-11-25 18:00
В течение суток починим                                           | 2025-11-19 18:00
Через неделю заменим                                              | 2025-11-25 18:00
Через 2 часа дадим воду                                           | 2025-11-18 13:00
Заменим в ближайшие два дня                                       | 2025-11-20 18:00
До завтрашнего утра почистим                                      | 2025-11-19 18:00
До конца недели вывезем                                           | 2025-11-21 18:00
На следующей неделе поставим                                      | 2025-11-28 18:00
К концу месяца поставим                                           | 2025-11-30 18:00
До конца года отремонтируем                                       | 2025-12-31 18:00
До конца дня уберём                                               | 2025-11-18 18:00
Отремонтируем в декабре                                           | 2025-12-31 18:00
Отремонтируем до декабря                                          | 2025-11-30 18:00
Сделаем не позднее 12.12                                          | 2025-12-12 18:00
Срок — 12.12.2025                                                 | 2025-12-12 18:00
Сделаем до 10 января                                              | 2026-01-10 18:00
Сделаем в пятницу                                                 | 2025-11-21 18:00
Сделаем во вторник                                                | 2025-11-25 18:00
До вторника сделаем                                               | 2025-11-25 18:00
В следующую среду приедет мастер                                  | 2025-11-26 18:00
Сделаем не позднее 5-го декабря                                   | 2025-12-05 18:00
Вывезем к 5-му                                                    | 2025-12-05 18:00
Закончим до 20-го числа                                           | 2025-11-20 18:00
Сделаем к 3 дек.                                                  | 2025-12-03 18:00
Через пару дней починим                                           | 2025-11-20 18:00
Завтра до 9-00 дадим воду                                         | 2025-11-19 09:00
Трактор сломан, почистим к утру                                   | 2025-11-19 08:00
К вечеру дадим тепло                                              | 2025-11-18 18:00
До обеда почистим                                                 | 2025-11-18 12:00
Сделаем завтра-послезавтра                                        | 2025-11-20 18:00
Завтра или послезавтра выедем                                     | 2025-11-20 18:00
Приедем в субботу или воскресенье                                 | 2025-11-23 18:00
Приедем в субботу или в воскресенье                               | 2025-11-23 18:00
Приедем в понедельник-вторник                                     | 2025-11-25 18:00
В течение дня починим                                             | 2025-11-18 18:00
Починим в выходные                                                | 2025-11-23 18:00
На выходных всё сделали                                           | -
В пятницу, либо в понедельник                                     | 2025-11-24 18:00
Сделаем 5-6 декабря                                               | 2025-12-06 18:00
Сделаем 5 или 6 декабря                                           | 2025-12-06 18:00
С 30 ноября по 2 декабря заменим                                  | 2025-12-02 18:00
Закончим 30 ноября или 2 декабря                                  | 2025-12-02 18:00
В среду, 5 декабря, заменим                                       | 2025-12-05 18:00
Завтра выедем, в пятницу закончим                                 | 2025-11-19 18:00
К Новому году починим                                             | 2025-12-31 18:00
До Нового года отремонтируем                                      | 2025-12-31 18:00
Сделаем до 18:00                                                  | 2025-11-18 18:00
Сделаем до 18 часов                                               | 2025-11-18 18:00
Воду дадут до 24:00                                               | 2025-11-18 23:59
Воду дадут сегодня до 00:00                                       | 2025-11-18 23:59
Завтра до 24 часов дадим воду                                     | 2025-11-19 23:59
Свет дадут к полуночи                                             | 2025-11-18 23:59
Вывезем до 31-го                                                  | 2025-12-31 18:00
Дадим воду до 10:30                                               | 2025-11-19 10:30
До 15:00 завтра дадим воду                                        | 2025-11-19 15:00
Трактор выйдет завтра, почистит до 12:00                          | 2025-11-19 18:00
It will be done on Saturday or Sunday                             | 2025-11-23 18:00
It will be done by 18:00                                          | 2025-11-18 18:00
It will be done by December 5th                                   | 2025-12-05 18:00
It will be done by 5th December                                   | 2025-12-05 18:00
We will finish by Friday                                          | 2025-11-21 18:00
We will come within three days                                    | 2025-11-21 18:00
It will be done by the end of the week                            | 2025-11-21 18:00
It will be done by 30 November                                    | 2025-11-30 18:00
Уберём до 10 утра                                                 | 2025-11-19 10:00
Дадим тепло к 6 вечера                                            | 2025-11-18 18:00
Завтра в 7 вечера включат                                         | 2025-11-19 19:00
Завтра до 7 вечера включат                                        | 2025-11-19 19:00
Сделаем на след. неделе                                           | 2025-11-28 18:00
Сделаем на след неделе                                            | 2025-11-28 18:00
Уберём до конца мес.                                              | 2025-11-30 18:00
Уберём до конца тек. недели                                       | 2025-11-21 18:00
Приедем во вт                                                     | 2025-11-25 18:00
Сделаем до пт.                                                    | 2025-11-21 18:00
Починим к ср                                                      | 2025-11-19 18:00
В течение 3х дней                                                 | 2025-11-21 18:00
В течение 3-х рабочих дней                                        | 2025-11-21 18:00
В теч. 3 раб. дн.                                                 | 2025-11-21 18:00
Мастер будет минут через 40                                       | 2025-11-18 11:40
Дня через два заменим                                             | 2025-11-20 18:00
Через полчаса включат                                             | 2025-11-18 11:30
В течение получаса включат                                        | 2025-11-18 11:30
Через полтора часа                                                | 2025-11-18 13:00
Заявка № 5 в среднем ждёт, см. след. страницу                     | -
Вс. рассмотрено                                                   | -
Пт 5 дома, пол 3                                                  | -
Принимаем до 10 утра по телефону, звоните                         | -
В пятницу всё сделали                                             | -
30 октября яму засыпали                                           | -
Яму на Лесной, 5 засыпали                                         | -
Ответ дан в установленные сроки                                   | -
Приём с 9 до 18, перерыв в 13.00                                  | -
Звоните 8-800-000-00-00, доб. 12                                  | -
До свидания, спасибо за обращение                                 | -
Дом 12/3, подъезд 4, квартира 30                                  | -
Средний ремонт дороги закончен                                    | -
До дома 5 дошли, дальше нельзя                                    | -
До 31 февраля                                                     | -
Работаем с утра до вечера                                         | -
Дежурный принимает с 8:00 до вечера                               | -
Звоните до 18:00                                                  | -
Мастер работает с 8:00 до 17:00                                   | -
С 8 до 17:00 уберём                                               | -
Новый год встретили хорошо                                        | -
На 5-м этаже, 2-й подъезд                                         | -
"""


def test_the_promised_day_is_read_as_the_table_says() -> None:
    calendar, words = calendar_of(REGION), promise_words(LIBRARY)
    wrong = []
    for line in TABLE.strip().splitlines():
        text, _, wanted = (part.strip() for part in line.partition("|"))
        found = read_promise(text, TUESDAY, calendar, words)
        said = f"{datetime.fromtimestamp(found / 1000, REGION.zone):%Y-%m-%d %H:%M}" if found else "-"
        if said != wanted:
            wrong.append((text, said, wanted))
    assert wrong == []


def test_working_days_pass_over_weekends_and_the_regions_holidays() -> None:
    calendar, words = calendar_of(REGION), promise_words(LIBRARY)
    friday = int(datetime(2025, 12, 30, 11, tzinfo=REGION.zone).timestamp() * 1000)
    found = read_promise("в течение двух рабочих дней", friday, calendar, words)
    assert found
    assert datetime.fromtimestamp(found / 1000, REGION.zone).date() > date(2026, 1, 9)


def test_days_are_the_regions_not_the_machines() -> None:
    calendar, words = calendar_of(REGION), promise_words(LIBRARY)
    late = int(datetime(2025, 11, 18, 23, 30, tzinfo=REGION.zone).timestamp() * 1000)  # 18:30 in UTC
    found = read_promise("завтра", late, calendar, words)
    assert found
    assert datetime.fromtimestamp(found / 1000, REGION.zone).date() == date(2025, 11, 19)


def test_hours_are_those_that_pass_where_the_clock_is_put_back() -> None:
    zone = ZoneInfo("Europe/Berlin")
    berlin = replace(calendar_of(REGION), zone=zone)
    for now, text, wanted in (
        (datetime(2025, 10, 26, 1, 30, tzinfo=zone), "через 2 часа", "2025-10-26T02:30:00+01:00"),
        (datetime(2025, 10, 25, 23, 0, tzinfo=zone), "через 12 часов", "2025-10-26T10:00:00+01:00"),
        (datetime(2026, 3, 29, 1, 30, tzinfo=zone), "через час", "2026-03-29T03:30:00+02:00"),
        (datetime(2026, 3, 28, 20, 0, tzinfo=zone), "в течение дня", "2026-03-29T18:00:00+02:00"),
        (datetime(2026, 3, 28, 20, 0, tzinfo=zone), "до 18:00", "2026-03-29T18:00:00+02:00"),
    ):
        at = int(now.timestamp() * 1000)
        found = read_promise(text, at, berlin, promise_words(LIBRARY))
        assert found
        assert datetime.fromtimestamp(found / 1000, zone).isoformat() == wanted, text


def test_a_day_that_can_be_no_term_is_found() -> None:
    calendar, words = calendar_of(REGION), promise_words(LIBRARY)
    for text, wanted in (
        ("Сделаем до 31 февраля", ("no-such", "31 февраля")),
        ("Приедем 31-го ноября", ("no-such", "31 ноября")),
        ("Срок 30.02.2026", ("no-such", "30.02.2026")),
        ("Почистим до 15 ноября", ("past", "15 ноября")),
        ("Срок был до 15 ноября, работы закончили", None),
        ("Яму засыпали 15 ноября", None),
        ("Сделаем до 30 ноября, дом 31, корпус 2", None),
        ("Нужно 40 марок и 12 мест", None),
        ("Заменим в среду, 5 декабря", ("weekday", "среду 5 декабря")),
        ("Заменим 5 декабря, среда", ("weekday", "5 декабря среда")),
        ("Заменим до среды 05.12.2025", ("weekday", "среды 05.12.2025")),
        ("We will come on Wednesday, 5 December", ("weekday", "wednesday 5 december")),
        ("Заменим в пятницу, 5 декабря", None),
        ("Заменим 5 декабря, в среду проверим", None),
        ("Заменим в среду 25 домов, в четверг остальные", None),
    ):
        assert odd_day(text, TUESDAY, calendar, words) == wanted, text


def test_a_telephone_beside_a_month_and_signs_like_digits_are_no_day() -> None:
    calendar, words = calendar_of(REGION), promise_words(LIBRARY)
    friday = read_promise("До пятницы", TUESDAY, calendar, words)
    for number in ("84951234567", "9" * 5_000, "\u00b2", "\u2466"):
        for beside in ("Телефон {} март", "{}-{} марта", "December {}", "в течение {} дней", "до {} часов", "{} числа"):
            text = f"{beside.replace('{}', number)}. Сделаем до пятницы."
            assert odd_day(text, TUESDAY, calendar, words) is None, text[:60]
            read_promise(text, TUESDAY, calendar, words)
        assert read_promise(f"Телефон {number} март. До пятницы.", TUESDAY, calendar, words) == friday


def test_a_leap_day_of_the_coming_year_is_a_day() -> None:
    calendar, words = calendar_of(REGION), promise_words(LIBRARY)
    for year, wanted in ((2027, date(2028, 2, 29)), (2026, None)):
        now = int(datetime(year, 11, 30, 11, tzinfo=REGION.zone).timestamp() * 1000)
        found = read_promise("Сделаем до 29 февраля", now, calendar, words)
        assert (found and datetime.fromtimestamp(found / 1000, REGION.zone).date()) == wanted
        assert odd_day("Сделаем до 29 февраля", now, calendar, words) == (None if wanted else ("no-such", "29 февраля"))
