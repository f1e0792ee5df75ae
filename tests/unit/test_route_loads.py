"""Whatever a route's handler may read, however deep, one of the route's needs declares."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

from handlers import alerts, cases, citizen, clock, officer, operator, subscriber
from handlers.base.loads import Load, loads_of
from handlers.base.routes import Route, Where, command
from handlers.notices.loads import NAMED_ACCOUNTS, OFFICER_ACCOUNTS
from handlers.operator.case import numbered_report, pressed_report, with_case
from handlers.operator.open_card import open_numbered
from handlers.operator.take import release

FOLDERS = (citizen, cases, subscriber, operator, officer, alerts, clock)
ROUTES = tuple(route for folder in FOLDERS for route in folder.ROUTES)
OF_OFFICERS = {OFFICER_ACCOUNTS, NAMED_ACCOUNTS}
"""Read only where the turn is an officer's, which a tick is never but in somebody's own dialogue."""


def codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code and that of the functions, lambdas and comprehensions within it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def named(function: FunctionType) -> Iterator[Any]:
    """What a function refers to by name: globals, attributes of modules, what it closes over, its defaults."""
    for code in codes(function.__code__):
        for name in code.co_names:
            found = function.__globals__.get(name)
            yield found
            if inspect.ismodule(found):
                yield from (getattr(found, inner, None) for inner in code.co_names)
    yield from (cell.cell_contents for cell in function.__closure__ or ())
    yield from function.__defaults__ or ()


def read_by(handler: Callable[..., Any]) -> dict[Load[Any], str]:
    """The loads that a handler, or what it calls, refers to, with the function that does."""
    seen, todo, loads = {handler}, [handler], dict[Load[Any], str]()
    while todo:
        function = todo.pop()
        if isinstance(function, FunctionType):
            for thing in named(function):
                if isinstance(thing, Load):
                    loads.setdefault(thing, f"{function.__module__}:{function.__qualname__}")
                elif isinstance(thing, FunctionType) and thing.__module__.startswith("handlers.") and thing not in seen:
                    seen.add(thing)
                    todo.append(thing)
    return loads


def missing(route: Route) -> list[str]:
    declared = loads_of(route.needs)
    read = read_by(route.handle)
    for asked in (route.only_if, route.instead):
        read |= read_by(asked) if asked is not None else {}
    known = declared | (OF_OFFICERS if route.by == "tick" and not route.personal else set())
    return [f"{route.name}: {load.name} in {where}" for load, where in read.items() if load not in known]


def test_whatever_a_handler_may_read_its_route_declares() -> None:
    assert [line for route in ROUTES for line in missing(route)] == []


def test_a_load_that_is_read_deep_down_is_found() -> None:
    short = command(Where.OPERATORS, "status", with_case(release), numbered_report)
    assert [line.partition(": ")[2] for line in missing(short)] == ["sent message in handlers.operator.case:_copy_slot"]
    assert missing(command(Where.OPERATORS, "status", with_case(release), pressed_report)) == []
    assert len(missing(command(Where.OPERATORS, "status", open_numbered))) == 5
