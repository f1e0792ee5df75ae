### What "otklik check" says about VK. Keys that end in -mend tell how to put it right.

vk-check-token = VK: the access key is accepted, this is the community “{ $name }”.
vk-check-token-refused = VK does not accept the access key.
vk-check-token-mend = Make a new key: Manage community → API usage → Access tokens. Put it into VK_TOKEN.
vk-check-group-refused = VK does not show this community (code { $code }).
vk-check-group-mend = Check VK_GROUP_ID: it is the community's number without the minus, and the key must belong to the same community.
vk-check-no-answer = VK does not answer ({ $why }).
vk-check-no-answer-mend = Check the internet connection, and open api.vk.ru and lp.vk.ru in the firewall. If the network lets out through a proxy only, name it in VK_PROXY.
vk-check-unasked = VK did not answer the question { $what } ({ $why }).
vk-check-unasked-mend = Check again in a minute. If that does not help, make a new access key with all the rights.
vk-check-rights = VK: the access key has the rights it needs.
vk-check-rights-lacking = VK: the access key lacks rights: { $rights }.
vk-check-rights-mend = Make a new access key and tick community management, messages, photos and documents.
vk-check-messages = VK: community messages are on.
vk-check-messages-off = VK: community messages are off or out of reach (code { $code }).
vk-check-messages-mend = Switch them on: Manage community → Messages → Community messages.
vk-check-bot-features-off = VK: bot capabilities are off, so no buttons will appear.
vk-check-bot-features-mend = Switch them on: Manage community → Messages → Bot settings. Allow adding the community to chats there too.
vk-check-longpoll = VK: the Long Poll API is on and the needed events arrive.
vk-check-longpoll-off = VK: the Long Poll API is off, the bot will not receive any message.
vk-check-longpoll-version = VK: the Long Poll API has version { $version }, but { $wanted } is needed.
vk-check-longpoll-events = VK: the events { $events } do not arrive.
vk-check-longpoll-mend = Open Manage community → API usage → Long Poll API: switch it on, choose version 5.199 and tick the events message_new, message_event, message_allow, message_deny, message_edit.
vk-check-chat = VK: the bot sees who is in the chat { $chat }.
vk-check-chat-refused = VK does not say who is in the chat { $chat } (code { $code }).
vk-check-chat-not-admin = VK: the bot is not an administrator of the chat { $chat }.
vk-check-chat-mend = Add the community to this chat, make it an administrator there and give it access to all messages. The chat's number (in ADMIN_CHAT, of a team in region.toml, of an organisation in organisations.toml) is the one that the bot sees.
