"""Settings from the environment and `.env`: read once, checked all together, secrets never shown."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, Field, SecretStr, SerializeAsAny, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.channels.describe import Description, MessengerSettings, Proxy, shaped
from bot.channels.names import described, known, messengers
from bot.env_file import EnvFile, read_env
from bot.setting_values import LOOPBACK_NETWORKS, Broadcasts, Chat, File, Files, Networks, Officers, Public, Text
from handlers.base.message import Address
from handlers.base.texts import LOCALES

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Part = TypeVar("Part", bound=MessengerSettings)
Read = TypeVar("Read", bound=BaseModel)


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


class _OfMessengers(PydanticBaseSettingsSource):
    """The variables of the messengers in the environment, by their names in small letters."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        given = {name.lower(): value for name, value in os.environ.items() if value}
        return {name: given[name] for about in known() for name in _fields(about) if name in given}


class Settings(BaseSettings):
    """What the installation is told. Each field is the variable of the same name in capitals; those of a messenger
    stand together in `messengers`: the variable PIGEON_TOKEN is the field `token` of `of("pigeon")`.

    They are given and copied by whole names: `Settings(pigeon_token=…)`, `model_copy(update={"pigeon_token": …})`.
    `region` is None for the fictional one. `database_url` is secret because of its password.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=True)

    messengers: Annotated[dict[str, SerializeAsAny[MessengerSettings]], NoDecode] = Field(default_factory=dict)
    database_url: Annotated[
        SecretStr,
        shaped("bad-database", r"sqlite:///.+|postgres(ql)?://[^/]*/[^/?]+(\?\S+)?"),
    ] = SecretStr("sqlite:///data/otklik.db")
    admin_chat: Chat = None
    alarm_chat: Chat = None
    duty_officers: Officers = ()
    region: Path | None = None
    data_dir: Path = Path("data")
    default_language: Text = "ru"
    http_host: Text = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    log_format: Literal["text", "json"] = "text"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(lambda v: str(v).upper())] = (
        "INFO"
    )
    one_officer: bool = False
    notice_channels: Broadcasts = ()
    notice_folder: Path | None = None
    back_office_dir: Path | None = None
    feed_proxy: Proxy = SecretStr("")
    public_url: Public = ""
    cap_key: File = None
    cap_certificate: File = None
    backup_dir: Path | None = None
    backup_keep: Annotated[int, Field(ge=1, le=10_000)] = 14
    learn_topics: bool = True
    open311: bool = False
    requests_public: bool = False
    trusted_proxies: Networks = LOOPBACK_NETWORKS
    standby: bool = False
    node_name: Text = ""
    files_url: Files = ""
    files_key: SecretStr = SecretStr("")
    files_secret: SecretStr = SecretStr("")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *_: Any, **sources: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return sources["init_settings"], sources["env_settings"], _OfMessengers(settings_cls)

    @model_validator(mode="before")
    @classmethod
    def _by_messenger(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Puts what was given by whole names where it belongs; a part that is given wins."""
        parts = dict(given) if isinstance(given := values.get("messengers"), dict) else {}  # no variable is called so
        for about in known():
            if about.name not in parts:
                parts[about.name] = about.settings(**_given(about, values))
        return {**values, "messengers": parts}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, which checks nothing; also of the messengers' variables by their whole names."""
        update = dict(update or {})
        parts = {about.name: self.of(about.name).model_copy(update=_given(about, update)) for about in known()}
        return super().model_copy(update={"messengers": parts, **update}, deep=deep)

    def of(self, name: str) -> MessengerSettings:
        """The variables of the messenger with this name; its own class knows which more it has."""
        return self.messengers.get(name) or described(name).settings()

    def part(self, kind: type[Part]) -> Part:
        """The variables of the messenger whose class this is."""
        name = next(about.name for about in known() if about.settings is kind)
        part = self.of(name)
        assert isinstance(part, kind)
        return part

    def running(self) -> tuple[str, ...]:
        """The messengers that have a token."""
        return tuple(name for name in messengers() if self.of(name).on)

    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown or logged: whatever is SecretStr, of an address its password."""
        parts: list[BaseModel] = [self, *(self.of(name) for name in messengers())]
        values = [value for part in parts for _, value in part if isinstance(value, SecretStr)]
        return tuple(filter(None, (_hidden(value.get_secret_value()) for value in values)))

    def real_messengers(self) -> tuple[str, ...]:
        """The channels that would talk to real persons: a token, and an address that is not this machine."""
        return tuple(name for name in self.running() if urlsplit(self.of(name).api_url).hostname not in LOOPBACK)


def _fields(about: Description) -> dict[str, str]:
    """The fields of a messenger's settings by their whole names."""
    return {f"{about.name}_{field}": field for field in about.settings.model_fields}


def _given(about: Description, values: Mapping[str, Any]) -> dict[str, Any]:
    return {field: values[name] for name, field in _fields(about).items() if name in values}


def _hidden(secret: str) -> str:
    return (urlsplit(secret).password or "") if "://" in secret else secret


def variables() -> tuple[str, ...]:
    """Every variable there is."""
    common = (name for name in Settings.model_fields if name != "messengers")
    return tuple(name.upper() for name in (*common, *(name for about in known() for name in _fields(about))))


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
    if isinstance(error, IsADirectoryError):
        return "folder"
    return "rights" if isinstance(error, PermissionError) else "other"


def _read(file: EnvFile) -> tuple[Settings, list[SettingsFault]]:
    """The settings, with what is wrong replaced by its default so that the rest can still be judged."""
    outside = {name.lower(): value for name, value in os.environ.items() if value}
    values = {name.lower(): value for name, value in file.values.items() if value} | outside
    parts, faults = dict[str, MessengerSettings](), list[SettingsFault]()
    for about in known():
        parts[about.name], wrong = _checked(about.settings, _given(about, values), f"{about.name}_")
        faults += wrong
    given = {n: v for n, v in values.items() if n in Settings.model_fields and n not in outside}
    settings, wrong = _checked(Settings, {**given, "messengers": parts})
    return settings, wrong + faults


def _checked(kind: type[Read], given: dict[str, Any], prefix: str = "") -> tuple[Read, list[SettingsFault]]:
    try:
        return kind(**given), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        defaults = {str(e["loc"][0]): kind.model_fields[str(e["loc"][0])].default for e in found}
        return kind(**given | defaults), [_named(e, prefix) for e in found]


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


def _named(error: Any, prefix: str) -> SettingsFault:
    """pydantic's finding as one of ours; values of secrets are not in it."""
    variable = f"{prefix}{error['loc'][0]}".upper() if error["loc"] else "?"
    context = {key: str(value) for key, value in (error.get("ctx") or {}).items()}
    if error["type"] == "otklik":
        return SettingsFault(variable, context.pop("code"), context)
    if error["type"] == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ")  # in pydantic's English
        return SettingsFault(variable, "settings-not-one-of", {"choices": choices})
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


def _halves(settings: Settings) -> Iterator[SettingsFault]:
    """Variables of a messenger that go together only, of which one is set."""
    for about in known():
        set_here = {name for name, value in settings.of(about.name) if value and value != SecretStr("")}
        for pair in about.together_needs:
            if len(lacking := set(pair) - set_here) == 1:
                missing, given = lacking.pop(), (set(pair) & set_here).pop()
                variable, other = (f"{about.name}_{name}".upper() for name in (missing, given))
                yield SettingsFault(variable, "settings-messenger-pair", {"other": other, "messenger": about.name})


def _is_folder(path: Path) -> bool:
    """False also for a name that no folder can have."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _together(settings: Settings) -> list[SettingsFault]:
    """Faults that only several settings together have."""
    faults = [*_halves(settings), *_without_token(settings)]
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
    if settings.files_url and not (settings.files_key.get_secret_value() and settings.files_secret.get_secret_value()):
        lacking = "FILES_SECRET" if settings.files_key.get_secret_value() else "FILES_KEY"
        faults.append(SettingsFault(lacking, "settings-files-key"))
    for name, path in (("NOTICE_FOLDER", settings.notice_folder), ("BACK_OFFICE_DIR", settings.back_office_dir)):
        if path is not None and not _is_folder(path):
            faults.append(SettingsFault(name, "settings-no-alerts", {"path": str(path)}))
    if settings.region is not None and not _is_folder(settings.region):
        faults.append(SettingsFault("REGION", "settings-no-folder", {"path": str(settings.region)}))
    return faults
