"""Other programs' access: what `integrations.toml` may say, keys, and that no question makes an answer of 500."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import make_mocked_request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.cli.output import Output
from bot.settings import Settings
from bot.web.callers import address_of
from bot.web.client_keys import faults_of, read_keys
from handlers.base.texts import Library
from handlers.open311.asking import AskedPage, ReportsAsked, UpdatesAsked, read_asked, read_updates_asked
from handlers.open311.faults import ApiFault, ApiRefused
from handlers.open311.moments import read_moment, write_moment
from handlers.open311.write import write_json, write_xml_one
from storage.region.clients import ApiClient
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region
from tests.world.clock import TUESDAY
from tests.world.world import fictional

GOOD = """
[[clients]]
code = "incident"
name = { ru = "Инцидент" }
key_env = "OPEN311_KEY_INCIDENT"
may = ["read"]
"""
PARAMETERS = (
    "service_request_id", "service_code", "status", "start_date", "end_date", "updated_after", "updated_before",
    "page", "page_size", "count", "organisation", "municipality",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FICTIONAL, tmp_path / "region"))


def test_a_region_without_the_file_has_no_clients(folder: Path) -> None:
    assert load_region(folder).clients == ()
    (folder / "integrations.toml").write_text(f'{GOOD}addresses = ["::ffff:10.0.0.0/104"]', encoding="utf-8")
    assert load_region(folder).clients[0].addresses == ("10.0.0.0/8",)
    (folder / "integrations.toml").write_text(GOOD, encoding="utf-8")
    (client,) = load_region(folder).clients
    assert (client.code, client.key_env, client.may, client.texts, client.organisations, client.rate) == (
        "incident", "OPEN311_KEY_INCIDENT", frozenset({"read"}), False, (), 10.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "key", "code"),
    [
        ('code = "Incident 1"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = ["read"]', "code", "bad-client"),
        ('code = "a"\nname = { ru = "x" }\nkey_env = "s3cret-key"\nmay = ["read"]', "key_env", "bad-variable"),
        ('code = "a"\nname = { ru = "x" }\nmay = ["read"]', "key_env", "missing-key"),
        ('code = "a"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = ["reed"]', "may", "no-such-word"),
        ('code = "a"\nname = { ru = "x" }\nkey_env = "KEY_A"', "may", "missing-key"),
        ('code = "a"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = []', "may", "empty"),
        (
            'code = "a"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = ["read"]\norganisations = ["nobody"]',
            "organisations", "no-organisation",
        ),
        (
            'code = "a"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = ["read"]\naddresses = ["10.0.0.1/8"]',
            "addresses", "bad-network",
        ),
        ('code = "incident"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = ["read"]', "code", "double-code"),
        ('code = "a"\nname = { ru = "x" }\nkey_env = "KEY_A"\nmay = ["read"]\nsecret = "abc"', "secret", "unknown-key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_said_and_a_key_is_not_repeated(
    folder: Path, more: str, key: str, code: str
) -> None:
    (folder / "integrations.toml").write_text(f"{GOOD}\n[[clients]]\n{more}\n", encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    (fault,) = caught.value.faults
    assert (fault.file, fault.code) == ("integrations.toml", f"region-{code}")
    assert fault.key.endswith(key)
    assert fault.line
    library = Library(ZoneInfo("UTC"))
    for language in library.languages:
        said = Output(library.texts(language), library).of_region(fault)
        assert said
        assert "s3cret" not in said


def test_keys_come_from_the_environment_or_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clients = [
        ApiClient("a", {"ru": "a"}, "KEY_A", "KEY_OLD"), ApiClient("b", {"ru": "b"}, "KEY_B"),
        ApiClient("c", {"ru": "c"}, "KEY_C"), ApiClient("d", {"ru": "d"}, "KEY_D"),
    ]  # fmt: skip
    env = tmp_path / ".env"
    env.write_text(f"KEY_A={'a' * 32}\nKEY_B={'b' * 31}\nKEY_D={'a' * 32}\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("KEY_B", "c" * 31)
    keys = read_keys(clients, env)
    assert keys == {"KEY_A": "a" * 32, "KEY_B": "c" * 31, "KEY_D": "a" * 32}
    found = [(fault.client, fault.why) for fault in faults_of(clients, keys)]
    assert found == [("b", "short"), ("c", "missing"), ("d", "double")]


dates = st.builds(
    "{:04d}-{:02d}-{:02d}{}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32),
    st.sampled_from(["", "T10:00:00Z", "T23:59:60+05:00", "T10:00:00 05:00", "T1"]),
)  # fmt: skip
values = dates | st.text(max_size=40) | st.integers().map(str)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(PARAMETERS), values))
def test_any_parameters_are_understood_or_refused_with_a_reason(asked: dict[str, str]) -> None:
    region, library = fictional(), Library(ZoneInfo("UTC"))
    for read in (read_asked, read_updates_asked):
        faults, page = _asked(read, asked, region)
        said = [library.texts("ru").label(f"open311-{fault.name}", **fault.values) for fault in faults]
        assert all(said)
        assert faults or page.skipped + page.size <= 10_000 or page.number == 1


def _asked(
    read: Callable[..., ReportsAsked | UpdatesAsked], asked: dict[str, str], region: Region
) -> tuple[tuple[ApiFault, ...], AskedPage]:
    try:
        return (), read(asked, region, TUESDAY).page
    except ApiRefused as refused:
        return refused.faults, AskedPage()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-11-18T11:00:00+05:00", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18T11:00:00 05:00", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18t06:00:00z", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18T11:00", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18", "2025-11-18T00:00:00+05:00"),
        ("2025-11-18T06:00:00.250Z", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18T06:00:00.2500000Z", "2025-11-18T11:00:00+05:00"),  # as .NET writes them
        ("2025-11-18 11:00:00 05:00", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18T06:00:00,25Z", "2025-11-18T11:00:00+05:00"),
        ("2025-11-18T11:00:00+05", "2025-11-18T11:00:00+05:00"),
        ("20251118T060000Z", "2025-11-18T11:00:00+05:00"),
        ("20251118", "2025-11-18T00:00:00+05:00"),
        ("2025-11", "2025-11-01T00:00:00+05:00"),
        ("2025", "2025-01-01T00:00:00+05:00"),
    ],
)  # fmt: skip
def test_dates_with_and_without_an_offset(text: str, said: str) -> None:
    zone = ZoneInfo("Asia/Yekaterinburg")
    found = read_moment(text, zone)
    assert found is not None
    assert write_moment(found, zone) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025-13-01",
        "18.11.2025",
        "2025-11-18T25:00",
        "1",
        "0000-01-01",
        "2025-13",
        "2025-11-18T11:00:00 05:00:00",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_moment(text, ZoneInfo("UTC")) is None


@pytest.mark.parametrize(
    ("remote", "said", "found"),
    [
        ("::ffff:10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "1.2.3.4", "10.0.0.5"),  # no proxy of this machine
        ("::ffff:127.0.0.1", "8.8.8.8, 10.0.0.5", "10.0.0.5"),
        ("127.0.0.1", "10.0.0.5:50412", "10.0.0.5"),
        ("::1", '"[2001:DB8::7]:443"', "2001:db8::7"),
        ("127.0.0.1", "2001:db8:0::7", "2001:db8::7"),
        ("127.0.0.1", "unknown", "unknown"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_an_address_is_the_same_however_a_server_or_a_proxy_writes_it(remote: str, said: str, found: str) -> None:
    headers = {"X-Forwarded-For": said} if said else {}
    assert address_of(make_mocked_request("GET", "/", headers=headers).clone(remote=remote)) == found


@pytest.mark.parametrize(
    ("remote", "said", "found"),
    [
        ("10.0.0.5", "8.8.8.8", "8.8.8.8"),
        ("10.0.0.6", "8.8.8.8", "10.0.0.6"),
        ("127.0.0.1", "8.8.8.8, 10.0.0.5", "8.8.8.8"),  # through two of ours
        ("127.0.0.1", "10.0.0.5, 8.8.8.8, 10.0.0.5", "8.8.8.8"),  # what its sender put before is no proxy's word
        ("10.0.0.5", "8.8.8.8,", "10.0.0.5"),
    ],
)
def test_proxies_on_other_machines_are_believed_where_they_are_named(remote: str, said: str, found: str) -> None:
    trusted = Settings(_env_file=None, trusted_proxies="10.0.0.5, 10.1.0.0/16").trusted_proxies
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": said}).clone(remote=remote)
    assert address_of(request, trusted) == found


def test_a_network_that_is_none_is_told() -> None:
    with pytest.raises(ValidationError, match="bad-network"):
        Settings(_env_file=None, trusted_proxies="10.0.0.0/33")


@settings(deadline=None)
@given(st.text())
def test_whatever_people_wrote_can_be_written(text: str) -> None:
    assert write_json({"text": text})
    assert fromstring(write_xml_one("row", {"text": text})).tag == "row"
