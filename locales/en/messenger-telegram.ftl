### The name of Telegram: every other sentence takes it from here.

messenger-telegram = Telegram
messenger-telegram-in = in Telegram
messenger-telegram-from = from Telegram

settings-bad-telegram-token = this does not look like a Telegram token. Take the whole of it from @BotFather: digits, a colon, letters.
init-telegram-token = Telegram token from @BotFather (for example, 123456789:AAE…; Enter leaves it out)
joined-rights-telegram = Make the bot an administrator of the group: then it sees replies to cards and can tidy up after itself.
