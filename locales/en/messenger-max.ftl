### The name of MAX: every other sentence takes it from here.

messenger-max = MAX
messenger-max-in = in MAX
messenger-max-from = from MAX

settings-bad-max-token = this does not look like the token of a MAX bot. Copy the whole of it: business.max.ru → «Чат-боты» → the bot → «Расширенные настройки» → «Настроить».
init-max-token = Token of the MAX bot from business.max.ru (for example, f9LHodD0cO…; Enter leaves it out)
joined-rights-max = Make the bot an administrator of this chat with the right «Читать все сообщения» (read all messages): without it the bot sees no replies to cards and does not know who is in the chat.
dlv-why-bot-suspended = MAX lets the bot reach nobody: it has not passed moderation yet, or was switched off
