# Что не так с папкой региона: показывают `otklik check` и запуск. Файл, строку и ключ называет начало строки.

region-missing-folder = такой папки нет. Создайте регион: otklik init.
region-missing-file = такого файла нет. Создайте его; образец — storage/fictional.
region-not-utf8 = файл не в UTF-8. Сохраните его в этой кодировке.
region-unreadable = файл не читается: { $reason }.
region-bad-toml = ошибка в записи TOML. Проверьте кавычки, скобки, запятые и даты в этой строке и чуть выше.
region-bad-json = ошибка в записи JSON. Проверьте кавычки, скобки и запятые в этой строке и чуть выше.
region-unknown-key = ключа «{ $value }» нет.{ $near ->
    [none] {" "}Уберите его.
   *[other] {" "}Возможно, вы имели в виду «{ $near }».
 }
region-missing-key = ключа не хватает. Добавьте его.
region-empty = значение пустое. Заполните его.
region-wrong-kind = здесь нужно другое: { $kind ->
    [text] текст в кавычках
    [number] число
    [flag] true или false
    [list] список в квадратных скобках
    [words] список слов в кавычках
    [table] таблица «ключ = значение»
   *[tables] хотя бы одна запись в двойных квадратных скобках
 }.
region-bad-number = число должно быть от { $low } до { $high }.
region-bad-code = «{ $value }» не подходит: код — это до 32 латинских букв, цифр, «_» и «-».
region-double-code = код «{ $value }» уже есть выше. Дайте другой.
region-bad-chat = «{ $value }» — не чат. Нужно так: telegram:-1001234567890 или vk:2000000001.
region-chat-without-token = { $value }: этот мессенджер здесь не включён, карточки туда не дойдут. Задайте { $token } или уберите этот чат.
region-bad-phone = «{ $value }» — не телефон.
region-bad-language = «{ $value }» — не язык. Нужно две буквы: ru, en.
region-no-russian = нет русского текста (ru). Добавьте его.
region-bad-time = «{ $value }» — не время. Нужно так: 09:00.
region-bad-date = «{ $value }» — не дата. Нужно так: 2026-01-01.
region-bad-day = «{ $value }» — не день недели. Можно: { $days }.
region-hours-order = закрытие ({ $closes }) должно быть позже открытия ({ $opens }).
region-bad-zone = часового пояса «{ $value }» нет. Нужно так: Europe/Moscow, Asia/Yekaterinburg.
region-bad-url = «{ $value }» — не адрес. Он начинается с https://.
region-source-inside = «{ $value }» ведёт во внутреннюю сеть. Если так и задумано, добавьте источнику строку inside = true.
region-no-organisation = организации «{ $value }» нет в organisations.toml.{ $near ->
    [none] {" "}Добавьте её.
   *[other] {" "}Возможно, вы имели в виду «{ $near }».
 }
region-no-municipality = муниципалитета «{ $value }» нет.{ $near ->
    [none] {" "}Добавьте его.
   *[other] {" "}Возможно, вы имели в виду «{ $near }».
 }
region-missing-column = нет столбца «{ $value }». Нужны столбцы: { $columns }.
region-unknown-column = столбца «{ $value }» не бывает.{ $near ->
    [none] {" "}Уберите его.
   *[other] {" "}Возможно, вы имели в виду «{ $near }».
 }
region-no-rows = нет ни одной строки. Добавьте населённые пункты.
region-open-quote = кавычка не закрыта. Закройте её или уберите.
region-bad-row = в строке не столько столбцов, сколько в первой. Проверьте запятые и кавычки.
region-bad-point = «{ $value }» — не координата. Нужны градусы, например 60.31.
region-outside = { $name } лежит вне границ: { $municipality }. Проверьте координаты (сначала широта, потом долгота) и код.
region-swapped-points = широта и долгота переставлены во всём файле. В столбце lat должна стоять широта, в lon — долгота: поменяйте названия столбцов местами.
region-projected-points = координаты — не градусы, а метры карты. Нужны градусы WGS 84, например 60.31 и 63.52.
region-swapped-point = { $name }: широта и долгота, похоже, переставлены. Сначала идёт lat (широта), потом lon (долгота).
region-no-features = нет списка features. Нужен GeoJSON: FeatureCollection.
region-not-polygon = нужна граница: Polygon или MultiPolygon.
region-not-closed = граница не замкнута: последняя точка должна повторять первую.
region-bad-geometry = граница неправильная: { $kind ->
    [empty] в ней нет ни одной точки
    [numbers] среди координат есть не числа
    [crosses] линия пересекает сама себя{ $place ->
        [none] {""}
       *[other] {" "}около точки { $place } (широта, долгота)
     }
    [hole] вырез лежит не внутри неё или делит её на части
    [nested] её части лежат одна в другой или повторяются
    [short] в ней слишком мало точек
   *[other] так лежать граница не может
 }. Поправьте её в программе карт (в QGIS: «Исправить геометрию») и сохраните снова.
region-json-too-deep = скобки вложены слишком глубоко или числа слишком длинные: это не карта. Сохраните файл из программы карт заново.
region-projected-borders = координаты — не градусы, а метры карты{ $crs ->
    [none] {""}
   *[other] {" "}({ $crs })
 }. Сохраните файл в градусах, WGS 84 (EPSG:4326): в QGIS «Экспорт → Сохранить объекты как…».
region-swapped-borders = широта и долгота переставлены: в GeoJSON сначала идёт долгота, потом широта. Поменяйте их местами во всём файле (в QGIS: «Поменять местами координаты X и Y»).
region-no-such-word = «{ $value }» здесь не бывает. Можно: { $words }.{ $near ->
    [none] {""}
   *[other] {" "}Возможно, вы имели в виду «{ $near }».
 }
region-escalation-chat = «{ $value }» — не чат. Нужно так: telegram:-1001234567890 или vk:2000000001
region-source-sender = «{ $value }» — не отправитель CAP: нельзя пробелы, запятые, знаки < и &
region-source-certificate = «{ $value }»: такого файла сертификата нет рядом, или это не сертификат в формате PEM
