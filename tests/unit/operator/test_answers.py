"""How an operator's words become an answer, a note, or nothing at all."""

from __future__ import annotations

import pytest

from handlers.base.event import Attachment, AttachmentKind, Point
from handlers.base.message import Address
from handlers.operator.answers import read
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, Office, region_with

GRACE = 10_000


def photo(handle: str = "p1") -> tuple[Attachment, ...]:
    return (Attachment(AttachmentKind.PHOTO, handle),)


async def test_reply_to_a_card_goes_to_the_citizen_after_ten_seconds(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Сделаем завтра", reply_to=office.card().id)
    await office.passes(GRACE - 1)
    assert office.to_citizen() == []
    await office.passes(1)
    assert "Сделаем завтра" in office.to_citizen()[0].text
    assert "Анна" not in office.to_citizen()[0].text
    report = await office.report()
    assert (report.status, report.answered_at) == ("answered", office.at)


async def test_confirmation_is_taken_away_once_the_answer_went(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Сделаем", reply_to=office.card().id)
    assert any(d.startswith("o_undo:") for d in office.last().data)
    await office.passes(GRACE)
    assert [s.row.slot for s in office.chats[ADMIN]] == ["card:1"]


async def test_numbered_answer_needs_no_reply(office: Office) -> None:
    await office.files_report(123)
    await office.says("Анна", "№ 123 Уже едем")
    await office.passes(GRACE)
    assert "Уже едем" in office.to_citizen()[0].text
    assert "123 Уже" not in office.to_citizen()[0].text


async def test_stopped_answer_never_goes_and_the_card_says_so(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Не то", reply_to=office.card().id)
    event = (await office.history())[0]
    await office.presses("Борис", f"o_undo:{event.id}", office.last())
    assert await office.presses("Борис", f"o_undo:{event.id}") == "Отправка отменена."
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert "отправку отменили" in office.card().text
    assert (await office.report()).status == "new"


async def test_too_late_to_stop_says_so_and_changes_nothing(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Едем", reply_to=office.card().id)
    await office.passes(GRACE)
    event = (await office.history())[0]
    assert await office.presses("Анна", f"o_undo:{event.id}") == "Поздно, уже ушло."
    assert (await office.history())[0].delivery == "delivered"


async def test_note_never_reaches_the_citizen(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "// он звонил вчера", reply_to=office.card().id)
    await office.says("Анна", "№ 1 //и сегодня")
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert "заметок: 2" in office.card().text
    assert "звонил" not in office.card().text


async def test_edit_within_the_ten_seconds_changes_the_answer(office: Office) -> None:
    await office.files_report()
    message = await office.says("Анна", "Приедем в 10", reply_to=office.card().id)
    await office.passes(5_000)
    await office.edits("Анна", message, "Приедем в 12")
    await office.passes(GRACE)
    assert "в 12" in office.to_citizen()[0].text
    assert len(office.to_citizen()) == 1


async def test_edit_into_a_note_keeps_it_inside(office: Office) -> None:
    await office.files_report()
    message = await office.says("Анна", "он опять пишет", reply_to=office.card().id)
    await office.edits("Анна", message, "// он опять пишет")
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert [e.kind for e in await office.history()] == ["note"]


async def test_later_edit_is_told_that_it_has_gone(office: Office) -> None:
    await office.files_report()
    message = await office.says("Анна", "Приедем в 10", reply_to=office.card().id)
    await office.passes(GRACE)
    await office.edits("Анна", message, "Приедем в 12")
    assert "уже ушёл" in office.last().text
    assert "в 10" in office.to_citizen()[0].text


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
async def test_album_is_one_answer_in_any_order(office: Office, order: tuple[int, ...]) -> None:
    await office.files_report()
    card = office.card().id
    items = [("Починили, смотрите", "p0"), ("", "p1"), ("", "p2")]
    for i in order:
        text, handle = items[i]
        await office.says("Анна", text, reply_to=card, album="a1", attachments=photo(handle))
    await office.passes(GRACE)
    answers = [e for e in await office.history() if e.kind == "answer"]
    assert [e.text for e in answers] == ["Починили, смотрите"]
    assert len(office.to_citizen()) == 1
    assert len(office.to_citizen()[0].message.files) == 3


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0)])
async def test_numbered_album_without_reply_keeps_all_its_photos(office: Office, order: tuple[int, ...]) -> None:
    await office.files_report()
    items = [("№ 1 Починили", "p0"), ("", "p1"), ("", "p2")]
    for i in order:
        text, handle = items[i]
        await office.says("Анна", text, album="a1", attachments=photo(handle))
    await office.passes(GRACE)
    assert {f.handle for f in await office.files()} == {"p0", "p1", "p2"}
    assert len(office.to_citizen()) == 1


async def test_album_whose_caption_is_a_note_stays_inside(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "", reply_to=office.card().id, album="a", attachments=photo("p1"))
    await office.says("Анна", "// для своих", reply_to=office.card().id, album="a", attachments=photo("p2"))
    await office.passes(MINUTE)
    assert office.to_citizen() == []


async def test_late_item_of_an_album_is_not_lost_silently(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Вот", reply_to=office.card().id, album="a", attachments=photo("p1"))
    await office.passes(GRACE)
    await office.says("Анна", "", reply_to=office.card().id, album="a", attachments=photo("p2"))
    assert "опоздали" in office.last().text


async def test_photos_of_talk_do_not_slip_into_a_later_answer(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "смотрите, котик", album="cat", attachments=photo("cat"))
    await office.says("Анна", "№ 1 Едем", album="work", attachments=photo("work"))
    await office.passes(GRACE)
    assert {f.handle for f in await office.files()} == {"work"}


@pytest.mark.parametrize(
    "text", ["Кто на обед?", "в 123 кабинете", "12 человек", "// шучу", "/ 5", "status", "очередь в столовую"]
)
async def test_talk_is_left_alone(office: Office, text: str) -> None:
    await office.files_report(123)
    before = len(office.rows)
    await office.says("Анна", text)
    assert len(office.rows) == before


async def test_reply_to_a_colleagues_answer_is_talk(office: Office) -> None:
    await office.files_report()
    message = await office.says("Анна", "Едем", reply_to=office.card().id)
    await office.says("Борис", "Ты уверена?", reply_to=message)
    await office.passes(MINUTE)
    assert [s for s in office.to_citizen() if "уверена" in s.text] == []


async def test_reply_with_another_number_reaches_nobody(office: Office) -> None:
    await office.files_report(1)
    await office.files_report(2)
    await office.says("Анна", "№ 2 Едем", reply_to=office.card(1).id)
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert "Никому не отправили" in office.last().text


async def test_sticker_as_a_reply_is_no_answer(office: Office) -> None:
    await office.files_report()
    sticker = (Attachment(AttachmentKind.STICKER, "s"),)
    await office.says("Анна", "", reply_to=office.card().id, attachments=sticker)
    await office.passes(MINUTE)
    assert office.to_citizen() == []


async def test_mistyped_command_in_a_reply_is_not_sent_to_the_citizen(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "/qeue", reply_to=office.card().id)
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert "автору это не ушло" in office.last().text


async def test_number_alone_opens_the_card(office: Office) -> None:
    await office.files_report(7)
    await office.says("Анна", "№ 7")
    assert office.last().row.slot.startswith("card:7:")


async def test_anonymous_reply_is_asked_to_give_a_name(office: Office) -> None:
    await office.files_report()
    await office.says("Группа", "Едем", reply_to=office.card().id, anonymous=True)
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert "от своего имени" in office.last().text


async def test_answer_after_closing_goes_and_leaves_the_status(office: Office) -> None:
    await office.files_report(status="closed")
    await office.says("Анна", "Ещё сообщаем", reply_to=office.card().id)
    assert "останется как есть: закрыто" in office.last().text
    await office.passes(GRACE)
    assert len(office.to_citizen()) == 1
    assert (await office.report()).status == "closed"
    assert "уже после закрытия" in office.card().text


async def test_withdrawn_while_the_answer_waits_stops_it(office: Office) -> None:
    report = await office.files_report()
    await office.says("Анна", "Едем", reply_to=office.card().id)
    report.status = "withdrawn"
    await office.keep(report)
    await office.passes(GRACE)
    assert office.to_citizen() == []
    assert "Ответ не отправили" in office.last().text
    assert (await office.history())[0].delivery == "cancelled"


async def test_nobody_to_answer_after_everything_was_erased(office: Office) -> None:
    await office.files_report(chat="", text="")
    await office.says("Анна", "Едем", reply_to=office.card().id)
    assert "некому" in office.last().text
    assert await office.history() == []


async def test_first_answer_keeps_its_time_when_a_second_follows(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Раз", reply_to=office.card().id)
    await office.passes(GRACE)
    first = (await office.report()).answered_at
    await office.says("Борис", "Два", reply_to=office.card().id)
    await office.passes(MINUTE)
    assert (await office.report()).answered_at == first
    assert len(office.to_citizen()) == 2


async def test_answer_by_another_than_the_holder_names_the_holder(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_take:1", office.card())
    await office.says("Борис", "Я отвечу", reply_to=office.card().id)
    assert "занимается Анна" in office.last().text
    await office.passes(GRACE)
    assert (await office.history())[-1].actor_name == "Борис"


async def test_organisations_chat_cannot_answer_anothers_report(office: Office) -> None:
    office.moves_to(region_with(heat=str(ROADS)))
    await office.files_report(5)
    await office.says("Чужой", "№ 5 Ха-ха", chat=ROADS)
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert office.last(ROADS).text == "Сообщения № 5 здесь нет."


async def test_question_prompt_makes_the_reply_a_question(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_ask:1", office.card())
    prompt = office.last()
    assert prompt.message.ask_reply
    await office.says("Анна", "Какой подъезд?", reply_to=prompt.id)
    assert prompt not in office.chats[ADMIN]
    await office.passes(GRACE)
    assert "Какой подъезд?" in office.to_citizen()[0].text
    assert (await office.report()).status == "needs_info"
    assert (await office.report()).answered_at == 0


async def test_prompt_can_be_dropped(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_ask:1", office.card())
    await office.says("Анна", "/cancel", reply_to=office.last().id)
    assert [s.row.slot for s in office.chats[ADMIN]] == ["card:1"]
    assert await office.history() == []


async def test_double_tap_asks_for_the_question_once(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_ask:1", office.card())
    count = len(office.chats[ADMIN])
    await office.presses("Анна", "o_ask:1", office.card())
    assert len(office.chats[ADMIN]) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("№ 12 да", ("да", 12, False)),
        ("№12// да", ("да", 12, True)),
        ("//да", ("да", 0, True)),
        ("да", ("да", 0, False)),
        ("", ("", 0, False)),
        ("№ 12", ("", 12, False)),
    ],
)
def test_marks_are_read(text: str, expected: tuple[str, int, bool]) -> None:
    said = read(text)
    assert (said.text, said.number, said.note) == expected


async def test_works_the_same_in_a_vk_chat(office: Office) -> None:
    office.moves_to(office.region, Address("vk", "2000000001"))
    await office.files_report()
    await office.says("7", "Едем", chat=office.admin, reply_to=office.card(chat=office.admin).id)
    await office.passes(GRACE)
    assert "Едем" in office.to_citizen()[0].text


# -- what is neither words nor a file ------------------------------------------------------------
async def test_a_place_goes_to_the_citizen_as_a_place_and_in_words(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", "Приходите сюда", reply_to=office.card().id, place=Point(60.25, 63.5))
    await office.passes(GRACE)
    told = office.to_citizen()[0]
    assert "Приходите сюда" in told.text
    assert "60.250000, 63.500000" in told.text
    assert "maps" in told.text
    assert (told.message.lat, told.message.lon) == (60.25, 63.5)


async def test_a_place_alone_is_an_answer_too(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", reply_to=office.card().id, place=Point(60.25, 63.5))
    await office.passes(GRACE)
    assert "60.250000, 63.500000" in office.to_citizen()[0].text


async def test_a_contact_goes_as_name_and_phone(office: Office) -> None:
    await office.files_report()
    contact = Attachment(AttachmentKind.OTHER, "", name="contact", transcript="Пётр Мастеров +70000000001")
    await office.says("Анна", reply_to=office.card().id, attachments=(contact,))
    await office.passes(GRACE)
    assert "Пётр Мастеров +70000000001" in office.to_citizen()[0].text


async def test_what_cannot_go_is_said_not_to_have_gone(office: Office) -> None:
    await office.files_report()
    for kind, name, word in (
        (AttachmentKind.OTHER, "poll", "опрос"),
        (AttachmentKind.STICKER, "👍", "стикер"),
        (AttachmentKind.OTHER, "dice", "кубик"),
        (AttachmentKind.OTHER, "something_new", "что-то незнакомое боту"),
    ):
        await office.says("Анна", reply_to=office.card().id, attachments=(Attachment(kind, "", name=name),))
        assert f"Это не ушло жителю (№ 1): {word}" in office.last().text, name
    assert office.to_citizen() == []
    poll = Attachment(AttachmentKind.OTHER, "", name="poll")
    await office.says("Анна", "Голосуйте", reply_to=office.card().id, attachments=(poll,))
    assert "опрос" in office.last().text
    await office.passes(GRACE)
    assert "Голосуйте" in office.to_citizen()[0].text


async def test_a_poll_goes_in_its_words(office: Office) -> None:
    await office.files_report()
    poll = Attachment(AttachmentKind.OTHER, "", name="poll", transcript="Вода есть?\nДа\nНет")
    await office.says("Анна", "Вода есть?\nДа\nНет", reply_to=office.card().id, attachments=(poll,))
    assert "не ушло" not in office.last().text
    await office.passes(GRACE)
    assert "Вода есть?\nДа\nНет" in office.to_citizen()[0].text
