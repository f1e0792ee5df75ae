"""An answer that is edited after it has gone is read so by its author: as an edit, or as a correction."""

from __future__ import annotations

import pytest

from handlers.base.event import Attachment, AttachmentKind
from storage.records import SentMessage
from tests.unit.operator.desks import desk
from tests.unit.operator.office import CITIZEN, MINUTE, Office
from tests.unit.operator.test_ten_seconds import GRACE, button

PHOTO = Attachment(AttachmentKind.PHOTO, "photo-1", size=10)


async def is_now(office: Office, status: str) -> None:
    report = await office.report()
    report.status = status
    await office.keep(report)


async def goes(office: Office, text: str, *files: Attachment) -> str:
    """An answer that has gone; the operator's message."""
    await office.files_report()
    message = await office.says("Анна", text, reply_to=office.card().id, attachments=files)
    await office.passes(GRACE)
    return message


async def test_the_citizen_s_message_is_edited_after_ten_seconds(office: Office) -> None:
    message = await goes(office, "Приедем в 10")
    await office.edits("Анна", message, "Приедем в 12")
    assert "«Приедем в 12»" in office.last().text
    assert "Приедем в 10" in office.to_citizen()[0].text
    await office.passes(GRACE)
    (told,) = office.to_citizen()
    assert "Приедем в 12" in told.text
    assert "Приедем в 10" not in told.text
    assert "Исправлено" in told.text
    assert told.data == ["solved:1", "partly:1", "unsolved:1"]
    assert "Приедем в 12" in office.card().text
    assert "доставлено" in office.card().text


async def test_of_two_edits_the_last_is_read_and_both_earlier_texts_are_kept(office: Office) -> None:
    message = await goes(office, "Приедем в 10")
    await office.edits("Анна", message, "Приедем в 11")
    await office.passes(GRACE // 2)
    await office.edits("Анна", message, "Приедем в 12")
    await office.passes(GRACE)
    await office.edits("Анна", message, "Приедем в 13")
    await office.passes(GRACE)
    (told,) = office.to_citizen()
    assert "Приедем в 13" in told.text
    (line,) = [e for e in await office.history() if e.kind == "answer"]
    assert '"was": ["Приедем в 10", "Приедем в 12"]' in line.data


@pytest.mark.parametrize(
    "then", ["Приедем в 10", "// это для нас", "//", "№ 2 приедем в 12", "отмена", "👍"],
    ids=["as it was", "note", "nothing", "other", "stop", "sign"],
)  # fmt: skip
async def test_words_that_do_not_stand_there_any_more_are_not_read(office: Office, then: str) -> None:
    """Within the ten seconds of his edit he thinks better of it."""
    message = await goes(office, "Приедем в 10")
    await office.edits("Анна", message, "Приедем в 12")
    await office.edits("Анна", message, then)
    await office.passes(MINUTE)
    (told,) = office.to_citizen()
    assert "Приедем в 10" in told.text
    assert "Приедем в 12" not in told.text + office.card().text
    assert "через 10 секунд" not in office.last().text.lower()


async def test_the_edit_can_be_stopped(office: Office) -> None:
    message = await goes(office, "Приедем в 10")
    await office.edits("Анна", message, "Приедем в 12")
    said = office.last()
    await office.presses("Борис", button(said, "o_keep"), said)
    await office.passes(MINUTE)
    assert "Приедем в 10" in office.to_citizen()[0].text
    assert len(office.to_citizen()) == 1


async def test_files_stay_and_a_correction_follows_them(office: Office) -> None:
    message = await goes(office, "Вот что сделали", PHOTO)
    await office.edits("Анна", message, "Вот что сделали вчера")
    await office.passes(GRACE)
    assert "Исправление к ответу по № 1" in office.to_citizen()[-1].text
    assert "Вот что сделали вчера" in office.to_citizen()[-1].text


async def test_what_the_messenger_will_not_edit_is_said_anew(office: Office) -> None:
    message = await goes(office, "Приедем в 10")
    office.to_citizen().clear()  # the messenger knows it no more
    await office.edits("Анна", message, "Приедем в 12")
    await office.passes(GRACE)
    assert "Приедем в 12" in office.to_citizen()[-1].text


async def test_of_several_messages_a_correction_follows(office: Office) -> None:
    message = await goes(office, "Приедем в 10")
    (line,) = [e for e in await office.history() if e.kind == "answer"]
    await office.keep(SentMessage("vk", CITIZEN.chat, "777", report_id=1, event_id=line.id, purpose="answer"))
    await office.edits("Анна", message, "Приедем в 12")
    await office.passes(GRACE)
    assert "Исправление" in office.to_citizen()[-1].text


async def test_who_took_it_back_or_was_forgotten_is_told_nothing(office: Office) -> None:
    message = await goes(office, "Приедем в 10")
    await is_now(office, "withdrawn")
    await office.edits("Анна", message, "Приедем в 12")
    await office.passes(MINUTE)
    assert "Приедем в 10" in office.to_citizen()[0].text
    assert "до автора не дойдёт" in office.last().text


async def test_whoever_is_not_of_the_staff_any_more_corrects_nothing(office: Office) -> None:
    await office.files_report()
    anna = desk(office, "Анна")
    await anna.begins()
    message = await anna.says("Приедем в 10")
    await office.passes(GRACE)
    office.world.strangers.add("Анна")
    await anna.edits(message, "Приедем в 12")
    await office.passes(MINUTE)
    (told,) = office.to_citizen()
    assert "Приедем в 10" in told.text


async def test_a_correction_of_what_is_closed_by_now_has_the_way_back(office: Office) -> None:
    message = await goes(office, "Приехали в 10")
    await is_now(office, "silent")
    await office.edits("Анна", message, "Приехали в 12")
    await office.passes(GRACE)
    (told,) = office.to_citizen()
    assert "Приехали в 12" in told.text
    assert told.data == ["unsolved:1"]
