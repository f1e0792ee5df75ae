"""Fields of a notice: kind and severity, words in each language, answers, phones, repeats."""

from __future__ import annotations

from handlers.base.buttons import Rows, number, pairs, part
from handlers.base.labels import fold
from handlers.base.message import Button, Marked, clean, escape
from handlers.base.texts import join
from handlers.base.turn import TOGETHER_MS, Turn
from handlers.notices.content import LONGEST_NOTICE_TEXT, Content, left_out, without_gaps
from handlers.notices.kinds import Severity, kind_name
from handlers.officer.compose.checks import language_name, languages_of
from handlers.officer.compose.drafting import NoticeDraft, ask, change, field_of, kind_label, paged, severity_rows
from handlers.officer.compose.pictures import add_files
from handlers.officer.compose.summary import show_more, show_summary
from handlers.officer.compose.undo import replace_by_button
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from storage.region.notice_rules import NOTICE_ANSWERS

MINUTES = (30, 60, 120, 180)
EDITED = {ComposeField.TEXT: "texts", ComposeField.TODO: "todo"}
"""Fields with words in several languages, and where the content keeps them."""
LANGUAGES = {ComposeField.TEXT: ComposeButton.TEXT, ComposeField.TODO: ComposeButton.TODO}
"""Their buttons."""


# -- kind and severity ----------------------------------------------------------------------------
def ask_kind(turn: Turn, draft: NoticeDraft) -> None:
    """d_kind:ID:PAGE"""
    buttons = [
        Button(kind_label(turn, k.code), ComposeButton.SET_KIND(draft.id, k.code))
        for k in turn.shared.region.notices.kinds
    ]
    rows, more = paged(turn, buttons, number(part(turn, 1)), 8, ComposeButton.KIND(draft.id))
    ask(turn, draft, ComposeField.KIND, turn.t("compose-ask-kind"), (*rows, more) if more else rows)


def set_kind(turn: Turn, draft: NoticeDraft) -> None:
    """d_setkind:ID:KIND"""
    code = part(turn, 1)
    if turn.shared.region.notices.has_kind(code):
        said = _refit(turn, draft, code, draft.content.severity)
        show_more(turn, draft, said)
    else:
        ask_kind(turn, draft)


def ask_severity(turn: Turn, draft: NoticeDraft) -> None:
    """d_severity:ID"""
    rows = severity_rows(turn, lambda severity: ComposeButton.SET_SEVERITY(draft.id, severity))
    kind = kind_name(turn.texts, turn.shared.region, draft.content.kind)
    ask(turn, draft, ComposeField.SEVERITY, turn.t("compose-ask-severity", kind=kind), rows)


def set_severity(turn: Turn, draft: NoticeDraft) -> None:
    """d_setsev:ID:SEVERITY"""
    severity = number(part(turn, 1))
    if severity in tuple(Severity):
        show_more(turn, draft, _refit(turn, draft, draft.content.kind, severity))
    else:
        ask_severity(turn, draft)


def _refit(turn: Turn, draft: NoticeDraft, kind: str, severity: int) -> Marked:
    """Another kind or severity: the region's advice follows unless it was written by hand; what does not fit goes."""
    content, rules, said = draft.content, turn.shared.region.notices, Marked("")
    values: dict[str, object] = {"kind": kind, "severity": severity}
    if content.todo == advised(turn, content.kind, content.severity):
        values["todo"] = advised(turn, kind, severity)
    if "help" in content.ask and kind not in rules.desk.kinds:
        values["ask"] = tuple(word for word in content.ask if word != "help")
        said = turn.t("compose-help-gone")
    if content.repeat_min and kind not in rules.repeat:
        values["repeat_min"] = 0
        said = join(said, turn.t("compose-repeat-gone"), by="\n")
    change(turn, draft, **values)
    return said


def advised(turn: Turn, kind: str, severity: int) -> dict[str, str]:
    """The region's advice in the languages of the library."""
    advice = turn.shared.region.notices.advice_for(kind, severity)
    return {language: text for language, text in advice.items() if language in turn.shared.library.languages}


# -- words ----------------------------------------------------------------------------------------
def ask_text(turn: Turn, draft: NoticeDraft) -> None:
    """d_text:ID:LANGUAGE: what has happened, in Russian first."""
    _ask_words(turn, draft, ComposeField.TEXT, part(turn, 1))


def ask_todo(turn: Turn, draft: NoticeDraft) -> None:
    """d_todo:ID:LANGUAGE: what to do; the region's advice is one tap away."""
    _ask_words(turn, draft, ComposeField.TODO, part(turn, 1))


def _ask_words(turn: Turn, draft: NoticeDraft, field: ComposeField, language: str, fault: Marked | str = "") -> None:
    label, languages = turn.texts.label, languages_of(turn)
    language = language if language in languages else "ru"
    said = said_in(draft.content, field)
    now = without_gaps(said.get(language, ""))
    text = join(
        turn.t(f"compose-ask-{field}", language=language_name(turn, language)),
        join(turn.t("compose-now"), escape(now), by="\n") if now else "",
    )
    rows: list[tuple[Button, ...]] = []
    advice = advised(turn, draft.content.kind, draft.content.severity)
    if field == ComposeField.TODO:
        if advice and advice != said:
            text = join(text, turn.t("compose-advice", text=advice.get(language) or advice.get("ru", "")))
            rows.append((Button(label("compose-take-advice"), ComposeButton.ADVICE(draft.id)),))
        if said:
            rows.append((Button(label("compose-no-todo"), ComposeButton.NO_TODO(draft.id)),))
    elif now and language != "ru":
        rows.append((Button(label("compose-no-language"), ComposeButton.NO_TEXT(draft.id, language)),))
    if left_out(draft.content).get(language) == "stale":
        rows.append((Button(label("compose-keep-language"), ComposeButton.KEEP(draft.id, language)),))
    others = [
        Button(language_name(turn, code), LANGUAGES[field](draft.id, code)) for code in languages if code != language
    ]
    ask(turn, draft, field(language), text, (*rows, *pairs(others[:4])), fault=fault)


def said_in(content: Content, field: ComposeField) -> dict[str, str]:
    """The words of this field by language."""
    return content.texts if field == ComposeField.TEXT else content.todo


def typed_words(turn: Turn, draft: NoticeDraft) -> None:
    """The words of a field in a language. What comes in the next seconds belongs to them: a long text is split."""
    name, language = field_of(turn)
    field = ComposeField(name)
    text = clean(turn.event.text).strip()
    fault = add_files(turn, draft)  # a picture with its caption
    if not text and draft.content.files and turn.event.attachments:
        _ask_words(turn, draft, field, language, fault or turn.t("compose-files-added"))
        return
    if not text:
        _ask_words(turn, draft, field, language, turn.t("compose-fault-words"))
        return
    put_words(turn, draft, field, language, text)


def more_words(turn: Turn, draft: NoticeDraft) -> bool:
    """A message at the summary: the second half of a text that the messenger has split? Whether it was taken."""
    latest = turn.data.get(ComposeData.LATEST) or []
    text = clean(turn.event.text).strip()
    if not text or len(latest) != 3 or turn.now - int(latest[2]) > TOGETHER_MS:
        return False
    field, language = ComposeField(latest[0]), str(latest[1])
    put_words(turn, draft, field, language, "\n".join((said_in(draft.content, field).get(language, ""), text)))
    return True


def put_words(turn: Turn, draft: NoticeDraft, field: ComposeField, language: str, text: str) -> None:
    """The words of a field in a language, if they are not too long."""
    if len(text) > LONGEST_NOTICE_TEXT:
        fault = turn.t("compose-fault-long", count=len(text), most=LONGEST_NOTICE_TEXT)
        _ask_words(turn, draft, field, language, fault)
        return
    if not fold(text):
        _ask_words(turn, draft, field, language, turn.t("compose-fault-no-words"))
        return
    change(turn, draft, **{EDITED[field]: {**said_in(draft.content, field), language: text}})
    show_summary(turn, draft)
    turn.data[ComposeData.LATEST] = [field, language, turn.now]


def take_advice(turn: Turn, draft: NoticeDraft) -> None:
    """d_advice"""
    advice = advised(turn, draft.content.kind, draft.content.severity)
    show_summary(turn, draft, replace_by_button(turn, draft, todo=advice))


def drop_todo(turn: Turn, draft: NoticeDraft) -> None:
    """d_notodo: nothing is to be done, or nobody knows what."""
    show_summary(turn, draft, replace_by_button(turn, draft, todo={}))


def keep_language(turn: Turn, draft: NoticeDraft) -> None:
    """d_keep:ID:LANGUAGE: its words fit the Russian ones, somebody has looked."""
    fits = {f"{name}:{part(turn, 1)}" for name in EDITED.values()}
    change(turn, draft, stale=tuple(key for key in draft.content.stale if key not in fits))
    show_summary(turn, draft)


def drop_language(turn: Turn, draft: NoticeDraft) -> None:
    """d_notext:ID:LANGUAGE: readers of it get the Russian text."""
    language, said = part(turn, 1), Marked("")
    if language != "ru":
        texts = {code: text for code, text in draft.content.texts.items() if code != language}
        said = replace_by_button(turn, draft, texts=texts)
    show_summary(turn, draft, said)


# -- answers, phones, again -----------------------------------------------------------------------
def ask_answers(turn: Turn, draft: NoticeDraft) -> None:
    """d_answers: which buttons stand under it; a tap turns one on or off."""
    label, kinds = turn.texts.label, turn.shared.region.notices.desk.kinds
    offered = [word for word in NOTICE_ANSWERS if word != "help" or draft.content.kind in kinds]
    rows = tuple(
        (Button(_ticked(label(f"answer-{word}"), on), ComposeButton.SET_ANSWER(draft.id, word, int(not on))),)
        for word in offered
        for on in (word in draft.content.ask,)
    )
    key = "compose-ask-answers" if "help" in offered else "compose-ask-answers-no-desk"
    ask(turn, draft, ComposeField.ANSWERS, turn.t(key), rows)


def toggle_answer(turn: Turn, draft: NoticeDraft) -> None:
    """d_ask:ID:WORD:ON"""
    word, kinds = part(turn, 1), turn.shared.region.notices.desk.kinds
    if word in NOTICE_ANSWERS and (word != "help" or draft.content.kind in kinds):
        wanted = set(draft.content.ask) - {word} | ({word} if part(turn, 2) == "1" else set())
        change(turn, draft, ask=tuple(w for w in NOTICE_ANSWERS if w in wanted))
    ask_answers(turn, draft)


def toggle_contacts(turn: Turn, draft: NoticeDraft) -> None:
    """d_contacts:ID: whether phones stand under it. Pressed twice by a slip, it is pressed once."""
    change(turn, draft, contacts=part(turn, 1) == "1")
    show_more(turn, draft, turn.t("compose-contacts-on" if draft.content.contacts else "compose-contacts-off"))


def ask_repeat(turn: Turn, draft: NoticeDraft) -> None:
    """d_repeat: again every so many minutes while it is in force."""
    label, now = turn.texts.label, draft.content.repeat_min
    buttons = [
        Button(_ticked(label("compose-minutes", count=n), n == now), ComposeButton.SET_REPEAT(draft.id, n))
        for n in MINUTES
    ]
    rows: Rows = (
        *pairs(buttons),
        (Button(_ticked(label("compose-never"), not now), ComposeButton.SET_REPEAT(draft.id, 0)),),
    )
    ask(turn, draft, ComposeField.REPEAT, turn.t("compose-ask-repeat"), rows)


def set_repeat(turn: Turn, draft: NoticeDraft) -> None:
    """d_setrep:ID:MINUTES"""
    minutes = number(part(turn, 1))
    if minutes in (0, *MINUTES) and (not minutes or draft.content.kind in turn.shared.region.notices.repeat):
        change(turn, draft, repeat_min=minutes)
    show_more(turn, draft)


def _ticked(label: str, on: bool) -> str:
    return f"✅ {label}" if on else label
