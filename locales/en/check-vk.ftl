### What "otklik check" says about VK. Keys that end in -mend tell how to put it right.

check-vk-token = VK: the access key is accepted, this is the community “{ $name }”.
check-vk-token-refused = VK does not accept the access key.
check-vk-token-mend = Make a new key: Manage community → API usage → Access tokens. Put it into VK_TOKEN.
check-vk-group-refused = VK does not show this community (code { $code }).
check-vk-group-mend = Check VK_GROUP_ID: it is the community's number without the minus, and the key must belong to the same community.
check-vk-no-answer = VK does not answer ({ $why }).
check-vk-no-answer-mend = Check the internet connection, and open api.vk.ru and lp.vk.ru in the firewall.
check-vk-unasked = VK did not answer the question { $what } ({ $why }).
check-vk-unasked-mend = Check again in a minute. If that does not help, make a new access key with all the rights.
check-vk-rights = VK: the access key has the rights it needs.
check-vk-rights-lacking = VK: the access key lacks rights: { $rights }.
check-vk-rights-mend = Make a new access key and tick community management, messages, photos and documents.
check-vk-messages = VK: community messages are on.
check-vk-messages-off = VK: community messages are off or out of reach (code { $code }).
check-vk-messages-mend = Switch them on: Manage community → Messages → Community messages.
check-vk-bot-features-off = VK: bot capabilities are off, so no buttons will appear.
check-vk-bot-features-mend = Switch them on: Manage community → Messages → Bot settings. Allow adding the community to chats there too.
check-vk-longpoll = VK: the Long Poll API is on and the needed events arrive.
check-vk-longpoll-off = VK: the Long Poll API is off, the bot will not receive any message.
check-vk-longpoll-version = VK: the Long Poll API has version { $version }, but { $wanted } is needed.
check-vk-longpoll-events = VK: the events { $events } do not arrive.
check-vk-longpoll-mend = Open Manage community → API usage → Long Poll API: switch it on, choose version 5.199 and tick the events message_new, message_event, message_allow, message_deny, message_edit.
check-vk-chat = VK: the bot sees who is in the chat { $chat }.
check-vk-chat-refused = VK does not say who is in the chat { $chat } (code { $code }).
check-vk-chat-not-admin = VK: the bot is not an administrator of the chat { $chat }.
check-vk-chat-mend = Add the community to the staff chat, make it an administrator there and give it access to all messages. The chat's number in ADMIN_CHAT is the one that the bot sees.
