"""A photo that its author replaces by editing the message: the new one counts, before and after sending."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.event import Attachment, AttachmentKind, Kind
from storage.changes import Query
from storage.records import StoredFile
from tests.unit.citizen.phone import PHOTO, Phone

WRONG = Attachment(AttachmentKind.PHOTO, "photo1_2_keyA", size=10)
RIGHT = Attachment(AttachmentKind.PHOTO, "photo1_3_keyB", size=20)


async def writes(phone: Phone, text: str, *files: Attachment) -> str:
    """The message's id."""
    event = phone.event(text=text, attachments=files)
    await phone.happens(event)
    await phone.waits(10_000)
    return event.message


async def changes(phone: Phone, message: str, text: str, *files: Attachment) -> None:
    await phone.happens(phone.event(Kind.EDIT, message=message, text=text, attachments=files))
    await phone.waits(10_000)


async def kept(phone: Phone) -> list[StoredFile]:
    return list((await phone.store.read(Query("report_files", (1,))))[0])


async def send(phone: Phone) -> None:
    await phone.presses("Отправить")
    await phone.presses("Даю согласие")


async def test_in_a_draft_the_new_photo_takes_the_place_of_the_old_one(phone: Phone) -> None:
    message = await writes(phone, "В Сосновинке на улице Лесной, 5 яма", WRONG)
    await writes(phone, "", PHOTO)
    await changes(phone, message, "В Сосновинке на улице Лесной, 5 яма", RIGHT)
    assert phone.sees("Файл заменён на новый")
    await send(phone)
    assert [file.handle for file in await kept(phone)] == [RIGHT.handle, PHOTO.handle]


async def test_after_sending_the_new_photo_is_added_to_the_card_and_the_old_one_stays(phone: Phone) -> None:
    message = await writes(phone, "В Сосновинке на улице Лесной, 5 яма", WRONG)
    await send(phone)
    await changes(phone, message, "В Сосновинке на улице Лесной, 5 яма", RIGHT)
    assert [file.handle for file in await kept(phone)] == [WRONG.handle, RIGHT.handle]
    assert "заменил файл" in phone.admin
    before = len(phone.admin)
    await changes(phone, message, "В Сосновинке на улице Лесной, 5 яма", RIGHT)
    assert len(await kept(phone)) == 2
    assert len(phone.admin) == before


async def test_an_edit_of_the_words_alone_changes_no_photo(phone: Phone) -> None:
    """A messenger repeats the photo, with another key or another id of the same file."""
    message = await writes(phone, "В Сосновинке на улице Лесной, 5 яма", WRONG)
    again = (replace(WRONG, handle="photo1_2_keyZ"), replace(WRONG, handle="AgAC-other"))
    for number, same in enumerate(again, 6):
        await changes(phone, message, f"В Сосновинке на улице Лесной, {number} яма", same)
        assert not phone.sees("Файл заменён")
    await send(phone)
    await changes(phone, message, "В Сосновинке на улице Лесной, 9 яма", replace(WRONG, handle="photo1_2_keyQ"))
    assert len(await kept(phone)) == 1
    assert "заменил файл" not in phone.admin
    assert "Лесной, 9" in phone.admin


async def test_a_photo_that_is_taken_away_by_editing_stays(phone: Phone) -> None:
    message = await writes(phone, "В Сосновинке на улице Лесной, 5 яма", WRONG)
    await changes(phone, message, "В Сосновинке на улице Лесной, 5 большая яма")
    await send(phone)
    assert [file.handle for file in await kept(phone)] == [WRONG.handle]
