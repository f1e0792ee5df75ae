"""Whatever update comes, it is read or kept as it is, and no handler of the whole program fails over it."""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given

from bot.app import FOLDERS
from bot.channels.max.translate import MaxTranslator
from bot.channels.names import messengers
from bot.channels.telegram.translate import Translator
from bot.channels.vk.translate import translate, whole
from bot.clock import RealClock
from bot.settings import Settings
from bot.shared import make_shared
from handlers.base.event import Kind, Update
from handlers.base.message import Address
from handlers.base.routes import Router
from handlers.base.texts import Library
from handlers.intake import Intake
from storage.changes import Query
from storage.open import make_store
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.databases import ready_file
from tests.fuzz.strategies import Maker, fuzzed, makers, max_message, max_update, telegram_update, vk_update
from tests.world.world import fictional

AT_ONCE = 12
"""Updates of one example: what one left behind is what the next one meets."""
REGION = fictional()
LIBRARY = Library(REGION.zone)
NOW = 1_700_000_000_000


def read_telegram(raw: Any) -> Update:
    return Translator("7001", "otklik_bot", RealClock()).translate(raw)


def read_vk(raw: Any) -> Update:
    return translate(whole(raw), 5, NOW)


def read_max(raw: Any) -> Update:
    return MaxTranslator("5", "otklik_bot", RealClock()).translate(raw)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of updates when all routes of the program had them: the errors that were kept as faults, how often the
    admin chat was alarmed, and the private chats that were told.
    """

    errors: list[str]
    alarms: int
    told: list[str]


async def outcome_of(updates: list[Update]) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        url = ready_file(Path(folder, "otklik.db"))
        errors = await _kept(updates, make_store(url))
        rows = await run_raw(url, "SELECT chat, body FROM outbox WHERE body <> '' ORDER BY chat")
    said = [(chat, json.loads(body).get("text", "")) for chat, body in rows if body.startswith("{")]
    alarms, sorry = sentences("alarm-fault"), sentences("fault-apology")
    return Outcome(errors, sum(text in alarms for _, text in said), [chat for chat, text in said if text in sorry])


def sentences(name: str) -> set[str]:
    return {str(LIBRARY.texts(language).say(name)) for language in LIBRARY.languages}


async def _kept(updates: list[Update], store: Store) -> list[str]:
    await store.open()
    try:
        settings = Settings(admin_chat=Address("telegram", "-100500"))
        router = Router()
        for routes in FOLDERS:
            router.add(routes)
        shared = make_shared(settings, REGION, messengers())

        async def member(chat: Address, user: str) -> str:
            return "administrator"

        intake = Intake(store, shared, router, RealClock(), member, lambda changes: None)
        await intake.take(updates)
        await intake.take(updates)  # the messenger gives them again
        return [fault.error for fault in (await store.read(Query("faults_open")))[0]]
    finally:
        await store.close()


def judge(updates: list[Update]) -> None:
    """What cannot be read is kept once however often it comes, the admin chat hears of it once in its ten minutes, and
    whoever wrote it once, if that can be known; nothing else is a fault.
    """
    outcome = asyncio.run(outcome_of(updates))
    bad = [u for u in {u.key: u for u in updates}.values() if u.fault]
    assert sorted(outcome.errors) == sorted(u.fault for u in bad)
    assert outcome.alarms == bool(bad)
    writers = {u.writer.chat for u in bad if u.writer is not None and u.writer.kind in (Kind.MESSAGE, Kind.BUTTON)}
    assert outcome.told == sorted(writers)


@fuzzed
@given(make=makers())
def test_no_update_of_telegram_fails_a_handler_and_what_cannot_be_read_is_kept_once(make: Maker) -> None:
    raws = [telegram_update(make, number) for number in range(1, AT_ONCE + 1)]
    updates = [read_telegram(json.loads(json.dumps(raw))) for raw in raws]
    judge(updates)


@fuzzed
@given(make=makers())
def test_no_update_of_vk_fails_a_handler_and_what_cannot_be_read_is_kept_once(make: Maker) -> None:
    updates = [read_vk(json.loads(json.dumps(vk_update(make, number)))) for number in range(1, AT_ONCE + 1)]
    judge(updates)


@fuzzed
@given(make=makers())
def test_no_update_of_max_fails_a_handler_and_what_cannot_be_read_is_kept_once(make: Maker) -> None:
    updates = [read_max(json.loads(json.dumps(max_update(make, number)))) for number in range(1, AT_ONCE + 1)]
    judge(updates)


@fuzzed
@given(make=makers())
def test_the_words_of_a_person_are_read_whatever_stands_beside_them(make: Maker) -> None:
    said = "Прорвало трубу на Лесной, 5"
    raw = telegram_update(make, 7)
    message = make.telegram("Message") | {
        "message_id": 7, "date": 1_700_000_000, "from": {"id": 42, "is_bot": False},
        "chat": {"id": 42, "type": "private"}, "text": said, "entities": make.oddity(),
    }  # fmt: skip
    for decides in (
        "sender_chat",
        "is_automatic_forward",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "via_bot",
        "venue",
    ):
        message.pop(decides, None)
    event = read_telegram({"update_id": raw["update_id"], "message": message}).event
    assert event is not None
    assert (event.sender, event.chat) == ("42", "42")
    assert event.text.startswith(said)
    thing = make.vk("messages_message") | {"peer_id": 42, "from_id": 42, "conversation_message_id": 7, "text": said}
    for decides in ("out", "action", "payload", "fwd_messages"):
        thing.pop(decides, None)
    event = read_vk({"type": "message_new", "event_id": "e", "object": {"message": thing}}).event
    assert event is not None
    assert said in event.text
    message = max_message(make, 7, text=said, markup=make.oddity())
    event = read_max({"update_type": "message_created", "timestamp": make.oddity(), "message": message}).event
    assert event is not None
    assert (event.sender, event.chat) == ("42", "42")
    assert event.text.startswith(said)
