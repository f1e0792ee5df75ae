### Telegram своим именем: так его называют во всех остальных предложениях.

messenger-telegram = Telegram
messenger-telegram-in = в Telegram
messenger-telegram-from = из Telegram

settings-bad-telegram-token = не похоже на токен Telegram. Возьмите его у @BotFather целиком: цифры, двоеточие, буквы.
init-telegram-token = Токен Telegram от @BotFather (например, 123456789:AAE…; Enter — пропустить)
joined-rights-telegram = Сделайте бота администратором группы: так он увидит ответы на карточки и сможет убирать за собой лишнее.
