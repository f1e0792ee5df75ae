### The name of VK: every other sentence takes it from here.

messenger-vk = VK
messenger-vk-in = in VK
messenger-vk-from = from VK

settings-bad-vk-token = this does not look like a VK community access key. Make one in the community's settings, under API usage.
settings-bad-vk-group = the community's number in digits is needed, without "club" and without a minus.
init-vk-token = Access key of the VK community (for example, vk1.a.…; Enter leaves it out)
init-vk-group-id = Number of the VK community (for example, 123456789; it stands in vk.com/club123456789)
check-vk-offer = Switch on the VK events that the bot needs? [yes/no]
check-vk-mended = VK's events are switched on. Check once more: otklik check
joined-rights-vk = Give the bot access to all messages of this chat and make it an administrator: then it sees replies to cards and knows who is in the chat.
dlv-why-vk-failed = the messenger has a fault
