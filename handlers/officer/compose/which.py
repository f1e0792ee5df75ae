"""Which place is meant: a name that several bear, or one that is only like others. A guess is a button, never taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.buttons import LABEL_LENGTH
from handlers.base.message import Button, Marked
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import Area
from handlers.officer.compose.area_view import area_lines
from handlers.officer.compose.drafting import NoticeDraft, ask
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.places.named import Named
from storage.region.region import Region

ALL_OF_THEM, NONE_OF_THESE = "*", "-"
SHOWN_CHOICES = 4


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """A name as it was written, and what it may mean ("s:CODE", "m:CODE"). `same`: all of these bear that name."""

    written: str
    areas: tuple[str, ...]
    same: bool

    def dump(self) -> list[object]:
        return [self.written, list(self.areas), int(self.same)]

    def chosen(self, kind: str, code: str) -> tuple[str, ...]:
        """What a press means; nothing for whatever is not offered."""
        if kind == ALL_OF_THEM:
            return self.areas if self.same else ()
        wanted = f"{kind}:{code}" if code else f"s:{kind}"
        return (wanted,) if wanted in self.areas else ()


def questions_of(region: Region, named: Named) -> list[WhichPlace]:
    """What has to be asked about these names, in their order."""
    found = []
    for written, codes in named.several:
        names = {town.name for code in codes if (town := region.settlement(code))}
        found.append(WhichPlace(written, tuple(f"s:{code}" for code in codes), len(codes) > 1 and len(names) == 1))
    found += [WhichPlace(written, tuple(like), same=False) for written, like in named.unknown if like]
    return found


def open_questions(turn: Turn) -> list[WhichPlace]:
    """What is still to be asked; also of dialogues of the program before, which only asked for twins."""
    kept = turn.data.get(ComposeData.SEVERAL) or []
    return [
        WhichPlace(
            str(one[0]),
            tuple(area if ":" in area else f"s:{area}" for area in map(str, one[1])),
            bool(one[2]) if len(one) > 2 else True,
        )
        for one in kept
    ]


def ask_which(
    turn: Turn, draft: NoticeDraft, questions: Sequence[WhichPlace], fault: Marked | str = "", *, only: bool = False
) -> None:
    """Which of them? One name after the other. `only`: of a sentence the name is all that was understood."""
    one, label = questions[0], turn.texts.label
    rows = tuple(
        (Button(area_label(turn.shared.region, area), ComposeButton.WHICH(draft.id, area)),)
        for area in one.areas[:SHOWN_CHOICES]
    )
    last, word = ("compose-which-all", ALL_OF_THEM) if one.same else ("compose-which-none", NONE_OF_THESE)
    rows = (*rows, (Button(label(last), ComposeButton.WHICH(draft.id, word)),))
    area = draft.content.area
    text = join(
        turn.t(_question(one, only=only), name=one.written),
        join(*area_lines(turn, area), by="\n") if not area.empty else "",
    )
    ask(turn, draft, ComposeField.WHICH, text, rows, fault=fault)
    turn.data[ComposeData.SEVERAL] = [each.dump() for each in questions]


def _question(one: WhichPlace, *, only: bool) -> str:
    if one.same:
        return "compose-ask-which"
    return "compose-ask-only" if only else "compose-ask-alike"


def area_label(region: Region, area: str) -> str:
    """A municipality's name, or a settlement's with where it is."""
    kind, _, code = area.partition(":")
    if kind == "m":
        home = region.municipality(code)
        return shorten(home.name if home else code, LABEL_LENGTH)
    town = region.settlement(code)
    if town is None:
        return code
    home = region.municipality(town.municipality)
    return shorten(f"{town.name}, {home.name if home else town.code}", LABEL_LENGTH)


def with_areas(area: Area, chosen: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For `changed_area`: the area's names with these."""
    towns = [code for kind, _, code in (one.partition(":") for one in chosen) if kind == "s"]
    homes = [code for kind, _, code in (one.partition(":") for one in chosen) if kind == "m"]
    return {
        "settlements": tuple(dict.fromkeys((*area.settlements, *towns))),
        "municipalities": tuple(dict.fromkeys((*area.municipalities, *homes))),
    }
