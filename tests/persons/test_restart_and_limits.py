"""The program is started anew in the midst of work: what its chat has had in this minute counts."""

from __future__ import annotations

from pathlib import Path

from storage.outbox_records import Lane, OutboxRow, OutboxState, Share
from tests.persons.people import operator
from tests.persons.stage import open_stage
from tests.world.world import keep

A_MINUTE = 20


async def test_a_restart_gives_the_operators_chat_no_second_minute(tmp_path: Path) -> None:
    """Telegram would refuse the chat for the rest of the minute: no press would be answered, no danger shown."""
    async with open_stage(tmp_path, "telegram", limits=True) as stage:
        maria, now = operator(stage), stage.clock.now()
        await keep(stage.app.store, *(_said(number, maria.chat, now) for number in range(A_MINUTE)))
        await stage.stop_bot()
        await stage.start_bot()
        maria.messenger.say(maria.user, maria.chat, "/help")
        await stage.winds(10)
        assert maria.messages() == []
        await stage.winds(60)
        await maria.sees("№ 123")


def _said(number: int, chat: str, now: int) -> OutboxRow:
    row = OutboxRow(9_000 + number, "telegram", chat, int(Lane.OPERATORS), "send", "", state=int(OutboxState.SENT))
    row.created_at = row.due_at = row.finished_at = now - 1_000 * number
    row.share = int(Share.ASKED)
    return row
