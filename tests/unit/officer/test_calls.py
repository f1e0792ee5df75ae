"""A grave notice that waits calls the officers in private: whom, how often, and whom not any more."""

from __future__ import annotations

from handlers.base.event import Event, Kind
from handlers.base.message import Address
from storage.records import Account, Dialogue, Person
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, MINUTE, VERA, Duty


async def knows(duty: Duty, *accounts: str) -> None:
    for account in accounts:
        channel, _, user = account.partition(":")
        person = int(user) + 1000
        known = Account(channel, user, person, 1, name=f"Имя {account}")
        await duty.keep(Person(person, 1), known, Dialogue(channel, user, user, person))


async def test_a_grave_one_calls_every_other_officer_until_one_answers(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    number = await duty.is_pending(severity=3)
    for who in (BORIS, VERA):
        assert [s.row.slot for s in duty.of(who)] == [f"call:{number}:1:1"]
        assert "Вода прибывает" in duty.of(who)[0].text
    assert not [s for s in duty.of(ANNA) if s.row.purpose == "call"], "she cannot decide it"
    await duty.passes(2 * MINUTE)
    assert [s.row.slot for s in duty.of(BORIS)] == [f"call:{number}:1:2"], "a new message, in place of the old one"
    await duty.presses(VERA, duty.button("d_reject", number, Address("vk", "8")))
    await duty.says(VERA, "учений нет")
    assert "Отклонил(а) Имя vk:8" in duty.of(BORIS)[-1].text
    assert duty.of(BORIS)[-1].data == []
    before = len(duty.rows)
    await duty.passes(10 * MINUTE)
    assert len(duty.rows) == before


async def test_who_does_not_answer_is_called_less_and_less_often(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    await duty.is_pending(severity=4)

    async def calls_within(hours: float) -> int:
        before = sum(s.purpose == "call" and s.chat == "2" for s in duty.rows)
        await duty.passes(int(hours * 60) * MINUTE)
        return sum(s.purpose == "call" and s.chat == "2" for s in duty.rows) - before

    assert await calls_within(0.5) == 15, "every two minutes"
    assert 13 <= await calls_within(3.5) <= 15, "every quarter of an hour"
    assert await calls_within(5) == 5, "every hour"


async def test_whoever_was_called_about_what_was_taken_away_has_nothing_to_decide(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    number = await duty.is_pending(severity=4)
    await duty.presses(ANNA, f"d_dropok:{number}:1")
    await duty.passes(2 * MINUTE)
    for who in (BORIS, VERA):
        assert "Убрал(а)" in duty.of(who)[-1].text
        assert [shown.data for shown in duty.of(who)] == [[]]
    before = len(duty.rows)
    await duty.passes(10 * MINUTE)
    assert len(duty.rows) == before


async def test_looking_is_quiet_for_five_minutes_and_shown(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    number = await duty.is_pending()
    await duty.presses(BORIS, duty.button("d_seen", number, Address("telegram", "2")))
    assert "Имя telegram:2 смотрит" in duty.panel(number).text
    await duty.passes(4 * MINUTE)
    assert [s.row.slot for s in duty.of(VERA)] == [f"call:{number}:1:1"]
    await duty.passes(MINUTE)
    assert [s.row.slot for s in duty.of(VERA)] == [f"call:{number}:1:2"]
    assert "другой дежурный" in await duty.presses(ANNA, duty.button("d_seen", number))


async def test_officers_who_cannot_be_written_to_are_named(duty: Duty) -> None:
    await knows(duty, BORIS)
    number = await duty.is_pending()
    assert "telegram:3+vk:8" in duty.panel(number).text


async def test_a_light_one_calls_nobody(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    await duty.is_pending(severity=2)
    assert duty.of(BORIS) == []


async def test_without_named_officers_the_administrators_are_called(duty: Duty) -> None:
    await knows(duty, "telegram:5")
    duty.shared.officers, duty.shared.administrators = (), ("1", "5")
    duty.standings |= {"1": "administrator", "5": "administrator", "2": "member"}
    number = await duty.is_pending()
    assert [s.row.purpose for s in duty.of("telegram:5")] == ["call"]
    await duty.presses("telegram:2", duty.button("d_ok", number))
    assert await duty.state(number) == "pending"
    await duty.presses("telegram:5", duty.button("d_ok", number))
    assert await duty.state(number) == "approved"


# -- whoever left the admin chat --------------------------------------------------------------------
async def leaves(duty: Duty, user: str, member: str = "gone") -> None:
    """The messenger says that somebody left the admin chat, or came back."""
    event = Event(ADMIN.channel, f"m{user}{member}", Kind.MEMBER, ADMIN.chat, private=False, sender=user, member=member)
    await duty.happens(event)
    duty.strangers = duty.strangers | {user} if member == "gone" else duty.strangers - {user}


async def test_whoever_left_the_admin_chat_is_not_called_and_not_named(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    await leaves(duty, "3")  # Vera, who writes from VK
    number = await duty.is_pending()
    assert [s.row.purpose for s in duty.of(BORIS)] == ["call"]
    assert duty.of(VERA) == []
    await duty.passes(6 * MINUTE)
    assert duty.of(VERA) == []
    assert "Не могу написать лично" not in duty.panel(number).text


async def test_whoever_is_removed_while_it_waits_is_called_no_more_and_loses_the_message(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    number = await duty.is_pending()
    assert len(duty.of(BORIS)) == 1
    await leaves(duty, "2")
    await duty.passes(2 * MINUTE)
    assert duty.of(BORIS) == []
    assert [s.row.slot for s in duty.of(VERA)] == [f"call:{number}:1:2"]
    await duty.presses(VERA, duty.button("d_ok", number))
    assert duty.of(BORIS) == [], "he is not told of the decision either"


async def test_whoever_comes_back_is_called_again(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    await leaves(duty, "2")
    number = await duty.is_pending()
    await leaves(duty, "2", "member")
    await duty.passes(2 * MINUTE)
    assert [s.row.slot for s in duty.of(BORIS)] == [f"call:{number}:1:2"]


async def test_news_of_another_chat_changes_nothing(duty: Duty) -> None:
    await knows(duty, BORIS)
    await duty.happens(Event("telegram", "m1", Kind.MEMBER, "-7", private=False, sender="2", member="gone"))
    await duty.is_pending()
    assert len(duty.of(BORIS)) == 1


async def test_where_nobody_knows_who_is_there_everybody_is_called(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    duty.standings |= {"2": "unknown", "3": "unknown"}
    await duty.is_pending()
    assert len(duty.of(BORIS)) == len(duty.of(VERA)) == 1


async def test_an_officer_with_one_account_still_there_is_called(duty: Duty) -> None:
    duty.shared.officers = (duty.officers[0], frozenset({Address("telegram", "2"), Address("telegram", "20")}))
    await knows(duty, BORIS, "telegram:20")
    await leaves(duty, "2")
    await duty.is_pending()
    assert len(duty.of(BORIS)) == len(duty.of("telegram:20")) == 1


async def test_if_nobody_is_left_to_call_the_admin_chat_says_so_until_somebody_is(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    for user in ("2", "3"):
        await leaves(duty, user)
    number = await duty.is_pending()
    await duty.passes(0)
    assert "Позвать некого" in duty.panel(number).text
    assert duty.of(ANNA) == []
    assert await duty.state(number) == "pending", "it waits on"
    await duty.passes(10 * MINUTE)
    assert (await duty.did(number)).count("called") == 1, "said once"
    await leaves(duty, "2", "member")
    await duty.passes(2 * MINUTE)
    assert "Позвать некого" not in duty.panel(number).text
    assert len(duty.of(BORIS)) == 1


async def test_if_the_last_one_leaves_while_it_waits_the_admin_chat_says_so(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    number = await duty.is_pending()
    assert "Позвать некого" not in duty.panel(number).text
    for user in ("2", "3"):
        await leaves(duty, user)
    await duty.passes(2 * MINUTE)
    assert "Позвать некого" in duty.panel(number).text


async def test_an_administrator_who_left_is_not_called(duty: Duty) -> None:
    await knows(duty, "telegram:5", "telegram:6")
    duty.shared.officers, duty.shared.administrators = (), ("1", "5", "6")
    duty.standings |= {"1": "administrator", "5": "administrator", "6": "administrator"}
    await leaves(duty, "6")
    await duty.is_pending()
    assert len(duty.of("telegram:5")) == 1
    assert duty.of("telegram:6") == []


async def test_whoever_was_called_hears_that_it_expired(duty: Duty) -> None:
    await knows(duty, BORIS, VERA)
    number = await duty.is_pending(severity=3, until=duty.at + 5 * MINUTE)
    for who in (BORIS, VERA):
        assert duty.of(who)[-1].row.purpose == "call"
    await duty.passes(5 * MINUTE)
    assert await duty.state(number) == "expired"
    for who in (BORIS, VERA):
        [said] = duty.of(who)
        assert f"№ {number}: время вышло, не отправлено" in said.text
        assert said.data == [], "there is nothing to decide any more"
    [told] = duty.of(ANNA)
    assert "время вышло, не отправлено" in told.text
    assert told.data == [f"d_base:{number}"], "its author may say it after all"
