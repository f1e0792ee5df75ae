from __future__ import annotations

import random
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from bot.channels.port import Outcome, Result, SendFile
from bot.channels.vk.channel import VkChannel
from handlers.base.message import FileRef, Message
from tests.unit.vk.conftest import parcel
from tests.unit.vk.fake import FakeVk, Refusal


async def one(channel: VkChannel, **how: Any) -> Outcome:
    (outcome,) = await channel.send([parcel(**how)])
    return outcome


def photo(tmp_path: Path, name: str = "яма.jpg", kind: str = "photo", number: int = 4) -> SendFile:
    path = tmp_path / name
    path.write_bytes(b"\xff\xd8 jpeg")
    return SendFile(kind, path=path, name=name, stored_id=number)


PICTURE = Message("смотрите", files=(FileRef("photo", "stored:4"),))


async def test_a_photo_is_uploaded_once_for_all_who_get_it(vk: FakeVk, channel: VkChannel, tmp_path: Path) -> None:
    file = photo(tmp_path)
    parcels = [parcel(chat, PICTURE, number=9, files=(file,)) for chat in (1, 2, 3)]
    outcomes = await channel.send(parcels)
    assert {o.result for o in outcomes} == {Result.SENT}
    assert [p["attachment"] for p in vk.of("messages.send")] == ["photo-5_11_k"]
    assert len(vk.uploads) == 1
    assert b'name="photo"' in vk.uploads[0][1]
    assert all(p.uploaded == {4: "photo-5_11_k"} for p in parcels)


async def test_a_file_goes_piece_by_piece_and_arrives_whole(
    vk: FakeVk, channel: VkChannel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VK takes 200 MB, and several files go at a time."""
    pieces, send = list[int](), HTTPConnection.send

    def sent_in_pieces(connection: HTTPConnection, data: bytes) -> None:
        pieces.append(len(data))
        send(connection, data)

    monkeypatch.setattr(HTTPConnection, "send", sent_in_pieces)
    path = tmp_path / "all of it.zip"
    path.write_bytes(random.Random(5).randbytes(3_000_000))
    assert (await one(channel, message=PICTURE, files=(SendFile("document", path=path, name="данные.zip"),))).result
    (sent,) = vk.uploads
    assert path.read_bytes() in sent[1]
    assert 'name="file"; filename="данные.zip"'.encode() in sent[1]
    assert max(pieces) < 300_000


async def test_what_has_a_handle_is_not_uploaded(vk: FakeVk, channel: VkChannel) -> None:
    await one(channel, message=PICTURE, files=(SendFile("photo", "photo-1_2_3", stored_id=4),))
    assert vk.of("messages.send")[0]["attachment"] == "photo-1_2_3"
    assert vk.uploads == []


@pytest.mark.parametrize(
    ("kind", "name", "asked"), [("document", "акт.pdf", "doc"), ("voice", "v.ogg", "audio_message")]
)
async def test_documents_and_voices_keep_their_names(
    vk: FakeVk, channel: VkChannel, tmp_path: Path, kind: str, name: str, asked: str
) -> None:
    await one(channel, message=PICTURE, files=(photo(tmp_path, name, kind),))
    assert vk.uploads[0][0] == f"/upload/{asked}"
    assert vk.of("docs.save")[0]["title"] == name
    assert vk.of("messages.send")[0]["attachment"] == "doc-5_12"


async def test_a_photo_that_vk_refuses_goes_as_a_document(vk: FakeVk, channel: VkChannel, tmp_path: Path) -> None:
    vk.answers["photos.saveMessagesPhoto"] = [Refusal(129)]
    assert (await one(channel, message=PICTURE, files=(photo(tmp_path),))).result is Result.SENT
    assert vk.of("messages.send")[0]["attachment"] == "doc-5_12"


@pytest.mark.parametrize("answer", [{"error": "bad file"}, {"file": ""}, {"x": 1}])
async def test_a_file_that_vk_refuses_is_said_to_be_refused(
    vk: FakeVk, channel: VkChannel, tmp_path: Path, answer: Any
) -> None:
    vk.upload_answer = answer
    outcomes = await channel.send([parcel(1, PICTURE, files=(photo(tmp_path, "a.exe", "document"),)), parcel(2)])
    assert [(o.result, o.why) for o in outcomes] == [(Result.REJECTED, "file-refused"), (Result.SENT, "")]


@pytest.mark.parametrize("answer", [Refusal(10), Refusal(status=502), Refusal(status=0), {"no": "address"}])
async def test_an_upload_that_fails_is_tried_later_because_nothing_was_said(
    vk: FakeVk, channel: VkChannel, tmp_path: Path, answer: Any
) -> None:
    vk.answers["photos.getMessagesUploadServer"] = [answer]
    outcome = await one(channel, message=PICTURE, files=(photo(tmp_path),))
    assert outcome.result is Result.RETRY
    assert vk.of("messages.send") == []


async def test_who_forbade_messages_is_found_out_by_the_upload_too(
    vk: FakeVk, channel: VkChannel, tmp_path: Path
) -> None:
    vk.answers["photos.getMessagesUploadServer"] = [Refusal(901)]
    outcome = await one(channel, message=PICTURE, files=(photo(tmp_path),))
    assert outcome.result is Result.UNREACHABLE


async def test_a_text_goes_although_its_file_is_lost(vk: FakeVk, channel: VkChannel) -> None:
    assert (await one(channel, message=PICTURE, files=(SendFile("photo", stored_id=4),))).result is Result.SENT
    assert "attachment" not in vk.of("messages.send")[0]


async def test_an_empty_file_is_called_empty_and_not_tried(vk: FakeVk, channel: VkChannel, tmp_path: Path) -> None:
    (tmp_path / "1.jpg").touch()
    outcome = await one(channel, message=PICTURE, files=(SendFile("photo", path=tmp_path / "1.jpg", stored_id=1),))
    assert (outcome.result, outcome.why, outcome.bad_files) == (Result.REJECTED, "empty-file", (0,))
    assert vk.of("photos.getMessagesUploadServer") == vk.of("messages.send") == []


async def test_eleven_photos_go_in_two_messages(vk: FakeVk, channel: VkChannel) -> None:
    message = Message("x", files=tuple(FileRef("photo", f"stored:{i}") for i in range(11)))
    files = tuple(SendFile("photo", f"photo-1_{i}", stored_id=i) for i in range(11))
    assert channel.parts(message, False) == 2
    for part in (0, 1):
        await one(channel, message=message, files=files, part=part)
    sent = vk.of("messages.send")
    assert [len(p["attachment"].split(",")) for p in sent] == [10, 1]
    assert sent[0]["random_id"] != sent[1]["random_id"]


async def test_of_several_files_the_refused_one_is_named_and_nothing_is_said_yet(
    vk: FakeVk, channel: VkChannel, tmp_path: Path
) -> None:
    """Its message goes with the others once it is known that this one does not."""
    vk.answers["docs.getMessagesUploadServer"] = [Refusal(1150)]
    message = Message("вот", files=tuple(FileRef("photo", f"stored:{n}") for n in (4, 5)))
    vk.upload_answer = {"photo": "[]"}
    outcome = await one(
        channel, message=message, files=(SendFile("photo", "photo-1_2", stored_id=4), photo(tmp_path, number=5))
    )
    assert (outcome.result, outcome.bad_files) == (Result.REJECTED, (1,))
    assert vk.of("messages.send") == []
