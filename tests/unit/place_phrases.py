"""One table of places as people write them, for every door: phrase, settlement, street, house."""

from __future__ import annotations

PLAIN = """
Сосновинка|sosnovinka
в Сосновинке|sosnovinka
в деревне Сосновинке|sosnovinka
д. Сосновинка|sosnovinka
пос. Сосновинка|sosnovinka
посёлок Сосновинка|sosnovinka
пос. Сосновинка Тихореченского округа|sosnovinka
Сосновинка (Тихореченский г.о.)|sosnovinka
под Сосновинкой|sosnovinka
возле Сосновинки|sosnovinka
СОСНОВИНКА|sosnovinka
сосновинка|sosnovinka
Sosnovinka|sosnovinka
near Sosnovinka|sosnovinka
Тихореченск|tikhorechensk
г. Тихореченск|tikhorechensk
г Тихореченск|tikhorechensk
город Тихореченск|tikhorechensk
в Тихореченске|tikhorechensk
из Тихореченска|tikhorechensk
до Тихореченска|tikhorechensk
жители Тихореченска|tikhorechensk
Tikhorechensk|tikhorechensk
Журавлиха|zhuravlikha
за Журавлихой|zhuravlikha
к Журавлихе|zhuravlikha
с. Журавлиха|zhuravlikha
село Журавлиха|zhuravlikha
Zhuravlikha|zhuravlikha
Новые Плёсы|novye_plyosy
новые плесы|novye_plyosy
в Новых Плёсах|novye_plyosy
из Новых Плёсов|novye_plyosy
Н. Плёсы|novye_plyosy
Novye Plyosy|novye_plyosy
пос. Новые Плёсы|novye_plyosy
Дальний Стан|dalny_stan
в Дальнем Стане|dalny_stan
за Дальним Станом|dalny_stan
Озёрница|ozyornitsa
Озерница|ozyornitsa
в Озернице|ozyornitsa
Камышеград|kamyshegrad
под Камышеградом|kamyshegrad
Kamyshegrad|kamyshegrad
Стеклянка|steklyanka
в Стеклянке|steklyanka
Стеклянка Камышеградского округа|steklyanka
Морошкино|moroshkino
в Морошкине|moroshkino
в Морошкино|moroshkino
Белый Перекат|bely_perekat
у Белого Переката|bely_perekat
Утиные Луга|utinye_luga
в Утиных Лугах|utinye_luga
Глубокий Яр|gluboky_yar
в Глубоком Яру|gluboky_yar
Пчеляки|pchelyaki
у Пчеляков|pchelyaki
Белосветск|belosvetsk
г. Белосветск|belosvetsk
в Белосветске|belosvetsk
Липовичи|lipovichi
из Липовичей|lipovichi
с. Липовичи Белосветского округа|lipovichi
Красный Паром|krasny_parom
в Красном Пароме|krasny_parom
Зимовьюшка|zimovyushka
Старая Гатка|staraya_gatka
в Старой Гатке|staraya_gatka
Рябинники|ryabinniki
в Рябинниках|ryabinniki
Верхние Лоси|verkhnie_losi
в Верхних Лосях|verkhnie_losi
В. Лоси|verkhnie_losi
Нижние Лоси|nizhnie_losi
к Нижним Лосям|nizhnie_losi
Снегирёво|snegiryovo
в Снегиреве|snegiryovo
Талый Ключик|taly_klyuchik
в Талом Ключике|taly_klyuchik
Мостовичи|mostovichi
в Мостовичах|mostovichi
Третья Верста|tretya_versta
на Третьей Версте|tretya_versta
Яблоневогорск|yablonevogorsk
в Яблоневогорске|yablonevogorsk
Сенной Берег|sennoy_bereg
Иволгино|ivolgino
в Иволгине|ivolgino
Иволгино Яблоневогорского р-на|ivolgino
Ivolgino|ivolgino
"""
ADDRESSES = """
Сосновинка, Лесная, 5|sosnovinka|Лесная|5
Сосновинка, ул. Лесная, д. 5|sosnovinka|Лесная|5
Сосновинка, на Лесной, дом 5|sosnovinka|Лесная|5
Сосновинка, Лесная ул., 5|sosnovinka|Лесная|5
Сосновинка, дом 5 по Лесной|sosnovinka|Лесная|5
Sosnovinka, Lesnaya street 5|sosnovinka|Лесная|5
7 Polevaya street, Zhuravlikha|zhuravlikha|Полевая|7
12b Sadovaya St, Kamyshegrad|kamyshegrad|Садовая|12б
14/2 Shkolnaya street, Sosnovinka|sosnovinka|Школьная|14/2
Ivolgino, 9 Sadovaya|ivolgino|Садовая|9
31, улица Полевая, Журавлиха|zhuravlikha|Полевая|31
в деревне Журавлихе, улица Полевая, 7а|zhuravlikha|Полевая|7а
Журавлиха, Полевая 7А, кв. 3|zhuravlikha|Полевая|7А
Тихореченск, пр-т Победы, 14, корп. 2|tikhorechensk|проспект Победы|14к2
г. Тихореченск, ул. Мира, 14к2, кв. 8|tikhorechensk|Мира|14к2
Тихореченск, Ленина, 3|tikhorechensk|Ленина|3
Тихореченск, пер. Садовый, 1|tikhorechensk|Садовый переулок|1
Тихореченск, Садовый переулок, 1|tikhorechensk|Садовый переулок|1
Камышеград, мкр. Южный, 9|kamyshegrad|микрорайон Южный|9
Камышеград, площадь Мира, 2|kamyshegrad|площадь Мира|2
Белосветск, наб. Речная, 11|belosvetsk|Речная набережная|11
Белосветск, Набережная, 11|belosvetsk|Набережная|11
Белосветск, ул. Герцена, 22 стр. 1|belosvetsk|Герцена|22стр1
Липовичи, СНТ «Берёзка», участок 4|lipovichi|СНТ Берёзка|4
Липовичи, ул. 8 Марта, 17|lipovichi|8 Марта|17
Мостовичи, ул. Карла Маркса, 6|mostovichi|Карла Маркса|6
Мостовичи, ул. Героя Орлова, 6|mostovichi|Героя Орлова|6
Иволгино, ул. Большая Лесная, 6|ivolgino|Большая Лесная|6
Иволгино, 1-я Садовая, 6|ivolgino|1-я Садовая|6
Кедрачи, ул.Кедровая,д.2|kedrachi|Кедровая|2
Кедрачи, Кедровая двенадцать|kedrachi|Кедровая|12
Верхние Лоси, ул. Зелёная, 12/1|verkhnie_losi|Зелёная|12/1
Снегирёво, ул. Новая, дом двадцать три|snegiryovo|Новая|23
Белосветск Школьная|belosvetsk|Школьная|
в Сосновинке Лесная|sosnovinka|Лесная|
Тихореченск Мира|tikhorechensk|Мира|
Школьная Белосветск|belosvetsk|Школьная|
Белосветск Набережная|belosvetsk|Набережная|
Belosvetsk Shkolnaya|belosvetsk|Школьная|
3 микрорайон, 14, Яблоневогорск|yablonevogorsk|микрорайон 3|14
Белосветск, ГСК-5, бокс 14|belosvetsk|ГСК 5|14
Озёрница, Камышеградское шоссе, 4|ozyornitsa|Камышеградское шоссе|4
Мостовичи, ул. Героев Труда|mostovichi|Героев Труда|
Журавлиха 8|zhuravlikha||8
"""


def phrases() -> list[tuple[str, str, str, str]]:
    """The whole table; street and house are "" where the phrase names none."""
    rows = [[*line.split("|"), "", ""] for line in (PLAIN + ADDRESSES).splitlines() if line]
    return [(row[0], row[1], row[2], row[3]) for row in rows]
