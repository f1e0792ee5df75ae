"""Both languages say the same things with the same arguments, and the code asks only for what is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.channels.describe import Description
from bot.channels.names import known
from bot.channels.runner import menu
from bot.channels.telegram.content import OTHER_KINDS
from handlers.base.message import parse_marks
from handlers.base.texts import LOCALES, Library, read_bundles
from storage.region.load import FICTIONAL, load_region

HOME = Path(__file__).resolve().parents[2]
PLURALS = {"ru": {"one", "few", "many"}, "en": {"one"}}
"""Forms that a selector over a number must tell apart; the default branch is the rest."""
NUMBERS = {"zero", "one", "two", "few", "many"}


@cache
def messages(language: str) -> dict[str, ftl.Message | ftl.Term]:
    found: dict[str, ftl.Message | ftl.Term] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message | ftl.Term):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


def walk(node: object) -> Iterator[ftl.BaseNode]:
    if isinstance(node, ftl.BaseNode):
        yield node
        for value in vars(node).values():
            yield from walk(value)
    elif isinstance(node, list):
        for item in node:
            yield from walk(item)


def arguments(entry: ftl.BaseNode) -> set[str]:
    return {n.id.name for n in walk(entry) if isinstance(n, ftl.VariableReference)}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(messages("ru")) == set(messages("en"))


def test_a_sentence_takes_the_same_arguments_in_both() -> None:
    russian, english = messages("ru"), messages("en")
    both = russian.keys() & english.keys()
    assert sorted(key for key in both if arguments(russian[key]) != arguments(english[key])) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_sentence_read_by_itself_is_what_stands_in_its_file(language: str) -> None:
    bundle, wrong = read_bundles(LOCALES)[language], []
    for name, entry in messages(language).items():
        if not bundle.has_message(name) or not bundle._messages[name].equals(entry, ["span", "comment"]):
            wrong.append(name)
    assert wrong == []


def test_of_two_sentences_under_one_name_the_first_counts(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    source = "one = first\n# of the next\ntwo =\n    { one },\n    = no name\none = again\n"
    (tmp_path / "en" / "a.ftl").write_text(source)
    bundle = read_bundles(tmp_path)["en"]
    assert [bundle.has_message(name) for name in ("one", "two", "no", "name", "")] == [True, True, False, False, False]
    said = bundle.get_message("two").value
    assert said is not None
    assert bundle.format_pattern(said) == ("first,\n= no name", [])


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_plural_has_all_its_forms(language: str) -> None:
    for key, entry in messages(language).items():
        for select in (n for n in walk(entry) if isinstance(n, ftl.SelectExpression)):
            forms = {str(v.key.name) for v in select.variants if isinstance(v.key, ftl.Identifier)}
            if forms & NUMBERS:
                assert forms >= PLURALS[language], f"{key}: {forms}"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_marks_are_closed_and_known(language: str) -> None:
    for key, entry in messages(language).items():
        text = "".join(n.value for n in walk(entry) if isinstance(n, ftl.TextElement))
        tags = re.findall(r"</?([a-z]+)", text)
        assert set(tags) <= {"a", "b", "i"}, key
        assert all(text.count(f"<{t}") == text.count(f"</{t}") for t in set(tags)), key


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_ampersand_is_read_as_it_is_written(language: str) -> None:
    """HTML knows some names without their semicolon: "&region" is read as the sign of a trade mark and "ion"."""
    texts = {n.value for entry in messages(language).values() for n in walk(entry) if isinstance(n, ftl.TextElement)}
    assert [text for text in texts if unescape(text) != unescape(re.sub(r"&(?!\w+;)", "&amp;", text))] == []


def test_a_persons_text_cannot_become_a_mark() -> None:
    texts = Library(ZoneInfo("Europe/Moscow")).texts("ru")
    said = texts.say("file-not-passed", name='<a href="http://evil">x</a> & <b>', why="other")
    plain, spans = parse_marks(said)
    assert spans == ()
    assert '<a href="http://evil">x</a> & <b>' in plain


def test_an_argument_may_be_as_long_as_a_message() -> None:
    texts = Library(ZoneInfo("Europe/Moscow")).texts("ru")
    long = "Уходите на <возвышенность>. " * 150
    plain, spans = parse_marks(texts.say("notice-todo", todo=long))
    assert plain == f"Что делать: {long}"
    assert [span.kind for span in spans] == ["bold"]
    assert texts.label("notice-contact", name=long, phone=long) == f"☎️ {long}: {long}"


def test_the_menu_of_commands_is_described_in_every_language() -> None:
    described = menu(Library(ZoneInfo("Europe/Moscow")))
    assert {"ru", "en"} <= set(described) == {path.name for path in (HOME / "locales").iterdir() if path.is_dir()}
    assert all(text for rows in described.values() for _, text in rows)


@pytest.mark.parametrize("about", known(), ids=lambda about: about.name)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_messenger_has_its_name_and_its_sentences(about: Description, language: str) -> None:
    questions = {f"init-{about.name}-{question.field.replace('_', '-')}" for question in about.init}
    mends = {sentence for mend in about.mends for sentence in (mend.finding, mend.offer, mend.done)}
    forms = {f"messenger-{about.name}{form}" for form in ("", "-in", "-from")}
    assert (forms | questions | mends | {f"joined-rights-{about.name}"}) - messages(language).keys() == set()


def test_a_messenger_is_said_by_its_own_name_in_every_form() -> None:
    texts = Library(ZoneInfo("Europe/Moscow")).texts("ru")
    assert texts.label("compose-link", channel="vk") == "Составить во ВКонтакте"
    assert texts.label("button-join", channel="vk") == "У меня есть и ВКонтакте"
    assert texts.label("compose-link", channel="pigeon") == "Составить в pigeon"


def asked_in_code() -> Iterator[tuple[Path, str]]:
    """Keys written out in calls of t, say, label and has."""
    for folder in ("handlers", "bot"):
        for path in sorted((HOME / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                    first = node.args[0]
                    if node.func.attr not in ("t", "label") or not isinstance(first, ast.Constant):
                        continue
                    if isinstance(first.value, str) and re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", first.value):
                        yield path, first.value


def test_every_sentence_that_the_code_asks_for_exists() -> None:
    assert [f"{path.name}: {key}" for path, key in asked_in_code() if key not in messages("ru")] == []


def test_every_kind_of_thing_that_messengers_pass_on_has_a_word() -> None:
    library = Library(load_region(FICTIONAL).zone)
    for language in library.languages:
        label = library.texts(language).label
        strange = label("attached-thing", kind="x")
        for kind in (*OTHER_KINDS - {"unknown"}, *VK_KINDS):
            assert label("attached-thing", kind=kind) != strange, kind
        for kind in ("unknown", "hologram"):
            assert kind not in label("collect-attached", name=kind, thing=label("attached-thing", kind=kind))


VK_KINDS = (
    "album", "article", "audio", "audio_playlist", "call", "event", "gift", "group_call_in_progress", "link", "market",
    "market_album", "mini_app", "money_request", "money_transfer", "narrative", "note", "page", "podcast", "poll",
    "sticker", "story", "video_message", "wall", "wall_reply",
)  # fmt: skip
"""messages.getHistory and the clients; what is read as a file has no need of a word."""


OF_CITIZENS = (
    "citizen",
    "report",
    "status",
    "privacy",
    "alerts",
    "places",
    "now",
    "responses",
    "rumour",
    "program",
    "common",
)
OF_STAFF = ("menu-command-", "helpalarm-", "alarm-", "list-")
SLASHED = re.compile(r"(?<![\w<:/])/[a-z]+")
ONE_REGION = re.compile(
    r"\bкра(?:й|я|ю|ем|е)\b|\bобластн|\bреспублик|\bзаречн|\bkrai\b|\boblast|\bterritor", re.IGNORECASE
)


def values(entry: ftl.BaseNode) -> str:
    return "\n".join(node.value for node in walk(entry) if isinstance(node, ftl.TextElement))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_citizens_are_told_words_and_buttons_and_no_slash_commands(language: str) -> None:
    for name in OF_CITIZENS:
        for entry in FluentParser().parse((LOCALES / language / f"{name}.ftl").read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Message) and not entry.id.name.startswith(OF_STAFF):
                assert not SLASHED.findall(values(entry)), entry.id.name
    legal = load_region(FICTIONAL).legal[language]
    assert not SLASHED.findall(f"{legal.greeting} {legal.consent} {legal.appeal}")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_sentence_has_the_words_of_one_region(language: str) -> None:
    for name, entry in messages(language).items():
        # What people may write is understood, whatever their region is called; init names an example.
        if not name.endswith("-words") and not name.startswith(("init-", "place-")):
            assert not ONE_REGION.findall(values(entry)), name
