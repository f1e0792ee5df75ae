"""Settings from the environment and `.env`: read once, checked all together, secrets never shown."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.channels.names import messengers
from bot.env_file import EnvFile, read_env
from handlers.base.message import Address
from handlers.base.texts import LOCALES

TELEGRAM_API = "https://api.telegram.org"
VK_API = "https://api.vk.ru"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """One fault: the variable, the name of a sentence in `locales/*/settings.ftl`, and its values."""

    variable: str
    code: str
    values: dict[str, str] = field(default_factory=dict)


class SettingsError(Exception):
    """The settings cannot be used; `faults` has everything that is wrong with them, without any secret."""

    def __init__(self, faults: list[SettingsFault]) -> None:
        super().__init__("; ".join(f"{f.variable}: {f.code}" for f in faults))
        self.faults = faults


def _fault(code: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError("otklik", "{code}", {"code": f"settings-{code}", **values})


def _pattern(code: str, pattern: str) -> Callable[[Any], Any]:
    """A check that a text, unless empty, has this shape; the text itself is never repeated."""

    def check(value: Any) -> Any:
        if isinstance(value, SecretStr):
            return value
        text = str(value).strip()
        if text and not re.fullmatch(pattern, text):
            raise _fault(code)
        return text

    return check


def _address(value: Any) -> Any:
    if value is None or isinstance(value, Address):
        return value
    text = str(value).strip()
    if not text:
        return None
    messenger, _, chat = text.partition(":")
    if chat and messenger not in messengers():
        raise _fault("unknown-messenger", value=text, known=", ".join(messengers()))
    if not re.fullmatch(r"telegram:-\d{1,18}|vk:2\d{9}|(?!telegram|vk)[a-z]+:\S{1,64}", text):
        raise _fault("bad-chat", value=text)
    return Address(*text.split(":", 1))


def _officers(value: Any) -> Any:
    """ "telegram:1+vk:7,telegram:2": one set of accounts a person."""
    if not isinstance(value, str):
        return value
    people = []
    for person in filter(None, (part.strip() for part in value.split(","))):
        accounts = [account.strip() for account in person.split("+")]
        for account in accounts:
            if not re.fullmatch(r"(telegram|vk):[1-9]\d{0,18}", account):
                raise _fault("bad-officer", value=account)
        people.append(frozenset(Address(*account.split(":", 1)) for account in accounts))
    return tuple(people)


def _broadcasts(value: Any) -> Any:
    """ "telegram:@name,telegram:-100…": public channels in which the bot may post."""
    if not isinstance(value, str):
        return value
    named = [part.strip() for part in value.split(",") if part.strip()]
    for text in named:
        if not re.fullmatch(r"telegram:(@[A-Za-z]\w{3,31}|-\d{1,18})", text):
            raise _fault("bad-broadcast", value=text)
    return tuple(Address(*text.split(":", 1)) for text in named)


def _group(value: Any) -> Any:
    """The community's number; its own address ("club1") and signs are not taken."""
    if not re.fullmatch(r"\d{0,15}", str(value).strip()):
        raise _fault("bad-vk-group")
    return int(str(value).strip() or 0)


def _web(value: Any) -> Any:
    text = str(value).strip().rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _fault("bad-url")
    return text


def _public(value: Any) -> Any:
    """An address for others, or none."""
    return _web(value) if str(value).strip() else ""


def _file(value: Any) -> Any:
    """A file that is there, or none."""
    if value is None:
        return None
    path = Path(str(value).strip())
    if not os.path.isfile(path):  # also for a name that no file can have
        raise _fault("no-file", path=str(path))
    return path


Text = Annotated[str, BeforeValidator(lambda value: str(value).strip())]
Web = Annotated[str, BeforeValidator(_web)]
Proxy = Annotated[SecretStr, BeforeValidator(_pattern("bad-proxy", r"(https?|socks[45])://\S+"))]
HttpProxy = Annotated[SecretStr, BeforeValidator(_pattern("bad-http-proxy", r"https?://\S+"))]
File = Annotated[Path | None, BeforeValidator(_file)]
Rate = Annotated[float, Field(gt=0, le=10_000)]


class Settings(BaseSettings):
    """What the installation is told. Each field is the variable of the same name in capitals.

    `region` is None for the fictional one. `database_url` is secret because of its password.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=True)

    telegram_token: Annotated[SecretStr, BeforeValidator(_pattern("bad-telegram-token", r"\d{3,20}:[\w-]{10,100}"))] = (
        SecretStr("")
    )
    telegram_api_url: Web = TELEGRAM_API
    telegram_proxy: Proxy = SecretStr("")
    vk_token: Annotated[SecretStr, BeforeValidator(_pattern("bad-vk-token", r"[\w.-]{10,400}"))] = SecretStr("")
    vk_group_id: Annotated[int, BeforeValidator(_group), NoDecode] = 0
    vk_api_url: Web = VK_API
    vk_proxy: HttpProxy = SecretStr("")
    database_url: Annotated[
        SecretStr,
        BeforeValidator(_pattern("bad-database", r"sqlite:///.+|postgres(ql)?://[^/]*/[^/?]+(\?\S+)?")),
    ] = SecretStr("sqlite:///data/otklik.db")
    admin_chat: Annotated[Address | None, BeforeValidator(_address), NoDecode] = None
    alarm_chat: Annotated[Address | None, BeforeValidator(_address), NoDecode] = None
    duty_officers: Annotated[tuple[frozenset[Address], ...], BeforeValidator(_officers), NoDecode] = ()
    region: Path | None = None
    data_dir: Path = Path("data")
    default_language: Text = "ru"
    http_host: Text = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    telegram_rate: Rate = 30
    telegram_paid_rate: Annotated[float, Field(ge=0, le=10_000)] = 0
    vk_rate: Rate = 20
    log_format: Literal["text", "json"] = "text"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(lambda v: str(v).upper())] = (
        "INFO"
    )
    one_officer: bool = False
    notice_channels: Annotated[tuple[Address, ...], BeforeValidator(_broadcasts), NoDecode] = ()
    notice_folder: Path | None = None
    feed_proxy: Proxy = SecretStr("")
    public_url: Annotated[str, BeforeValidator(_public)] = ""
    cap_key: File = None
    cap_certificate: File = None
    backup_dir: Path | None = None
    backup_keep: Annotated[int, Field(ge=1, le=10_000)] = 14
    learn_topics: bool = True
    open311: bool = False
    requests_public: bool = False

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *_: Any, **sources: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return sources["init_settings"], sources["env_settings"]

    @property
    def has_telegram(self) -> bool:
        return bool(self.telegram_token.get_secret_value())

    def running(self) -> tuple[str, ...]:
        """The messengers that have a token."""
        return tuple(name for name, on in (("telegram", self.has_telegram), ("vk", self.has_vk)) if on)

    @property
    def has_vk(self) -> bool:
        return bool(self.vk_token.get_secret_value())

    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown or logged."""
        addresses = (self.database_url, self.telegram_proxy, self.vk_proxy, self.feed_proxy)
        passwords = (urlsplit(address.get_secret_value()).password or "" for address in addresses)
        found = (self.telegram_token.get_secret_value(), self.vk_token.get_secret_value(), *passwords)
        return tuple(value for value in found if value)

    def real_messengers(self) -> tuple[str, ...]:
        """The channels that would talk to real persons: a token, and an address that is not this machine."""
        pairs = (("telegram", self.has_telegram, self.telegram_api_url), ("vk", self.has_vk, self.vk_api_url))
        return tuple(name for name, on, url in pairs if on and urlsplit(url).hostname not in LOOPBACK)


def variables() -> tuple[str, ...]:
    """Every variable there is, in the order of Settings."""
    return tuple(name.upper() for name in Settings.model_fields)


def load_settings(env_file: str | Path = ".env") -> Settings:
    """The settings of this process and of `env_file`, if it exists. SettingsError with all faults at once."""
    settings, faults = read_settings(env_file)
    if faults:
        raise SettingsError(faults)
    return settings


def read_settings(env_file: str | Path = ".env") -> tuple[Settings, list[SettingsFault]]:
    """What `load_settings` reads, with every wrong value replaced by its default, and the faults."""
    path = Path(env_file)
    try:
        file = read_env(path, variables())
        faults = _of_lines(path, file) + _misspelt(file)
        settings, wrong = _read(file)
    except (OSError, UnicodeDecodeError) as error:
        fault = SettingsFault(path.name, "settings-unreadable", {"why": _kind(error)})
        raise SettingsError([fault]) from None
    named = {fault.variable for fault in wrong}
    return settings, faults + wrong + [f for f in _together(settings) if f.variable not in named]


def _kind(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "encoding"
    return "rights" if isinstance(error, PermissionError) else "other"


def _read(file: EnvFile) -> tuple[Settings, list[SettingsFault]]:
    """The settings, with what is wrong replaced by its default so that the rest can still be judged."""
    set_outside = {name.lower() for name, value in os.environ.items() if value}
    values = {name.lower(): value for name, value in file.values.items() if value}
    given: dict[str, Any] = {n: v for n, v in values.items() if n in Settings.model_fields and n not in set_outside}
    try:
        return Settings(**given), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        defaults = {str(e["loc"][0]): Settings.model_fields[str(e["loc"][0])].default for e in found}
        return Settings(**given | defaults), list(map(_named, found))


def _of_lines(path: Path, file: EnvFile) -> list[SettingsFault]:
    """Lines of `.env` that nobody can read: what they meant to set would silently be the default."""
    return [
        SettingsFault(
            f"{path.name}:{fault.line}",
            f"settings-{fault.code}",
            {"name": fault.name or "none", "first": str(fault.first)},
        )
        for fault in file.faults
    ]


def _misspelt(file: EnvFile) -> list[SettingsFault]:
    """Variables of `.env` that are none of ours but look much like one."""
    names = {name.upper(): name for name in file.values}
    known = variables()
    pairs = ((names[n], difflib.get_close_matches(n, known, 1, 0.8)) for n in names if n not in known)
    return [SettingsFault(name, "settings-misspelt", {"near": near[0]}) for name, near in pairs if near]


def _named(error: Any) -> SettingsFault:
    """pydantic's finding as one of ours; values of secrets are not in it."""
    variable = str(error["loc"][0]).upper() if error["loc"] else "?"
    context = {key: str(value) for key, value in (error.get("ctx") or {}).items()}
    if error["type"] == "otklik":
        return SettingsFault(variable, context.pop("code"), context)
    if error["type"] == "literal_error":
        return SettingsFault(variable, "settings-not-one-of", {"choices": context["expected"].replace("'", "")})
    limits = [f"{sign} {context[key]}" for key, sign in LIMITS.items() if key in context]
    if limits:
        return SettingsFault(variable, "settings-out-of-range", {"limit": limits[0]})
    if error["type"].startswith("bool"):
        return SettingsFault(variable, "settings-not-one-of", {"choices": "true, false"})
    return SettingsFault(variable, "settings-not-a-number", {})


LIMITS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def _without_token(settings: Settings) -> list[SettingsFault]:
    """Addresses in messengers that do not run here: nothing would ever arrive there. In the sandbox all run."""
    officers = [account for person in settings.duty_officers for account in sorted(person, key=str)]
    named: dict[str, list[Address | None]] = {
        "ADMIN_CHAT": [settings.admin_chat], "ALARM_CHAT": [settings.alarm_chat], "DUTY_OFFICERS": [*officers],
        "NOTICE_CHANNELS": [*settings.notice_channels],
    }  # fmt: skip
    return [
        SettingsFault(variable, "settings-without-token", {"value": str(at), "token": f"{at.channel.upper()}_TOKEN"})
        for variable, addresses in named.items()
        for at in addresses
        if at is not None and settings.running() and at.channel not in settings.running()
    ]


def _is_folder(path: Path) -> bool:
    """False also for a name that no folder can have."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _together(settings: Settings) -> list[SettingsFault]:
    """Faults that only several settings together have."""
    faults = []
    if settings.has_vk and not settings.vk_group_id:
        faults.append(SettingsFault("VK_GROUP_ID", "settings-vk-pair", {"other": "VK_TOKEN"}))
    if settings.vk_group_id and not settings.has_vk:
        faults.append(SettingsFault("VK_TOKEN", "settings-vk-pair", {"other": "VK_GROUP_ID"}))
    faults += _without_token(settings)
    if settings.one_officer and len(settings.duty_officers) > 1:
        faults.append(SettingsFault("ONE_OFFICER", "settings-not-alone", {"count": str(len(settings.duty_officers))}))
    known = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
    if settings.default_language not in known:
        faults.append(SettingsFault("DEFAULT_LANGUAGE", "settings-not-one-of", {"choices": ", ".join(known)}))
    if (real := settings.real_messengers()) and settings.region is None:
        faults.append(SettingsFault("REGION", "settings-fictional", {"channels": ", ".join(real)}))
    if (settings.cap_key is None) != (settings.cap_certificate is None):
        pair = ("CAP_KEY", "CAP_CERTIFICATE") if settings.cap_key is None else ("CAP_CERTIFICATE", "CAP_KEY")
        faults.append(SettingsFault(pair[0], "settings-pair", {"other": pair[1]}))
    if settings.notice_folder is not None and not _is_folder(settings.notice_folder):
        faults.append(SettingsFault("NOTICE_FOLDER", "settings-no-alerts", {"path": str(settings.notice_folder)}))
    if settings.region is not None and not _is_folder(settings.region):
        faults.append(SettingsFault("REGION", "settings-no-folder", {"path": str(settings.region)}))
    return faults
