"""Alerts of one matter, in whatever order they come: what stands in the end, and what never goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.alerts.chain import Later, chain_of, references_of
from handlers.cap.model import Alert, Triple, cap_time
from handlers.notices.content import Content, spoken
from handlers.notices.states import NoticeState
from handlers.notices.wording import Meaning, notice_message
from storage.changes import Changes, Query
from storage.notice_records import CapAlert, Notice
from storage.region.notice_rules import AlertSource
from storage.store import Store
from tests.unit.alerts.wire import HOUR, HYDROMET, NOW, SENDER, TRUSTED, Wire, later, load_zone, sample, with_info

WIND = sample("wind")
ANYBODY = replace(TRUSTED, senders=())


def alert(name: str, minutes: int, *about: Alert, text: str = "") -> Alert:
    """An Alert, or an Update of others."""
    return with_info(
        later(WIND, minutes, name, "Update" if about else "Alert", *about), description=text or f"Слова {name}."
    )


def cancel(name: str, minutes: int, *about: Alert) -> Alert:
    return later(sample("cancel"), minutes, name, "Cancel", *about)


async def go(wire: Wire) -> None:
    """What is approved goes out at its time, and reaches everybody."""
    for notice in await wire.notices():
        if notice.state == NoticeState.APPROVED:
            await wire.passes(max(0, notice.send_at - wire.at))
    for notice in await wire.notices():
        if notice.state == NoticeState.SENDING:
            await wire.ticks("n_done", notice.id)


async def stands(wire: Wire) -> list[str]:
    """What people are warned of in the end: its words."""
    found = [n for n in await wire.notices() if n.state in ("sent", "sending") and not n.ended_at]
    return [(await wire.content(n.id)).texts["ru"].split("\n\n")[-1] for n in found]


async def arrive(wire: Wire, *alerts: Alert) -> list[str]:
    found = []
    for one in alerts:
        found.append((await wire.comes(one)).outcome)
        await go(wire)
    return found


def message(wire: Wire, notice: Notice, content: Content) -> str:
    return notice_message(wire.shared, notice, content, "ru", Meaning.ENDED).text


# -- what a cancellation says -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("headline", "link", "heading"),
    [
        ("Заменено более строгим: порывы до 33 м/с", "ends", "Источник снял предупреждение"),
        ("Предупреждение больше не нужно", "ends", "Источник снял предупреждение"),
        ("Выпущено ошибочно, приносим извинения", "withdraws", ""),
        ("The alert was sent by mistake", "withdraws", ""),
        ("Это было не ошибочно, ждём новое", "ends", "Источник снял предупреждение"),
        ("Отправлено ошибочно, будет новое предупреждение", "ends", "Источник снял предупреждение"),
    ],
)
async def test_a_cancellation_is_a_false_alarm_only_if_its_source_says_so(
    wire: Wire, headline: str, link: str, heading: str
) -> None:
    await wire.went_out((await wire.comes("wind")).notice)
    infos = (replace(WIND.infos[0], headline=headline, description=""),)
    answer = await wire.comes(replace(cancel("c", 5, WIND), infos=infos))
    notice, content = await wire.notice(answer.notice), await wire.content(answer.notice)
    assert (notice.link, content.texts["ru"]) == (link, headline)
    if heading:
        said = message(wire, notice, content)
        assert heading in said
        assert "Опасности нет" not in said
        assert "Отбой" not in said


async def test_a_cancellation_that_says_it_is_over_is_an_all_clear(wire: Wire) -> None:
    await wire.went_out((await wire.comes("wind")).notice)
    infos = (replace(WIND.infos[0], headline="Ветер стих", responses=("AllClear",)),)
    answer = await wire.comes(replace(cancel("c", 5, WIND), infos=infos))
    assert "Отбой" in message(wire, await wire.notice(answer.notice), await wire.content(answer.notice))


async def test_what_ends_says_which_warning_it_is_about(wire_store: Store) -> None:
    """Whoever reads it has perhaps got several."""
    wire = Wire(wire_store, (TRUSTED,))
    warning = alert("a", 0, text="Ветер до 31 м/с у реки.")
    clear = with_info(alert("clear", 9, warning), responses=("AllClear",), description="Стихло.")
    for number, end in enumerate((cancel("c", 5, warning), clear)):
        await wire.comes(of_matter(warning, number))
        await go(wire)
        ended = (await wire.comes(of_matter(end, number))).notice
        assert "31 м/с у реки" in message(wire, await wire.notice(ended), await wire.content(ended))


async def test_a_cancellation_in_a_language_that_was_stale_is_said(wire: Wire) -> None:
    """Its words are new, whatever was the matter with the warning's."""
    number = (await wire.comes("two-languages")).notice
    notice = await wire.went_out(number)
    notice.content = (await wire.content(number)).changed(stale=("texts:en", "todo:en")).dump()
    await wire.keep(notice)
    answer = await wire.comes(cancel("c", 5, sample("two-languages")))
    content = await wire.content(answer.notice)
    assert spoken(content).texts["en"] == content.texts["en"] != ""


async def test_a_note_of_a_cancellation_is_said_and_read(wire: Wire) -> None:
    await wire.went_out((await wire.comes("wind")).notice)
    answer = await wire.comes(replace(cancel("c", 5, WIND), note="Проверка связи, отправлено по ошибке"))
    assert (await wire.notice(answer.notice)).link == "withdraws"
    assert "отправлено по ошибке" in (await wire.content(answer.notice)).texts["ru"]


# -- the order in which they come ---------------------------------------------------------------------
A = alert("a", 0)
U1, U2 = alert("u1", 1, A), alert("u2", 2, A)
U2_OF_U1, U2_OF_BOTH = alert("u2", 2, alert("u1", 1, A)), alert("u2", 2, A, U1)
MATTERS: dict[str, tuple[Sequence[Alert], list[str]]] = {
    "cancelled": ((A, cancel("c", 3, A)), []),
    "updated": ((A, U1), ["Слова u1."]),
    "only the original is named": ((A, U1, U2), ["Слова u2."]),
    "only the original is named, then cancelled": ((A, U1, cancel("c", 3, A)), []),
    "step by step": ((A, U1, U2_OF_U1), ["Слова u2."]),
    "step by step, then cancelled": ((A, U1, cancel("c", 3, U1)), []),
    "the whole chain is named": ((A, U1, U2_OF_BOTH, cancel("c", 3, A, U1, U2_OF_BOTH)), []),
    "the last is cancelled": ((A, U1, U2_OF_U1, cancel("c", 3, U2_OF_U1)), []),
    "at the same second": ((A, U1, cancel("c", 1, A)), []),
}


async def test_the_order_of_arrival_never_changes_what_stands(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    number = 0
    for matter, (alerts, wanted) in MATTERS.items():
        for order in permutations(alerts):
            number += 1
            known = {n.id for n in await wire.all_over()}
            await arrive(wire, *(of_matter(one, number) for one in order))
            fresh = [n for n in await wire.notices() if n.id not in known]
            found = [n for n in fresh if n.state in ("sent", "sending") and not n.ended_at]
            words = [(await wire.content(n.id)).texts["ru"].split("\n\n")[-1] for n in found]
            assert words == wanted, (matter, [one.identifier for one in order])


def of_matter(one: Alert, number: int) -> Alert:
    """The same alert of another matter."""
    references = tuple(replace(t, identifier=f"{t.identifier}-{number}") for t in one.references)
    return replace(one, identifier=f"{one.identifier}-{number}", references=references)


async def test_a_late_cancellation_drops_what_has_not_gone_out(wire_store: Store) -> None:
    """Something newer was said already, but of what is newer the old one knew nothing."""
    wire = Wire(wire_store, (TRUSTED,))
    waits, late = with_info(A, effective=cap_time(NOW + HOUR, load_zone())), cancel("c", 3, A)
    found = [(await wire.comes(one)).outcome for one in (waits, alert("u9", 9, late), late)]
    assert found == ["sent", "sent", "dropped"]
    assert [n.state for n in await wire.notices()] == ["cancelled", "approved"]


async def test_an_old_word_by_the_way_takes_nothing_newer_back(wire_store: Store) -> None:
    """It knows of what replaced it, and not of what came after that."""
    wire = Wire(wire_store, (TRUSTED,))
    at = cap_time(NOW + HOUR, load_zone())
    u3, *rest = alert("u3", 3, A), alert("u4", 4, A, U1), alert("u5", 5, A)
    u4, newest = (with_info(one, effective=at) for one in rest)
    await arrive(wire, A, u3)
    found = [(await wire.comes(one)).outcome for one in (u4, newest, alert("u2", 2, U1))]
    assert found == ["sent", "sent", "held"]
    await go(wire)
    assert await stands(wire) == ["Слова u5."]


async def test_what_was_cancelled_before_it_came_is_held_and_told(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    assert await arrive(wire, cancel("c", 3, WIND), WIND) == ["cancel-none", "held"]
    assert await wire.notices() == []
    assert "Оно никому не уйдёт" in wire.text()


async def test_a_cancellation_older_than_the_newest_word_ends_nothing(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    assert (await arrive(wire, A, U2, cancel("c", 1, A)))[-1] == "cancel-late"
    assert await stands(wire) == ["Слова u2."]


@pytest.mark.parametrize("zone", ["15:00:00-00:00", "15:00:00+00:00", "18:00:00+03:00"])
async def test_references_name_moments(wire_store: Store, zone: str) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    await arrive(wire, WIND)
    named = Triple(SENDER, WIND.identifier, f"2026-11-25T{zone}")
    assert (await arrive(wire, replace(cancel("c", 5), references=(named,)))) == ["sent"]
    assert await stands(wire) == []
    again = replace(WIND, sent=named.sent)
    assert (await wire.comes(again)).outcome == "same"


async def test_an_all_clear_that_names_only_the_original_ends_what_replaced_it(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    clear = with_info(alert("u9", 9, A), responses=("AllClear",))
    await arrive(wire, A, U1, clear)
    notices = await wire.notices()
    assert (notices[-1].link, notices[-1].linked_id) == ("ends", notices[1].id)
    assert await stands(wire) == []


# -- what is over ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("how", [{"responses": ("AllClear",)}, {"urgency": "Past"}])
async def test_what_is_over_is_never_a_new_danger(wire_store: Store, how: dict[str, Any]) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    assert await arrive(wire, with_info(alert("over", 0), **how)) == ["over"]
    assert await wire.notices() == []
    assert "никого не предупреждали" in wire.text()
    await arrive(wire, A, with_info(alert("u", 1, A), **how))
    assert [n.link for n in await wire.notices()] == ["", "ends"]


async def test_an_update_that_lowers_replaces_and_warns_of_nothing_new(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    await arrive(wire, A, with_info(U1, severity="Minor"))
    assert [(n.link, n.severity) for n in await wire.notices()] == [("", 3), ("updates", 1)]


# -- whose it is --------------------------------------------------------------------------------------
@pytest.mark.parametrize("source", [ANYBODY, replace(ANYBODY, senders=("b@letters.example",))], ids=["any", "its own"])
async def test_another_senders_cancellation_is_a_question(wire_store: Store, source: AlertSource) -> None:
    wire = Wire(wire_store, (TRUSTED, replace(source, code="other")) if source.senders else (source,))
    await arrive(wire, WIND)
    theirs = replace(cancel("c", 5, WIND), sender="b@letters.example")
    assert await arrive(wire, theirs) == ["cancel-foreign"]
    assert len(await stands(wire)) == 1
    assert wire.buttons() == [("Отбой № 1", "d_end:1")]
    assert "другого отправителя" in wire.text()


async def test_another_senders_word_before_the_alert_makes_it_a_question(wire_store: Store) -> None:
    wire = Wire(wire_store, (ANYBODY,))
    theirs = replace(cancel("c", 5, WIND), sender="b@letters.example")
    assert await arrive(wire, theirs, WIND) == ["cancel-foreign", "draft"]
    assert [n.state for n in await wire.notices()] == ["pending"]


async def test_a_source_ends_what_another_of_its_senders_began(wire_store: Store) -> None:
    wire = Wire(wire_store, (replace(TRUSTED, senders=(SENDER, "night@hydromet.example")),))
    await arrive(wire, WIND, replace(cancel("c", 5, WIND), sender="night@hydromet.example"))
    assert await stands(wire) == []


async def test_a_stranger_holds_nothing_back(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    assert await arrive(wire, replace(cancel("c", 5, WIND), sender="b@letters.example"), WIND) == ["stranger", "sent"]


# -- the same triple ----------------------------------------------------------------------------------
async def test_the_same_triple_with_other_words_goes_to_the_officers(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    hurricane = with_info(WIND, description="Теперь ураган.", severity="Extreme")
    assert await arrive(wire, WIND, WIND, hurricane, hurricane, WIND) == ["sent", "same", "draft", "same", "same"]
    assert [(n.state, n.link) for n in await wire.notices()] == [("sent", ""), ("pending", "updates")]
    assert "с другими словами" in wire.text()


# -- the graph alone ----------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whoever_is_not_the_last_word_knows_it_in_any_order(data: st.DataObject) -> None:
    """A chain of updates, each of some that came before it, and its end: only the last of those that came is the last
    word.
    """
    alerts = [alert("n0", 0)]
    for number in range(1, data.draw(st.integers(2, 5))):
        about = data.draw(st.lists(st.sampled_from(alerts), min_size=1, max_size=2, unique=True))
        alerts.append(alert(f"n{number}", number, *about))
    end = cancel("end", 9, data.draw(st.sampled_from(alerts)))
    order = data.draw(st.permutations([*alerts, end]))
    known = []
    for one in order[:-1]:
        known += references_of(one, HYDROMET)
    last = chain_of(order[-1], HYDROMET, known)
    wanted = None if order[-1] is end else Later(end.triple.key, "Cancel")
    assert last.later == wanted


# -- repeats of the clock -----------------------------------------------------------------------------
async def test_a_source_ends_by_itself_what_the_clock_has_said_again_for_it(wire_store: Store) -> None:
    """A repeat is nobody's word: whoever may end the notice may end it."""
    wire = Wire(wire_store, (TRUSTED,))
    first = (await wire.comes("wind")).notice
    await go(wire)
    notice = await wire.notice(first)
    again = replace(notice, id=wire.shared.ids.next("notice"), link="repeats", linked_id=first, source="clock")
    again.version, notice.ended_at = 1, wire.at
    await wire.keep(notice, again)
    answer = await wire.comes(cancel("c", 5, WIND))
    assert answer.outcome == "sent", "the source's rights did not change by the clock"
    await go(wire)
    assert await stands(wire) == []
    end = await wire.notice(answer.notice)
    assert (end.link, end.linked_id) == ("ends", first)
    assert (await wire.notice(again.id)).ended_at
    assert f"№ {again.id}" not in wire.text()


async def test_a_repeat_of_what_an_officer_wrote_is_not_the_sources_to_end(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = (await wire.comes("wind")).notice
    await go(wire)
    notice = await wire.notice(first)
    notice.author, notice.ended_at = 7, wire.at
    again = replace(notice, id=wire.shared.ids.next("notice"), link="repeats", linked_id=first, source="clock")
    again.version, again.ended_at = 1, 0
    await wire.keep(notice, again)
    answer = await wire.comes(cancel("c", 5, WIND))
    assert answer.outcome == "cancel"
    assert (await wire.notice(answer.notice)).state == "pending"


# -- how a sender writes himself ----------------------------------------------------------------------
async def test_a_sender_is_the_same_in_capitals(wire_store: Store) -> None:
    """An address is one whatever its letters; references and certificates hold it to that, too."""
    wire = Wire(wire_store, (TRUSTED,))
    loud = replace(WIND, sender=SENDER.upper())
    assert (await wire.comes(loud)).outcome == "sent"
    await go(wire)
    assert (await wire.comes(WIND)).outcome == "same"
    end = replace(cancel("c", 5, WIND), sender=SENDER.title())
    assert (await wire.comes(end)).outcome == "sent"
    await go(wire)
    assert await stands(wire) == []
    assert (await wire.comes(alert("u", 4, loud))).outcome == "held", "the cancellation is the last word"


async def test_a_row_of_the_program_before_is_known_as_its_sender_wrote_himself(wire_store: Store) -> None:
    wire = Wire(wire_store, (replace(TRUSTED, senders=("Alerts@Hydromet.example",)),))
    loud = replace(WIND, sender="Alerts@Hydromet.example")
    first = (await wire.comes(loud)).notice
    await go(wire)
    [row] = (await wire.store.read(Query("cap_named", (SENDER, WIND.identifier))))[0]
    changes = Changes()
    changes.delete(CapAlert, row.sender, row.identifier, row.sent)
    changes.put(replace(row, sender="Alerts@Hydromet.example"))
    async with wire.store.unit() as unit:
        await unit.commit(changes)
    assert (await wire.comes(loud)).outcome == "same"
    answer = await wire.comes(replace(cancel("c", 5, loud), sender="Alerts@Hydromet.example"))
    assert (await wire.notice(answer.notice)).linked_id == first
