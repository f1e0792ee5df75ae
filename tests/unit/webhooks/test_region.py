"""What `[[webhooks]]` may say, what a secret is, where an address may lead, and the signature's own example."""

from __future__ import annotations

import base64
import hashlib
import hmac
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import check_integrations
from bot.cli.output import Output
from bot.webhooks.reach import trouble_of, why_not
from bot.webhooks.secrets import faults_of, key_of, keys_of, read_secrets, sign
from handlers.base.texts import Library
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.webhooks import Webhook

GOOD = """
[[webhooks]]
code = "incident"
url = "https://im.example/otklik"
secret_env = "WEBHOOK_SECRET_INCIDENT"
events = ["report.*"]
"""
BASE = 'code = "a"\nsecret_env = "SECRET_A"\nevents = ["report.*"]\n'
SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FICTIONAL, tmp_path / "region"))


def hook(url: str = "https://im.example/otklik", **values: object) -> Webhook:
    return Webhook("incident", url, "SECRET_A", "SECRET_OLD", ("report.*",), **values)  # type: ignore[arg-type]


def test_a_row_is_read_and_a_region_without_the_file_has_none(folder: Path) -> None:
    assert load_region(folder).webhooks == ()
    (folder / "integrations.toml").write_text(GOOD, encoding="utf-8")
    region = load_region(folder)
    assert region.clients == ()
    assert region.webhooks == (
        Webhook("incident", "https://im.example/otklik", "WEBHOOK_SECRET_INCIDENT", events=("report.*",)),
    )


@pytest.mark.parametrize(
    ("row", "key", "code"),
    [
        (BASE + 'url = "http://im.example/x"', "url", "hook-not-https"),
        (BASE + 'url = "ftp://im.example/x"\nprivate = true', "url", "hook-not-https"),
        (BASE + 'url = "https://user:hush@im.example/x"', "url", "bad-hook-url"),
        (BASE + 'url = "im.example"', "url", "bad-hook-url"),
        (BASE.replace('"report.*"', "") + 'url = "https://a.example"', "events", "empty"),
        (BASE.replace("report.*", "report.made") + 'url = "https://a.example"', "events", "no-such-word"),
        (BASE.replace('"a"', '"A b"') + 'url = "https://a.example"', "code", "bad-hook"),
        (BASE.replace("SECRET_A", SECRET) + 'url = "https://a.example"', "secret_env", "bad-variable"),
        (BASE + 'url = "https://a.example"\norganisations = ["nobody"]', "organisations", "no-organisation"),
        (BASE.replace('"a"', '"incident"') + 'url = "https://a.example"', "code", "double-code"),
        ('code = "a"\nsecret_env = "SECRET_A"\nurl = "https://a.example"', "events", "missing-key"),
    ],
)
def test_what_is_wrong_is_said_and_no_secret_is_repeated(folder: Path, row: str, key: str, code: str) -> None:
    (folder / "integrations.toml").write_text(f"{GOOD}\n[[webhooks]]\n{row}\n", encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    (fault,) = caught.value.faults
    assert (fault.code, fault.key.rpartition(".")[2]) == (f"region-{code}", key)
    library = Library(ZoneInfo("UTC"))
    for language in library.languages:
        said = Output(library.texts(language), library).of_region(fault)
        assert said
        assert SECRET not in said
        assert "hush" not in said


def test_secrets_that_are_no_secrets_are_told_apart(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    short = "whsec_" + base64.b64encode(b"s" * 23).decode()
    env.write_text(f"SECRET_A={SECRET}\nSECRET_B=abc\nSECRET_C={short}\nSECRET_D={SECRET}\n", encoding="utf-8")
    hooks = [Webhook(name, "https://a.example", f"SECRET_{name.upper()}") for name in "abcde"]
    found = faults_of(hooks, read_secrets(hooks, env))
    assert [(fault.hook, fault.why) for fault in found] == [
        ("b", "shape"), ("c", "length"), ("d", "double"), ("e", "missing"),
    ]  # fmt: skip
    assert keys_of(hooks[1], read_secrets(hooks, env)) == ()


def test_while_secrets_change_both_sign_and_an_old_one_that_is_gone_or_unfit_does_not() -> None:
    older = "whsec_" + base64.b64encode(b"o" * 32).decode()
    keys = keys_of(hook(), {"SECRET_A": SECRET, "SECRET_OLD": older})
    assert keys == (b"s" * 32, b"o" * 32)
    signatures = sign(keys, "msg_1", 1_700_000_000, b"{}").split(" ")
    assert signatures == [sign((key,), "msg_1", 1_700_000_000, b"{}") for key in keys]
    for others in ({}, {"SECRET_OLD": "abc"}):
        assert keys_of(hook(), {"SECRET_A": SECRET, **others}) == keys[:1]


@pytest.mark.parametrize("url", [
    "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "https://[::ffff:127.0.0.1]/x", "https://10.0.0.7/x",
    "https://169.254.169.254/latest", "https://100.64.0.1/x", "https://2130706433/x", "https://0x7f.1/x",
    "https://[fe80::1]/x", "https://192.168.1.1/x",
])  # fmt: skip
def test_an_inner_address_is_refused_however_it_is_written(url: str) -> None:
    assert why_not(hook(url)) == "private"


async def test_with_private_the_inside_is_open_but_never_where_clouds_keep_secrets() -> None:
    for url in ("http://127.0.0.1:8080/x", "http://10.0.0.7/x", "https://localhost/x"):
        assert why_not(hook(url, private=True)) == ""
    assert why_not(hook("http://169.254.169.254/x", private=True)) == "private"
    assert await trouble_of(hook("https://localhost./x")) == "private"
    assert await trouble_of(hook("https://nowhere.invalid/x")) == "no-name"


def test_the_signature_is_the_standards_own_example() -> None:
    """The example of the standard's reference libraries."""
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = sign((key, b"o" * 24), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed.split(" ")[0] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    other = hmac.new(b"o" * 24, b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}', hashlib.sha256)
    assert signed.split(" ")[1] == "v1," + base64.b64encode(other.digest()).decode()


def test_check_names_secret_address_and_who_sees_texts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "integrations.toml").write_text(
        GOOD.replace("im.example", "nowhere.invalid") + "texts = true\n", encoding="utf-8"
    )
    monkeypatch.setenv("WEBHOOK_SECRET_INCIDENT", "whsec_short")
    library = Library(ZoneInfo("UTC"))

    class Notes:
        voice = Output(library.texts("en"), library)

        def __init__(self) -> None:
            self.said: list[str] = []

        def good(self, area: str, text: str) -> None:
            self.said.append(text)

        def note(self, area: str, text: str, mend: str = "") -> None:
            self.said.append(text)

        bad = note

    notes = Notes()
    check_integrations.check_webhooks(load_region(folder), notes)
    secret, address, texts, good = notes.said
    assert "no secret" in secret or "not of the right length" in secret
    assert "leads nowhere" in address
    assert "what people wrote" in texts
    assert "1" in good
    assert "whsec_short" not in " ".join(notes.said)
