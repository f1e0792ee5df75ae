# Вебхуки: адреса других программ, которые бот вызывает, когда что-то случилось.

hook-name = вебхук { $code }

region-bad-hook = «{ $value }» не подходит: код вебхука — это строчные латинские буквы, цифры и «-», не больше 16.
region-bad-hook-url = здесь нужен адрес, который надо вызывать, без имени и пароля в нём. Пример: https://im.example/otklik
region-hook-not-https = нужен https. Без него можно звать только адреса внутренней сети, и тогда напишите private = true.

check-hooks = Вебхуки
check-hook-secret = Вебхук { $hook }: { $why ->
    [missing] нет секрета, { $variable } не задана.
    [shape] в { $variable } не секрет: он начинается с whsec_, дальше base64.
    [length] секрет в { $variable } не той длины: нужно от 24 до 64 байт.
   *[double] секрет в { $variable } уже есть у другого вебхука.
 } Его не вызывают.
check-hook-secret-mend = Задайте { $variable } в .env: whsec_ и вслед за ним то, что печатает команда openssl rand -base64 32.
check-hook-address = Вебхук { $hook }: { $why ->
    [no-name] имя из его адреса никуда не ведёт.
    [private] его адрес ведёт во внутреннюю сеть.
    [not-https] его адрес без https.
   *[other] его адрес не годится.
 } Его не вызывают.
check-hook-address-mend = Исправьте url в integrations.toml. Если программа и правда стоит во внутренней сети, напишите private = true.
check-hook-texts = Вебхук { $hook } получает слова людей и точные места.
check-hooks-good = Вебхуков: { $count }. Проверить один: otklik hooks test КОД.

dlv-hook-ok = ✅ { $channel }: работает
dlv-hook-down = ⛔ { $channel }: { $why }, началось { $since }
dlv-hook-stopped = ⛔ { $channel }: ответил, что его больше нет (410). До перезапуска бота его не вызываем

dlv-why-status = ответ { $status }
dlv-why-redirect = отправил по другому адресу, туда не идём
dlv-why-timeout = не ответил вовремя
dlv-why-gone = ответил, что его больше нет
dlv-why-tls = не проходит проверка сертификата
dlv-why-private = адрес ведёт во внутреннюю сеть
dlv-why-not-https = адрес без https
dlv-why-bad-address = адрес не годится
dlv-why-forgotten = человек удалил свои данные

alarm-hook-bad = ⛔ <b>Не отвечает: { $channel }.</b> Началось { $since }, событий ждёт: { $count }. Бот пробует раз в минуту, ничего не пропадёт трое суток. Подробнее: /delivery
alarm-hook-well = ✅ <b>Снова отвечает: { $channel }.</b> Не отвечал { $lasted }. Всё, что ждало, уходит по порядку: { $count }.
alarm-hookgone-bad = ⛔ <b>{ $channel } ответил, что его больше нет (410).</b> Всё, что его ждало, больше не отправляем. Администратору: если адрес верный, перезапустите бота и повторите отправку командой otklik hooks retry.
alarm-hookgone-well = ✅ <b>{ $channel }: снова вызываем.</b>

cli-hooks = вебхуки: вызвать для пробы, посмотреть, отправить ещё раз
cli-hooks-action = test — вызвать для пробы, list — что отправлено и что нет, retry — отправить ещё раз
cli-hooks-code = код вебхука из integrations.toml
cli-hooks-failed = только то, что не удалось отправить
cli-hooks-from = с какого времени: 2026-11-28 или 2026-11-28T21:05
cli-hooks-to = по какое время
cli-hooks-report = только одно сообщение, его номер
cli-hooks-no-such = Вебхука { $code } нет. Есть: { $known ->
    [none] ни одного, их пишут в integrations.toml.
   *[other] { $known }.
 }
cli-hooks-bad-date = «{ $value }» — не дата. Нужно так: 2026-11-28 или 2026-11-28T21:05.
cli-hooks-secret = Секрета нет или он не годится: { $variable }. Подробности: otklik check
cli-hooks-took = Вебхук { $code } ответил { $status }: всё в порядке.
cli-hooks-refused = Вебхук { $code } не принял вызов: { $why }.{ $said ->
    [none] {""}
   *[other] {" "}Он ответил: { $said }
 }
cli-hooks-nothing = Вебхук { $code } ещё не вызывали.
cli-hooks-state = что с ними
cli-hooks-why = почему
cli-hooks-count = событий
cli-hooks-last = последнее
cli-hooks-is = { $state ->
    [waiting] ждут
    [sent] приняты
    [given_up] не отправлены
   *[other] убраны
 }
cli-hooks-again = Отправим ещё раз: { $count }. Работающий бот начнёт через несколько секунд.
cli-hooks-again-more = Отправим ещё раз: { $count }. Это предел за один раз: когда уйдут, повторите команду с --from.
