### What "otklik check" says about Telegram. The keys *-mend tell how to put it right.

check-telegram-token = Telegram: the token is accepted, the bot is { $bot }.
check-telegram-token-refused = Telegram does not accept the token.
check-telegram-token-refused-mend = Copy the token from @BotFather (command /mybots) into TELEGRAM_TOKEN once more.
check-telegram-no-answer = Telegram does not answer.
check-telegram-no-answer-mend = Check the internet connection. If Telegram is reached through a proxy only, set TELEGRAM_PROXY.
check-telegram-in-chat = Telegram: the bot is in the chat { $chat }.
check-telegram-not-in-chat = Telegram: the bot is not in the chat { $chat }, or there is no such chat.
check-telegram-not-in-chat-mend = Add the bot to this chat and compare its number: of the main chat with ADMIN_CHAT, of a team's with region.toml, of an organisation's with organisations.toml.
check-telegram-migrated = Telegram: the group { $chat } became a supergroup, its new number is { $new }.
check-telegram-migrated-mend = Write the new number into ADMIN_CHAT, into region.toml (a team's chat) or into organisations.toml (an organisation's).
check-telegram-not-a-group = Telegram: { $chat } is not a group.
check-telegram-not-a-group-mend = Create a group for the staff, add the bot to it and write its number into ADMIN_CHAT, into region.toml (a team's chat) or into organisations.toml (an organisation's).
check-telegram-not-a-supergroup = Telegram: { $chat } is a basic group. When Telegram makes it a supergroup, its number will change.
check-telegram-not-a-supergroup-mend = Let new members see the chat history: the group becomes a supergroup at once. Then write its new number into ADMIN_CHAT, into region.toml (a team's chat) or into organisations.toml (an organisation's).
check-telegram-administrator = Telegram: the bot is an administrator of the chat { $chat }.
check-telegram-reads-all = Telegram: the bot sees every message in the chat { $chat }.
check-telegram-topics = Telegram: topics are switched on in private chats with the bot. Its answers will come beside the topic in which a person has written.
check-telegram-topics-mend = Switch topics (Threaded Mode) off in the bot's settings at @BotFather.
check-telegram-cannot-read = Telegram: in the chat { $chat } the bot does not see every message of the staff.
check-telegram-cannot-read-mend = Make the bot an administrator of this chat.
