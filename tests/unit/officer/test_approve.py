"""A second officer decides: whoever may, on what he was shown, and what has to be typed."""

from __future__ import annotations

import pytest

from handlers.base.message import Address
from handlers.base.routes import Where, button
from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.loads import NOTICE
from handlers.notices.moves import load_accounts, set_content
from handlers.officer.loads import load_notice
from storage.changes import Query
from storage.records import Account
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, HOUR, MINUTE, STRANGER, VERA, Duty

ANNA_VK = "vk:7"


async def test_the_pending_notice_stands_in_the_admin_chat_as_people_will_see_it(duty: Duty) -> None:
    number = await duty.is_pending(people=8200)
    shown = duty.text()
    assert "Вода прибывает" in shown
    assert "Water rises" in shown
    panel = duty.panel(number)
    for words in ("8\u00a0200", "4 мин 34 с", "Имя telegram:1", "Опасно для жизни", "Паводок"):
        assert words in panel.text, words
    assert [d.split(":")[0] for d in panel.data] == ["d_ok", "d_return", "d_reject", "d_seen"]
    assert "сирены" in shown


async def test_buttons_of_the_preview_only_show(duty: Duty) -> None:
    await duty.is_pending()
    shown = [d for s in duty.chats[ADMIN] if s.row.purpose == "preview" for d in s.data]
    assert set(shown) == {"d_shown"}
    assert "образец" in await duty.presses(BORIS, "d_shown", ADMIN)


@pytest.mark.parametrize("chat", [ADMIN, None])
async def test_another_officer_approves_and_it_is_sent(duty: Duty, chat: Address | None) -> None:
    number = await duty.is_pending()
    await duty.presses(BORIS, duty.button("d_ok", number), chat)
    assert await duty.state(number) == "approved"
    assert "Одобрил(а) Имя telegram:2" in duty.panel(number).text
    assert duty.panel(number).data == []
    await duty.passes(0)
    assert await duty.state(number) == "sending"
    assert (await duty.notice(number)).approver_name == "Имя telegram:2"


@pytest.mark.parametrize("who", [ANNA, ANNA_VK])
async def test_the_author_never_approves_in_neither_messenger(duty: Duty, who: str) -> None:
    number = await duty.is_pending()
    for word in ("d_ok", "d_return", "d_reject"):
        assert "другой дежурный" in await duty.presses(who, duty.button(word, number))
    assert await duty.state(number) == "pending"
    assert duty.audits.count("notice-refused") == 3


async def test_whoever_joined_the_authors_account_never_approves(duty: Duty) -> None:
    """Boris' second account becomes the same person as Anna in the database, not in the settings."""
    number = await duty.is_pending()
    await duty.says("telegram:2", "привет")
    anna = (await duty.notice(number)).author
    await duty.keep(Account("telegram", "2", anna, 1))
    assert "другой дежурный" in await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "pending"


@pytest.mark.parametrize("word", ["d_ok", "d_return", "d_reject"])
async def test_whose_account_joined_the_authors_after_it_was_written_never_decides(duty: Duty, word: str) -> None:
    """Anna's account belongs to Boris' person by now: only that person's accounts say whose hand it was."""
    number = await duty.is_pending()
    await duty.says(BORIS, "привет")
    boris = (await duty.store.read(Query("accounts_at", ('[["telegram", "2"]]',))))[0][0].person_id
    assert boris != (await duty.notice(number)).author
    await duty.keep(Account("telegram", "1", boris, 1))
    assert "другой дежурный" in await duty.presses(BORIS, duty.button(word, number))
    assert await duty.state(number) == "pending"
    assert duty.audits == ["notice-refused"]


async def test_whoever_changed_it_never_approves(duty: Duty) -> None:
    number = await duty.is_pending()

    def change(turn: Turn) -> None:
        notice = turn.one(NOTICE)
        assert notice is not None
        set_content(turn, notice, load_content(notice.content).changed(texts={"ru": "Иначе"}))

    old = duty.button("d_ok", number)
    duty.intake.router.add([button(Where.PRIVATE, "t_change", change, load_notice, load_accounts, officer=True)])
    await duty.presses(BORIS, f"t_change:{number}")
    assert await duty.state(number) == "draft"
    assert "черновик" in await duty.presses(VERA, old)
    await duty.presses(ANNA, f"t_submit:{number}")
    await duty.counts(number, telegram=10)
    assert "Ничего не сделано" in await duty.presses(VERA, old)
    assert "другой дежурный" in await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.presses(VERA, duty.button("d_ok", number))
    assert await duty.state(number) == "approved"


@pytest.mark.parametrize("who", [STRANGER, "vk:12345"])
async def test_strangers_are_refused(duty: Duty, who: str) -> None:
    number = await duty.is_pending()
    assert "дежурные центра" in await duty.presses(who, duty.button("d_ok", number))
    assert await duty.state(number) == "pending"
    assert "refused" in duty.audits


async def test_an_officer_removed_from_the_chat_has_no_rights_any_more(duty: Duty) -> None:
    number = await duty.is_pending()
    duty.strangers |= {"2", "3"}
    for who, chat in ((BORIS, ADMIN), (BORIS, None), (VERA, None)):
        await duty.presses(who, duty.button("d_ok", number), chat)
    assert await duty.state(number) == "pending"


async def test_nobody_decides_in_the_name_of_the_group(duty: Duty) -> None:
    number = await duty.is_pending()
    await duty.presses(BORIS, duty.button("d_ok", number), ADMIN, anonymous=True)
    assert await duty.state(number) == "pending"


async def test_a_double_tap_and_a_late_tap_do_nothing_twice(duty: Duty) -> None:
    number = await duty.is_pending()
    data = duty.button("d_ok", number)
    await duty.presses(BORIS, data)
    assert "Ничего не сделано" in await duty.presses(BORIS, data)
    assert "Ничего не сделано" in await duty.presses(VERA, data.replace("d_ok", "d_reject"))
    assert (await duty.did(number)).count("approve") == 1


# -- typing ---------------------------------------------------------------------------------------
async def test_of_more_than_a_thousand_people_the_number_is_typed(duty: Duty) -> None:
    number = await duty.is_pending(people=1234)
    await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "pending"
    await duty.says(BORIS, "1243")
    assert "Число не то" in duty.of(BORIS)[-1].text
    assert await duty.state(number) == "pending"
    await duty.says(BORIS, "1 234")
    assert await duty.state(number) == "approved"


async def test_in_the_admin_chat_only_a_reply_counts(duty: Duty) -> None:
    number = await duty.is_pending(people=1234)
    await duty.presses(BORIS, duty.button("d_ok", number), ADMIN)
    await duty.says(BORIS, "1234", ADMIN)
    assert await duty.state(number) == "pending"
    await duty.says(VERA.replace("vk:8", "telegram:3"), "1234", ADMIN, reply_to=duty.panel(number).id)
    assert await duty.state(number) == "pending", "she was not asked"
    await duty.says(BORIS, "1234", ADMIN, reply_to=duty.panel(number).id)
    assert await duty.state(number) == "approved"


async def test_the_number_may_be_a_reply_to_the_question(duty: Duty) -> None:
    number = await duty.is_pending(people=1234)
    await duty.presses(BORIS, duty.button("d_ok", number), ADMIN)
    question = next(s for s in duty.chats[ADMIN] if s.row.purpose == "typing")
    assert "1234" not in question.text, "whoever approves looks at the notice"
    await duty.says(BORIS, "1234", ADMIN, reply_to=question.id)
    assert await duty.state(number) == "approved"
    assert question not in duty.chats[ADMIN]


async def test_a_number_typed_after_he_was_removed_is_a_citizens_word(duty: Duty) -> None:
    number = await duty.is_pending(people=1234)
    await duty.presses(BORIS, duty.button("d_ok", number))
    duty.strangers.add("2")
    await duty.says(BORIS, "1234")
    assert await duty.state(number) == "pending"
    assert "Где это?" in duty.of(BORIS)[-1].text, "a citizen who begins to report"


async def test_a_number_typed_for_a_version_that_changed_does_nothing(duty: Duty) -> None:
    number = await duty.is_pending(people=1234)
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.presses(VERA, duty.button("d_return", number))
    await duty.says(VERA, "не то село")
    assert await duty.state(number) == "draft"
    await duty.presses(ANNA, f"t_submit:{number}")
    await duty.says(BORIS, "1234")
    assert await duty.state(number) == "pending"
    assert "Ничего не сделано" in duty.of(BORIS)[-1].text


async def test_a_drill_wants_its_word(duty: Duty) -> None:
    number = await duty.is_pending(people=5, drill=True)
    assert "УЧЕНИЯ" in duty.panel(number).text
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.says(BORIS, "5")
    assert await duty.state(number) == "pending"
    await duty.says(BORIS, "Учения!")
    assert await duty.state(number) == "approved"


async def test_the_dialogue_is_where_it_was_before(duty: Duty) -> None:
    number = await duty.is_pending(people=1234)
    await duty.presses(BORIS, duty.button("d_ok", number))
    await duty.says(BORIS, "1234")
    await duty.says(BORIS, "у нас яма")
    assert "Где это?" in duty.of(BORIS)[-1].text, "a citizen who begins to report"


async def test_while_nobody_has_counted_it_is_not_approved(duty: Duty) -> None:
    number = await duty.writes()
    assert "Считаем" in await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "pending"


async def test_what_is_over_is_not_approved(duty: Duty) -> None:
    number = await duty.is_pending()
    data = duty.button("d_ok", number)
    await duty.goes_by(12 * HOUR + MINUTE)
    await duty.presses(BORIS, data)
    assert await duty.state(number) == "expired"
    assert "Не отправлено" in duty.panel(number).text


# -- return, reject -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("word", "state", "done"), [("d_return", "draft", "Вернул"), ("d_reject", "rejected", "Отклонил")]
)
async def test_return_and_reject_want_a_reason_and_the_author_hears_it(
    duty: Duty, word: str, state: str, done: str
) -> None:
    number = await duty.is_pending()
    await duty.presses(BORIS, duty.button(word, number))
    assert await duty.state(number) == "pending"
    await duty.says(BORIS, "Не то село")
    assert await duty.state(number) == state
    assert (await duty.notice(number)).why == "Не то село"
    for seen in (duty.panel(number).text, duty.of(ANNA)[-1].text):
        assert done in seen
        assert "Не то село" in seen


# -- one officer ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("allowed", "severity", "state"), [(True, 4, "approved"), (True, 3, "pending"), (False, 4, "pending")]
)
async def test_an_officer_alone_approves_only_what_is_extreme_and_where_it_is_allowed(
    duty: Duty, allowed: bool, severity: int, state: str
) -> None:
    duty.shared.one_officer = allowed
    number = await duty.is_pending(severity=severity)
    await duty.presses(ANNA, duty.button("d_ok", number))
    assert await duty.state(number) == state
    alone = state == "approved"
    assert ("один дежурный" in duty.panel(number).text) is alone
    assert ("notice-alone" in duty.audits) is alone


async def test_people_of_whatever_messenger_count_before_one_tap_is_enough(duty: Duty) -> None:
    """Whoever adds a messenger adds nothing here: its people are counted by its name."""
    number = await duty.writes()
    await duty.counts(number, telegram=500, max=50_000)
    assert "50\u00a0500" in duty.panel(number).text
    await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "pending", "more than a thousand want their number typed"
    await duty.says(BORIS, "50 500")
    assert await duty.state(number) == "approved"
