"""Lines as they should be, for whoever is told that a value is wrong or missing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "catalogue" / "examples.toml"
TEXTS = ("name", "name_in", "name_whole", "text", "title", "group", "asks", "line", "address", "open_hours", "ask")
"""Tables whose keys are languages."""
BY_KIND = {"text": '"…"', "number": "10", "flag": "true", "list": '["…", "…"]', "words": '["…", "…"]'}


def example(path: str, kind: str, value: object = None) -> str:
    """A good line for the key at `path` ("topics[3].name"), whose value has to be of `kind` (RegionTable.get).

    Of a text that stands where a table of languages should the words are kept.
    """
    key = path.rpartition(".")[2]
    if kind == "table":
        if key in TEXTS:
            said = json.dumps(value, ensure_ascii=False) if isinstance(value, str) and value else '"…"'
            return f"{key} = {{ ru = {said} }}"
        return f"[{path}]"
    if kind == "tables":
        return f"[[{path}]]"
    if kind == "flag":
        return f"{key} = true"
    known = _values().get(key, "")
    return f"{key} = {known if known and _fits(known, kind) else BY_KIND[kind]}"


@cache
def _values() -> dict[str, str]:
    """By key: what stands in a good file, as it is written there."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if line and not line.startswith("#"))
    return {key: value for key, _, value in pairs}


def _fits(value: str, kind: str) -> bool:
    first = {"text": '"', "list": "[", "words": "["}.get(kind, "")
    return value.startswith(first) if first else value[0].isdigit()
