"""Makes docs/routes.md from the tables of routes: `./otklik docs`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from bot.app import FOLDERS
from handlers.base.loads import Need
from handlers.base.routes import Route

PAGE = Path(__file__).parents[1] / "docs" / "routes.md"
HEAD = """# Routes

Made by `./otklik docs` from the tables `ROUTES` of the folders in `handlers/`; a test compares it. One row is a route:
where it holds, what leads to it (a command, a button's word, a step of the dialogue, a tick of the clock, another
event), the handler, and what is loaded before. "staff": members of the operators' chats only; "officer": duty officers
only; "person": a tick in somebody's own dialogue.
"""
WHERE = {
    "private": "A private chat",
    "operators": "An operators' chat",
    "elsewhere": "Any other group",
    "clock": "The clock",
}


def name_of(thing: object) -> str:
    """`handlers.reports.beginning:report`; of a handler that was wrapped, the one within."""
    thing = inspect.unwrap(thing.ask if isinstance(thing, Need) else thing)  # type: ignore[arg-type]
    return f"{getattr(thing, '__module__', '')}:{getattr(thing, '__qualname__', '')}".replace(".<locals>", "")


def rows(routes: list[Route]) -> Iterator[str]:
    for route in sorted(routes, key=lambda r: (r.by, str(r.word))):
        marks = [m for m, on in (("staff", route.staff), ("officer", route.officer), ("person", route.personal)) if on]
        needs = ", ".join(f"`{name_of(need).rpartition(':')[2]}`" for need in route.needs)
        word = f"`{route.word}`" if str(route.word) else ""
        yield f"| {route.by} | {word} | `{name_of(route.handle)}` | {needs} | {', '.join(marks)} |"


def render() -> str:
    """The whole page."""
    routes = [route for folder in FOLDERS for route in folder]
    parts = [HEAD]
    for where, title in WHERE.items():
        found = [route for route in routes if route.where.value == where]
        if found:
            parts += [
                f"## {title}",
                "",
                "| by | word | handler | loads | who |",
                "|---|---|---|---|---|",
                *rows(found),
                "",
            ]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
