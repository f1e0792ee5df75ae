"""A polygon: GeoJSON as text or document, or point after point. What crosses itself is mended and shown on a map."""

from __future__ import annotations

from typing import Any

from handlers.base.buttons import Rows
from handlers.base.event import Attachment
from handlers.base.message import Button, FileRef, Marked, Message, clean
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.content import Point
from handlers.notices.outlines import area_ref, ground_line, marks_of, outline_ref, place_of
from handlers.notices.words import NoticePurpose
from handlers.officer.compose.drafting import NoticeDraft, ask, change, changed_area, draft_of, headed, hold
from handlers.officer.compose.drawn import (
    LONGEST_GEOJSON,
    MOST_DRAWN_POINTS,
    BadShape,
    Drawing,
    draw,
    read_geojson,
    read_point,
)
from handlers.officer.compose.gaps import next_step
from handlers.officer.compose.pictures import keep_file
from handlers.officer.compose.where import ask_where
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.officer.words import OfficerStep
from storage.ticks import Tick

MOST_POLYGONS = 20
GEOJSON = ("json", "geojson", "txt")


def ask_drawing(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """d_draw: the first point, or all at once."""
    _ask_points(turn, draft, [], fault)


def _ask_points(turn: Turn, draft: NoticeDraft, points: list[Point], fault: Marked | str = "") -> None:
    label = turn.texts.label
    rows: list[tuple[Button, ...]] = []
    if len(points) >= 3:
        rows.append((Button(label("done"), ComposeButton.DRAWN(draft.id), style="good"),))
    if points:
        rows.append((Button(label("compose-draw-undo"), ComposeButton.UNDRAW(draft.id, len(points))),))
    text = turn.t("compose-ask-points", count=len(points)) if points else turn.t("compose-ask-drawing")
    listed = "\n".join(f"{i}. {lat:.5f} {lon:.5f}" for i, (lat, lon) in enumerate(points[-8:], max(1, len(points) - 7)))
    ask(turn, draft, ComposeField.DRAW, join(text, listed), tuple(rows), fault=fault)
    turn.data[ComposeData.POINTS] = [list(point) for point in points]


def _points(turn: Turn) -> list[Point]:
    raw = turn.data.get(ComposeData.POINTS) or []
    return [(float(lat), float(lon)) for lat, lon in raw]


def typed_drawing(turn: Turn, draft: NoticeDraft) -> None:
    """A place or two numbers: the next point. A text with brackets: GeoJSON. A document: GeoJSON once it is here."""
    event, points = turn.event, _points(turn)
    if event.attachments:
        _take_document(turn, draft, event.attachments[0], points)
        return
    text = clean(event.text).strip()
    point = (event.place.lat, event.place.lon) if event.place else read_point(text)
    if point is not None:
        if len(points) >= MOST_DRAWN_POINTS:
            _ask_points(turn, draft, points, turn.t("drawn-many-points", what=str(MOST_DRAWN_POINTS)))
        else:
            _ask_points(turn, draft, [*points, *([point] if points[-1:] != [point] else [])])
    elif text.startswith(("{", "[")):
        take_geojson(turn, draft, text)
    else:
        _ask_points(turn, draft, points, turn.t("compose-fault-point"))


def undo_point(turn: Turn, draft: NoticeDraft) -> None:
    """d_undraw:ID:COUNT: the last point was wrong. Pressed twice by a slip, one point goes."""
    points = _points(turn)
    if turn.event.argument.endswith(f":{len(points)}"):
        points = points[:-1]
    _ask_points(turn, draft, points)


def finish(turn: Turn, draft: NoticeDraft) -> None:
    """d_drawn: the points are all there."""
    points = _points(turn)
    if len(points) < 3:
        _ask_points(turn, draft, points, turn.t("drawn-ring-points"))
        return
    try:
        drawing = draw(turn.shared.region, (tuple(points),))
    except BadShape as bad:
        _refuse(turn, draft, points, bad)
        return
    _take(turn, draft, drawing)


def take_geojson(turn: Turn, draft: NoticeDraft, text: str) -> None:
    """The polygons of a GeoJSON text."""
    try:
        drawing = read_geojson(turn.shared.region, text)
    except BadShape as bad:
        _refuse(turn, draft, _points(turn), bad)
        return
    _take(turn, draft, drawing)


def _refuse(turn: Turn, draft: NoticeDraft, points: list[Point], bad: BadShape) -> None:
    """Ask again, and show below what came, if it was a line."""
    fault = turn.t(f"drawn-{bad.why}", what=bad.what)
    _ask_points(turn, draft, points, fault)
    if picture := outline_ref(bad.outlines):
        at = next((place_of(one) for one in bad.outlines if marks_of(one)), "none")
        text = headed(turn, draft.drill, join(fault, turn.t("compose-refused-map", at=at), by="\n"))
        turn.say(Message(text, files=(picture,)), purpose=NoticePurpose.MAP)


def _take(turn: Turn, draft: NoticeDraft, drawing: Drawing) -> None:
    """Into the area. What was mended is shown on the map, and one tap takes it out again."""
    area = draft.content.area
    if len(area.polygons) + len(drawing.rings) > MOST_POLYGONS:
        ask_where(turn, draft, turn.t("drawn-many-rings", what=str(MOST_POLYGONS)))
        return
    said = join(*(turn.t(f"drawn-{code}") for code in drawing.said), by="\n")
    change(turn, draft, **changed_area(area, polygons=(*area.polygons, *drawing.rings)))
    if not drawing.mended:
        next_step(turn, draft, said)
        return
    label = turn.texts.label
    rows: Rows = (
        (Button(label("compose-mend-keep"), ComposeButton.SUMMARY(draft.id)),),
        (Button(label("compose-mend-drop"), ComposeButton.UNMEND(draft.id)),),
    )
    hold(turn, draft.id, ComposeField.MENDED)
    turn.data[ComposeData.MENDED] = [[list(point) for point in ring] for ring in drawing.rings]
    at = place_of(drawing.mended[0])
    mended = turn.t("compose-mended", at=at, count=len(drawing.rings))
    text = join(mended, ground_line(turn.texts, drawing.mended), said, by="\n")
    turn.screen(Message(headed(turn, draft.drill, text), rows))
    _show_map(turn, draft, outline_ref(drawing.mended, draft.id) or area_ref(draft.id))


def unmend(turn: Turn, draft: NoticeDraft) -> None:
    """d_unmend: what was mended is not what was meant."""
    raw = turn.data.get(ComposeData.MENDED) or []
    mended = {tuple((float(lat), float(lon)) for lat, lon in ring) for ring in raw}
    area = draft.content.area
    change(turn, draft, **changed_area(area, polygons=tuple(ring for ring in area.polygons if ring not in mended)))
    ask_drawing(turn, draft)


def show_map(turn: Turn, draft: NoticeDraft) -> None:
    """The area over the municipalities' borders, as a picture below the screen."""
    _show_map(turn, draft, area_ref(draft.id))


def _show_map(turn: Turn, draft: NoticeDraft, picture: FileRef) -> None:
    text = headed(turn, draft.drill, turn.t("compose-map", number=str(draft.id)))
    turn.say(Message(text, files=(picture,)), purpose=NoticePurpose.MAP)


def pressed_map(turn: Turn, draft: NoticeDraft) -> None:
    """d_map"""
    if draft.content.area.empty:
        ask_where(turn, draft, turn.t("compose-lacks-area"))
    else:
        show_map(turn, draft)


# -- documents ------------------------------------------------------------------------------------
def _take_document(turn: Turn, draft: NoticeDraft, attachment: Attachment, points: list[Point]) -> None:
    """Its bytes come later; until then the screen waits."""
    ending = attachment.name.rpartition(".")[2].lower()
    if ending not in GEOJSON:
        _ask_points(turn, draft, points, turn.t("compose-fault-document"))
        return
    if attachment.size > LONGEST_GEOJSON:
        _ask_points(turn, draft, points, turn.t("drawn-text-long"))
        return
    file = keep_file(turn, attachment)
    file.transcript = f"{Tick.DOCUMENT}:{turn.timer_key}"  # who waits for its words
    ask(turn, draft, ComposeField.DRAW, turn.t("compose-reading"), ())
    turn.data |= {ComposeData.FILE: file.id, ComposeData.OFFICER: turn.officer}


def document_read(turn: Turn) -> None:
    """Tick DOCUMENT: the document is here. Read only if its sender still waits for it.

    Its text is the JSON {file, text}, text null if it could not be had. A stored file whose `transcript` is
    "n_file:CHANNEL:USER" is read for that person.
    """
    words = _words(turn.event.text)
    number, text = words.get("file"), words.get("text")
    turn.changes.command("compose_forget_file", int(number or 0))
    draft = draft_of(turn)
    if draft is None or turn.dialogue.step != OfficerStep.COMPOSE or turn.data.get(ComposeData.FILE) != number:
        return
    turn.officer = str(turn.data.get(ComposeData.OFFICER, ""))
    if isinstance(text, str):
        take_geojson(turn, draft, text)
    else:
        _ask_points(turn, draft, _points(turn), turn.t("compose-fault-unread"))


def _words(text: str) -> dict[str, Any]:
    import json

    words = json.loads(text or "{}")
    return words if isinstance(words, dict) else {}
