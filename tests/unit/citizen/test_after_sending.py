"""After the number: questions, answers, additions, status, the list, withdrawal."""

from __future__ import annotations

from handlers.base.event import Attachment, AttachmentKind, Kind
from handlers.base.turn import Turn
from handlers.reports.status import LineKind, Status, move, record
from handlers.reports.tell_citizen import CHANGES, send_status_change
from storage.changes import Query
from storage.records import Report
from tests.unit.citizen.phone import DAY, MINUTE, PHOTO, SECOND, Phone, answers, asks


async def status_of(phone: Phone, number: int) -> str:
    return (await phone.reports())[number - 1].status


async def test_while_a_question_is_open_the_next_message_answers_it(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(asks, 1)
    assert "Какой подъезд?" in phone.last.text
    await phone.says("Второй подъезд")
    assert "ответ по № 1" in phone.last.text
    assert [e.kind for e in await phone.history(1)] == ["filed", "question", "reply"]
    assert await status_of(phone, 1) == Status.ACCEPTED
    assert "Второй подъезд" in phone.admin


async def test_yes_is_an_answer_to_a_question_and_thanks_is_not(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(asks, 1)
    await phone.says("Спасибо")
    assert await status_of(phone, 1) == Status.NEEDS_INFO
    await phone.says("да")
    assert [e.text for e in await phone.history(1)][-1] == "да"


async def test_several_messages_of_an_answer_go_to_the_operators_together(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(asks, 1)
    album = [phone.event(album="x", attachments=(PHOTO,)) for _ in range(3)]
    await phone.happens(*album, phone.event(text="Вот фото"))
    await phone.waits(5 * SECOND)
    assert [e.kind for e in await phone.history(1)] == ["filed", "question", "reply"]
    assert len(await phone.files(1)) == 3
    await phone.says("и ещё адрес")
    assert [e.kind for e in await phone.history(1)][-1] == "added"


async def test_the_answer_to_a_question_can_turn_out_to_be_a_new_report(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(asks, 1)
    await phone.says("Яма в Сосновинке на улице Мира, 7", PHOTO)
    await phone.presses("Это о другом")
    assert await status_of(phone, 1) == Status.NEEDS_INFO
    assert await phone.files(1) == []
    await phone.presses("Отправить")
    report = (await phone.reports())[-1]
    assert report.id == 2
    assert report.text == "Яма в Сосновинке на улице Мира, 7"
    assert len(await phone.files(2)) == 1
    assert "было о другом" in phone.admin


async def test_taking_an_answer_back_twice_does_it_once(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(asks, 1)
    await phone.says("Яма в Сосновинке на улице Мира, 7")
    data = phone.last.buttons["Это о другом"]
    await phone.press_data(data)
    await phone.press_data(data)
    assert phone.admin.count("было о другом") == 1


async def test_a_new_text_beside_an_open_report_may_be_added_to_it(phone: Phone) -> None:
    await phone.files_report()
    await phone.waits(MINUTE)
    await phone.says("яма стала больше в Сосновинке на улице Лесной, 5")
    await phone.presses("Дополнить № 1")
    assert [e.kind for e in await phone.history(1)] == ["filed", "added"]
    assert len(await phone.reports()) == 1
    assert "стала больше" in phone.admin


async def test_a_reply_to_the_bots_answer_belongs_to_that_report(phone: Phone) -> None:
    await phone.files_report()
    await phone.remembers_sent("b5", 1)
    await phone.says("вот подробности", reply_to="b5")
    assert [e.kind for e in await phone.history(1)][-1] == "added"


async def test_more_is_added_by_button_and_cancelled_without_a_trace(phone: Phone) -> None:
    await phone.files_report()
    await phone.presses("Дополнить")
    await phone.presses("Отмена")
    assert [e.kind for e in await phone.history(1)] == ["filed"]
    await phone.says("/status")
    await phone.presses("Дополнить")
    await phone.says("люк рядом")
    assert [e.kind for e in await phone.history(1)] == ["filed", "added"]


async def test_while_words_are_waited_for_the_list_has_a_way_out(phone: Phone) -> None:
    await phone.files_report()
    await phone.presses("Дополнить")
    await phone.says("мои сообщения")
    await phone.presses("Отмена")
    dialogue = await phone.dialogue()
    assert dialogue is not None
    assert dialogue.step == ""


async def test_a_report_closed_meanwhile_takes_nothing_more_and_nothing_is_lost(phone: Phone) -> None:
    def reject(turn: Turn, report: Report) -> None:
        move(turn, report, Status.REJECTED)

    await phone.files_report()
    await phone.presses("Дополнить")
    await phone.staff(reject, 1)
    await phone.says("люк рядом в Сосновинке на улице Мира, 7")
    assert "уже закрыто" in phone.last.text
    await phone.presses("Отправить")
    assert (await phone.reports())[-1].text == "люк рядом в Сосновинке на улице Мира, 7"


async def test_solved_closes_and_a_second_tap_does_nothing(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    await phone.press_data("solved:1")
    await phone.press_data("solved:1")
    assert await status_of(phone, 1) == Status.CLOSED
    assert [e.kind for e in await phone.history(1)].count("closed") == 1


async def test_unsolved_reopens_even_late_and_asks_what_is_wrong(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    await phone.press_data("solved:1")
    await phone.waits(30 * DAY)
    await phone.press_data("unsolved:1")
    assert await status_of(phone, 1) == Status.REOPENED
    assert "Что осталось не так?" in phone.last.text
    await phone.says("Яма опять там")
    assert [e.kind for e in await phone.history(1)][-2:] == ["not_solved", "added"]


async def test_unsolved_in_the_middle_of_a_draft_keeps_the_draft(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    await phone.says("снег в Сосновинке на улице Мира, 7")
    await phone.press_data("unsolved:1")
    assert await status_of(phone, 1) == Status.REOPENED
    assert "снег в Сосновинке на улице Мира, 7" in phone.last.text


async def test_silence_is_asked_about_once_and_then_closes(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    await phone.waits(7 * DAY + MINUTE)
    assert "Проблема решена?" in phone.last.text
    await phone.waits(3 * DAY)
    assert "мы закрыли" in phone.last.text
    assert await status_of(phone, 1) == Status.SILENT
    await phone.presses("Не решено")
    assert await status_of(phone, 1) == Status.REOPENED


async def test_an_answer_is_signed_by_the_organisation_and_ends_with_the_tick(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    organisation = phone.region.organisation("roads")
    assert organisation is not None
    assert organisation.names["ru"] in phone.last.text
    assert phone.last.row.then.startswith("delivered:")
    assert phone.last.row.careful == 1


async def test_every_change_that_is_told_has_its_sentence(phone: Phone) -> None:
    def change(kind: LineKind) -> None:
        def act(turn: Turn, report: Report) -> None:
            for language in ("ru", "en"):
                report.language = language
                send_status_change(turn, report, record(turn, report, kind, "Потому что <так>"))

        acts.append(act)

    acts: list = []  # type: ignore[type-arg]
    await phone.files_report()
    for kind in CHANGES:
        change(kind)
    for act in acts:
        await phone.staff(act, 1)
        assert "Потому что <так>" in phone.last.text


async def test_status_tells_its_author_everything(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    await phone.says("статус 1")
    assert "Яму засыпали" in phone.last.text
    assert "ответ дан" in phone.last.text


async def test_somebody_elses_report_shows_state_and_topic_only(phone: Phone) -> None:
    await phone.files_report()
    stranger = Phone(phone.world, user="88")
    await stranger.says("/status 1")
    assert "ждёт ответа" in stranger.last.text
    assert "Ямы" not in stranger.last.text, "what it is about is nobody else's business"
    assert "Лесной" not in stranger.last.text
    assert not stranger.last.message.buttons
    await stranger.says("/status 999")
    assert stranger.last.row.due_at - stranger.last.row.created_at == 2000


async def test_numbers_cannot_be_walked_through(phone: Phone) -> None:
    for number in range(5):
        await phone.says(f"/status {1000 + number}")
    await phone.says("/status 2000")
    assert "минут через десять" in phone.last.text
    phone.open()
    await phone.says("/status 2001")
    assert "минут через десять" in phone.last.text
    await phone.waits(11 * MINUTE)
    await phone.says("/status 2002")
    assert "с таким номером нет" in phone.last.text


async def test_asking_to_be_forgotten_gives_no_new_tries(phone: Phone) -> None:
    for number in range(5):
        await phone.says(f"/status {1000 + number}")
    await phone.says("/forget")
    await phone.presses("Да, удалить")
    await phone.says("/status 2000")
    assert "минут через десять" in phone.last.text
    await phone.waits(11 * MINUTE)
    assert not (await phone.store.read(Query("settings_like", ("walk:",))))[0]
    await phone.says("/status 2002")
    assert "с таким номером нет" in phone.last.text


async def test_an_answer_in_its_grace_and_internal_notes_are_not_shown(phone: Phone) -> None:
    def act(turn: Turn, report: Report) -> None:
        record(turn, report, LineKind.NOTE, "между нами")
        record(turn, report, LineKind.ANSWER, "ещё не ушло")

    await phone.files_report()
    await phone.staff(act, 1)
    await phone.says("/status 1")
    assert "между нами" not in phone.last.text
    assert "ещё не ушло" not in phone.last.text


async def test_the_list_has_five_a_page_and_leads_there_and_back(phone: Phone) -> None:
    for number in range(7):
        await phone.files_report(f"яма в Сосновинке на улице Мира, {number + 1}")
    await phone.says("Мои сообщения")
    assert len([d for d in phone.last.buttons.values() if d.startswith("c_report:")]) == 5
    await phone.presses("Раньше")
    assert "c_report:1" in phone.last.buttons.values()
    await phone.presses("№ 1")
    await phone.presses("Все мои")
    assert "c_report:7" in phone.last.buttons.values()


async def test_withdrawing_is_asked_first_and_shown_on_the_card(phone: Phone) -> None:
    await phone.files_report()
    await phone.says("/status")
    await phone.presses("Отозвать")
    assert await status_of(phone, 1) == Status.NEW
    await phone.presses("Да, отозвать")
    assert await status_of(phone, 1) == Status.WITHDRAWN
    await phone.press_data("c_withdrawn:1")
    assert [e.kind for e in await phone.history(1)] == ["filed", "withdrawn"]


async def test_nobody_acts_on_somebody_elses_report(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(answers, 1)
    stranger = Phone(phone.world, user="88")
    for data in ("solved:1", "unsolved:1", "c_withdrawn:1", "c_more:1", "c_report:1", "c_new:1:1"):
        await stranger.press_data(data)
    assert await status_of(phone, 1) == Status.ANSWERED
    assert not any("Лесной" in s.text for s in stranger.chat)


async def test_blocking_is_remembered(phone: Phone) -> None:
    await phone.says("Привет")
    await phone.happens(phone.event(Kind.BLOCKED, message=""))
    assert (await phone.account()).unreachable_at > 0
    await phone.happens(phone.event(Kind.UNBLOCKED, message=""))
    assert (await phone.account()).unreachable_at == 0


async def test_sending_what_is_being_added_adds_it(phone: Phone) -> None:
    await phone.files_report()
    await phone.presses("Дополнить")
    (send,) = [data.replace("c_cancel", "c_send") for data in phone.last.buttons.values()]
    await phone.happens(phone.event(text="Рядом провалился люк"))
    await phone.press_data(send)
    assert [e.kind for e in await phone.history(1)] == ["filed", "added"]
    assert "провалился люк" in phone.admin
    assert len(await phone.reports()) == 1


async def test_nothing_is_added_before_something_is_written(phone: Phone) -> None:
    await phone.files_report()
    await phone.staff(asks, 1)
    await phone.presses("Дополнить")
    (send,) = [data.replace("c_cancel", "c_send") for data in phone.last.buttons.values()]
    await phone.press_data(send)
    assert "Напишите, что добавить" in phone.last.text
    assert [e.kind for e in await phone.history(1)] == ["filed", "question"]
    assert await status_of(phone, 1) == Status.NEEDS_INFO


async def test_a_place_that_was_told_apart_goes_along_into_the_addition(phone: Phone) -> None:
    await phone.files_report()
    await phone.waits(MINUTE)
    await phone.says("снег там тоже не чистят")
    await phone.says("улица Школьная, 9 за магазином, заезд с моста")
    await phone.presses("Дополнить № 1")
    added = (await phone.history(1))[-1]
    for said in ("снег там тоже", "Школьная, 9", "за магазином, заезд с моста"):
        assert said in added.text, said
        assert said in phone.admin


async def test_written_and_spoken_words_both_go_into_the_addition(phone: Phone) -> None:
    await phone.files_report()
    await phone.waits(MINUTE)
    await phone.says("снег у школы")
    await phone.says("", Attachment(AttachmentKind.VOICE, "v", size=9, transcript="и скользко очень"))
    await phone.presses("Дополнить № 1")
    assert (await phone.history(1))[-1].text == "снег у школы\nи скользко очень"


async def test_who_is_asked_after_a_week_is_told_what_it_was_about_and_where(phone: Phone) -> None:
    report = await phone.files_report("Яма во всю дорогу, Сосновинка, улица Мира, 7")
    await phone.staff(answers, report.id)
    await phone.waits(8 * DAY)
    assert "Яма во всю дорогу" in phone.last.text
    assert "Мира" in phone.last.text.partition("Неделю назад")[2]
    await phone.waits(4 * DAY)
    assert "Яма во всю дорогу" in phone.last.text.partition("Вы не ответили")[2]


async def test_a_point_that_was_about_something_else_gives_the_report_its_place_back(phone: Phone) -> None:
    report = await phone.files_report()
    before = (report.lat, report.lon, report.settlement, report.address)
    await phone.presses("Дополнить")
    await phone.sends_place(60.31, 63.52)
    moved = (await phone.reports())[0]
    assert (moved.lat, moved.lon) == (60.31, 63.52)
    await phone.presses("Это о другом")
    back = (await phone.reports())[0]
    assert (back.lat, back.lon, back.settlement, back.address) == before


async def test_a_voice_message_is_called_one(phone: Phone) -> None:
    await phone.says("", Attachment(AttachmentKind.VOICE, "v", size=9, transcript="яма в Сосновинке на улице Мира, 7"))
    assert "1 голосовое" in phone.last.text
    assert "файл" not in phone.last.text


async def test_help_says_the_phones_before_anything_else(phone: Phone) -> None:
    await phone.says("помощь")
    assert phone.last.text.index("112") < phone.last.text.index("Как сообщить")


async def test_the_way_back_to_a_draft_is_offered_only_where_there_is_a_word_of_it(phone: Phone) -> None:
    await phone.says("сообщить о проблеме")
    await phone.says("мои данные")
    assert "Вернуться к черновику" not in phone.last.buttons
    await phone.says("яма")
    await phone.says("мои данные")
    assert list(phone.last.buttons)[-1] == "Вернуться к черновику"
