"""Rows of notices on their way out: one text for many, held by a stop, counted when they are through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels.port import Limits, Outcome, Parcel, Result
from bot.jobs.chores import KEEP_BODIES_MS
from handlers.base.message import FileRef, Message
from handlers.base.turn import random_id, text_random_id
from storage.changes import Changes
from storage.notice_records import LATE, Notice, NoticeText
from storage.records import Lane, OutboxRow, OutboxState, StoredFile
from tests.unit.delivery.post import Post
from tests.world.waits import until

NOTICE = Notice(7, "sending", "flood", 4, 0, "{}")
TEXT = NoticeText(70, 7, "ru:alert", Message("Вода близко").dump())


def told(post: Post, chat: str, **more: Any) -> OutboxRow:
    """A row that says the notice's text to one person."""
    row = post.row(chat=chat, lane=Lane.ALERT, careful=1, purpose="notice", notice_id=7, event_id=7, text_id=70)
    row.body, row.random_id = "", text_random_id(70)
    for name, value in more.items():
        setattr(row, name, value)
    return row


async def counts(post: Post) -> list[tuple[Any, ...]]:
    return sorted(await post.look("notice_count", "notice_id, channel, outcome, why, count"))


async def test_rows_say_the_text_that_they_refer_to_and_are_counted(post: Post) -> None:
    post.channel.script["Вода близко"] = [
        Outcome(Result.SENT, ("1",)), Outcome(Result.UNREACHABLE, why="blocked"), Outcome(Result.REJECTED, why="bad"),
    ]  # fmt: skip
    await post.keep(NOTICE, TEXT)
    await post.posts(*(told(post, chat) for chat in ("1", "2", "3", "4")))
    assert post.texts == ["Вода близко"] * 4
    assert await counts(post) == [
        (7, "telegram", "rejected", "bad", 1),
        (7, "telegram", "sent", "", 2),
        (7, "telegram", "unreachable", "blocked", 1),
    ]
    assert await post.look("sent_message", "event_id, purpose") == [(7, "notice")] * 2


async def test_rows_with_a_text_of_their_own_go_too_and_marks_are_not_counted(post: Post) -> None:
    await post.keep(NOTICE, TEXT)
    own = told(post, "1", text_id=0, body=Message("Рядом: дача. Вода близко").dump(), random_id=5)
    public = told(post, "@town", purpose="notice_public")
    await post.posts(own, public)
    assert sorted(post.texts) == ["Вода близко", "Рядом: дача. Вода близко"]
    assert await counts(post) == [(7, "telegram", "sent", "", 1)]


@pytest.mark.parametrize(
    "state", ["draft", "pending", "approved", "stopped", "sent", "cancelled", "expired", "rejected"]
)
async def test_nothing_leaves_unless_the_notice_is_being_sent(post: Post, state: str) -> None:
    await post.keep(replace(NOTICE, state=state), TEXT)
    row = told(post, "1")
    await post.posts(row, post.row("to a person", "1"))
    assert post.texts == ["to a person"]
    assert await post.state(row) is OutboxState.WAITING
    await post.sender.sweep()
    await post.passes(60)
    assert post.texts == ["to a person"]


async def test_a_stop_holds_at_the_next_request_and_going_on_sends_the_rest_once(post: Post) -> None:
    post.channel.limits = post.sender.dispatch.limits = Limits(1000, 1000, 100, 0, 1, 1, 2)
    await post.keep(NOTICE, TEXT)
    rows = [told(post, str(n)) for n in range(10)]
    post.channel.gate.clear()
    await post.posts(*rows)
    before = len(post.channel.calls)
    assert before == 2
    await post.keep(replace(NOTICE, state="stopped"))
    post.channel.gate.set()
    await post.settles()
    assert len(post.channel.calls) == before
    assert not post.sender.dispatch.backlog.notices
    await post.keep(NOTICE)
    await post.sender.resume(7)
    await post.settles()
    assert sorted(call.chat for call in post.channel.calls) == [str(n) for n in range(10)]
    assert await counts(post) == [(7, "telegram", "sent", "", 10)]


async def test_a_restart_leaves_a_stopped_notice_alone_and_counts_what_was_in_the_air(post: Post) -> None:
    await post.keep(NOTICE, TEXT)
    post.channel.gate.clear()
    await post.posts(told(post, "1"))
    await post.dies()
    await post.keep(replace(NOTICE, state="stopped"), told(post, "2"))
    await post.starts()
    await post.passes(60)
    assert len(post.channel.calls) == 1
    await post.keep(NOTICE)
    await post.sender.resume(7)
    await post.passes(60)
    assert sorted(call.chat for call in post.channel.calls) == ["1", "1", "2"], "unknown is repeated, once a kill"
    assert await counts(post) == [(7, "telegram", "sent", "", 2)]


async def test_what_comes_too_late_is_not_said_and_counted(post: Post) -> None:
    await post.keep(NOTICE, TEXT)
    row = told(post, "1", due_at=post.clock.now() + 5_000, expires_at=post.clock.now() + 1_000)
    await post.posts(row, told(post, "2", expires_at=post.clock.now() + 60_000))
    await post.passes(6)
    assert [call.chat for call in post.channel.calls] == ["2"]
    assert await post.state(row) is OutboxState.EXPIRED
    assert await counts(post) == [(7, "telegram", "expired", "late", 1), (7, "telegram", "sent", "", 1)]


async def test_dropping_a_notice_ends_what_waits_and_counts_it(post: Post) -> None:
    await post.keep(replace(NOTICE, state="stopped"), TEXT)
    rows = [told(post, "1"), told(post, "2"), told(post, "3", purpose="notice_public")]
    other = post.row("to a person", "9", due_at=post.clock.now() + 60_000)
    await post.posts(*rows, other)
    changes = Changes()
    changes.command("notice_drop", 7, post.clock.now(), int(OutboxState.DROPPED), "dropped", "withdrawn")
    async with post.store.unit() as unit:
        await unit.commit(changes)
    assert {await post.state(row) for row in rows} == {OutboxState.DROPPED}
    assert await post.state(other) is OutboxState.WAITING
    assert await counts(post) == [(7, "telegram", "dropped", "withdrawn", 2)]


def late(post: Post, chat: str) -> OutboxRow:
    """A row that says the notice to somebody who came to be warned when it was in force already."""
    return post.row("Вода близко", chat, lane=Lane.ALERT, careful=1, purpose=LATE, event_id=7)


@pytest.mark.parametrize("state", ["sending", "sent"])
async def test_a_stop_holds_what_is_said_late_and_it_goes_on_with_the_rest(post: Post, state: str) -> None:
    await post.keep(replace(NOTICE, state="stopped"), TEXT)
    row = late(post, "1")
    await post.posts(row, told(post, "2"))
    await post.sender.sweep()
    await post.passes(60)
    assert not post.texts
    assert await post.state(row) is OutboxState.WAITING
    await post.keep(replace(NOTICE, state=state))
    await post.sender.resume(7)
    await post.settles()
    assert "1" in [call.chat for call in post.channel.calls]
    assert [count for *_, count in await counts(post)] == ([1] if state == "sending" else []), "it is not counted"


async def test_what_was_written_late_while_the_end_was_does_not_count_as_waiting(post: Post) -> None:
    await post.keep(replace(NOTICE, state="sent", ended_at=1))
    row, another = late(post, "1"), post.row("to a person", "1")
    await post.posts(row)
    await post.posts(another)
    assert post.texts == ["to a person"]
    assert await post.state(row) is OutboxState.DROPPED


async def test_a_mark_whose_message_is_gone_never_becomes_a_message(post: Post) -> None:
    gone = Outcome(Result.RETRY, why="too-late", gone=True)
    await post.keep(NOTICE)
    first = post.row("was", "1", slot="notice:6")
    await post.posts(first)
    post.channel.script["void"] = [gone]
    mark = post.row("void", "1", slot="notice:6", purpose="notice_mark", notice_id=7)
    await post.posts(mark)
    assert post.texts == ["was", "void"]
    assert await post.state(mark) is OutboxState.SENT


def test_a_texts_random_id_is_its_own() -> None:
    texts = {text_random_id(number) for number in range(1, 20_000)}
    assert len(texts) == 19_999
    assert texts.isdisjoint(random_id(number) for number in range(1, 200_000))
    assert all(0 < number < 2**31 for number in texts)


async def test_texts_of_notices_outlive_the_bodies_of_rows(post: Post) -> None:
    await post.keep(NOTICE, TEXT)
    await post.posts(told(post, "1"), post.row("to a person", "2"))
    changes = Changes()
    changes.command("prune_outbox_bodies", post.clock.now() + KEEP_BODIES_MS, 100)
    async with post.store.unit() as unit:
        await unit.commit(changes)
    assert await post.look("outbox", "body") == [("",), ("",)]
    assert await post.look("notice_text", "id, body") == [(70, TEXT.body)]


# -- files --------------------------------------------------------------------------------------
@dataclass
class Uploads:
    """A messenger that takes its time to upload; whoever sends a file without a handle uploads it."""

    post: Post
    count: int = 0
    handles: tuple[str, ...] = ()

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        for parcel in parcels:
            for file in parcel.files:
                if not file.handle:
                    self.count += 1
                    parcel.uploaded[file.stored_id] = f"handle{file.stored_id}"
                self.handles += (file.handle,)
        await self.post.channel.gate.wait()
        return [Outcome(Result.SENT, (str(900 + n),)) for n in range(len(parcels))]


@dataclass
class Pictures:
    path: Path
    drawn: int = 0

    async def keys(self, sources: Sequence[str]) -> dict[str, int]:
        return dict.fromkeys(sources, -55)

    async def draw(self, source: str) -> Path | None:
        self.drawn += 1
        return self.path


async def test_files_of_a_notice_are_uploaded_once_for_all(
    post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads, pictures = Uploads(post), Pictures(tmp_path / "area.png")
    pictures.path.write_bytes(b"png")
    (tmp_path / "00").mkdir()
    (tmp_path / "00" / "9.pdf").write_bytes(b"pdf")
    post.sender.preparer.common.pictures = pictures
    monkeypatch.setattr(post.channel, "send", uploads.send)
    body = Message("Вода", files=(FileRef("photo", "area:7"), FileRef("document", "stored:9"))).dump()
    file = StoredFile(9, 0, 0, 1, "vk", "doc1_9", "document", path="00/9.pdf")
    await post.keep(NOTICE, replace(TEXT, body=body), file)
    post.channel.gate.clear()
    rows = [told(post, str(n)) for n in range(20)]
    await post.keep(*rows)
    post.sender.offer(rows)
    await until(lambda: uploads.count, "an upload")
    post.channel.gate.set()
    await post.settles()
    assert uploads.count == 2
    assert len(uploads.handles) == 40
    assert set(uploads.handles) == {"", "handle-55", "handle9"}
    kept = await post.look("attachment_copy", "attachment_id, channel, handle")
    assert kept == [(-55, "telegram", "handle-55"), (9, "telegram", "handle9")]
    again = replace(told(post, "77"), created_at=post.clock.now())
    await post.dies()
    await post.starts()
    post.sender.preparer.common.pictures = pictures
    await post.posts(again)
    assert uploads.count == 2, "a restart finds the handles"
