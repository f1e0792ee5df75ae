"""What the page can send reaches the program as the messenger's own update, and as an event that means it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels.max.translate import MaxTranslator
from bot.channels.names import messengers
from bot.channels.telegram.translate import Translator
from bot.channels.vk.translate import translate
from bot.clock import MovableClock
from bot.sandbox.acts import Acts, BadAct
from bot.sandbox.emulators import emulator
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.server import PAGE
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Messenger
from handlers.base.event import AttachmentKind, Event, Kind, Point, Update
from tests.unit.reading import readers

K = AttachmentKind
POST = "Соседи, на Заводской третий вечер темно"


class Desk:
    """The emulators with a citizen each, and the page's acts over them; `heard` is the newest event."""

    def __init__(self) -> None:
        self.clock = MovableClock()
        self.telegram, self.vk = TelegramEmulator(self.clock), VkEmulator(self.clock)
        self.max = MaxEmulator(self.clock)
        emulators: list[Messenger] = [self.telegram, self.vk, self.max]
        self.acts = Acts({emulator.name: emulator for emulator in emulators}, lambda messenger: 0)
        self.persons = {one.name: one.add_person("Вера Ким").id for one in emulators}
        for one in emulators:
            one.start(self.persons[one.name])

    def does(self, messenger: str, what: str = "say", **body: Any) -> dict[str, Any]:
        who = self.persons[messenger]
        return self.acts.do({"do": what, "messenger": messenger, "user": who, "chat": who, **body})

    def heard(self, messenger: str) -> Event:
        updates = list(self._updates(messenger))
        assert [update.fault for update in updates if update.fault] == []
        return [update.event for update in updates if update.event is not None][-1]

    def _updates(self, messenger: str) -> Iterator[Update]:
        if messenger == "telegram":
            translator = Translator(self.telegram.bot_id, self.telegram.bot_name, self.clock)
            yield from (translator.translate(raw) for _, _, raw in self.telegram.updates)
        elif messenger == "vk":
            for raw in self.vk.events:
                yield translate(json.dumps(raw), self.vk.group_id, self.clock.now())
        else:
            reader = MaxTranslator(self.max.bot_id, self.max.bot_name, self.clock)
            yield from (reader.translate(event.body) for event in self.max.events)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("messenger", "file", "kind", "name"),
    [
        ("telegram", {"kind": "sticker"}, K.STICKER, "👍"),
        ("telegram", {"kind": "video_note"}, K.DOCUMENT, "video_note.mp4"),
        ("telegram", {"kind": "contact", "name": "Олег Ли", "text": "+79000000000"}, K.OTHER, "contact"),
        ("telegram", {"voice": "во дворе темно"}, K.VOICE, ""),
        ("vk", {"kind": "sticker"}, K.STICKER, ""),
        ("vk", {"kind": "video_note"}, K.OTHER, "video_message"),
        ("vk", {"voice": "во дворе темно"}, K.VOICE, ""),
        ("max", {"kind": "sticker"}, K.STICKER, ""),
        ("max", {"kind": "contact", "name": "Олег Ли", "text": "+79000000000"}, K.OTHER, "contact"),
        ("max", {"voice": "во дворе темно"}, K.VOICE, ""),
    ],
)
def test_a_thing_is_heard_as_what_it_is(
    desk: Desk, messenger: str, file: dict[str, Any], kind: AttachmentKind, name: str
) -> None:
    desk.does(messenger, files=[file])
    event = desk.heard(messenger)
    assert [(a.kind, a.name) for a in event.attachments] == [(kind, name)]
    shown = desk.acts.messengers[messenger].last(desk.persons[messenger])
    assert len(shown.files) == 1


def test_a_contact_says_whose_phone_it_is(desk: Desk) -> None:
    desk.does("telegram", files=[{"kind": "contact", "name": "Олег Ли", "text": "+79000000000"}])
    assert desk.heard("telegram").attachments[0].transcript == "Олег Ли +79000000000"


def test_a_post_of_the_wall_brings_its_words_and_where_it_stands(desk: Desk) -> None:
    desk.does("vk", text="вот что пишут", files=[{"kind": "wall", "text": POST}])
    event = desk.heard("vk")
    assert event.text.startswith("вот что пишут\n")
    assert POST in event.text
    assert "https://vk.com/wall" in event.text


@pytest.mark.parametrize("messenger", messengers())
def test_somebody_elses_words_come_as_such(desk: Desk, messenger: str) -> None:
    desk.does(messenger, text="завтра закроют мост", forwarded=True)
    event = desk.heard(messenger)
    assert event.forwarded
    assert "завтра закроют мост" in event.text


@pytest.mark.parametrize("messenger", messengers())
def test_a_place_and_ones_own_edits_are_heard_and_a_deletion_says_nothing(desk: Desk, messenger: str) -> None:
    desk.does(messenger, place=[55.61, 40.12])
    assert desk.heard(messenger).place == Point(55.61, 40.12)
    said = desk.does(messenger, text="нет воды")["ids"][0]
    desk.does(messenger, "edit", message=said, text="нет горячей воды")
    event = desk.heard(messenger)
    assert (event.kind, event.text) == (Kind.EDIT, "нет горячей воды")
    desk.does(messenger, "delete", message=said)
    heard = desk.heard(messenger)
    assert heard == event or (heard.kind, heard.text) == (Kind.REMOVED, "")  # some messengers tell bots of it
    assert desk.acts.messengers[messenger].last(desk.persons[messenger]).text != "нет горячей воды"


@pytest.mark.parametrize(("messenger", "kind"), [("telegram", "wall"), ("vk", "contact"), ("max", "video_note")])
def test_what_a_messenger_has_not_cannot_be_sent_in_it(desk: Desk, messenger: str, kind: str) -> None:
    with pytest.raises(BadAct):
        desk.does(messenger, files=[{"kind": kind, "name": "а", "text": "б"}])
    assert kind not in emulator(messenger).sends


@pytest.mark.parametrize("language", ["ru", "en"])
def test_ready_pictures_and_words_name_what_they_show(language: str) -> None:
    texts = json.loads((PAGE / f"texts.{language}.json").read_text(encoding="utf-8"))
    wanted = {"sample.lamp.text": "lighting", "voice.sample": "lighting", "wall.text": "lighting"}
    wanted |= {"sample.pothole.text": "potholes", "sample.snow.text": "snow"}
    assert {name: readers.topics().guess(texts[name])[0][0] for name in wanted} == wanted
