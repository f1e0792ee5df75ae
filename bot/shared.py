"""Makes the handlers' Shared (region, chats, officers, languages, readers) of the settings and the region."""

from __future__ import annotations

from collections.abc import Collection

from bot.channels.names import known
from bot.readers import Readers, make_readers
from bot.settings import Settings
from handlers.base.shared import Shared
from handlers.base.texts import Library
from storage.ids import Ids
from storage.region.region import Region


def make_shared(settings: Settings, region: Region, given: Collection[str], readers: Readers | None = None) -> Shared:
    """What handlers know of this installation; `given` are the channels that there are."""
    reads = readers or make_readers(region, Library(region.zone, settings.default_language))
    alarm_chat = settings.alarm_chat if settings.alarm_chat and settings.alarm_chat.channel in given else None
    return Shared(
        region, reads.library, Ids({}), settings.admin_chat, reads.topics.likely, reads.danger.is_danger,
        settings.duty_officers, default_language=settings.default_language, alarm_chat=alarm_chat,
        lemmas=reads.words.lemmas, on_layout=reads.words.on_layout, intent=reads.said.read,
        danger_kind=reads.danger.known_kind, one_officer=settings.one_officer,
        notice_channels=settings.notice_channels, backup_days=settings.backup_keep,
        bare_edits=frozenset(about.name for about in known() if about.bare_edits),
        posts_instead=frozenset(about.name for about in known() if about.posts_instead),
    )  # fmt: skip
