### Что «otklik check» говорит о MAX. Ключи *-mend подсказывают, как исправить.

check-max-token = MAX: токен принят, это бот { $bot }.
check-max-token-refused = MAX не принимает токен.
check-max-token-refused-mend = Скопируйте токен заново в MAX_TOKEN: business.max.ru → «Чат-боты» → бот → «Расширенные настройки» → «Настроить». Если бота отключили за нарушение правил, напишите в поддержку MAX.
check-max-no-answer = MAX не отвечает.
check-max-no-answer-mend = Проверьте связь с интернетом и откройте в сетевом экране platform-api2.max.ru, а для файлов iu.oneme.ru, fu.oneme.ru, i.oneme.ru, vu.okcdn.ru и omub.okcdn.ru. Если сеть пускает наружу только через прокси, укажите его в MAX_PROXY.
check-max-webhook = MAX: обновления этого бота забирает другая программа (webhook).
check-max-webhook-mend = Выключите её. «Отклик» при запуске сам отменит её подписку и будет получать сообщения.
check-max-root-ends = MAX: корневой сертификат Минцифры, без которого до MAX не достучаться, кончается через { $days } дн.
check-max-root-ends-mend = Обновите «Отклик»: новый сертификат приходит вместе с программой.
check-max-administrator = MAX: бот — администратор чата { $chat } и видит все сообщения.
check-max-not-in-chat = MAX: бота нет в чате { $chat }, или такого чата нет.
check-max-not-in-chat-mend = Добавьте бота в этот чат. Номер чата бот скажет сам, как только его добавят; у главного чата его пишут в ADMIN_CHAT, у чата отдела — в region.toml, у организации — в organisations.toml.
check-max-not-administrator = MAX: бот в чате { $chat } — не администратор. Он не увидит там ни одного сообщения.
check-max-not-administrator-mend = Сделайте бота администратором чата и дайте ему право «Читать все сообщения».
check-max-cannot-read = MAX: у бота в чате { $chat } нет права «Читать все сообщения». Он не увидит ответов сотрудников.
check-max-cannot-read-mend = Откройте права бота в настройках чата и включите «Читать все сообщения».
