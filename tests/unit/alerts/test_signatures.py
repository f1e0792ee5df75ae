"""Alerts that have to be signed: what is not, is signed by somebody else or was changed never becomes a notice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import SignatureReference, XMLSigner

from bot.beside import Beside, Here
from bot.notices.inbox import Inbox
from handlers.alerts import senders
from handlers.alerts.arrival import FOLDER, Arrival
from handlers.alerts.prepare import read_document, read_items
from handlers.alerts.senders import certificates_for
from handlers.cap.model import Alert
from handlers.cap.read import read_cap
from handlers.cap.safe_xml import CapFault
from handlers.cap.signature import KeyFault, end_of_certificate, sign
from handlers.cap.write import write_cap
from storage.region.notice_rules import AlertSource
from storage.region.region import Region
from tests.cap.keys import Pair, pair
from tests.unit.alerts.test_feeds import atom
from tests.unit.alerts.wire import NOW, SENDER, TRUSTED, Wire, region_with, sample, with_info

WIND = sample("wind")
OURS, THEIRS = pair("hydromet"), pair("somebody")
DS = "{http://www.w3.org/2000/09/xmldsig#}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def guarded(*pairs: Pair, source: AlertSource = TRUSTED) -> Region:
    signed = region_with(replace(source, certificate="".join(one.certificate for one in pairs or (OURS,))))
    return replace(signed, made={})  # as it goes to the processes beside


def by(who: Pair, alert: Alert = WIND, **how: Any) -> bytes:
    """The alert as another program would sign it."""
    return by_hand(etree.fromstring(write_cap(alert)), who, **how)


def by_hand(root: Any, who: Pair, reference: str = "", **how: Any) -> bytes:
    method = SignatureMethod.RSA_SHA256 if how.pop("rsa", False) else SignatureMethod.ECDSA_SHA256
    signer = XMLSigner(signature_algorithm=method, **how)
    about = [SignatureReference(URI=reference)] if reference else None
    return as_text(signer.sign(root, key=who.key, cert=who.certificate, reference_uri=about))


def codes(read: Alert | tuple[CapFault, ...]) -> list[str]:
    return [fault.code for fault in read] if isinstance(read, tuple) else []


def test_what_is_signed_by_the_source_is_read_as_it_was_signed() -> None:
    rsa = pair("rsa", "rsa")
    signed = {
        "elliptic": (by(OURS), OURS),
        "rsa, inclusive": (by(rsa, rsa=True, c14n_algorithm=CanonicalizationMethod.CANONICAL_XML_1_0), rsa),
        "ours": (sign(write_cap(WIND), OURS.key, OURS.certificate.encode()), OURS),
    }
    for name, (data, who) in signed.items():
        assert read_document(guarded(who), data, now=NOW) == replace(WIND, signed=True), name


def as_text(root: Any) -> bytes:
    return str(etree.tostring(root, encoding="unicode")).encode()


def changed(data: bytes) -> bytes:
    assert "Ветер".encode() in data
    return data.replace("Ветер".encode(), "Вихрь".encode(), 1)


def with_more(data: bytes) -> bytes:
    """A block that nobody signed beside the signed ones."""
    root = etree.fromstring(data)
    root.insert(-1, etree.fromstring(etree.tostring(root.findall("{*}info")[0])))
    return as_text(root)


def wrapped(data: bytes) -> bytes:
    """A document of somebody else around the signed one, which its signature still fits."""
    signed = etree.fromstring(data)
    outer = etree.fromstring(write_cap(with_info(WIND, description="Уходите из города.")))
    inside = signed.find(f"{DS}Signature")
    store = etree.SubElement(inside, f"{DS}Object")
    bare = etree.fromstring(data)
    bare.remove(bare.find(f"{DS}Signature"))
    store.append(bare)
    outer.append(inside)
    return as_text(outer)


def of_a_part() -> bytes:
    """Signed is one block alone."""
    root = etree.fromstring(write_cap(WIND))
    root.find("{*}info").set(XML_ID, "part")
    return by_hand(root, OURS, "#part")


def named(data: bytes) -> bytes:
    root = etree.fromstring(data)
    root.set(XML_ID, "whole")
    return by_hand(root, OURS, "#whole", c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0)


FORGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "not signed": (lambda: write_cap(WIND), "cap-unsigned"),
    "signed by somebody else": (lambda: by(THEIRS), "cap-bad-signature"),
    "changed after that": (lambda: changed(by(OURS)), "cap-bad-signature"),
    "one block more": (lambda: with_more(by(OURS)), "cap-bad-signature"),
    "a signature of nothing": (
        lambda: write_cap(WIND).replace(
            b"</alert>", b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></alert>'
        ),
        "cap-bad-signature",
    ),
    "around a signed one": (lambda: wrapped(by(OURS)), "cap-bad-signature"),
    "around a signed one with a name": (lambda: wrapped(named(write_cap(WIND))), "cap-bad-signature"),
    "only a part": (of_a_part, "cap-signed-elsewhere"),
    "hundreds of transforms": (
        lambda: by(OURS).replace(b"<ds:Transforms>", b"<ds:Transforms>" + b'<ds:Transform Algorithm="x"/>' * 400),
        "cap-bad-signature",
    ),
    "a digest of yesterday": (lambda: old_fashioned(), "cap-bad-signature"),
}


def old_fashioned() -> bytes:
    """As if it had been signed with SHA-1, which can be forged."""
    return by(OURS).replace(DigestAlgorithm.SHA256.value.encode(), DigestAlgorithm.SHA1.value.encode())


def test_every_forgery_is_refused_with_its_reason() -> None:
    region = guarded()
    found = {name: codes(read_document(region, make(), now=NOW)) for name, (make, _) in FORGED.items()}
    assert found == {name: [code] for name, (_, code) in FORGED.items()}


def test_a_signed_alert_inside_another_one_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the library takes for signed: it has to be the alert that was read, and all of it."""
    inner = write_cap(with_info(WIND, description="Закройте окна."))
    monkeypatch.setattr(senders, "signed_part", lambda data, certificates: (inner, "2099-01-01T00:00:00+00:00"))
    assert codes(read_document(guarded(), by(OURS), now=NOW)) == ["cap-signed-elsewhere"]


def test_one_of_several_certificates_is_enough() -> None:
    """So that a source can change its key without a night in between."""
    assert read_document(guarded(THEIRS, OURS), by(OURS), now=NOW) == replace(WIND, signed=True)


def test_whoever_has_a_certificate_alone_speaks_for_its_senders() -> None:
    guard = replace(TRUSTED, certificate=OURS.certificate)
    gossip = replace(TRUSTED, code="gossip", url="https://gossip.example/feed", senders=())
    sources = (gossip, guard)
    assert certificates_for(sources, SENDER, "gossip") == (OURS.certificate,)
    assert certificates_for(sources, "b@letters.example", "gossip") == ()
    assert certificates_for(sources, SENDER, "") == (OURS.certificate,)
    assert codes(read_document(region_with(*sources), write_cap(WIND), "gossip", NOW)) == ["cap-unsigned"]


async def test_under_a_certificate_that_is_over_it_waits_for_an_officer(wire: Wire) -> None:
    """The key is the same: a right warning is not lost over a date."""
    old = pair("old", ends=datetime(2026, 10, 1, tzinfo=UTC))
    read = read_document(guarded(old), by(old), now=NOW)
    assert isinstance(read, Alert)
    trusting = Wire(wire.store, (TRUSTED,))
    answer = await trusting.comes(read)
    assert answer.outcome == "draft"
    assert "действовал до 2026-10-01" in trusting.text()


async def test_officers_hear_why_it_was_not_taken(wire: Wire) -> None:
    inbox = Inbox(wire.store, wire.intake, wire.world.clock, Here(guarded()), lambda changes: None)
    await wire.arrives(replace(await inbox.read(Arrival(FOLDER, "a.xml"), changed(by(OURS))), answer=True))
    assert "подпись не сходится" in wire.text()
    assert await wire.notices() == []
    assert await wire.known(WIND) is None


def test_an_alert_inside_a_feed_is_held_to_its_own_signature() -> None:
    def entry(key: str, data: bytes) -> str:
        return f"<entry><id>{key}</id><content type='text/xml'>{data.decode()}</content></entry>"

    second = by(OURS, replace(WIND, identifier="w-2"))
    feed = atom(extra=entry("1", by(OURS)) + entry("2", second) + entry("3", changed(second)) + entry("4", bare()))
    region = guarded(source=replace(TRUSTED, url="https://h.example/feed"))
    items = read_items(region, feed, "https://h.example/feed", [], TRUSTED.code, NOW)
    assert isinstance(items, list)
    found = {item.key.strip(): item.alert.identifier if item.alert else codes(item.bad) for item in items}
    assert found == {"1": WIND.identifier, "2": "w-2", "3": ["cap-bad-signature"], "4": ["cap-unsigned"]}


def bare() -> bytes:
    return write_cap(replace(WIND, identifier="w-4")).split(b"?>", 1)[1]


async def test_it_is_checked_beside_the_loop() -> None:
    worker = Beside(guarded())
    try:
        assert await worker.run(read_document, by(OURS), "", NOW) == replace(WIND, signed=True)
        assert codes(await worker.run(read_document, by(THEIRS), "", NOW)) == ["cap-bad-signature"]
    finally:
        await worker.close()


def test_without_a_certificate_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys; from pathlib import Path; from handlers.alerts.prepare import read_document;"
        "from storage.region.load import FICTIONAL, load_region;"
        "read = read_document(load_region(FICTIONAL), Path('tests/cap/good/wind.xml').read_bytes());"
        "print(read.identifier, sorted({'signxml', 'lxml', 'cryptography'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split(" ", 1) == [WIND.identifier, "[]\n"]


# -- signing -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "certificate", "code"),
    [
        (OURS.key, THEIRS.certificate, "pair"),
        (b"-----BEGIN PRIVATE KEY-----", OURS.certificate, "key"),
        (OURS.key, "-----BEGIN CERTIFICATE-----", "certificate"),
    ],
)
def test_a_key_that_fits_nothing_signs_nothing(key: bytes, certificate: str, code: str) -> None:
    with pytest.raises(KeyFault) as caught:
        sign(write_cap(WIND), key, certificate.encode())
    assert caught.value.code == code


def test_a_certificate_says_when_it_ends() -> None:
    old = pair("old", ends=datetime(2026, 10, 1, tzinfo=UTC))
    assert end_of_certificate(old.certificate) == datetime(2026, 10, 1, tzinfo=UTC)
    assert read_cap(sign(write_cap(WIND), old.key, old.certificate.encode())).signed
