"""The emulated messengers: real HTTP servers on loopback, a world of persons and chats, and a page to watch it."""
