"""An answer is read before it leaves: an excuse is said once and holds nothing back, a named day is offered."""

from __future__ import annotations

import json

from handlers.base.event import Event, Kind
from storage.answer_records import Promise
from storage.changes import Query
from tests.unit.operator.office import ADMIN, MINUTE, Office
from tests.unit.operator.test_ten_seconds import DAY, GRACE, button, stopping

EXCUSE = "Ваше обращение принято к сведению, спасибо вам за неравнодушие к нашему общему городу"
ASKS = "Когда засыпят яму на дороге?"
LONG = "Бригада засыплет яму щебнем и закатает асфальтом до пятницы, движение перекрывать не будут"


async def promises(office: Office, person: int = 31) -> list[Promise]:
    return list((await office.store.read(Query("promises_of", (person,))))[0])


async def test_what_sounds_like_an_excuse_is_said_and_goes_all_the_same(office: Office) -> None:
    await office.files_report(text=ASKS)
    await office.says("Анна", EXCUSE, reply_to=office.card().id)
    said = stopping(office)
    assert "Похоже на отписку: нет срока; пустые слова («принято к сведению»)" in said.text
    assert [d.partition(":")[0] for d in said.data] == ["o_undo", "o_mend", "o_interim"]
    await office.passes(GRACE)
    assert EXCUSE in office.to_citizen()[0].text


async def test_what_was_found_is_kept_with_the_organisation_for_counting(office: Office) -> None:
    await office.files_report(text=ASKS)
    await office.says("Анна", EXCUSE, reply_to=office.card().id)
    (line,) = [e for e in await office.history() if e.kind == "answer"]
    data = json.loads(line.data)
    assert [code for code, _ in data["plain"]] == ["no-date", "empty"]
    assert data["by"] == "roads"


async def test_short_and_plain_answers_are_let_alone(office: Office) -> None:
    for number, text in ((1, "Принято к сведению"), (2, LONG)):
        await office.files_report(number, text=ASKS)
        await office.says("Анна", text, reply_to=office.card(number).id)
        assert "отписку" not in stopping(office).text
        await office.passes(GRACE)


async def test_mend_holds_it_for_five_minutes_and_an_edit_lets_it_go(office: Office) -> None:
    await office.files_report(text=ASKS)
    message = await office.says("Анна", EXCUSE, reply_to=office.card().id)
    await office.presses("Анна", button(stopping(office), "o_mend"), stopping(office))
    assert "5 минут" in stopping(office).text
    await office.passes(4 * MINUTE)
    assert office.to_citizen() == []
    await office.edits("Анна", message, EXCUSE + ". Меры приняты")
    assert "отписку" not in stopping(office).text, "it is not said twice of one answer"
    await office.passes(GRACE)
    assert "Меры приняты" in office.to_citizen()[0].text


async def test_the_better_text_may_be_a_reply_to_what_asks_for_it(office: Office) -> None:
    await office.files_report(text=ASKS)
    await office.says("Анна", EXCUSE, reply_to=office.card().id)
    await office.presses("Анна", button(stopping(office), "o_mend"), stopping(office))
    await office.says("Борис", "Засыплем завтра", reply_to=stopping(office).id)
    assert [e.kind for e in await office.history()].count("answer") == 1
    await office.passes(GRACE)
    assert "Засыплем завтра" in office.to_citizen()[0].text
    assert "сведению" not in office.to_citizen()[0].text
    assert len(office.to_citizen()) == 1


async def test_who_does_not_mend_it_has_blocked_nothing(office: Office) -> None:
    await office.files_report(text=ASKS)
    await office.says("Анна", EXCUSE, reply_to=office.card().id)
    said = stopping(office)
    await office.presses("Анна", button(said, "o_mend"), said)
    await office.presses("Анна", "o_mend:" + button(said, "o_undo").partition(":")[2], said)
    await office.passes(5 * MINUTE)
    assert EXCUSE in office.to_citizen()[0].text
    await office.files_report(2, text=ASKS)
    await office.says("Анна", EXCUSE, reply_to=office.card(2).id)
    await office.presses("Анна", button(stopping(office), "o_mend"), stopping(office))
    await office.presses("Анна", button(stopping(office), "o_asis"), stopping(office))
    await office.passes(GRACE)
    assert len(office.to_citizen()) == 2


# -- promised days ----------------------------------------------------------------------------
async def promised(office: Office, number: int = 1) -> int:
    """An answer with «до пятницы» whose button was pressed, gone; when that is."""
    await office.files_report(number, text="Яма на дороге")
    await office.says("Анна", LONG, reply_to=office.card(number).id)
    said = stopping(office)
    assert any("21 ноября" in label for label in said.buttons)
    await office.presses("Анна", button(said, "o_promise"), said)
    await office.passes(GRACE)
    return (await office.report(number)).due_at


async def test_a_named_day_is_offered_and_promised_by_one_tap(office: Office) -> None:
    due = await promised(office)
    assert "21 ноября" in office.to_citizen()[0].text
    assert office.to_citizen()[0].data == []
    assert [(p.report_id, p.organisation, p.due_at, p.state) for p in await promises(office)] == [(1, "roads", due, "")]


async def test_unpressed_it_is_a_final_answer_and_is_asked_about_after_that_day(office: Office) -> None:
    await office.files_report()
    await office.says("Анна", LONG, reply_to=office.card().id)
    await office.passes(GRACE)
    assert office.to_citizen()[0].data == []
    assert (await office.report()).status == "answered"
    assert await promises(office) == []
    await office.passes(4 * DAY)
    assert "solved:1" in office.to_citizen()[-1].data
    assert "прошёл" in office.to_citizen()[-1].text


async def test_after_the_day_the_author_is_asked_and_his_word_counts(office: Office) -> None:
    for number, (word, state, status) in enumerate(
        (("solved", "kept", "closed"), ("unsolved", "broken", "reopened"), ("partly", "broken", "reopened")), 1
    ):
        await office.files_report(number)
        await office.says("Анна", f"№ {number} Засыплем завтра", reply_to=office.card(number).id)
        await office.presses("Анна", button(stopping(office), "o_promise"), stopping(office))
        await office.passes(GRACE)
        due = (await office.report(number)).due_at
        await office.passes(due - office.at + 1000)
        assert "Вам обещали" in office.to_citizen()[-1].text
        assert f"№ {number}: обещанный срок вышел" in "\n".join(s.text for s in office.chats[ADMIN])
        await office.world.take(citizen_presses(office, f"{word}:{number}"))
        assert (await office.report(number)).status == status
        assert next(p.state for p in await promises(office) if p.report_id == number) == state
    counted = (await office.store.read(Query("promises_count")))[0]
    assert [tuple(row) for row in counted] == [("roads", "broken", 2), ("roads", "kept", 1)]


def citizen_presses(office: Office, data: str) -> Event:
    key = str(next(office.world.numbers))
    return Event("vk", key, Kind.BUTTON, "31", sender="31", data=data, ack=key, ack_until=office.at + 10_000)


async def test_another_day_in_time_moves_it_and_a_late_one_breaks_it(office: Office) -> None:
    due = await promised(office)
    await office.says("Анна", "Ждём щебень, засыплем до 30 ноября", reply_to=office.card().id)
    await office.presses("Анна", button(stopping(office), "o_promise"), stopping(office))
    await office.passes(GRACE)
    assert [p.state for p in await promises(office)] == ["moved", ""]
    await office.passes(due - office.at + DAY)
    assert not any("Вам обещали" in s.text for s in office.to_citizen()), "another day holds"
    await office.passes((await office.report()).due_at - office.at + DAY)
    await office.says("Анна", "Щебень пришёл, засыплем до 20 декабря", reply_to=office.card().id)
    await office.presses("Анна", button(stopping(office), "o_promise"), stopping(office))
    await office.passes(GRACE)
    assert [p.state for p in await promises(office)] == ["moved", "broken", ""]


async def test_a_final_answer_after_the_day_is_too_late_and_before_it_waits_for_the_author(office: Office) -> None:
    due = await promised(office)
    await office.says("Анна", "Засыпали", reply_to=office.card().id)
    await office.passes(GRACE)
    assert [p.state for p in await promises(office)] == [""]
    await office.passes(due - office.at + 1000)
    assert not any("Вам обещали" in s.text for s in office.to_citizen()), "the question stands under the answer"
    await promised_late(office)


async def promised_late(office: Office) -> None:
    await office.files_report(2)
    await office.says("Анна", "№ 2 Засыплем завтра")
    await office.presses("Анна", button(stopping(office), "o_promise"), stopping(office))
    await office.passes(GRACE)
    await office.passes((await office.report(2)).due_at - office.at + DAY)
    await office.says("Анна", "№ 2 Засыпали")
    await office.passes(GRACE)
    assert [p.state for p in await promises(office) if p.report_id == 2] == ["broken"]


ASKING = """
Какая квартира и этаж? Пришлите фото
Какая квартира?Пришлите, пожалуйста, фото. Заранее спасибо!
Какой подъезд? Ждём ответа
Какая квартира? Тел. 8 (900) 123-45-67
«Какой подъезд?» Это нужно мастеру для заявки.
Which flat is it? Please send a photo
"""
ANSWERING = """
Вы спрашивали, когда починят? Починили сегодня. Спасибо!
Почему так долго? Ждали запчасть, завтра поставим
Яму засыпали. Остались вопросы? Напишите нам
Порядок работ: https://tikhorechensk.example/?id=5
"""


async def test_what_asks_its_author_goes_as_a_question_wherever_its_question_mark_stands(office: Office) -> None:
    await office.files_report(text=ASKS)
    for kind, texts in (("question", ASKING), ("answer", ANSWERING)):
        for text in texts.strip().split("\n"):
            await office.says("Анна", text, reply_to=office.card().id)
            (line,) = [e for e in await office.history() if e.text == text]
            assert line.kind == kind, text
            await office.presses("Анна", button(stopping(office), "o_undo"), stopping(office))
