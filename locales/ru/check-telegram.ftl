### Что «otklik check» говорит о Telegram. Ключи *-mend подсказывают, как исправить.

check-telegram-token = Telegram: токен принят, это бот { $bot }.
check-telegram-token-refused = Telegram не принимает токен.
check-telegram-token-refused-mend = Скопируйте токен заново у @BotFather (команда /mybots) в TELEGRAM_TOKEN.
check-telegram-no-answer = Telegram не отвечает.
check-telegram-no-answer-mend = Проверьте связь с интернетом. Если Telegram доступен только через прокси, укажите его в TELEGRAM_PROXY.
check-telegram-in-chat = Telegram: бот есть в чате { $chat }.
check-telegram-not-in-chat = Telegram: бота нет в чате { $chat }, или такого чата нет.
check-telegram-not-in-chat-mend = Добавьте бота в этот чат и сверьте его номер: у главного чата — в ADMIN_CHAT, у чата отдела — в region.toml, у организации — в organisations.toml.
check-telegram-migrated = Telegram: группа { $chat } стала супергруппой, её новый номер { $new }.
check-telegram-migrated-mend = Запишите новый номер: у главного чата — в ADMIN_CHAT, у чата отдела — в region.toml, у организации — в organisations.toml.
check-telegram-not-a-group = Telegram: { $chat } — не группа.
check-telegram-not-a-group-mend = Создайте группу для сотрудников, добавьте в неё бота и запишите её номер: у главного чата — в ADMIN_CHAT, у чата отдела — в region.toml, у организации — в organisations.toml.
check-telegram-not-a-supergroup = Telegram: { $chat } — обычная группа. Когда Telegram сделает её супергруппой, её номер изменится.
check-telegram-not-a-supergroup-mend = Откройте новым участникам историю чата: группа сразу станет супергруппой. Потом запишите её новый номер: у главного чата — в ADMIN_CHAT, у чата отдела — в region.toml, у организации — в organisations.toml.
check-telegram-administrator = Telegram: бот — администратор чата { $chat }.
check-telegram-reads-all = Telegram: бот видит все сообщения в чате { $chat }.
check-telegram-topics = Telegram: в личных чатах с ботом включены темы. Ответы бота будут приходить мимо темы, в которой человек написал.
check-telegram-topics-mend = Выключите темы (Threaded Mode) в настройках бота у @BotFather.
check-telegram-cannot-read = Telegram: в чате { $chat } бот видит не все сообщения сотрудников.
check-telegram-cannot-read-mend = Сделайте бота администратором этого чата.
