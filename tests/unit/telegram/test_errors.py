"""The table of answers, row by row, in the words of the Bot API server."""

from __future__ import annotations

import pytest

from bot.channels.port import Outcome, Result
from bot.channels.telegram.client import ApiAnswer
from bot.channels.telegram.errors import CODES, TEXTS, outcome
from tests.unit.telegram.api import error

R = Result


def gone(why: str) -> Outcome:
    return Outcome(R.RETRY, why=why, gone=True)


def plain(why: str) -> Outcome:
    return Outcome(R.RETRY, why=why, plain=True)


def no(why: str) -> Outcome:
    return Outcome(R.REJECTED, why=why)


def shut(why: str) -> Outcome:
    return Outcome(R.REJECTED, why=why, shut=True)


def topic() -> Outcome:
    return Outcome(R.RETRY, why="topic", gone=True, shut=True)


def form(why: str) -> Outcome:
    """Of a file: it may be taken in another form."""
    return Outcome(R.REJECTED, why=why, as_file=True)


def lost(why: str) -> Outcome:
    return Outcome(R.UNREACHABLE, why=why)


ROWS: list[tuple[int, str, Outcome]] = [
    (400, "message is not modified: specified new message content and reply markup are exactly the same as a "
     "current content and reply markup of the message", Outcome(R.SENT, why="not-modified")),
    (400, "message to delete not found", Outcome(R.SENT, why="already-gone")),
    (400, "message can't be deleted for everyone", Outcome(R.SENT, why="not-deletable")),
    (400, "message to edit not found", gone("edited-gone")),
    (404, "method not found", no("old-server")),
    (400, "message can't be edited", gone("not-editable")),
    (400, "there is no text in the message to edit", gone("captioned")),
    (400, "MESSAGE_ID_INVALID", gone("edited-gone")),
    (400, "message to be replied not found", gone("replied-gone")),
    (400, "replied message not found", gone("replied-gone")),
    (400, "query is too old and response timeout expired or query ID is invalid", Outcome(R.EXPIRED, why="too-old")),
    (400, "query ID is invalid", Outcome(R.EXPIRED, why="too-old")),
    (400, "can't parse entities: Unsupported start tag \"x\" at byte offset 0", plain("marks")),
    (400, "ENTITY_BOUNDS_INVALID", plain("marks")),
    (400, "reply markup is too long", plain("keyboard")),
    (400, "can't parse reply keyboard markup JSON object", plain("keyboard")),
    (400, "BUTTON_DATA_INVALID", plain("keyboard")),
    (400, "location can be requested in private chats only", plain("keyboard")),
    (403, "bot was blocked by the user", lost("blocked")),
    (403, "user is deactivated", lost("deactivated")),
    (403, "bot was kicked from the supergroup chat", lost("kicked")),
    (403, "bot is not a member of the supergroup chat", lost("kicked")),
    (403, "the group chat was deleted", lost("not-found")),
    (400, "chat not found", lost("not-found")),
    (400, "private chat not found", lost("not-found")),
    (400, "user not found", lost("not-found")),
    (400, "PEER_ID_INVALID", lost("not-found")),
    (403, "bot can't initiate conversation with a user", lost("not-found")),
    (403, "bots can't send messages to bots", lost("forbidden")),
    (400, "message thread not found", topic()),
    (400, "TOPIC_CLOSED", topic()),
    (400, "TOPIC_DELETED", topic()),
    (400, "TOPIC_ID_INVALID", topic()),
    (400, "not enough rights to send text messages to the chat", shut("no-rights")),
    (400, "not enough rights to send photos to the chat", form("no-rights")),
    (400, "CHAT_SEND_PHOTOS_FORBIDDEN", form("no-rights")),
    (400, "not enough rights to manage pinned messages in the chat", no("no-rights")),
    (400, "have no rights to send a message", shut("no-rights")),
    (400, "have no rights to pin a message", no("no-rights")),
    (400, "need administrator rights in the channel chat", shut("no-rights")),
    (400, "CHAT_WRITE_FORBIDDEN", shut("no-rights")),
    (400, "CHAT_SEND_PLAIN_FORBIDDEN", shut("no-rights")),
    (400, "CHAT_RESTRICTED", shut("no-rights")),
    (400, "CHAT_ADMIN_REQUIRED", shut("no-rights")),
    (400, "USER_BANNED_IN_CHANNEL", shut("no-rights")),
    (400, "CHANNEL_PRIVATE", lost("kicked")),
    (400, "CHAT_FORBIDDEN", lost("kicked")),
    (400, "CHAT_ID_INVALID", lost("not-found")),
    (400, "CHANNEL_INVALID", lost("not-found")),
    (400, "wrong file identifier/HTTP URL specified", form("bad-file")),
    (400, "wrong remote file identifier specified: Wrong character in the string", form("bad-file")),
    (400, "can't use file of type Document as Photo", form("bad-file")),
    (400, "file must be non-empty", form("bad-file")),
    (400, "Can't use the media of the specified type in the album", form("bad-album")),
    (400, "file of size 11000000 bytes is too big for a photo", form("too-big")),
    (400, "Request Entity Too Large", form("too-big")),
    (400, "message is too long", no("too-long")),
    (400, "message text is empty", no("empty")),
    (400, "text must be non-empty", no("empty")),
    (400, "PHOTO_INVALID_DIMENSIONS", form("photo-refused")),
    (400, "VOICE_MESSAGES_FORBIDDEN: user restricted receiving of voice messages", form("voice-forbidden")),
    (400, "VIDEO_MESSAGES_FORBIDDEN", form("voice-forbidden")),
    (400, "IMAGE_PROCESS_FAILED", form("photo-refused")),
    (400, "PHOTO_SAVE_FILE_INVALID", form("photo-refused")),
    (400, "VIDEO_FILE_INVALID", form("bad-file")),
    (400, "MEDIA_INVALID", form("bad-file")),
    (400, "FILE_REFERENCE_EXPIRED", form("bad-file")),
    (400, "DOCUMENT_INVALID", form("bad-file")),
    (400, "wrong type of the web page content", form("bad-file")),
    (400, "something nobody has seen yet", no("code-400")),
    (401, "Unauthorized", Outcome(R.RETRY, why="unauthorized", scope="channel", stop=True)),
    (404, "Not Found", Outcome(R.RETRY, why="no-such-bot", scope="channel", stop=True)),
    (413, "Request Entity Too Large", form("too-big")),
    (429, "Too Many Requests", Outcome(R.RETRY, why="too-many", retry_after_s=5)),
    (500, "Internal Server Error: restart", Outcome(R.UNKNOWN, why="server-error")),
    (502, "Bad Gateway", Outcome(R.UNKNOWN, why="server-error")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "meant"), ROWS, ids=[text[:40] for _, text, _ in ROWS])
def test_refusal_has_its_outcome_in_any_case_of_letters(code: int, text: str, meant: Outcome) -> None:
    for said in (text, f"Bad Request: {text}", text[0].upper() + text[1:]):
        assert outcome(ApiAnswer(code, error(code, said))) == meant


def test_every_row_of_the_table_is_tried_and_none_hides_behind_another() -> None:
    tried = {next((part for part, _ in TEXTS if part in text.lower()), "") for _, text, _ in ROWS}
    assert {part for part, _ in TEXTS} <= tried
    assert CODES.keys() <= {code for code, _, _ in ROWS}


def test_too_many_says_how_long() -> None:
    body = error(429, "Too Many Requests: retry after 17", retry_after=17)
    assert outcome(ApiAnswer(429, body)) == Outcome(R.RETRY, why="too-many", retry_after_s=17)


def test_group_that_became_a_supergroup_says_its_new_number() -> None:
    body = error(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100777)
    assert outcome(ApiAnswer(400, body)) == Outcome(R.RETRY, why="migrated", migrated_to="-100777")


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (ApiAnswer(failure="ClientConnectorError", written=False), Outcome(R.RETRY, why="network")),
        (ApiAnswer(failure="ServerDisconnectedError"), Outcome(R.UNKNOWN, why="network")),
        (ApiAnswer(failure="no-file", written=False), form("no-file")),
        (ApiAnswer(200), Outcome(R.UNKNOWN, why="not-json")),
        (ApiAnswer(404), Outcome(R.UNKNOWN, why="not-json")),
        (ApiAnswer(200, {"ok": False}), Outcome(R.UNKNOWN, why="server-error")),
        (ApiAnswer(302, {"ok": False}), Outcome(R.UNKNOWN, why="server-error")),
        (ApiAnswer(200, {"ok": False, "description": "Bad Request: chat not found"}), lost("not-found")),
        (ApiAnswer(404, {"ok": False, "error_code": 404, "description": "Not Found"}), CODES[404]),
        (ApiAnswer(502), Outcome(R.UNKNOWN, why="not-json")),
        (ApiAnswer(413), form("too-big")),
        (ApiAnswer(429), Outcome(R.RETRY, why="too-many", retry_after_s=5)),
        (ApiAnswer(400, {"ok": False}), no("code-400")),
        (ApiAnswer(400, {"ok": False, "parameters": None, "description": None}), no("code-400")),
        (ApiAnswer(400, {"ok": False, "description": f"Bad Request: chat not found {'x' * 2_000}"}), lost("not-found")),
        (ApiAnswer(400, {"ok": False, "description": f"{'x' * 1_000} chat not found"}), no("code-400")),
    ],
)
def test_what_is_no_refusal_of_telegram_is_unknown_unless_nothing_left(answer: ApiAnswer, meant: Outcome) -> None:
    assert outcome(answer) == meant


def test_no_reason_holds_what_a_person_wrote() -> None:
    for text in ('can\'t parse entities: Unsupported start tag "Иванова"', "wrong: Секретная улица 5"):
        assert outcome(ApiAnswer(400, error(400, text))).why in ("marks", "code-400")
