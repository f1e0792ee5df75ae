"""Languages belong together: what does not say the same as the Russian words any more, or has a gap, is left out."""

from __future__ import annotations

from handlers.notices.content import Content, left_out, load_content, said_anew, spoken
from storage.records import StoredFile
from tests.unit.officer.duty import ADMIN, ANNA, BORIS, Duty

BOTH = Content("flood", 4, texts={"ru": "Лёд тонкий", "en": "The ice is thin"}, todo={"ru": "Уйдите", "en": "Leave"})


def test_new_russian_words_make_the_others_stale_until_they_are_looked_at() -> None:
    for name in ("texts", "todo"):
        changed = said_anew(BOTH, BOTH.changed(**{name: {**getattr(BOTH, name), "ru": "Лёд ломают взрывом"}}))
        assert left_out(changed) == {"en": "stale"}
        assert (set(spoken(changed).texts), set(spoken(changed).todo)) == ({"ru"}, {"ru"})
        again = said_anew(changed, changed.changed(**{name: {"ru": "Лёд ломают взрывом", "en": "The ice is blown up"}}))
        assert left_out(again) == {}
    both = said_anew(BOTH, BOTH.changed(texts={"ru": "Иначе", "en": "Otherwise"}))
    assert left_out(both) == {}, "changed together"
    assert left_out(said_anew(BOTH, BOTH.changed(severity=3))) == {}
    assert load_content(BOTH.dump()).digest() == BOTH.digest()
    assert "stale" not in BOTH.dump(), "what was submitted before this existed keeps its digest"


def test_a_gap_in_another_language_leaves_it_out() -> None:
    for gap in ("…", "..."):
        assert left_out(BOTH.changed(texts={"ru": "Идите в школу", "en": f"Go to {gap}"})) == {"en": "gap"}


async def test_a_gap_in_english_does_not_hold_up_the_russian_alert_and_everybody_is_told(duty: Duty) -> None:
    await duty.says(BORIS, "привет")
    number = await duty.is_pending(texts={"ru": "Вода у школы. Уходите", "en": "Leave for …"})
    for shown in (duty.panel(number).text, duty.of(BORIS)[-1].text):
        assert "English не отправим: там пропуск «…»" in shown
    assert not any("Leave for" in said.text for said in (*duty.chats[ADMIN], *duty.of(BORIS)))
    await duty.presses(BORIS, duty.button("d_ok", number))
    assert await duty.state(number) == "approved"


async def test_the_private_call_shows_every_language_the_map_and_files(duty: Duty) -> None:
    await duty.says(BORIS, "привет")
    await duty.keep(StoredFile(5, 0, 0, 1, "telegram", "map-1", "photo"))
    number = await duty.is_pending(files=[5])
    call = duty.of(BORIS)[-1]
    assert call.text.index("Вода прибывает") < call.text.index("Water rises")
    assert [f.source for f in call.message.files] == [f"area:{number}", "stored:5"]
    assert call.data[0].startswith("d_ok:")


async def test_long_words_stand_above_the_call_once_and_its_buttons_come_last(duty: Duty) -> None:
    await duty.says(BORIS, "привет")
    number = await duty.is_pending(texts={"ru": "Вода " * 400, "en": "Water " * 400})
    await duty.passes(5 * 60_000)
    shown = duty.of(BORIS)[1:]
    assert [said.row.purpose for said in shown] == ["preview", "preview", "call"]
    assert "Water Water" in shown[1].text
    assert len(shown[-1].text) < 1_000
    assert shown[-1].data[0].startswith(f"d_ok:{number}:")


async def test_the_summary_says_what_is_stale_and_one_tap_keeps_it(duty: Duty) -> None:
    number = await duty.writes()
    await duty.presses(ANNA, f"d_text:{number}:ru")
    await duty.says(ANNA, "Вода прибывает быстро. Уходите")
    assert "English не отправим: русский текст с тех пор изменился" in duty.of(ANNA)[-1].text
    await duty.presses(ANNA, f"d_text:{number}:en")
    await duty.presses(ANNA, f"d_keep:{number}:en")
    assert left_out(load_content((await duty.notice(number)).content)) == {}
