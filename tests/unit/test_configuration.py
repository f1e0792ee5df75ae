"""Machines that share a database know whether they are told the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.configuration import OF_ONE_MACHINE, sum_of
from bot.settings import Settings
from handlers.base.message import Address
from storage.region.clients import ApiClient
from storage.region.load import FICTIONAL
from storage.region.webhooks import Webhook

SECRET = "123456:AAsecretsecretsecret"
OFFICERS = tuple(frozenset(Address("telegram", str(n + m)) for n in range(3)) for m in (10, 20))


def settings(**more: Any) -> Settings:
    base = Settings(_env_file=None, duty_officers=OFFICERS)
    return base.model_copy(update={"telegram_token": SecretStr(SECRET), **more})


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FICTIONAL, tmp_path / "region"))


def test_what_belongs_to_one_machine_may_differ(tmp_path: Path, region: Path) -> None:
    one = sum_of(settings())
    own = {
        "database_url": SecretStr("postgresql://a:b@other/otklik"), "data_dir": tmp_path, "http_host": "10.0.0.2",
        "http_port": 9090, "log_level": "DEBUG", "log_format": "json", "notice_folder": tmp_path, "backup_keep": 3,
        "backup_dir": tmp_path, "feed_proxy": SecretStr("http://p:1"), "telegram_proxy": SecretStr("http://p:1"),
        "region": region,
    }  # fmt: skip
    assert sum_of(settings(**own)) == one
    assert len(one) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"telegram_token": SecretStr("123456:another")}, {"vk_token": SecretStr("x")}, {"telegram_rate": 20.0},
        {"admin_chat": Address("telegram", "-1")}, {"duty_officers": OFFICERS[:1]}, {"default_language": "en"},
        {"public_url": "https://a.example"}, {"open311": True}, {"files_url": "s3://b"}, {"one_officer": True},
        {"files_secret": SecretStr("x")}, {"alarm_chat": Address("vk", "2000000001")}, {"learn_topics": False},
    ],
)  # fmt: skip
def test_what_both_must_be_told_alike_shows(change: dict[str, Any]) -> None:
    assert sum_of(settings(**change)) != sum_of(settings())


def test_every_setting_is_one_or_the_other() -> None:
    """A new setting enters the sum unless somebody says that it is one machine's own."""
    assert Settings.model_fields.keys() >= OF_ONE_MACHINE - {"standby", "node_name"}


def test_the_regions_files_count_wherever_they_lie(region: Path) -> None:
    one = sum_of(settings(region=region))
    (region / ".git").mkdir()
    (region / "topics.toml~").write_text("old", encoding="utf-8")
    (region / ".topics.toml.swp").write_text("old", encoding="utf-8")
    assert sum_of(settings(region=region)) == one
    with (region / "topics.toml").open("a", encoding="utf-8") as file:
        file.write("\n")
    two = sum_of(settings(region=region))
    (region / "more.toml").write_text("", encoding="utf-8")
    assert len({one, two, sum_of(settings(region=region))}) == 3


def test_the_files_of_signing_and_the_keys_and_secrets_of_programs_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "other"):
        (tmp_path / name).write_text("other" if name == "other" else "same", encoding="utf-8")
    sums = [sum_of(settings(cap_key=tmp_path / name, cap_certificate=tmp_path / "a")) for name in ("a", "b", "other")]
    assert sums[0] == sums[1] != sums[2]
    client = ApiClient("map", {}, "MAP_KEY")
    monkeypatch.setenv("MAP_KEY", "k" * 32)
    first = sum_of(settings(), [client])
    monkeypatch.setenv("MAP_KEY", "q" * 32)
    assert sum_of(settings(), [client]) != first
    hook = Webhook("map", "https://map.example/", "MAP_SECRET", "MAP_SECRET_OLD")
    sums = [sum_of(settings(), hooks=[hook])]
    for name in ("MAP_SECRET", "MAP_SECRET_OLD"):
        monkeypatch.setenv(name, "whsec_" + "q" * 32)
        sums.append(sum_of(settings(), hooks=[hook]))
    assert len(set(sums)) == 3


def test_another_process_comes_to_the_same_sum() -> None:
    """Words have other hashes in each process, and sets another order."""
    said = "from tests.unit.test_configuration import settings, sum_of; print(sum_of(settings()))"
    home = Path(__file__).resolve().parents[2]
    other = subprocess.run([sys.executable, "-c", said], cwd=home, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == sum_of(settings())
