"""After a notice: correct, update, all-clear, false alarm."""

from __future__ import annotations

import pytest

from handlers.base.message import Address
from handlers.notices.content import load_content
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, HOUR, STRANGER, VERA, Duty
from tests.unit.officer.test_under_way import waiting_rows, waits
from tests.world.clock import SECOND


async def approved(duty: Duty, number: int, who: str = VERA, people: int = 10) -> None:
    await duty.counts(number, telegram=people, groups={"removed": 1, "kept": 2, "added": 7})
    await duty.presses(who, duty.button("d_ok", number))
    await duty.passes(0)


# -- false alarm ----------------------------------------------------------------------------------
@pytest.mark.parametrize("who", [ANNA, BORIS, VERA])
async def test_one_officer_takes_back_a_false_alarm_at_once(duty: Duty, who: str) -> None:
    number = await duty.is_sending()
    await waiting_rows(duty, number, 5)
    await duty.presses(who, duty.button("d_false", number))
    assert await duty.state(number) == "sending", "a tap alone may be a slip"
    await duty.says(who, "да")
    assert await duty.state(number) == "sending"
    await duty.says(who, "Ложная тревога")
    original, withdrawal = await duty.notice(number), (await duty.notices())[0]
    assert (original.state, bool(original.ended_at)) == ("cancelled", True)
    assert await waits(duty, number) == 0
    assert (withdrawal.state, withdrawal.link, withdrawal.linked_id) == ("sending", "withdraws", number)
    assert withdrawal.ended_at, "it is nothing that is in force"
    content = load_content(withdrawal.content)
    assert f"№ {number}" in content.texts["ru"]
    assert set(content.texts) == {"ru", "en"}
    assert "withdraw" in await duty.did(number)
    assert "notice-withdrawn" in duty.audits


async def test_the_other_officers_hear_of_a_false_alarm_in_private_and_its_author_does_not(duty: Duty) -> None:
    """One alone has said it: the others know at once, wherever they can be written to."""
    for who in (ANNA, VERA):
        await duty.says(who, "/notices")  # they have a private chat
    number = await duty.is_sent()
    before = {who: len(duty.of(who)) for who in (ANNA, BORIS, VERA)}
    await duty.presses(BORIS, f"d_false:{number}", ADMIN)
    await duty.says(BORIS, "ложная тревога", ADMIN, reply_to=duty.last().id)
    assert (await duty.notice(number)).state == "cancelled"
    for who in (ANNA, VERA):
        told = [s.text for s in duty.of(who)[before[who] :]]
        assert any(f"№ {number}" in text and "ложн" in text.lower() and "Имя telegram:2" in text for text in told), who
    assert not any("Людям уходит" in s.text for s in duty.of(BORIS)[before[BORIS] :])


async def test_a_withdrawal_is_committed_with_its_original_or_not_at_all(duty: Duty) -> None:
    number = await duty.is_sending()
    await waiting_rows(duty, number, 2)
    await duty.presses(BORIS, f"d_false:{number}")
    commits: list[set[str]] = []
    noted = duty.intake.committed

    def note(changes: object) -> None:
        rows = getattr(changes, "rows", {})
        commits.append({kind.__name__ for kind in rows})
        noted(changes)  # type: ignore[arg-type]

    duty.intake.committed = note
    await duty.says(BORIS, "ложная тревога")
    assert len(commits) == 1
    assert {n.state for n in await duty.notices()} == {"cancelled", "sending"}


async def test_a_false_alarm_of_a_drill_is_a_drill(duty: Duty) -> None:
    number = await duty.is_pending(drill=True)
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.says(BORIS, "учения")
    await duty.passes(0)
    await duty.presses(BORIS, f"d_false:{number}")
    await duty.says(BORIS, "ложная тревога")
    assert [n.drill for n in await duty.notices()] == [1, 1]


async def test_a_false_alarm_is_not_taken_back_itself(duty: Duty) -> None:
    number = await duty.is_sending()
    await duty.presses(BORIS, f"d_false:{number}")
    await duty.says(BORIS, "ложная тревога")
    withdrawal = (await duty.notices())[0].id
    assert "ничего не изменить" in await duty.presses(VERA, f"d_false:{withdrawal}")
    for word in ("d_fix", "d_update", "d_end"):
        assert "ничего не изменить" in await duty.presses(VERA, f"{word}:{number}")
    assert len(await duty.notices()) == 2


# -- correct, update ------------------------------------------------------------------------------
@pytest.mark.parametrize(("word", "link"), [("d_fix", "corrects"), ("d_update", "updates")])
async def test_a_linked_draft_waits_in_the_officers_private_chat(duty: Duty, word: str, link: str) -> None:
    number = await duty.is_sent()
    await duty.says(BORIS, "привет")
    await duty.presses(BORIS, duty.button(word, number), ADMIN)
    draft = (await duty.notices())[0]
    assert (draft.state, draft.link, draft.linked_id) == ("draft", link, number)
    assert draft.content == (await duty.notice(number)).content
    assert duty.of(BORIS)[-1].data == [f"d_edit:{draft.id}"]
    await duty.presses(BORIS, duty.button(word, number), ADMIN)
    assert len(await duty.notices()) == 2, "a second tap opens the same draft"


@pytest.mark.parametrize(("word", "link"), [("d_fix", "corrects"), ("d_update", "updates")])
async def test_the_original_ends_when_the_linked_one_starts(duty: Duty, word: str, link: str) -> None:
    number = await duty.is_sent()
    await duty.presses(BORIS, f"{word}:{number}")
    draft = (await duty.notices())[0].id
    await duty.presses(BORIS, f"t_submit:{draft}")
    assert "другой дежурный" in await duty.presses(BORIS, duty.button("d_ok", draft))
    assert not (await duty.notice(number)).ended_at, "the original stands until then"
    await approved(duty, draft)
    assert await duty.state(draft) == "sending"
    assert (await duty.notice(number)).ended_at
    assert await duty.state(number) == "sent"
    assert link in await duty.did(number)
    assert f"вместо него № {draft}" in await duty.presses(BORIS, f"d_end:{number}")


async def test_a_correction_shows_three_messages_and_three_counts(duty: Duty) -> None:
    number = await duty.is_sent()
    await duty.presses(BORIS, f"d_fix:{number}")
    draft = (await duty.notices())[0].id
    await duty.presses(BORIS, f"t_submit:{draft}")
    await duty.counts(draft, telegram=10, groups={"removed": 1, "kept": 2, "added": 7})
    assert "Уже не касается: 1 · касается и дальше: 2 · касается впервые: 7" in duty.panel(draft).text
    shown = "\n".join(s.text for s in duty.chats[ADMIN] if s.row.purpose == "preview")
    for words in ("ИСПРАВЛЕНО", "Вас это не касается"):
        assert words in shown


async def test_a_correction_takes_the_place_of_what_still_waits(duty: Duty) -> None:
    """The wrong text does not go on after the right one."""
    number = await duty.is_sending()
    await waiting_rows(duty, number, 4)
    await duty.presses(BORIS, f"d_stopok:{number}:1", ADMIN)
    await duty.presses(BORIS, duty.button("d_fix", number), ADMIN)
    draft = (await duty.notices())[0].id
    await duty.presses(BORIS, f"t_submit:{draft}")
    await approved(duty, draft)
    assert await waits(duty, number) == 0
    assert await duty.state(number) == "stopped"
    assert "больше не действует" in await duty.presses(BORIS, f"d_goon:{number}")
    assert await duty.state(number) == "stopped"


async def test_an_update_stops_what_is_still_being_sent(duty: Duty) -> None:
    number = await duty.is_sending()
    await duty.presses(BORIS, f"d_update:{number}")
    draft = (await duty.notices())[0].id
    await duty.presses(BORIS, f"t_submit:{draft}")
    await approved(duty, draft)
    assert await duty.state(number) == "stopped"
    assert (await duty.history(number))[-2].actor == "clock"
    await duty.passes(15 * SECOND)
    assert "остановлено" in duty.slot(f"notice:{number}").text
    assert not any("d_stop" in data for data in duty.slot(f"notice:{number}").data)


# -- the end --------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "words"), [("flood", "Опасность миновала"), ("heat", "Работы закончены")])
async def test_the_all_clear_is_ready_made_and_approved_by_another(duty: Duty, kind: str, words: str) -> None:
    number = await duty.is_sent(kind=kind)
    await duty.presses(BORIS, duty.button("d_end", number), ADMIN)
    draft = (await duty.notices())[0].id
    assert words in duty.last().text
    await duty.presses(BORIS, duty.button("d_endok", draft), ADMIN)
    assert await duty.state(draft) == "pending"
    assert not (await duty.notice(number)).ended_at
    await approved(duty, draft)
    assert (await duty.notice(number)).ended_at
    ends = await duty.notice(draft)
    assert (ends.state, ends.link, ends.linked_id) == ("sending", "ends", number)
    assert ends.ended_at, "it is nothing that is in force"
    assert "Отбой" in "\n".join(s.text for s in duty.chats[ADMIN] if s.row.purpose == "preview")


@pytest.mark.parametrize(
    ("word", "said", "state"),
    [("d_end", "✅ Отбой. Паводок.", "отправл"), ("d_false", "✅ Ложная тревога. Паводок.", "отправл")],
)
async def test_what_says_that_it_is_over_is_called_so_wherever_officers_see_it(
    duty: Duty, word: str, said: str, state: str
) -> None:
    """No panel of an all-clear says «Опасно для жизни», and one that is just being sent is not «over»."""
    number = await duty.is_sent()
    await duty.presses(BORIS, f"{word}:{number}")
    if word == "d_false":
        await duty.says(BORIS, "ложная тревога")
    else:
        draft = (await duty.notices())[0].id
        await duty.presses(BORIS, f"t_submit:{draft}")
        assert said in duty.panel(draft).text
        await approved(duty, draft)
    over = (await duty.notices())[0]
    shown = duty.slot(f"notice:{over.id}").text
    assert said in shown
    assert state in shown.split("\n")[0]
    await duty.presses(VERA, f"d_open:{over.id}")
    opened = duty.of(VERA)[-1].text
    assert said in opened
    assert "Опасно для жизни" not in opened + shown
    assert "больше не действует" not in shown
    await duty.says(VERA, "/notices")
    assert said not in duty.of(VERA)[-1].text or "Опасно для жизни" not in duty.of(VERA)[-1].text


async def test_a_draft_finds_the_officer_in_the_messenger_where_he_has_a_private_chat(duty: Duty) -> None:
    """Vera is in the admin chat as telegram:3 and writes to the bot from VK."""
    number = await duty.is_sent()
    await duty.says(VERA, "привет")
    await duty.presses("telegram:3", f"d_fix:{number}", ADMIN)
    draft = (await duty.notices())[0]
    assert duty.of(VERA)[-1].data == [f"d_edit:{draft.id}"]
    assert duty.of("telegram:3") == []


async def test_an_all_clear_that_a_colleague_changed_is_shown_before_it_is_submitted(duty: Duty) -> None:
    await duty.presses(ANNA, f"d_end:{await duty.is_sent()}", ADMIN)
    draft = (await duty.notices())[0]
    sure = duty.button("d_endok", draft.id)
    draft.content = load_content(draft.content).changed(texts={"ru": "Вода ушла с Лесной."}).dump()
    await duty.keep(draft)
    await duty.presses(BORIS, sure, ADMIN)
    assert await duty.state(draft.id) == "draft"
    assert "Вода ушла с Лесной." in duty.last().text
    await duty.presses(BORIS, duty.button("d_endok", draft.id), ADMIN)
    assert await duty.state(draft.id) == "pending"
    assert "ждёт второго дежурного" in await duty.presses(ANNA, sure, ADMIN)


async def test_the_text_of_an_all_clear_can_be_changed_first(duty: Duty) -> None:
    number = await duty.is_sent()
    await duty.says(BORIS, "привет")
    await duty.presses(BORIS, duty.button("d_end", number), ADMIN)
    draft = (await duty.notices())[0].id
    await duty.presses(BORIS, duty.button("d_endedit", draft), ADMIN)
    assert await duty.state(draft) == "draft"
    assert duty.of(BORIS)[-1].data == [f"d_edit:{draft}"]
    await duty.presses(BORIS, f"d_end:{number}")
    assert len(await duty.notices()) == 2


@pytest.mark.parametrize("who", [STRANGER, "vk:12345"])
async def test_nobody_else_does_any_of_this(duty: Duty, who: str) -> None:
    number = await duty.is_sent()
    for word in ("d_fix", "d_update", "d_end", "d_endok", "d_false", "d_stop", "d_open", "d_list", "d_change"):
        assert "дежурные центра" in await duty.presses(who, f"{word}:{number}")
    await duty.says(who, "ложная тревога")
    assert len(await duty.notices()) == 1


# -- the list -------------------------------------------------------------------------------------
async def test_the_list_shows_states_numbers_and_drills(duty: Duty) -> None:
    sent = await duty.is_sent()
    waiting = await duty.is_pending()
    drill = await duty.is_pending(drill=True)
    await duty.says(BORIS, "/notices")
    assert "Дошло: 498 · не дошло: 2" in duty.of(BORIS)[-1].text
    assert f"№ {waiting}" not in duty.of(BORIS)[-1].text
    drafts = next(d for d in duty.of(BORIS)[-1].data if ":drafts:" in d)
    await duty.presses(BORIS, drafts)
    text = duty.of(BORIS)[-1].text
    assert text.index(f"УЧЕНИЯ № {drill}") < text.index(f"№ {waiting} · ждёт второго")
    await duty.says(BORIS, "/notices", ADMIN)
    assert f"№ {sent}" in duty.last().text


async def test_the_list_has_pages(duty: Duty) -> None:
    for _ in range(7):
        await duty.is_pending(severity=1)
        duty.at += 1
    await duty.presses(BORIS, "d_list:5:all:0")
    assert "№ 7" in duty.of(BORIS)[-1].text
    await duty.presses(BORIS, next(d for d in duty.of(BORIS)[-1].data if d.endswith(":1")))
    text = duty.of(BORIS)[-1].text
    assert "№ 1" in text
    assert "№ 7" not in text
    await duty.presses(BORIS, "d_list:5:all:99")
    assert "№ 1" in duty.of(BORIS)[-1].text


async def test_one_opened_says_everything_and_offers_what_is_possible(duty: Duty) -> None:
    number = await duty.is_pending()
    await duty.presses(BORIS, f"d_open:{number}")
    words = [d.split(":")[0] for d in duty.of(BORIS)[-1].data]
    assert words == ["d_ok", "d_return", "d_reject", "d_seen", "d_change", "d_drop", "d_base"]
    assert "Water rises" in duty.of(BORIS)[-1].text
    assert "Получат: 500" in duty.of(BORIS)[-1].text
    await duty.presses(BORIS, f"d_drop:{number}")
    await duty.presses(BORIS, duty.button("d_dropok", number, Address("telegram", "2")))
    assert await duty.state(number) == "cancelled"
    await duty.presses(BORIS, f"d_open:{number}")
    assert duty.of(BORIS)[-1].data == [f"d_base:{number}"]
    assert "убрал(а): Имя telegram:2" in duty.of(BORIS)[-1].text


async def test_what_waits_for_its_time_says_when_in_the_list_too(duty: Duty) -> None:
    number = await duty.is_pending(send_at=duty.at + HOUR)
    await duty.presses(BORIS, duty.button("d_ok", number))
    assert "Передумали? Убрать его можно" in duty.panel(number).text
    await duty.presses(BORIS, "d_list:5:drafts:0")
    assert "⏰ Отправить: сегодня в" in duty.of(BORIS)[-1].text
    await duty.presses(BORIS, f"d_open:{number}")
    assert "⏰ Отправить: сегодня в" in duty.of(BORIS)[-1].text


async def test_what_reached_nobody_says_so(duty: Duty) -> None:
    number = await duty.is_sending(people=0)
    await duty.ticks("n_done", number)
    await duty.presses(BORIS, f"d_open:{number}")
    assert "Не получил никто" in duty.of(BORIS)[-1].text
    assert "Начинаем" not in duty.of(BORIS)[-1].text


async def test_the_list_is_for_officers(duty: Duty) -> None:
    await duty.is_pending()
    await duty.says(STRANGER, "/notices")
    assert "дежурные центра" in duty.of(STRANGER)[-1].text
    await duty.passes(HOUR)


async def test_of_two_notices_it_is_plain_which_one_is_stopped_or_taken_back(duty: Duty) -> None:
    """Two stand in the chat at night, and the numbers differ by one."""
    flood = await duty.is_sending()
    ice = await duty.is_sending(kind="ice", texts={"ru": "Скользко"})
    for number, meant, other in ((flood, "Паводок", "Опасный лёд"), (ice, "Опасный лёд", "Паводок")):
        for word in ("d_stop", "d_false"):
            await duty.presses(BORIS, f"{word}:{number}", ADMIN)
            text = duty.last().text
            assert (f"№ {number}" in text, meant in text, other in text) == (True, True, False), (word, text)
    asked = duty.last()
    await duty.says(BORIS, "ложная тревога", ADMIN, reply_to=duty.panel(flood).id)
    assert await duty.state(flood) == "sending", "the other one is asked about"
    await duty.says(BORIS, "ложная тревога", ADMIN, reply_to=asked.id)
    assert (await duty.state(ice), await duty.state(flood)) == ("cancelled", "sending")
    assert any("Опасный лёд" in said.text and "отменено" in said.text for said in duty.chats[ADMIN])


async def test_stop_and_approve_at_the_same_second_end_as_the_first_of_them_says(duty: Duty) -> None:
    number = await duty.is_pending()
    first, second = duty.button("d_ok", number), duty.button("d_reject", number)
    await duty.presses(BORIS, first)
    await duty.presses(VERA, second)
    await duty.passes(0)
    assert await duty.state(number) == "sending"
    await duty.presses("telegram:3", f"d_stop:{number}", ADMIN)
    await duty.presses("telegram:3", duty.button("d_stopok", number), ADMIN)
    await duty.presses(BORIS, first)
    await duty.passes(5)
    assert await duty.state(number) == "stopped", "an approval that comes late starts nothing"
