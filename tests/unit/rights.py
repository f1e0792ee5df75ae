"""A duty officers' chat, for the tests of who may do what in each messenger."""

from __future__ import annotations

from bot.sandbox.world import Messenger


def group(world: Messenger) -> tuple[str, str, str]:
    """A group with an administrator and a member; the chat, the one, the other."""
    lead, member = world.add_person("Мария").id, world.add_person("Олег").id
    chat = world.add_group("Дежурные", [lead]).id
    world.join(chat, member)
    return chat, lead, member
