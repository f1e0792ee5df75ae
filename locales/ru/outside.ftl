# What another system that answers is told (docs/back-office.md): why a row was not taken.
outside-unknown = Сообщения № { $number } нет, или его ведёт другая организация.
outside-name-taken = Под именем «{ $name }» уже пришло другое действие. Дайте этой строке своё имя.
outside-wrong-move = С сообщением № { $number } этого уже не сделать: оно { $status ->
        [none] в другом состоянии
       *[other] сейчас в состоянии «{ $status }»
    }.
outside-pending = То же самое с сообщением № { $number } уже вот-вот будет сделано. Повторите через минуту.
outside-no-text = Нет текста: автор сообщения № { $number } его ждёт.
outside-no-files = К такой строке нельзя приложить файлы: автору уходят только слова.
outside-not-answered = Автору сообщения № { $number } ещё ничего не ответили. Напишите, что сделано, тогда его можно закрыть.
outside-no-office = Организации «{ $to }» в регионе нет.
outside-past = Срок, который обещает ответ на № { $number }, уже прошёл.
outside-no-chat = Не настроен чат сотрудников (ADMIN_CHAT): ответ некому остановить.
outside-fault = Программа не справилась с этой строкой и отложила её. Администратор увидит её в «otklik faults list».

# What is wrong with a row by itself. { $field }: how its column is called there.
outside-row-empty = Пусто: «{ $field }».
outside-row-kind = «{ $field }»: слово «{ $value }» ничего не значит. Впишите его в back-office.toml.
outside-row-report = «{ $field }»: «{ $value }» — не номер сообщения.
outside-row-garbled = «{ $field }»: вместо русских букв другие знаки. Похоже, они потерялись, когда текст выгружали: проверьте кодировку.
outside-row-to-author = «{ $field }»: «{ $value }» непонятно. Нужно 1 (только автору) или 0.
outside-row-long = «{ $field }»: слишком длинно, можно до { $most } знаков.
outside-row-no-until = «{ $field }»: нет дня. У промежуточного ответа должен быть день, когда вы напишете снова.
outside-row-until = «{ $field }»: «{ $value }» — не дата. Форматы дат стоят в back-office.toml.
outside-row-far = «{ $field }»: до этого дня больше года.
outside-row-office = «{ $field }»: организации «{ $value }» в регионе нет. Впишите её название в back-office.toml.
outside-row-many-files = «{ $field }»: слишком много файлов, можно до { $most }.
outside-row-path = «{ $field }»: «{ $value }» — не имя файла. Файл должен лежать рядом с таблицей.
outside-row-name = «{ $field }»: имя строки — не длиннее { $most } знаков и не начинается с «#».
outside-row-no-file = «{ $field }»: файла «{ $value }» рядом нет.
outside-row-large-file = «{ $field }»: файл «{ $value }» слишком большой.
outside-row-address = «{ $field }»: файл по адресу «{ $value }» взять нельзя. Нужен общедоступный https-адрес.
outside-row-link = «{ $field }»: «{ $value }» — не адрес файла в интернете.
outside-row-open-quote = Кавычка в строке не закрыта.
outside-row-wide = Ячеек больше, чем в заголовке. Возможно, внутри текста стоит знак, который разделяет ячейки.
outside-row-no-object = Это не объект с полями.
outside-row-other-names = Есть поле, которого здесь не бывает.
outside-row-no-text-value = Значения — это строки, числа или списки строк.

# Why nothing of a table can be read.
outside-table-encoding = Текст не читается в кодировке { $encoding }.
outside-table-empty = Таблица пуста.
outside-table-workbook = Это книга Excel или LibreOffice, а не таблица CSV. Сохраните её как CSV.
outside-table-holes = В файле нулевые байты: похоже, он записан не до конца. Положите его ещё раз.
outside-table-columns = Нет столбцов: { $missing }. В таблице есть: { $header }. Впишите нужные в back-office.toml.
outside-table-twice = Столбец есть дважды: { $twice }. Непонятно, какой из них читать: оставьте один.
outside-table-long = Строк слишком много: можно до { $most } за раз.
outside-table-json = Это не список JSON.
outside-table-kind = Так присылать нельзя: нужны строки в JSON (application/json) или таблица (text/csv).
outside-table-bytes = Таблица слишком большая: можно до { $most } МБ.

# What staff are told of a table: whose it is, what was not taken. The two columns are added to the file in errors/.
outside-head = { $file ->
    [none] { $client }
   *[other] { $client }, файл { $file }
}
outside-told = { $head }: принято строк — { $taken }, не принято — { $refused }.
outside-told-unread = { $head } не прочитан, он лежит в папке errors.
outside-line = Строка { $line }: { $why }
outside-told-rest = И ещё { $count }.
outside-told-mend = Эти строки лежат в папке errors. Исправьте их и положите файл снова: принятое второй раз не уйдёт.
outside-column-line = Строка файла
outside-column-why = Почему не принята

# What another system does with a report.
outside-kind-accepted = взять в работу
outside-kind-interim = промежуточный ответ
outside-kind-answered = ответ
outside-kind-needs-info = вопрос
outside-kind-transferred = передать
outside-kind-rejected = отклонить
outside-kind-closing = спросить, решено ли

# Many came at once: one message in place of one for each.
outside-many-begins = { $head }: пришло ответов извне — { $count }. Они уходят авторам сразу, по одному их здесь не будет.
outside-many = { $head }: ответы извне. Принято — { $taken }, уже были раньше — { $again }, не принято — { $refused }.
outside-many-kind = { $kind } — { $count }
outside-many-go = Каждый уходит через 10 секунд после приёма. Что доставлено, видно на карточках.
outside-button-stop = ✋ Остановить, что не ушло
outside-toast-stopping = Останавливаю
outside-stopped = { $client }: остановлено — { $stopped }, ушло раньше — { $gone }.

# Alarms about the watched folder. { $code }: what lies there.
alarm-outsidehangs-bad = ⛔ <b>Папка с ответами не открывается.</b> Диск, на котором она лежит, не отвечает; началось { $since }. Ответы из других систем не читаются, остальное работает. Администратору: проверьте BACK_OFFICE_DIR и сеть до этого диска.
alarm-outsidehangs-well = ✅ <b>Папка с ответами снова открывается.</b> Не открывалась { $lasted }. Всё, что в ней лежит, читаем.
alarm-outsideclosed-bad = ⛔ <b>Ответы из другой системы не читаются: { $code }.</b> Началось { $since }. Файл не открыть или не убрать из папки. Администратору: дайте боту права на папку и файл; причина — в журнале, строка back_office.trouble.
alarm-outsideclosed-well = ✅ <b>Ответы из другой системы снова читаются.</b> Не читались { $lasted }.
alarm-outsidestrange-bad = ⚠️ <b>В папке с ответами файл, который никто не прочитает: { $code }.</b> Он лежит больше часа. Бот читает таблицы .csv и .json и те файлы, что названы в их строках. Сохраните таблицу в CSV, лишнее уберите.
alarm-outsidestrange-well = ✅ <b>В папке с ответами больше нет лишних файлов.</b>

# The same of the folder with alerts.
alarm-alertfolderhangs-bad = ⛔ <b>Папка с предупреждениями не открывается.</b> Диск, на котором она лежит, не отвечает; началось { $since }. Предупреждения оттуда не приходят, остальное работает. Администратору: проверьте NOTICE_FOLDER и сеть до этого диска.
alarm-alertfolderhangs-well = ✅ <b>Папка с предупреждениями снова открывается.</b> Не открывалась { $lasted }. Всё, что в ней лежит, читаем.
alarm-alertfolderclosed-bad = ⛔ <b>Предупреждения из папки не читаются: { $code }.</b> Началось { $since }. Файл не открыть или не убрать из папки. Администратору: дайте боту права на папку и файл; причина — в журнале, строка folder.trouble.
alarm-alertfolderclosed-well = ✅ <b>Предупреждения из папки снова читаются.</b> Не читались { $lasted }.
