"""One sum over all that must be equal on the machines that share a database: the region's folder and the settings.

Nodes compare it (bot/lead/same_configuration.py): one whose sum is another one was told something else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.settings import Settings
from bot.web.client_keys import read_keys
from bot.webhooks.secrets import read_secrets
from storage.region.clients import ApiClient
from storage.region.load import FICTIONAL
from storage.region.webhooks import Webhook

OF_ONE_MACHINE = frozenset({
    "messengers", "database_url", "region", "data_dir", "http_host", "http_port", "log_format", "log_level",
    "notice_folder", "feed_proxy", "cap_key", "cap_certificate", "backup_dir", "backup_keep", "standby", "node_name",
})  # fmt: skip
"""Settings that may differ: places and lines of the one machine, and which database, which both share by definition.
Of `region` and of the two CAP files the content counts, wherever they lie.
"""
OWN_OF_MESSENGERS = frozenset({"proxy"})


def sum_of(settings: Settings, clients: Iterable[ApiClient] = (), hooks: Iterable[Webhook] = ()) -> str:
    """SHA-256, 64 hexadecimal digits; `clients` and `hooks` are those of the region, whose keys and secrets stand in
    the environment. Nothing can be read back out of it: secrets enter as sums of their own. OSError where the region
    cannot be read.
    """
    said: dict[str, Any] = {
        "settings": _said({name: getattr(settings, name) for name in Settings.model_fields.keys() - OF_ONE_MACHINE}),
        "messengers": {
            name: _said({field: value for field, value in settings.of(name) if field not in OWN_OF_MESSENGERS})
            for name in settings.running()
        },
        "region": _files(settings.region or FICTIONAL),
        "signing": [_digest(path.read_bytes()) for path in (settings.cap_key, settings.cap_certificate) if path],
        "keys": {name: _digest(key.encode()) for name, key in (read_keys(clients) | read_secrets(hooks)).items()},
    }
    return _digest(json.dumps(said, sort_keys=True, ensure_ascii=True).encode("ascii"))


def _said(values: Mapping[str, Any]) -> dict[str, str]:
    """Each value as text, equal for equal ones in every process: sets have no order of their own."""
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if isinstance(value, SecretStr):
        return _digest(value.get_secret_value().encode("utf-8", "surrogateescape"))
    if isinstance(value, frozenset | set):
        return f"{{{', '.join(sorted(map(_text, value)))}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_text, value))}]"
    return str(value)


def _files(folder: Path) -> dict[str, str]:
    """The sums of all files of the region's folder, by name; hidden ones and what editors leave are none of it."""
    return {
        path.relative_to(folder).as_posix(): _digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(("~", ".bak", ".swp", ".pyc"))
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
