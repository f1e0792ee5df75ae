# Предупреждения извне (CAP 1.2): что в них не так, что с ними стало.

cap-too-large = файл слишком большой: { $size } КБ, а можно { $limit } КБ
cap-no-xml = это не XML, или файл оборван
cap-doctype = в файле есть DOCTYPE. Это опасно, такие файлы не читаются
cap-too-deep = вложено больше { $limit } уровней
cap-too-many = больше { $limit } элементов
cap-too-hard = разобрать не вышло: слишком сложно. Посмотрите на источник сами
cap-deadly = на нём программа дважды остановилась, больше она его не разбирает. Посмотрите на источник сами и позовите техника
cap-namespace = это не предупреждение CAP 1.2: начинается с { $tag }, а нужно { $wanted }
cap-unknown-element = элемента { $name } здесь не бывает
cap-order = элемент { $name } стоит не на своём месте
cap-missing = нет обязательного элемента
cap-twice = { $count } раза, а можно один
cap-empty = пусто
cap-not-text = внутри должен быть только текст
cap-bad-word = «{ $value }» не бывает. Бывает: { $words }
cap-bad-id = «{ $value }» — не так: нельзя пробелы, запятые, знаки < и &
cap-bad-time = «{ $value }» — не так. Нужно: 2026-11-25T20:00:00+05:00, без Z и долей секунды
cap-bad-number = «{ $value }» — не число
cap-bad-language = «{ $value }» — не язык. Нужно: ru-RU
cap-no-references = { $kind } должен ссылаться на прежнее предупреждение
cap-bad-reference = ссылка «{ $value }» — не так. Нужно: отправитель,номер,время
cap-refers-to-itself = предупреждение ссылается само на себя: { $triple }
cap-refers-later = ссылка { $triple } позже самого предупреждения ({ $sent })
cap-no-info = в предупреждении { $kind } не сказано, что случилось (нет info)
cap-expires-before = кончается ({ $value }) раньше, чем начинается ({ $other } { $begins })
cap-bad-point = «{ $value }» — не точка. Нужно: широта,долгота
cap-few-points = у многоугольника точек: { $count }, а нужно хотя бы четыре
cap-open-polygon = многоугольник не замкнут: начинается с { $first }, кончается на { $last }
cap-bad-circle = «{ $value }» — не круг. Нужно: широта,долгота радиус в километрах
cap-ceiling-alone = потолок без высоты (altitude)
cap-no-feed = это не лента Atom или RSS и не предупреждение CAP: { $tag }
cap-not-fetched = не удалось скачать: { $why }
cap-fault-line = { $where ->
    [none] { $line ->
        [0] { $what }
       *[other] строка { $line }: { $what }
     }
   *[other] { $where }: { $what }
 }

# По каким словам события понятно, о чём оно (строчными, через запятую).
cap-words-flood = паводок, половодь, наводнени, подтоплен, затоплен, ледоход, тонкий лед, прорыв дамб
cap-words-weather = ветер, ветр, шторм, урага, буря, бури, гроз, град, ливень, ливн, дожд, снегопад, метел, мороз, жара, жары, туман, гололед, смерч
cap-words-water = водоснабжен, отключение воды, нет воды
cap-words-heat = отоплени, теплоснабжен
cap-words-power = электроснабжен, электричеств, отключение света
cap-words-gas = газоснабжен, утечка газа
cap-words-roads = дорог, трасс, проезд
cap-words-ecology = смог, выброс, загрязнени, задымлени, качество воздуха, пожар
cap-words-rumour = опровержени
cap-words-news = новости центра

cap-no-event = без названия
cap-taken-back = Источник отменил это предупреждение.

cap-note-several = В предупреждении несколько частей на одном языке ({ $count }). Они сложены вместе: проверьте.
cap-note-no-russian = Русского текста нет. Все получат текст на языке «{ $language }».
cap-note-unknown-severity = Опасность не указана. Поставлено «Осторожно».
cap-note-long = Текст длиннее { $limit } знаков и обрезан.
cap-note-no-area = Не сказано, где.
cap-note-unplaced = Не нашли на карте: { $names }.
cap-note-heavy = { $why ->
    [shapes] Контуров больше 300, мы их не разбирали. Проверьте, где это.
    [points] В контурах больше 20 000 точек, мы их не разбирали. Проверьте, где это.
    [crossings] Контуры пересекают друг друга слишком часто, мы их не взяли. Проверьте, где это.
    [names] Названий больше 300, остальные мы не искали. Проверьте, где это.
   *[other] Место слишком сложное, разобрать его за отведённое время не вышло. Проверьте, где это.
 }
cap-note-guessed = Место найдено по словам, проверьте: { $names }.
cap-note-mended = Контур { $number } («{ $name }») { $why ->
    [crosses] пересекает сам себя около точки { $at }
   *[other] нарисован с ошибкой около точки { $at }
 }. Мы его исправили. { $ground } Прежняя линия на картинке пунктиром.
cap-note-refused = Контур { $number } («{ $name }») взять нельзя: { $why ->
    [points] в нём меньше трёх разных точек
    [range] таких координат на Земле нет
    [detailed] в нём слишком много точек, больше 5000
    [tangled] линия пересекает себя слишком часто или заштрихована, понять, что внутри, нельзя
   *[other] все его точки на одной линии, около { $at }
 }.
cap-note-more-lines = Ещё контуров с ошибками: { $count }.
cap-note-file = Файл «{ $name }» к оповещению не приложен: { $why ->
    [more] можно приложить только один
    [type] это не картинка (JPEG, PNG) и не PDF
    [nothing] нет ни адреса, ни самого файла
    [at-once] оповещение его не ждало
    [end] к отбою файлы не прикладываем
    [timeout] не скачался за 20 секунд
    [too-large] он больше 10 МБ
    [digest] контрольная сумма не та, файл подменили или испортили
    [private] адрес ведёт во внутреннюю сеть
    [not-https] адрес без https
    [bad-address] адрес неправильный
    [base64] он записан в предупреждении с ошибкой
    [http] сервер источника его не отдал
   *[other] не удалось скачать
 }.
cap-note-no-expiry = Не сказано, до какого времени. Поставлены сутки.
cap-note-clock = Часы источника спешат на { $minutes } мин: написано «{ $sent }».
cap-note-old = Источник написал это { $minutes } мин назад ({ $sent }), или его часы отстают.
cap-note-again = Это предупреждение уже приходило (оповещение № { $number }), теперь оно другое.
cap-note-unknown-reference = Обновляет предупреждение, которого у нас не было.
cap-note-several-live = Обновляет сразу несколько: № { $numbers }. Новое связано с последним.
cap-note-moved-away = Теперь это не у нас. Для тех, кто получил № { $number }, это отбой.
cap-note-cancel-several = Отменяет сразу несколько: № { $numbers }.

cap-dropped = Оповещение № { $number } не рассылали, оно снято.
cap-not-dropped = Оповещение № { $number } не рассылали, но с ним работал дежурный. Решите, что с ним делать.

cap-told-draft = 📥 <b>{ $source }: { $event }</b>
    Оповещение № { $number } ждёт одобрения.
cap-told-exercise = 📥 <b>УЧЕНИЯ. { $source }: { $event }</b>
    Учебное оповещение № { $number } ждёт одобрения. Его получат только участники учений.
cap-told-sent = 📤 <b>{ $source }: { $event }</b>
    Оповещение № { $number } уходит сразу: так настроено для этого источника.
cap-told-console = 📤 <b>{ $event }</b>
    Оповещение № { $number } одобрено с консоли: { $name }.
cap-told-question = ❓ <b>{ $source }: { $event }</b>
    Оповещение № { $number } готово, но не понятно, где это. Без места оно никому не уйдёт.
cap-told-again = 🔁 { $source } ещё раз прислал то же самое, с новым временем: { $event }. Это оповещение № { $earlier }. Второго не будет.
cap-told-stranger = ⚠️ Пришло предупреждение от незнакомого отправителя { $sender }: { $event }. Оно не принято. Если ему можно верить, впишите отправителя в notices.toml.
cap-told-cancel = 📥 <b>{ $source } отменяет оповещение № { $earlier }</b>
    Сообщение об отмене № { $number } ждёт одобрения.
cap-told-cancel-sent = 📤 <b>{ $source } отменил оповещение № { $earlier }</b>
    Рассылка остановлена. Тем, кто его получил, уходит № { $number }.
cap-told-cancel-none = ❓ { $source } отменяет предупреждение, но у нас сейчас нет такого в силе: { $event }. Проверьте, всё ли верно: /notices
cap-told-cancel-several = ❓ { $source } отменяет предупреждение, и не понятно, какое: подходят несколько. Ничего не сделано, решите сами: /notices
cap-told-dropped = 📥 { $source } отменил предупреждение раньше, чем его разослали.
cap-told-bad = { $source ->
    [none] ⚠️ <b>Не принято: { $name }</b>
   *[other] ⚠️ <b>Не принято от источника «{ $source }»: { $name }</b>
 }
cap-told-bad-line = • { $line }
cap-told-bad-more = { $count ->
    [one] … и ещё { $count } ошибка
    [few] … и ещё { $count } ошибки
   *[many] … и ещё { $count } ошибок
 }
cap-told-feed-bad = ⚠️ Источник «{ $source }» не отвечает с { $since }: { $why }. Предупреждения оттуда не приходят.
cap-told-feed-well = ✅ Источник «{ $source }» снова отвечает.

cap-chosen = <b>Где:</b> { $names }
cap-chosen-none = <b>Где:</b> выберите ниже
cap-button-end = Отбой № { $number }
cap-button-done = На одобрение
cap-button-not-ours = Не у нас
cap-button-more = Ещё ▶
cap-button-back = ◀ Назад
cap-place-done = Место указал: { $name }.
cap-place-dropped = Снял: { $name }.
cap-toast-no-place = Сначала выберите место.
cap-toast-over = Это уже решено.

cap-outcome-draft = Принято: оповещение № { $number } ждёт дежурного.
cap-outcome-sent = Принято: оповещение № { $number } рассылается.
cap-outcome-exercise = Принято: учебное оповещение № { $number } ждёт дежурного.
cap-outcome-same = Это предупреждение уже было.{ $number ->
    [none] {""}
   *[other] {" "}Оповещение № { $number }.
 }
cap-outcome-again = То же самое с новым временем уже есть: оповещение № { $number }. Второго не будет.
cap-outcome-stranger = Не принято: такого отправителя нет ни у одного источника в notices.toml.
cap-outcome-test = Это проверка связи (Test): людям не показывается.
cap-outcome-internal = Это для систем или черновик (System, Draft): людям не показывается.
cap-outcome-private = Это не для всех (Restricted, Private): не рассылается.
cap-outcome-receipt = Это ответ на предупреждение (Ack, Error), рассылать нечего.
cap-outcome-expired = Не принято: срок уже прошёл.
cap-outcome-nowhere = Это не в нашем регионе.
cap-outcome-cancel = Принято: отмена № { $number } ждёт дежурного.
cap-outcome-cancel-none = Отменять нечего: такого предупреждения сейчас нет в силе. Дежурным сказано.
cap-outcome-cancel-several = Не понятно, что отменять: подходят несколько. Ничего не сделано, дежурным сказано.
cap-outcome-dropped = Снято: это предупреждение ещё не рассылали.
cap-outcome-unplaced = Не принято: не понятно, где это. Без места никому не отправить.
cap-outcome-bad = Не принято: файл с ошибками.

cap-feed-why-network = не соединиться
cap-feed-why-timeout = не ответил за 20 секунд
cap-feed-why-too-large = ответ слишком большой
cap-feed-why-too-hard = ответ слишком сложный, разобрать его не выходит
cap-feed-why-not-https = отсылает на адрес без https
cap-feed-why-private = адрес ведёт во внутреннюю сеть (если так и задумано, в notices.toml нужно inside = true)
cap-feed-why-bad-address = отсылает на неправильный адрес
cap-feed-why-hops = отсылает по кругу
cap-feed-why-status = отвечает отказом, код { $code }
cap-feed-why-document = отвечает не тем: ни ленты, ни предупреждения

cap-out-headline = { $drill ->
    [drill] УЧЕНИЯ. {""}
   *[other] {""}
 }{ $link ->
    [ends] Отбой. { $kind }
    [withdraws] ЛОЖНАЯ ТРЕВОГА. { $kind }
   *[other] { $severity }. { $kind }
 }
cap-out-feed = Оповещения: { $name }
