"""The emulated MAX's long poll and what its events say."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.world import FaultRule, WorldFile
from tests.unit.sandbox.conftest import MaxCaller
from tests.world.waits import until

DAY_S = 24 * 3600
DESCRIBED = Path(__file__).parents[2] / "fuzz" / "specs" / "max.json"
PLAIN = {"integer": int, "number": float, "string": str, "boolean": bool, "object": dict}


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["body"]["text"] for update in updates]


def odd(types: dict[str, Any], described: dict[str, Any], value: Any, where: str) -> list[str]:
    """What of a value is not as MAX describes it."""
    if value is None:
        return []
    if "ref" in described:
        return odd(types, types[described["ref"]], value, where)
    if "one" in described:
        kinds = [one for one in described["one"] if one["fields"]["type"]["enum"] == [value.get("type")]]
        return odd(types, kinds[0], value, where) if kinds else [f"{where}: {value}"]
    if "array" in described:
        return [fault for item in value for fault in odd(types, described["array"], item, where)]
    if "fields" in described:
        found = [f"{where}.{name}" for name in value.keys() - described["fields"].keys() - {"update_type", "timestamp"}]
        known = [(name, one) for name, one in value.items() if name in described["fields"]]
        return found + [fault for name, one in known for fault in odd(types, described["fields"][name], one, name)]
    if "enum" in described:
        return [] if value in described["enum"] else [f"{where}: {value}"]
    fits = isinstance(value, PLAIN[described["is"]]) or (described["is"] == "number" and isinstance(value, int))
    return [] if fits else [f"{where}: {value!r}"]


async def test_everything_that_is_told_is_as_described(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    types = json.loads(DESCRIBED.read_text(encoding="utf-8"))["types"]
    group = max_.add_group("Дежурные", administrators=(dweller,))
    buttons = [[{"type": "callback", "text": "Да", "payload": "yes"}]]
    mid = await mx.send(dweller, "Верно?", {"type": "inline_keyboard", "payload": {"buttons": buttons}})
    kinds = ("photo", "video", "document", "voice", "audio", "sticker", "contact")
    for kind in kinds:
        max_.say(dweller, dweller, "вот", files=[WorldFile(kind, "a.bin", "", b"1")], reply_to=mid)
    max_.press(dweller, dweller, mid, "yes")
    (said,) = max_.say(dweller, group.id, "и тут", lat=54.5, lon=61.25)
    max_.edit(dweller, group.id, said, "здесь")
    max_.delete(dweller, group.id, said)
    max_.say(dweller, dweller, "чужое", forwarded=True)
    other = max_.add_person("Олег").id
    max_.join(group.id, other)
    max_.leave(group.id, other)
    max_.kick_bot(group.id, dweller)
    max_.invite_bot(group.id, dweller)
    max_.block(dweller)
    max_.start(dweller, "join_7")
    updates, _ = await mx.updates()
    assert len({one["update_type"] for one in updates}) == 11
    assert [fault for one in updates for fault in odd(types, types[one["update_type"]], one, one["update_type"])] == []


async def test_a_marker_that_is_passed_gives_its_events_away_for_ever(
    mx: MaxCaller, max_: MaxEmulator, dweller: str
) -> None:
    max_.say(dweller, dweller, "раз")
    max_.say(dweller, dweller, "два")
    first, marker = await mx.updates(limit=1)
    assert texts(first) == ["раз"]
    again, _ = await mx.updates()
    assert texts(again) == ["раз", "два"], "nothing was passed yet"
    assert max_.pending()
    rest, end = await mx.updates(marker)
    assert texts(rest) == ["два"]
    empty, same = await mx.updates(end)
    assert (empty, same) == ([], end)
    assert not max_.pending()
    assert (await mx.updates(marker))[0] == [], "an older marker brings nothing back"


async def test_what_is_not_asked_for_is_skipped_for_ever(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    max_.say(dweller, dweller, "раз")
    max_.block(dweller)
    found, marker = await mx.updates(types="bot_stopped,bot_started")
    assert [one["update_type"] for one in found] == ["bot_stopped"]
    assert (await mx.updates(marker))[0] == []


async def test_events_live_a_day_and_a_batch_holds_a_hundred(
    mx: MaxCaller, max_: MaxEmulator, dweller: str, clock: MovableClock
) -> None:
    max_.say(dweller, dweller, "вчера")
    clock.leap(DAY_S + 1)
    for number in range(120):
        max_.say(dweller, dweller, str(number))
    first, marker = await mx.updates()
    second, _ = await mx.updates(marker)
    assert texts(first + second) == [str(number) for number in range(120)]
    assert len(first) == 100


async def test_without_a_marker_the_last_event_alone_may_come(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    max_.without_marker = "last"
    max_.say(dweller, dweller, "раз")
    max_.say(dweller, dweller, "два")
    assert texts((await mx.updates())[0]) == ["два"]


async def test_a_poll_waits_for_what_is_said_later_and_two_a_second_are_the_most(
    mx: MaxCaller, max_: MaxEmulator, dweller: str, clock: MovableClock
) -> None:
    max_.arrived.set()
    waiting = asyncio.create_task(mx.updates(max_.marker, timeout=25))
    await until(lambda: not max_.arrived.is_set(), "a poll that waits")
    max_.say(dweller, dweller, "дым")
    assert texts((await waiting)[0]) == ["дым"]
    clock.leap(2)
    max_._limits.on = True
    await mx.updates()
    await mx.updates()
    assert (await mx.why("GET", "/updates", timeout=0))[:2] == (429, "too.many.requests")


async def test_there_is_no_poll_beside_a_webhook_which_goes_away_after_eight_hours(
    mx: MaxCaller, max_: MaxEmulator, clock: MovableClock
) -> None:
    await mx.ok("POST", "/subscriptions", {"url": "https://other.example/hook"})
    assert (await mx.why("GET", "/updates", timeout=0))[0] == 405
    clock.leap(8 * 3600 + 1)
    await mx.updates()
    await mx.ok("POST", "/subscriptions", {"url": "https://other.example/hook"})
    await mx.ok("DELETE", "/subscriptions", url="https://other.example/hook")
    assert (await mx.ok("GET", "/subscriptions"))["subscriptions"] == []


async def test_an_event_may_come_twice(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    max_.faults.append(FaultRule("receiving", "twice", times=-1))
    max_.say(dweller, dweller, "раз")
    first, marker = await mx.updates()
    again, marker = await mx.updates(marker)
    assert first == again
    assert (await mx.updates(marker))[0] == []


async def test_a_person_starts_stops_and_starts_again(mx: MaxCaller, max_: MaxEmulator) -> None:
    person = max_.add_person("Илья").id
    max_.start(person, "join_7")
    max_.block(person)
    max_.unblock(person)
    started, stopped, removed, again = (await mx.updates())[0]
    kinds = [one["update_type"] for one in (started, stopped, removed, again)]
    assert kinds == ["bot_started", "bot_stopped", "dialog_removed", "bot_started"]
    assert started["payload"] == "join_7"
    assert started["user"]["user_id"] == int(person)
    assert started["chat_id"] == max_.number(person) != int(person)
    assert "payload" not in again


async def test_a_press_is_told_with_and_without_the_dialogs_number(
    mx: MaxCaller, max_: MaxEmulator, dweller: str
) -> None:
    key = {"type": "callback", "text": "Да", "payload": "yes"}
    mid = await mx.send(dweller, "Верно?", {"type": "inline_keyboard", "payload": {"buttons": [[key]]}})
    max_.press(dweller, dweller, mid, "yes")
    max_.press_key(dweller, dweller, "Да")
    max_.remove(max_.by_mid[mid])
    max_.press(dweller, dweller, mid, "yes")
    first, second, third = (await mx.updates())[0]
    recipients = [one["message"]["recipient"] for one in (first, second)]
    assert ["chat_id" in one for one in recipients] == [False, True]
    assert {one["user_id"] for one in recipients} == {int(dweller)}
    assert first["callback"]["callback_id"] == second["callback"]["callback_id"]
    assert first["callback"]["payload"] == "yes"
    assert third["message"] is None


async def test_albums_are_one_message_and_files_are_many(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    pictures = [WorldFile("photo", f"{n}.png", "image/png", b"\x89PNG") for n in range(2)]
    clip, act = WorldFile("video", "a.mp4", "video/mp4", b"mp4"), WorldFile("document", "act.pdf", "", b"%PDF")
    voice = WorldFile("voice", "v.ogg", "audio/ogg", b"Ogg", transcript="прорвало трубу")
    ids = max_.say(dweller, dweller, "вот", files=[*pictures, act, clip, voice])
    found = [one["message"]["body"] for one in (await mx.updates())[0]]
    assert [one["mid"] for one in found] == ids
    assert [one["text"] for one in found] == ["вот", None, None]
    album, pdf, said = [one["attachments"] for one in found]
    assert [one["type"] for one in album] == ["image", "image", "video"]
    assert (pdf[0]["filename"], pdf[0]["size"]) == ("act.pdf", 4)
    assert said[0]["transcription"] == "прорвало трубу"
    watched = album[2]["payload"]
    async with mx.session.get(watched["url"]) as page:
        assert page.content_type == "text/html", "the address of a video is no file"
    token = watched["token"].replace("=", "%3D").replace("/", "%2F").replace("+", "%2B")
    async with mx.session.get(f"{max_.url}/videos/{token}", headers={"Authorization": max_.token}) as answer:
        address = (await answer.json())["urls"]["mp4_720"]
    async with mx.session.get(address) as file:
        assert await file.read() == b"mp4"


async def test_edits_deletions_replies_forwards_and_places_are_told(
    mx: MaxCaller, max_: MaxEmulator, dweller: str
) -> None:
    asked = await mx.send(dweller, "Где?")
    (mid,) = max_.say(dweller, dweller, "тут", reply_to=asked)
    max_.edit(dweller, dweller, mid, "там")
    max_.delete(dweller, dweller, mid)
    max_.say(dweller, dweller, "чужое", forwarded=True)
    max_.say(dweller, dweller, lat=54.5, lon=61.25)
    said, edited, removed, foreign, place = (await mx.updates())[0]
    assert said["message"]["link"]["type"] == "reply"
    assert said["message"]["link"]["message"]["mid"] == asked
    assert said["message"]["recipient"]["user_id"] == int(max_.bot_id)
    assert (edited["update_type"], edited["message"]["body"]["text"]) == ("message_edited", "там")
    assert (removed["update_type"], removed["message_id"]) == ("message_removed", mid)
    assert foreign["message"]["body"]["text"] == ""
    assert foreign["message"]["link"]["message"]["text"] == "чужое"
    assert place["message"]["body"]["attachments"] == [{"type": "location", "latitude": 54.5, "longitude": 61.25}]


async def test_a_contact_is_proved_only_when_it_is_ones_own(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    max_.share_contact(dweller, dweller)
    max_.say(dweller, dweller, files=[WorldFile("contact", "Дядя", "", b"", transcript="+79120000000")])
    own, other = [one["message"]["body"]["attachments"][0]["payload"] for one in (await mx.updates())[0]]
    proof = hmac.new(max_.token.encode(), own["vcf_info"].encode(), hashlib.sha256).hexdigest()
    assert own["hash"] == proof
    assert "hash" not in other


@pytest.mark.parametrize("rights", [None, ("write", "pin_message")])
async def test_a_group_is_silent_until_the_bot_may_read_it(
    mx: MaxCaller, max_: MaxEmulator, dweller: str, rights: tuple[str, ...] | None
) -> None:
    group = max_.add_group("Дежурные", administrators=(dweller,))
    max_.set_rights(group.id, rights)
    max_.say(dweller, group.id, "слышно?")
    max_.join(group.id, max_.add_person("Олег").id)
    assert (await mx.updates())[0] == []
    me = await mx.ok("GET", f"/chats/{group.id}/members/me")
    assert (me["is_admin"], me["permissions"]) == (rights is not None, list(rights) if rights else None)
    max_.set_rights(group.id, ("read_all_messages",))
    max_.say(dweller, group.id, "теперь")
    (heard,), _ = await mx.updates()
    assert heard["message"]["recipient"] == {"chat_id": int(group.id), "chat_type": "chat"}


async def test_the_bot_comes_and_goes_without_a_name_of_who_brought_it(
    mx: MaxCaller, max_: MaxEmulator, dweller: str
) -> None:
    group = max_.add_group("Дежурные", administrators=(dweller,))
    max_.kick_bot(group.id, dweller)
    max_.invite_bot(group.id, dweller, None)
    gone, back = (await mx.updates())[0]
    assert [gone["update_type"], back["update_type"]] == ["bot_removed", "bot_added"]
    assert "user" not in back
    assert (await mx.why("GET", f"/chats/{group.id}/members"))[:2] == (403, "chat.denied")
