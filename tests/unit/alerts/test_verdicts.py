"""Alerts as sources really wrote them, each with its verdict: what becomes of each document, what people are told, and
what they are never told.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from handlers.cap.feed import read_feed
from handlers.cap.read import read_cap
from handlers.notices.wording import Meaning, notice_message
from storage.store import Store
from tests.unit.alerts.test_chains import go
from tests.unit.alerts.wire import TRUSTED, Wire

FIELD = "60.27,63.47 60.27,63.58 60.34,63.58 60.34,63.47 60.27,63.47"
"""Around Tikhorechensk."""
FAR_FIELD = "60.41,63.26 60.41,63.34 60.44,63.34 60.44,63.26 60.41,63.26"
END = "<expires>2026-11-26T18:00:00-00:00</expires>"
MEANT = {"": Meaning.ALERT, "updates": Meaning.UPDATED, "ends": Meaning.ENDED, "withdraws": Meaning.WITHDRAWN}


def block(
    words: str = "Мокрый снег, ветки под проводами.",
    *,
    event: str = "Метель",
    category: str = "Met",
    severity: str = "Severe",
    times: str = END,
    area: str = f"<areaDesc>Поле</areaDesc><polygon>{FIELD}</polygon>",
    response: str = "",
    urgency: str = "Expected",
    language: str = "ru-RU",
) -> str:
    return (
        f"<info><language>{language}</language><category>{category}</category><event>{event}</event>{response}"
        f"<urgency>{urgency}</urgency><severity>{severity}</severity><certainty>Observed</certainty>{times}"
        f"<headline>{event}</headline><description>{words}</description><area>{area}</area></info>"
    )


def paper(
    name: str,
    *infos: str,
    kind: str = "Alert",
    about: str = "",
    sent: str = "2026-11-25T14:55:00-00:00",
    note: str = "",
) -> bytes:
    """A document of the source. `about`: "NAME,TIME" of what it refers to."""
    said = f"<note>{note}</note>" if note else ""
    said += f"<references>alerts@hydromet.example,{about}</references>" if about else ""
    head = f"<identifier>{name}</identifier><sender>alerts@hydromet.example</sender><sent>{sent}</sent>"
    head += f"<status>Actual</status><msgType>{kind}</msgType><scope>Public</scope>{said}"
    return f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{head}{"".join(infos)}</alert>'.encode()


@dataclass(frozen=True)
class Verdict:
    """`outcomes` of the papers in turn; `said`: what the last notice tells people, `unsaid`: what it does not; `chat`:
    what the admin chat is told; `stands`: notices that warn in the end.
    """

    papers: tuple[bytes, ...]
    outcomes: tuple[str, ...]
    said: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    chat: tuple[str, ...] = ()
    stands: int = 0


AT = "2026-11-25T14:55:00-00:00"
LATER, LATEST = "2026-11-25T14:57:00-00:00", "2026-11-25T14:59:00-00:00"
CODE = "<geocode><valueName>OKTMO</valueName><value>99601000</value></geocode>"
CASES: dict[str, Verdict] = {
    "replaced by something stronger": Verdict(
        (
            paper("n", block()),
            paper("nc", block("Ждите нового: снега вдвое больше.", event="Снято, будет строже"), kind="Cancel",
                  about=f"n,{AT}", sent=LATER),
        ),
        ("sent", "sent"), ("Источник снял предупреждение", "снега вдвое больше", "Мокрый снег"),
        ("ЛОЖНАЯ", "Опасности нет", "ошибкой", "Отбой"),
    ),
    "a cancellation without a word": Verdict(
        (paper("n", block()), paper("nc", kind="Cancel", about=f"n,{AT}", sent=LATER)),
        ("sent", "sent"), ("Источник снял предупреждение",), ("ЛОЖНАЯ", "Опасности нет", "Отбой"),
    ),
    "mistaken, as it says": Verdict(
        (paper("n", block()), paper("nc", kind="Cancel", about=f"n,{AT}", sent=LATER, note="Выпущено ошибочно")),
        ("sent", "sent"), ("ЛОЖНАЯ ТРЕВОГА", "Выпущено ошибочно"),
    ),
    "cancelled before it came": Verdict(
        (paper("nc", kind="Cancel", about=f"n,{AT}", sent=LATER), paper("n", block())),
        ("cancel-none", "held"), chat=("сам уже отменил или заменил",),
    ),
    "updated before it came": Verdict(
        (paper("nu", block("Снега прибавится."), kind="Update", about=f"n,{AT}", sent=LATER), paper("n", block())),
        ("sent", "held"), ("Снега прибавится",), stands=1,
    ),
    "the same moment, written in another way": Verdict(
        (
            paper("n", block()),
            paper("nu", block("Снега прибавится."), kind="Update", about="n,2026-11-25T19:55:00+05:00", sent=LATER),
        ),
        ("sent", "sent"), ("Снега прибавится", "Заменяет оповещение"), stands=1,
    ),
    "a cancellation that writes the moment in another way": Verdict(
        (paper("n", block()), paper("nc", kind="Cancel", about="n,2026-11-25T14:55:00+00:00", sent=LATER)),
        ("sent", "sent"), ("Источник снял",),
    ),
    "only the first is named": Verdict(
        (
            paper("n", block()),
            paper("nu", block("Снега прибавится."), kind="Update", about=f"n,{AT}", sent=LATER),
            paper("na", block("Снег кончился.", response="<responseType>AllClear</responseType>"), kind="Update",
                  about=f"n,{AT}", sent=LATEST),
        ),
        ("sent", "sent", "sent"), ("Отбой", "Снег кончился"), ("Опасно", "Что делать", "Не выходите"),
    ),
    "of years ago, without an end": Verdict(
        (paper("n", block(times=""), sent="2021-02-01T00:00:00-00:00"),), ("expired",),
    ),
    "over already": Verdict((paper("n", block(urgency="Past")),), ("over",), chat=("опасность миновала",)),
    "an all-clear of nothing": Verdict(
        (paper("n", block(response="<responseType>AllClear</responseType>")),), ("over",),
    ),
    "geophysical": Verdict(
        (paper("n", block("Толчки до 5 баллов.", event="Подземные толчки", category="Geo", severity="Extreme")),),
        ("draft",), ("Подземные толчки", "Толчки до 5 баллов"), ("Паводок", "Что делать", "возвышенность", "лёд"),
        ("Не понятно, что это за опасность",),
    ),
    "begins the day after tomorrow": Verdict(
        (
            paper("n", block(times="<onset>2026-11-27T09:00:00-00:00</onset>"
                  "<expires>2026-11-27T15:00:00-00:00</expires>")),
        ),
        ("sent",), ("с 27 ноября в 14:00", "до 27 ноября в 20:00"), stands=1,
    ),
    "one language knows of more places": Verdict(
        (
            paper(
                "n", block(),
                block("Snow", language="en-GB", event="Snow"),
                block("Snow", language="en-GB", event="Snow", severity="Extreme",
                      area=f"<areaDesc>Hamlet</areaDesc><polygon>{FAR_FIELD}</polygon>"),
            ),
        ),
        ("draft",), ("Тихореченск", "Сосновинка", "Опасно для жизни"), chat=("Hamlet", "взята самая высокая"),
    ),
    "an empty polygon beside a code": Verdict(
        (paper("n", block(area=f"<areaDesc>Округ</areaDesc><polygon></polygon>{CODE}")),),
        ("sent",), ("Тихореченский городской округ",), chat=("многоугольник пустой",), stands=1,
    ),
    "a bow": Verdict(
        (
            paper("n", block(area="<areaDesc>Поле</areaDesc>"
                  "<polygon>60.27,63.47 60.34,63.58 60.34,63.47 60.27,63.58 60.27,63.47</polygon>")),
        ),
        ("draft",), ("Тихореченск",), chat=("пересекает сам себя",),
    ),
    "the same name and time, other words": Verdict(
        (paper("n", block()), paper("n", block("Теперь с ураганом.", severity="Extreme"))),
        ("sent", "draft"), ("Теперь с ураганом",), chat=("с другими словами",), stands=1,
    ),
    "no end of this world": Verdict(
        (paper("n", block(times="<expires>9999-01-01T00:00:00-00:00</expires>")),), ("sent",), ("26 ноября",), stands=1,
    ),
    "nobody knows how grave": Verdict((paper("n", block(severity="Unknown")),), ("draft",)),
    "for planes": Verdict(
        (paper("n", block(area=f"<areaDesc>Небо</areaDesc><polygon>{FIELD}</polygon><altitude>9000</altitude>")),),
        ("draft",),
    ),
    "no name beside a polygon": Verdict(
        (paper("n", block(area=f"<areaDesc/><polygon>{FIELD}</polygon>")),), ("sent",), ("Тихореченск",), stands=1,
    ),
    "one open polygon of two": Verdict(
        (
            paper("n", block(area="<areaDesc>Поле</areaDesc><polygon>60.41,63.26 60.41,63.34 60.44,63.34 60.44,63.26"
                  f"</polygon><polygon>{FIELD}</polygon>")),
        ),
        ("draft",), ("Тихореченск",),
    ),
    "about itself": Verdict(
        (paper("n", block(), about=f"n,{AT}"),), ("sent",), stands=1,
    ),
}  # fmt: skip


async def test_each_has_its_verdict(wire_store: Store) -> None:
    wire, wrong = Wire(wire_store, (TRUSTED,)), []
    for number, (name, verdict) in enumerate(CASES.items()):
        wire.chats.clear()
        before = {notice.id for notice in await wire.all_over()}
        outcomes = []
        for one in verdict.papers:
            mine = one.replace(b"<identifier>", f"<identifier>v{number}-".encode())
            mine = mine.replace(b"alerts@hydromet.example,", f"alerts@hydromet.example,v{number}-".encode())
            outcomes.append((await wire.comes(read_cap(mine))).outcome)
            await go(wire)
        fresh = [notice for notice in await wire.notices() if notice.id not in before]
        told, chat = "", wire.text()
        if fresh:
            last, content = fresh[-1], await wire.content(fresh[-1].id)
            told = notice_message(wire.shared, last, content, "ru", MEANT[last.link]).text
        stand = [n for n in fresh if n.started_at and not n.ended_at and n.link not in ("ends", "withdraws")]
        lost = [words for words in verdict.said if words not in told]
        lost += [words for words in verdict.chat if words not in chat]
        heard = [words for words in verdict.unsaid if words in told]
        if (tuple(outcomes), len(stand), lost, heard) != (verdict.outcomes, verdict.stands, [], []):
            wrong.append((name, outcomes, len(stand), lost, heard))
    assert wrong == []


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>t</title>{}</feed>'
RSS = '<rss version="2.0"><channel><title>t</title>{}</channel></rss>'
PAGE = '<link rel="alternate" type="text/html" href="/news.html"/>'
TYPED = 'type="application/cap+xml"'
LINKS: dict[str, str] = {
    "a page, and the alert beside it": ATOM.format(
        f'<entry><id>urn:1</id>{PAGE}<link rel="related" {TYPED} href="/snow.xml"/></entry>'
    ),
    "the alert beside nothing": ATOM.format(
        f'<entry><id>urn:1</id><link rel="related" {TYPED} href="/snow.xml"/></entry>'
    ),
    "a type that says its letters": ATOM.format(
        f'<entry><id>urn:1</id>{PAGE}<link type="application/cap+xml;charset=UTF-8" href="/snow.xml"/></entry>'
    ),
    "a type in capitals": ATOM.format(
        f'<entry><id>urn:1</id>{PAGE}<link type="APPLICATION/CAP+XML" href="/snow.xml"/></entry>'
    ),
    "an enclosure": ATOM.format(f'<entry><id>urn:1</id>{PAGE}<link rel="enclosure" {TYPED} href="/snow.xml"/></entry>'),
    "nothing but an id": ATOM.format("<entry><id>https://snow.example/snow.xml</id></entry>"),
    "content that lies elsewhere": ATOM.format(
        f'<entry><id>urn:1</id>{PAGE}<content {TYPED} src="/snow.xml"/></entry>'
    ),
    "a link of the other kind inside": RSS.format(
        '<item><title>x</title><link>/news.html</link><link xmlns="http://www.w3.org/2005/Atom" rel="alternate" '
        f'{TYPED} href="/snow.xml"/></item>'
    ),
    "a base": ATOM.format(
        f'<entry xml:base="https://snow.example/a/"><id>1</id><link {TYPED} href="../snow.xml"/></entry>'
    ),
    "a lasting guid": RSS.format(
        '<item><title>x</title><guid isPermaLink="true">https://snow.example/snow.xml</guid></item>'
    ),
    "an enclosure beside a page": RSS.format(
        f'<item><link>https://snow.example/news.html</link><enclosure url="/snow.xml" {TYPED} length="9"/></item>'
    ),
    "a link alone": RSS.format(
        "<item><guid isPermaLink='false'>9</guid><link>https://snow.example/snow.xml</link></item>"
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_feed_leads_to_its_alert_however_it_names_it(name: str) -> None:
    entries = read_feed(LINKS[name].encode(), "https://snow.example/feed")
    assert [entry.url for entry in entries] == ["https://snow.example/snow.xml"]
