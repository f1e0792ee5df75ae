### MAX своим именем: так его называют во всех остальных предложениях.

messenger-max = MAX
messenger-max-in = в MAX
messenger-max-from = из MAX

settings-bad-max-token = не похоже на токен бота MAX. Скопируйте его целиком: business.max.ru → «Чат-боты» → бот → «Расширенные настройки» → «Настроить».
init-max-token = Токен бота MAX с business.max.ru (например, f9LHodD0cO…; Enter — пропустить)
joined-rights-max = Сделайте бота администратором этого чата с правом «Читать все сообщения»: без него бот не увидит ответов на карточки и не узнает, кто в чате.
dlv-why-bot-suspended = MAX не пускает бота к людям: бот ещё не прошёл проверку или отключён
