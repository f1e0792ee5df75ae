### What `otklik check` says about MAX. The keys *-mend tell how to put it right.

check-max-token = MAX: the token was accepted, this is the bot { $bot }.
check-max-token-refused = MAX does not accept the token.
check-max-token-refused-mend = Copy the token anew into MAX_TOKEN: business.max.ru → «Чат-боты» → the bot → «Расширенные настройки» → «Настроить». If the bot was switched off for breaking the rules, write to the support of MAX.
check-max-no-answer = MAX does not answer.
check-max-no-answer-mend = Check the network and open platform-api2.max.ru in the firewall, and for files iu.oneme.ru, fu.oneme.ru, i.oneme.ru, vu.okcdn.ru and omub.okcdn.ru. If the network lets out through a proxy only, name it in MAX_PROXY.
check-max-webhook = MAX: another program takes this bot's updates (a webhook).
check-max-webhook-mend = Switch it off. When it starts, Otklik cancels that subscription by itself and then gets the messages.
check-max-root-ends = MAX: the Ministry's root certificate, without which MAX cannot be reached, ends in { $days } days.
check-max-root-ends-mend = Update Otklik: a new certificate comes with the program.
check-max-administrator = MAX: the bot is an administrator of the chat { $chat } and sees all messages.
check-max-not-in-chat = MAX: the bot is not in the chat { $chat }, or there is no such chat.
check-max-not-in-chat-mend = Add the bot to this chat. It says the chat's number as soon as it is added; put it into ADMIN_CHAT, into region.toml (a team's chat) or into organisations.toml (an organisation's).
check-max-not-administrator = MAX: the bot is no administrator of the chat { $chat }. It does not see a single message there.
check-max-not-administrator-mend = Make the bot an administrator of the chat and give it the right «Читать все сообщения» (read all messages).
check-max-cannot-read = MAX: in the chat { $chat } the bot lacks the right «Читать все сообщения» (read all messages). It does not see what the staff answer.
check-max-cannot-read-mend = Open the bot's rights in the chat's settings and switch on «Читать все сообщения».
