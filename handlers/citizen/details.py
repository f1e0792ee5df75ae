"""Answers to a topic's own questions: a button, own words, or left out; and changing them on the last screen."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.message import clean
from handlers.base.phrases import consists_of, is_small_talk, mentions, phrases, words_of
from handlers.base.turn import Turn
from handlers.base.typed_words import AGREES, BESIDE, DENIES, DROP, NAY, OKAY, WAIT, meanings_of
from handlers.citizen.earlier_answer import answers_earlier
from handlers.citizen.place_again import place_is_wrong
from handlers.citizen.to_screen import said_to_screen
from handlers.citizen.topic_again import corrects_topic
from handlers.citizen.writing import at_draft
from handlers.reports.collect import take
from handlers.reports.details import answer, as_answer, key_of, leave_out, question_of, questions_of
from handlers.reports.draft import ReportDraft, draft_of
from handlers.reports.draft_screens import ask_detail, pressed_draft, show_draft, show_place_question
from handlers.reports.said_place import names_a_spot, said_place
from handlers.reports.second import offer_second
from handlers.reports.topic_choice import told_topics
from storage.region.questions import TopicQuestion

LONGEST_WORDS, LONGEST_TEXT = 6, 60
"""Of an answer in one's own words; what is longer tells of something and is added to the report."""
FEWEST_WORDS = 3
"""With fewer it can hardly be told of what they are."""


def at_question(turn: Turn) -> None:
    """A message while a question stands open: a short one is the answer, anything else is added as ever, and it is
    asked again.
    """
    draft = draft_of(turn)
    assert draft is not None
    question, text = question_of(turn.shared.region, draft.asking), clean(turn.event.text).strip()
    event = turn.event
    if said_to_screen(turn, draft):
        return
    if question is None or event.place is not None or event.attachments or event.forwarded or not text:
        at_draft(turn)
    elif consists_of(text, phrases(turn, "place-unknown-words")):
        _go_on(turn, draft)
    elif place_is_wrong(turn, draft, text):
        show_place_question(turn, draft)
    elif corrects_topic(turn, draft, text):
        return
    elif answers_earlier(turn, draft, text):
        turn.close_screen()
        ask_detail(turn, draft, draft.asking)
    elif _leaves_it(turn, question, text):
        _go_on(turn, draft)
    elif is_small_talk(turn, asked=True) or _only_agrees(turn, question, text):
        turn.close_screen()
        ask_detail(turn, draft, draft.asking)
    elif _is_answer(turn, draft, question, text):
        answer(draft, draft.asking, question, as_answer(question, text), event.message)
        if event.message:
            draft.messages.append(event.message)
        _go_on(turn, draft, left_out=False)
    elif not offer_second(turn, draft, text):
        take(turn, draft)


def _leaves_it(turn: Turn, question: TopicQuestion, text: str) -> bool:
    """«Не сейчас», «какая разница» to a question which entrance it is."""
    said, words = meanings_of(turn.shared.library, text), words_of(text)
    refuses = len(words) <= LONGEST_WORDS and mentions(words, phrases(turn, "details-refused"))
    leaves = refuses or (bool(said) and said <= {DENIES, NAY, DROP, BESIDE})
    return leaves and as_answer(question, text) not in question.answers and not any(char.isdigit() for char in text)


def _only_agrees(turn: Turn, question: TopicQuestion, text: str) -> bool:
    """«Ага», «погодите» to a question which entrance it is."""
    said = meanings_of(turn.shared.library, text)
    return bool(said) and said <= {AGREES, OKAY, WAIT, BESIDE} and as_answer(question, text) not in question.answers


def _is_answer(turn: Turn, draft: ReportDraft, question: TopicQuestion, text: str) -> bool:
    """Whether the words answer what is asked. What follows at once upon the message before belongs to that one."""
    if as_answer(question, text) in question.answers:
        return True
    if turn.now - draft.shown_at < draft.gather_ms or _asks(text):
        return False
    if len(text) > LONGEST_TEXT or len(words_of(text)) > LONGEST_WORDS or "\n" in text:
        return False
    if turn.shared.is_danger(text) or names_a_spot(said_place(turn, text)):
        return False
    if any(form in question.beside for form in turn.shared.lemmas(text)):
        return True
    return len(words_of(text)) < FEWEST_WORDS or told_topics(turn, text)[:1] in ([], [draft.topic])


def _asks(text: str) -> bool:
    """«А можно сегодня?» names no entrance; «третий?» does."""
    return text.endswith("?") and len(words_of(text)) > 1 and not any(char.isdigit() for char in text)


def chosen(turn: Turn) -> None:
    """Button of a known answer."""
    draft, key = pressed_draft(turn), part(turn, 1)
    if draft is None:
        return
    question, place = question_of(turn.shared.region, key), part(turn, 2)
    if key != draft.asking or question is None or not place.isdigit() or number(place) >= len(question.answers):
        show_draft(turn, draft)
        return
    answer(draft, key, question, question.answers[number(place)])
    _go_on(turn, draft, left_out=False)


def skipped(turn: Turn) -> None:
    """Button «Пропустить»."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    if part(turn, 1) == draft.asking and question_of(turn.shared.region, draft.asking):
        _go_on(turn, draft)
    else:
        show_draft(turn, draft)


def change(turn: Turn) -> None:
    """Button «Изменить ответы»: the topic's questions once more, from the first."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    if questions_of(turn.shared.region, draft.topic):
        draft.changing = True
        ask_detail(turn, draft, key_of(draft.topic, 0))
    else:
        show_draft(turn, draft)


def _go_on(turn: Turn, draft: ReportDraft, *, left_out: bool = True) -> None:
    """To the next question, or on with the report."""
    if left_out:
        leave_out(draft, draft.asking)
    topic, _, place = draft.asking.rpartition(".")
    following = key_of(topic, int(place) + 1)
    if draft.changing and topic == draft.topic and question_of(turn.shared.region, following):
        ask_detail(turn, draft, following)
    else:
        show_draft(turn, draft)
