"""Telegram's answers as outcomes: one table. Only the text separates its 400s, so it is matched here alone.

Texts: tdlib/telegram-bot-api, telegram-bot-api/Client.cpp (version 10.0), lower-cased here. Newer servers
add words, so a row is a part of the text; the first row that matches wins.
"""

from __future__ import annotations

import re

from bot.channels.answers import WAIT_SENDING_S
from bot.channels.port import Outcome, Result
from bot.channels.telegram.client import NO_FILE, ApiAnswer

PAUSE_S = 5.0
"""After a 429 that does not say how long."""


def _gone(why: str) -> Outcome:
    return Outcome(Result.RETRY, why=why, gone=True)


def _plain(why: str) -> Outcome:
    return Outcome(Result.RETRY, why=why, plain=True)


def _unreachable(why: str) -> Outcome:
    return Outcome(Result.UNREACHABLE, why=why)


def _rejected(why: str) -> Outcome:
    return Outcome(Result.REJECTED, why=why)


def _shut(why: str) -> Outcome:
    return Outcome(Result.REJECTED, why=why, shut=True)


_TOPIC = Outcome(Result.RETRY, why="topic", gone=True, shut=True)
"""A topic that is closed or gone: what replied to a message in it goes without that; else the chat is shut."""


def _file(why: str) -> Outcome:
    return Outcome(Result.REJECTED, why=why, as_file=True)


CAPTIONED = "captioned"
"""The message to be edited is a file; what it says is its caption."""

TEXTS: tuple[tuple[str, Outcome], ...] = (
    ("message is not modified", Outcome(Result.SENT, why="not-modified")),
    ("message to delete not found", Outcome(Result.SENT, why="already-gone")),
    ("message can't be deleted", Outcome(Result.SENT, why="not-deletable")),  # older than 48 h: stays
    ("message to edit not found", _gone("edited-gone")),
    ("message can't be edited", _gone("not-editable")),
    ("there is no text in the message to edit", _gone(CAPTIONED)),
    ("message_id_invalid", _gone("edited-gone")),
    ("message to be replied not found", _gone("replied-gone")),
    ("replied message not found", _gone("replied-gone")),
    ("message thread not found", _TOPIC),
    ("topic_closed", _TOPIC),
    ("topic_deleted", _TOPIC),
    ("topic_id_invalid", _TOPIC),
    ("query is too old", Outcome(Result.EXPIRED, why="too-old")),
    ("query id is invalid", Outcome(Result.EXPIRED, why="too-old")),
    ("can't parse entities", _plain("marks")),
    ("entity_bounds_invalid", _plain("marks")),
    ("reply markup", _plain("keyboard")),
    ("keyboard", _plain("keyboard")),
    ("button", _plain("keyboard")),
    ("requested in private chats only", _plain("keyboard")),
    ("bot was blocked by the user", _unreachable("blocked")),
    ("user is deactivated", _unreachable("deactivated")),
    ("bot was kicked", _unreachable("kicked")),
    ("bot is not a member", _unreachable("kicked")),
    ("group chat was deleted", _unreachable("not-found")),
    ("chat not found", _unreachable("not-found")),
    ("user not found", _unreachable("not-found")),
    ("peer_id_invalid", _unreachable("not-found")),
    ("can't initiate conversation", _unreachable("not-found")),
    ("not enough rights to send text", _shut("no-rights")),
    ("not enough rights to send", _file("no-rights")),  # photos, videos, documents, …: another form or words may go
    ("not enough rights", _rejected("no-rights")),
    ("have no rights to send a message", _shut("no-rights")),
    ("have no rights", _rejected("no-rights")),
    ("need administrator rights", _shut("no-rights")),
    ("chat_write_forbidden", _shut("no-rights")),
    ("chat_send_plain_forbidden", _shut("no-rights")),
    ("chat_send_", _file("no-rights")),  # CHAT_SEND_PHOTOS_FORBIDDEN, CHAT_SEND_VOICES_FORBIDDEN, …
    ("chat_restricted", _shut("no-rights")),
    ("chat_admin_required", _shut("no-rights")),
    ("user_banned_in_channel", _shut("no-rights")),
    ("channel_private", _unreachable("kicked")),
    ("chat_forbidden", _unreachable("kicked")),
    ("chat_id_invalid", _unreachable("not-found")),
    ("channel_invalid", _unreachable("not-found")),
    ("voice_messages_forbidden", _file("voice-forbidden")),
    ("video_messages_forbidden", _file("voice-forbidden")),
    ("photo_", _file("photo-refused")),  # PHOTO_INVALID_DIMENSIONS, PHOTO_SAVE_FILE_INVALID, PHOTO_EXT_INVALID, …
    ("image_process_failed", _file("photo-refused")),
    ("video_", _file("bad-file")),  # VIDEO_FILE_INVALID, VIDEO_CONTENT_TYPE_INVALID
    ("media_", _file("bad-file")),  # MEDIA_INVALID, MEDIA_EMPTY, MEDIA_TYPE_INVALID
    ("file_", _file("bad-file")),  # FILE_REFERENCE_EXPIRED, FILE_PARTS_INVALID
    ("document_invalid", _file("bad-file")),
    ("wrong type of", _file("bad-file")),
    ("wrong file identifier", _file("bad-file")),
    ("wrong remote file", _file("bad-file")),
    ("can't use file", _file("bad-file")),
    ("file must be non-empty", _file("bad-file")),
    ("specified type in the album", _file("bad-album")),
    ("method not found", _rejected("old-server")),  # with 404, of a Bot API server older than the method
    ("too big", _file("too-big")),
    ("too large", _file("too-big")),
    ("is too long", _rejected("too-long")),
    ("text is empty", _rejected("empty")),
    ("text must be non-empty", _rejected("empty")),
)

CODES: dict[int, Outcome] = {
    401: Outcome(Result.RETRY, why="unauthorized", scope="channel", stop=True),
    403: _unreachable("forbidden"),
    404: Outcome(Result.RETRY, why="no-such-bot", scope="channel", stop=True),
    413: _file("too-big"),
    429: Outcome(Result.RETRY, why="too-many", retry_after_s=PAUSE_S),
}

_SERVER_CODE = re.compile(r"\b[A-Z]{3,}(?:_[A-Z0-9]+)+\b")
"""Codes of Telegram's own server inside a description, e.g. PHOTO_INVALID_DIMENSIONS."""


def outcome(answer: ApiAnswer) -> Outcome:
    """What an answer that is not ok means. A row without limits of its own holds only its chat."""
    if answer.status == 0:
        if answer.failure == NO_FILE:
            return _file(NO_FILE)
        result = Result.UNKNOWN if answer.written else Result.RETRY
        return Outcome(result, why="network")
    if answer.body is None:
        known = CODES[answer.status] if answer.status in (413, 429) else None
        return known or Outcome(Result.UNKNOWN, why="not-json")
    if wait_s := answer.wait_s(WAIT_SENDING_S):
        return Outcome(Result.RETRY, why="too-many", retry_after_s=wait_s)
    if answer.migrated_to:
        return Outcome(Result.RETRY, why="migrated", migrated_to=answer.migrated_to)
    if answer.code >= 500:
        return Outcome(Result.UNKNOWN, why="server-error")
    text = answer.description.lower()
    if answer.code in (400, 403, 404) or answer.code < 400:
        for part, meant in TEXTS:
            if part in text:
                return meant
    if answer.code < 400:  # it says no and gives no code: whoever stands between may have made it of anything
        return Outcome(Result.UNKNOWN, why="server-error")
    return CODES.get(answer.code) or _rejected(_short(answer))


_ITEM = re.compile(r"message #(\d+)")


def item_of(answer: ApiAnswer) -> int:
    """Which item of an album was refused, from 1; 0 if that is not said."""
    found = _ITEM.search(answer.description)
    return int(found[1]) if found else 0


def _short(answer: ApiAnswer) -> str:
    found = _SERVER_CODE.search(answer.description)
    return found[0].lower().replace("_", "-")[:40] if found else f"code-{answer.code}"
