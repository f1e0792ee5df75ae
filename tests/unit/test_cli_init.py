"""`init`: what it writes is taken by `check`; it overwrites nothing unasked."""

from __future__ import annotations

import io
import os
import re
import resource
import stat
from pathlib import Path

import pytest

from bot.cli import check_channels, main
from bot.cli.init_files import Answers, write_env
from bot.settings import load_settings, variables
from storage.region.load import load_region

Output = pytest.CaptureFixture[str]
TELEGRAM = "123456:AAsecretsecretsecret"
FLAGS = ["--name", "Синий край", "--time-zone", "Europe/Moscow", "--phone", "8-800-000-00-10"]
FLAGS += [
    "--centre",
    "Синий центр",
    "--municipality",
    "Синий округ",
    "--telegram-token",
    "",
    "--vk-token",
    "",
    "--admin-chat",
    "",
]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    Path("places.csv").write_text("name;lat;lon\nСеловка;55,1;40,2\nДеревнинка;55,2;40,3\n", encoding="utf-8")


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_flags_alone_are_enough(capsys: Output) -> None:
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 0
    region = load_region(Path("region"))
    assert not region.fictional
    assert region.names["ru"] == "Синий край"
    assert [s.name for s in region.settlements] == ["Селовка", "Деревнинка"]
    assert region.settlements[0].lat == 55.1
    assert {t.organisation for t in region.topics} == {"centre"}
    assert len(region.topics) >= 45
    assert region.notices.cards
    assert region.legal["ru"].centre == "Синий центр"
    assert region.contacts[0].phone == "112"
    assert region.contacts[-1].phone == "8-800-000-00-10"
    assert load_settings().region == Path("region")
    assert stat.S_IMODE(os.stat(".env").st_mode) == 0o600


def test_check_takes_what_init_wrote_and_names_what_is_open(capsys: Output) -> None:
    main(["init", *FLAGS, "--settlements", "places.csv"])
    capsys.readouterr()
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    for key in ("legal.ru.consent", "legal.ru.appeal_url", "legal.en.consent"):
        assert key in said
    assert "foreign messengers" in said


def test_answers_can_be_typed_and_wrong_ones_are_asked_again(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    lines = ("Синий край", "", "Mars/Base", "Europe/Moscow", "нет", "8-800-000-00-10")
    places = ("Селовка 55.1", "Селовка, 55.1, 40.2", "Новая, Дальняя; 55.2; 40.3", "")
    typed(monkeypatch, *lines, *places, "oops", TELEGRAM, "", "", "telegram:-1001234567890")
    monkeypatch.setattr(check_channels, "make_channels", lambda settings, clock: {})
    assert main(["init"]) == 0
    assert capsys.readouterr().err.count("\n") == 4
    settings = load_settings()
    assert settings.of("telegram").token.get_secret_value() == TELEGRAM
    assert str(settings.admin_chat) == "telegram:-1001234567890"
    region = load_region(Path("region"))
    assert [s.name for s in region.settlements] == ["Селовка", "Новая, Дальняя"]
    assert region.municipalities[0].name == "Синий край"
    assert main(["check"]) == 0


def test_a_name_may_hold_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Край \"Синий\" \\n 'x' # [y] = {z}"
    assert main(["init", *FLAGS, "--name", name, "--settlements", "places.csv", "--folder", "my region #1"]) == 0
    settings = load_settings()
    assert settings.region == Path("my region #1")
    assert load_region(settings.region).names["ru"] == name


def test_nothing_is_overwritten_unasked(capsys: Output) -> None:
    Path(".env").write_text("HTTP_PORT=9000\n", encoding="utf-8")
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 2
    assert Path(".env").read_text(encoding="utf-8") == "HTTP_PORT=9000\n"
    assert not Path("region").exists()


def test_a_disk_that_is_full_takes_no_settings_away() -> None:
    before = "FILES_SECRET=nowhere-else\n"
    Path(".env").write_text(before, encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(OSError, match="large"):
            write_env(Path(".env"), Path("region"), Answers("", "", "", "", "", []), "ru")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert Path(".env").read_text(encoding="utf-8") == before
    assert not Path(".env.part").exists()


def test_a_forced_rewrite_keeps_the_other_variables() -> None:
    Path(".env").write_text("HTTP_PORT=9000\nDATABASE_URL='postgresql://a:b#c@d/e'\n", encoding="utf-8")
    assert main(["init", *FLAGS, "--settlements", "places.csv", "--force"]) == 0
    settings = load_settings()
    assert settings.http_port == 9000
    assert settings.database_url.get_secret_value() == "postgresql://a:b#c@d/e"


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], "--name"),
        (["--name", "X"], "--time-zone"),
        ([*FLAGS], "--settlements"),
        ([*FLAGS, "--time-zone", "Mars/Base", "--settlements", "places.csv"], "--time-zone"),
        ([*FLAGS, "--phone", "", "--settlements", "places.csv"], "--phone"),
        ([*FLAGS, "--settlements", "nowhere.csv"], "nowhere.csv"),
        ([*FLAGS, "--telegram-token", "hush", "--settlements", "places.csv"], "--telegram-token"),
        ([*FLAGS, "--vk-token", "vk1.a.secretsecret", "--settlements", "places.csv"], "--vk-group-id"),
        ([*FLAGS, "--admin-chat", "here", "--settlements", "places.csv"], "--admin-chat"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_written(flags: list[str], said: str, capsys: Output) -> None:
    assert main(["init", *flags]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "hush" not in error
    assert not Path(".env").exists()
    assert not Path("region").exists()


@pytest.mark.parametrize(
    "text",
    ["", "name,lat\nA,1\n", "name,lat,lon\nA,x,2\n", "name,lat,lon\n", "name,lat,lon\nA\n", "name,lat,lon\n,1,2\n"],
)
def test_a_broken_table_of_settlements_is_named(text: str, capsys: Output) -> None:
    Path("places.csv").write_text(text, encoding="utf-8")
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 2
    assert "places.csv" in capsys.readouterr().err
    assert not Path("region").exists()


def test_settlements_may_name_their_municipalities() -> None:
    rows = "name,lat,lon,municipality\nА,55.1,40.2,Первый\nБ,55.2,40.3,Второй\nВ,55.3,40.4,Первый\n"
    Path("places.csv").write_text(rows, encoding="utf-8")
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 0
    region = load_region(Path("region"))
    assert [m.name for m in region.municipalities] == ["Первый", "Второй"]
    assert [s.municipality for s in region.settlements] == ["m1", "m2", "m1"]


GREETS = "Здравствуйте! Это "


@pytest.mark.parametrize(
    ("name", "centre"),
    [("Лебедянь", "Центр управления: Лебедянь"), ("ЦУР города Лебедяни", "ЦУР города Лебедяни")],
)
def test_the_centre_is_named_once_and_shown_as_citizens_will_read_it(
    name: str, centre: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    typed(monkeypatch, name, "", "Europe/Moscow", "8-800-000-00-10", "Селовка, 55.1, 40.2", "")
    assert main(["init"]) == 0
    assert f"{GREETS}{centre}. Напишите" in capsys.readouterr().out
    region = load_region(Path("region"))
    assert region.legal["ru"].centre == centre
    assert region.legal["ru"].greeting.startswith(f"{GREETS}{centre}.")
    assert region.organisations[0].names == {"ru": centre}


def test_every_question_has_an_example(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    answers = (
        "Лебедянь",
        "",
        "Europe/Moscow",
        "8-800-000-00-10",
        "Селовка, 55.1, 40.2",
        "",
        TELEGRAM,
        "vk1.a.0123456789",
    )
    typed(monkeypatch, *answers, "123", "", "", *[""] * 30)
    assert main(["init"]) == 0
    said = capsys.readouterr().out
    assert said.lower().count("например") >= 20


def test_organisations_are_asked_by_what_they_answer_for(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("DEFAULT_LANGUAGE", "ru")
    places = ("Селовка, 55.1, 40.2", "")
    named = (
        "Дорсервис, +7 (496) 000-11-22",
        "8-800",
        "Горсвет",
        "",
        "Дом, двор и ко; 8-496-000-11-33",
        "дорсервис",
        "дальше",
    )
    typed(
        monkeypatch,
        "Лебедянь",
        "",
        "Europe/Moscow",
        "8-800-000-00-10",
        *places,
        "",
        "",
        "",
        "",
        "",
        "в Лебедяни",
        "",
        *named,
    )
    assert main(["init"]) == 0
    assert capsys.readouterr().err.count("«8-800» — не так") == 1
    region = load_region(Path("region"))
    assert (region.names_in, region.names_whole) == ({"ru": "в Лебедяни"}, {})
    assert [(o.names["ru"], o.phone) for o in region.organisations] == [
        ("Центр управления: Лебедянь", "8-800-000-00-10"),
        ("Дорсервис", "+7 (496) 000-11-22"),
        ("Горсвет", ""),
        ("Дом, двор и ко", "8-496-000-11-33"),
    ]
    by_topic = {topic.code: region.organisation(topic.organisation) for topic in region.topics}
    names = {code: found.names["ru"] for code, found in by_topic.items() if found is not None}
    assert len(names) == len(region.topics)
    assert names["potholes" if "potholes" in names else "roads"] == "Дорсервис"
    assert names["heating"] == "Дорсервис", "one organisation may answer for several"
    assert names["lighting"] == "Горсвет"
    assert "Центр управления: Лебедянь" in names.values()


def test_organisations_come_from_a_table_too(capsys: Output) -> None:
    Path("who.csv").write_text("for;name;phone\nheat;Теплосеть;8-1\nГаз;Горгаз;104\n", encoding="utf-8")
    assert main(["init", *FLAGS, "--settlements", "places.csv", "--organisations", "who.csv"]) == 0
    region = load_region(Path("region"))
    assert [o.code for o in region.organisations] == ["centre", "heat", "gas"]
    Path("who.csv").write_text("for;name\nтепло;Теплосеть\n", encoding="utf-8")
    assert main(["init", *FLAGS, "--settlements", "places.csv", "--organisations", "who.csv", "--force"]) == 2
    assert "who.csv, line 2" in capsys.readouterr().err


def test_each_file_is_explained_where_it_is_and_where_it_is_written(capsys: Output) -> None:
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 0
    said = capsys.readouterr().out
    for path in sorted(Path("region").iterdir()):
        assert re.search(rf"^  {re.escape(path.name)} +\S", said, re.MULTILINE), path.name
        if path.suffix == ".toml":
            head = path.read_text(encoding="utf-8").split("\n\n")[0]
            assert head.startswith("# ")
            assert len(re.findall("[а-я]{3,}", head)) > 20, path.name
    assert "municipalities.geojson" in said


def test_what_was_answered_outlives_an_interruption(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    given = iter(["Лебедянь", "", "Europe/Moscow", "8-800-000-00-10", "Селовка, 55.1, 40.2"])

    def answer(question: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", answer)
    assert main(["init"]) == 130
    assert not Path("region").exists()
    assert stat.S_IMODE(os.stat(".otklik-init.json").st_mode) == 0o600
    monkeypatch.setattr("builtins.input", lambda question: "")
    assert main(["init"]) == 0
    region = load_region(Path("region"))
    assert (region.names["ru"], str(region.zone)) == ("Лебедянь", "Europe/Moscow")
    assert [s.name for s in region.settlements] == ["Селовка"]
    assert not Path(".otklik-init.json").exists()


def test_tokens_are_never_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["Лебедянь", "", "Europe/Moscow", "8-800-000-00-10", "Селовка, 55.1, 40.2", "", TELEGRAM])

    def answer(question: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", answer)
    assert main(["init"]) == 130
    assert TELEGRAM not in Path(".otklik-init.json").read_text(encoding="utf-8")


def test_places_that_are_turned_round_are_named_and_nothing_is_written(capsys: Output) -> None:
    Path("places.csv").write_text(
        "name,lat,lon\nСеловка,40.2,55.1\nДеревнинка,40.3,55.2\nТретье,39.9,56.0\n", encoding="utf-8"
    )
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 2
    assert capsys.readouterr().err.count("settlements.csv") == 1
    assert not Path("region").exists()
    assert not Path(".env").exists()


def test_examples_in_the_comments_are_good_once_they_are_uncommented(capsys: Output) -> None:
    assert main(["init", *FLAGS, "--settlements", "places.csv"]) == 0
    notices, region = Path("region/notices.toml"), Path("region/region.toml")
    said = notices.read_text(encoding="utf-8")
    notices.write_text(re.sub(r"^# (?=\[\[?\w+\]|\w+ = )", "", said, flags=re.MULTILINE), encoding="utf-8")
    said = region.read_text(encoding="utf-8")
    region.write_text(re.sub(r"^#   (?=\[\[?\w+\]|\w+ = )", "", said, flags=re.MULTILINE), encoding="utf-8")
    rules = load_region(Path("region"))
    assert rules.notices.sources
    assert rules.notices.escalation.to
    assert rules.names_in
    assert rules.emergency["gas"].phones == ("104", "112")
    assert rules.emergency["ice"].lines["ru"]
