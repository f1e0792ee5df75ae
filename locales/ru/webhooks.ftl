# Вебхуки: адреса других программ, которые бот вызывает, когда что-то случилось.

hook-name = вебхук { $code }

region-bad-hook = «{ $value }» не подходит: код вебхука — это строчные латинские буквы, цифры и «-», не больше 20.
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
