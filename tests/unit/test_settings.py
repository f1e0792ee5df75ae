"""Settings: every fault at once, secrets never shown, `.env.example` complete."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings, SettingsError, SettingsFault, load_settings, read_settings, variables
from handlers.base.message import Address
from handlers.base.texts import Library

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"
TELEGRAM = "123456:AAsecretsecretsecret"
VK = "vk1.a.secretsecretsecret"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """None of our variables is set, and the working directory is empty."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def load(**values: str) -> Settings:
    Path(".env").write_text("".join(f"{k}={v}\n" for k, v in values.items()), encoding="utf-8")
    return load_settings()


def faults(**values: str) -> list[SettingsFault]:
    with pytest.raises(SettingsError) as caught:
        load(**values)
    library = Library(ZoneInfo("UTC"))
    for language in library.languages:
        for fault in caught.value.faults:
            assert library.texts(language).label(fault.code, **fault.values)
    return caught.value.faults


def codes(**values: str) -> dict[str, str]:
    return {f.variable: f.code.removeprefix("settings-") for f in faults(**values)}


def test_nothing_set_is_the_sandbox() -> None:
    settings = load_settings()
    assert settings.running() == ()
    assert settings.region is None
    assert settings.secrets() == ()


def test_the_example_names_every_variable_and_no_other() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z0-9_]+)=", text, re.MULTILINE)
    assert sorted(named) == sorted(variables())


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    assert load_settings(EXAMPLE) == load_settings(tmp_path / "none")


def test_all_faults_are_said_at_once() -> None:
    found = codes(
        TELEGRAM_TOKEN="oops",
        VK_GROUP_ID="12",
        VK_RATE="0",
        TELEGRAM_RATE="fast",
        HTTP_PORT="99999",
        LOG_LEVEL="LOUD",
        DATABASE_URL="mysql://x/y",
        ADMIN_CHAT="somewhere",
        DUTY_OFFICERS="telegram:1+vk:x",
        DEFAULT_LANGUAGE="fr",
        REGION="nowhere",
        HTTP_PROT="80",
    )
    assert found == {
        "TELEGRAM_TOKEN": "bad-telegram-token",
        "VK_TOKEN": "messenger-pair",
        "VK_RATE": "out-of-range",
        "TELEGRAM_RATE": "not-a-number",
        "HTTP_PORT": "out-of-range",
        "LOG_LEVEL": "not-one-of",
        "DATABASE_URL": "bad-database",
        "ADMIN_CHAT": "bad-chat",
        "DUTY_OFFICERS": "bad-officer",
        "DEFAULT_LANGUAGE": "not-one-of",
        "REGION": "no-folder",
        "HTTP_PROT": "misspelt",
    }


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("VK_TOKEN", VK, "messenger-pair"),
        ("VK_GROUP_ID", "club12", "bad-vk-group"),
        ("VK_GROUP_ID", "-12", "bad-vk-group"),
        ("ADMIN_CHAT", "telegram:100", "bad-chat"),
        ("ADMIN_CHAT", "vk:7", "bad-chat"),
        ("DUTY_OFFICERS", "telegram:-5", "bad-officer"),
        ("DUTY_OFFICERS", "telegram:1,,vk:0", "bad-officer"),
        ("DATABASE_URL", "sqlite:///", "bad-database"),
        ("DATABASE_URL", "postgresql://host", "bad-database"),
        ("TELEGRAM_API_URL", "api.telegram.org", "bad-url"),
        ("TELEGRAM_API_URL", "http://[::1", "bad-url"),
        ("VK_API_URL", "http://server:99999", "bad-url"),
        ("TELEGRAM_PROXY", "proxy:1080", "bad-proxy"),
        ("FEED_PROXY", "proxy:1080", "bad-proxy"),
        ("VK_PROXY", "socks5://proxy:1080", "bad-http-proxy"),
        ("TELEGRAM_RATE", "-1", "out-of-range"),
        ("TELEGRAM_RATE", "nan", "out-of-range"),
        ("TELEGRAM_PAID_RATE", "-1", "out-of-range"),
        ("HTTP_PORT", "http", "not-a-number"),
        ("BACKUP_KEEP", "0", "out-of-range"),
        ("LOG_FORMAT", "xml", "not-one-of"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, code: str) -> None:
    assert code in codes(**{name: value}).values()


def test_a_near_miss_is_pointed_out_and_a_stranger_is_left_alone() -> None:
    assert [f.values["near"] for f in faults(TELEGRAM_TOKN="x", EDITOR="vi")] == ["TELEGRAM_TOKEN"]
    assert load(EDITOR="vi", PGPASSWORD="x") == load_settings("none")


def test_chats_and_officers_are_read() -> None:
    settings = load(ADMIN_CHAT="telegram:-1001234567890", DUTY_OFFICERS="telegram:1+vk:7, telegram:2")
    assert settings.admin_chat == Address("telegram", "-1001234567890")
    assert settings.duty_officers == (
        frozenset({Address("telegram", "1"), Address("vk", "7")}),
        frozenset({Address("telegram", "2")}),
    )


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///data/a.db", "postgresql://a:b@host/name", "postgres://host:5432/name?sslmode=require",
        "postgresql://a:@/name?host=/run/postgresql", "postgresql:///name",
    ],
)  # fmt: skip
def test_every_form_of_a_database_s_address_is_taken_also_a_socket_s(url: str) -> None:
    assert load(DATABASE_URL=url).database_url.get_secret_value() == url


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PORT", "9000")
    assert load(HTTP_PORT="8000").http_port == 9000


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VK_RATE", "")
    assert load(HTTP_PORT="", LOG_LEVEL="").http_port == 8080


def test_a_key_and_its_certificate_are_set_together_and_are_there() -> None:
    for name in ("key.pem", "our.pem"):
        Path(name).write_text("x")
    assert codes(CAP_KEY="key.pem") == {"CAP_CERTIFICATE": "pair"}
    assert codes(CAP_CERTIFICATE="our.pem") == {"CAP_KEY": "pair"}
    assert codes(CAP_KEY="no.pem", CAP_CERTIFICATE="ю" * 300) == {"CAP_KEY": "no-file", "CAP_CERTIFICATE": "no-file"}
    assert load(CAP_KEY="key.pem", CAP_CERTIFICATE="our.pem").cap_key == Path("key.pem")


def test_secrets_are_never_shown() -> None:
    values = {
        "TELEGRAM_TOKEN": TELEGRAM,
        "VK_TOKEN": VK,
        "VK_GROUP_ID": "1",
        "DATABASE_URL": "postgresql://otklik:hush@db/otklik",
        "TELEGRAM_PROXY": "socks5://me:quiet@proxy:1080",
        "TELEGRAM_API_URL": "http://127.0.0.1:1",
        "VK_API_URL": "http://localhost:2",
    }
    settings = load(**values)
    shown = repr(settings) + str(settings) + settings.model_dump_json()
    assert set(settings.secrets()) == {TELEGRAM, VK, "hush", "quiet"}
    assert not [secret for secret in settings.secrets() if secret in shown]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "hush hush"),
        ("VK_TOKEN", "hush hush"),
        ("DATABASE_URL", "mysql://hush"),
        ("TELEGRAM_PROXY", "hush"),
    ],
)
def test_a_wrong_secret_is_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{name: value})
    assert "hush" not in str(caught.value) + repr(caught.value.faults)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("url", ["https://api.telegram.org", "http://10.0.0.1", "https://127.0.0.1.example.org"])
def test_real_messengers_refuse_the_fictional_region(url: str) -> None:
    assert codes(TELEGRAM_TOKEN=TELEGRAM, TELEGRAM_API_URL=url) == {"REGION": "fictional"}


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "http://localhost:1", "http://[::1]:5"])
def test_emulated_messengers_take_the_fictional_region(url: str) -> None:
    assert load(TELEGRAM_TOKEN=TELEGRAM, TELEGRAM_API_URL=url).running() == ("telegram",)


def test_one_real_messenger_is_enough_to_refuse() -> None:
    found = codes(TELEGRAM_TOKEN=TELEGRAM, TELEGRAM_API_URL="http://127.0.0.1:1", VK_TOKEN=VK, VK_GROUP_ID="5")
    assert found == {"REGION": "fictional"}


def test_a_file_that_is_no_text_is_one_fault() -> None:
    Path(".env").write_bytes(b"\xff\xfe\x00H\x00T")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert [f.code for f in caught.value.faults] == ["settings-unreadable"]


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValueError):
        setattr(load_settings(), "http_port", 1)  # noqa: B010 (mypy knows it already)


@pytest.mark.parametrize("chat", ["tg:-1001234567890", "mux:123", "viber:x", "whatsapp:-5", ":-100"])
def test_a_chat_in_a_messenger_that_there_is_not_is_one_clear_line(chat: str) -> None:
    found = faults(TELEGRAM_API_URL="http://127.0.0.1:1", TELEGRAM_TOKEN=TELEGRAM, ADMIN_CHAT=chat)
    assert [(f.variable, f.code) for f in found] == [("ADMIN_CHAT", "settings-unknown-messenger")]


@pytest.mark.parametrize(("variable", "value"), [
    ("ADMIN_CHAT", "vk:2000000001"), ("ALARM_CHAT", "vk:2000000001"), ("DUTY_OFFICERS", "telegram:1+vk:7"),
])  # fmt: skip
def test_an_address_in_a_messenger_without_a_token_is_a_fault(variable: str, value: str) -> None:
    found = faults(**{"TELEGRAM_API_URL": "http://127.0.0.1:1", "TELEGRAM_TOKEN": TELEGRAM, variable: value})
    assert [(f.variable, f.code, f.values["token"]) for f in found] == [
        (variable, "settings-without-token", "VK_TOKEN")
    ]


def test_without_any_token_addresses_wait_for_one() -> None:
    assert load(ADMIN_CHAT="vk:2000000001").admin_chat == Address("vk", "2000000001")


@pytest.mark.parametrize("text", [
    "Telegram:-1001234567890", " telegram : -1001234567890 ", "telegram:\u22121001234567890",
    "telegram:\u20131001234567890", "t\u0435legram:-1001234567890", "telegram:-1001234567890\u200b",
])  # fmt: skip
def test_an_address_is_read_as_it_is_meant(text: str) -> None:
    assert load(ADMIN_CHAT=text).admin_chat == Address("telegram", "-1001234567890")


def test_a_name_that_is_none_is_shown_as_it_was_written() -> None:
    (found,) = faults(ADMIN_CHAT="\u0442елеграм:-1001234567890")
    assert found.values["value"] == "\u0442елеграм:-1001234567890"


def test_officers_are_read_as_they_are_meant() -> None:
    assert load(DUTY_OFFICERS="Telegram: 1 + VK:7").duty_officers == (
        frozenset({Address("telegram", "1"), Address("vk", "7")}),
    )


def test_a_name_that_no_folder_can_have_is_a_fault_like_a_missing_one() -> None:
    assert codes(NOTICE_FOLDER="ю" * 200, REGION="я" * 200) == {"NOTICE_FOLDER": "no-alerts", "REGION": "no-folder"}


def test_an_officer_alone_is_one_officer() -> None:
    """With two of them nobody has to approve what he wrote himself."""
    assert load(DUTY_OFFICERS="telegram:1", ONE_OFFICER="true").one_officer
    assert codes(DUTY_OFFICERS="telegram:1,telegram:2", ONE_OFFICER="true") == {"ONE_OFFICER": "not-alone"}
