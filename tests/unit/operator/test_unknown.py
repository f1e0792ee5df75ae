"""Commands that mean nothing in an operators' chat."""

from __future__ import annotations

import pytest

from tests.unit.operator.office import ADMIN, MINUTE, Office


def heard(office: Office) -> list[str]:
    return [said.text for said in office.chats.get(ADMIN, [])]


@pytest.mark.parametrize(
    ("written", "near"), [("/qeue", "/queue"), ("/очередъ", "/очередь"), ("/delivry сейчас", "/delivery")]
)
async def test_a_mistyped_command_gets_the_nearest_one(office: Office, written: str, near: str) -> None:
    await office.says("Анна", written)
    assert len(heard(office)) == 1
    assert f"{near}?" in heard(office)[0]
    assert "/help" in heard(office)[0]


async def test_a_command_like_none_is_answered_with_help(office: Office) -> None:
    await office.says("Анна", "/отчёт")
    assert heard(office) == ["Команды /отчёт нет. Что умею: /help"]


async def test_a_command_of_the_private_chat_says_where_it_works(office: Office) -> None:
    for written in ("/alerts", "/report яма"):
        await office.says("Анна", written)
    assert [
        f"Команда {w} работает в личном чате" in text
        for w, text in zip(("/alerts", "/report"), heard(office), strict=True)
    ]


async def test_the_same_slip_is_answered_once_in_a_while_and_many_not_at_all(office: Office) -> None:
    for written in ("/qeue", "/qeue", "/отчёт", "/сводка", "/график"):
        await office.says("Анна", written)
    assert len(heard(office)) == 3
    await office.says("Борис", "/qeue")
    assert len(heard(office)) == 4
    office.at += 10 * MINUTE
    await office.says("Анна", "/qeue")
    assert len(heard(office)) == 5


async def test_talk_with_a_slash_inside_is_left_alone(office: Office) -> None:
    for written in ("qeue", "и/или", "/ qeue", "5/7", "// qeue"):
        await office.says("Анна", written)
    assert heard(office) == []


async def test_words_behind_a_command_that_takes_none_are_said_to_be_left(office: Office) -> None:
    await office.says("Анна", "/delivery дороги")
    assert heard(office)[-1] == "То, что пришло вместе с командой /delivery, я не учёл."
    await office.says("Анна", "/help")
    assert "не учёл" not in heard(office)[-1]
