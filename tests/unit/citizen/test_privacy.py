"""What is stored, what is given out, and that nothing stays of whoever asks to be forgotten."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from handlers.base.event import Kind
from handlers.citizen.export import export_json, export_queries
from handlers.citizen.forget import names_any
from storage.changes import Changes
from storage.records import Fault, StoredFile
from tests.unit.citizen.phone import PHOTO, Phone, answers

SECRET = "секретная яма в Сосновинке на улице Лесной, 5"


def everything(folder: Path) -> list[str]:
    """Every row of the whole database, its table's name in front."""
    base = sqlite3.connect(folder / "otklik.db")
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [f"{table} {row}" for table in tables for row in base.execute(f'SELECT * FROM "{table}"')]


async def test_forgetting_erases_every_trace(phone: Phone, tmp_path: Path) -> None:
    await phone.files_report(SECRET)
    await phone.says("и ещё секретная подробность", PHOTO)
    await phone.presses("Дополнить № 1")
    await phone.staff(answers, 1)
    await phone.says("секретный черновик")
    await phone.says("/forget")
    await phone.presses("Да, удалить")
    assert "удалены" in phone.last.text
    left = everything(tmp_path)
    assert "секретн" not in "\n".join(left)
    assert {line.split(" ")[0] for line in left if "'77'" in line} == {"outbox"}
    assert SECRET not in phone.admin
    assert (await phone.reports())[0].person_id == 0
    await phone.says("Здравствуйте")
    assert phone.sees("Это бот Центра управления")


async def test_forgetting_is_asked_first_and_a_second_tap_forgets_nobody(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("/forget")
    data = phone.last.buttons["Да, удалить всё"]
    await phone.presses("Нет, оставить")
    assert (await phone.reports())[0].text
    await phone.press_data(data)
    done = len(phone.chat)
    await phone.press_data(data)
    assert len(phone.chat) == done


async def test_somebody_elses_forget_button_forgets_nobody(phone: Phone) -> None:
    await phone.files_report()
    stranger = Phone(phone.world, user="88")
    await stranger.says("Привет")
    await stranger.press_data("c_forgetyes:1")
    assert (await phone.reports())[0].text


async def test_files_on_the_disk_are_named_for_the_janitor(phone: Phone) -> None:
    await phone.says("яма в Сосновинке на улице Лесной, 5", PHOTO)
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    file: StoredFile = (await phone.files(1))[0]
    file.path = "2025/11/photo.jpg"
    changes = Changes()
    changes.put(file)
    async with phone.store.unit() as unit:
        await unit.commit(changes)
    await phone.says("/forget")
    data = phone.last.buttons["Да, удалить всё"]
    await phone.happens(phone.event(Kind.BUTTON, data=data, message=""))
    timer = await phone.timer("erase_files", "1")
    assert json.loads(timer.data) == ["2025/11/photo.jpg"]


async def test_a_fault_of_the_person_goes_and_one_with_a_longer_number_stays(phone: Phone) -> None:
    await phone.says("Привет")
    changes = Changes()
    changes.put(Fault(1, "telegram", "1", "a", '{"from":{"id":77}}', "E", 1, solved_at=1))
    changes.put(Fault(2, "telegram", "1", "b", '{"from":{"id":1775}}', "E", 1, solved_at=1))
    async with phone.store.unit() as unit:
        await unit.commit(changes)
    await phone.says("/forget")
    await phone.presses("Да, удалить")
    assert await phone.fault_ids() == [2]


@pytest.mark.parametrize(("raw", "named"), [('{"id":77,', True), ("177", False), ("770", False), ("x77x", True)])
def test_a_number_is_found_only_by_itself(raw: str, named: bool) -> None:
    assert names_any(raw, ["77"]) is named


async def test_privacy_counts_and_gives_the_file(phone: Phone) -> None:
    await phone.says("яма в Сосновинке на улице Лесной, 5", PHOTO)
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")
    await phone.says("/privacy")
    assert "Сообщений: 1" in phone.last.text
    assert "Согласие вы дали 18 ноября 2025" in phone.last.text
    await phone.presses("Получить мои данные")
    assert [f.source for f in phone.last.message.files] == ["export:1"]


async def test_the_export_holds_what_was_written_and_nothing_of_the_staff(phone: Phone) -> None:
    await phone.files_report(SECRET)
    await phone.staff(answers, 1)
    queries = export_queries(1)
    rows = await phone.store.read(*queries)
    exported = json.dumps(export_json({q.into: r for q, r in zip(queries, rows, strict=True)}), ensure_ascii=False)
    assert SECRET in exported
    assert "Яму засыпали" in exported
    assert "actor" not in exported
    assert "2025-11-18T06:00" in exported


async def test_consent_can_be_withdrawn_and_is_asked_again(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("/privacy")
    await phone.presses("Отозвать согласие")
    await phone.says("снег в Сосновинке на улице Мира, 7")
    await phone.presses("Отправить")
    assert "Даю согласие" in phone.last.buttons


async def test_the_language_changes_in_the_middle_of_a_draft(phone: Phone) -> None:
    await phone.says("яма в Сосновинке на улице Лесной, 5")
    await phone.says("/language")
    await phone.presses("English")
    assert "Send" in " ".join(phone.last.buttons)
    assert "яма в Сосновинке на улице Лесной, 5" in phone.last.text
