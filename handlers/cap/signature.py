"""Signatures of alerts (XML-DSig): checked against pinned certificates, and put under what we publish.

What was signed is read, and nothing else: the bytes that the verifier covered are handed back, never the document in
which they stood. The libraries are loaded only where there is a certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from handlers.cap.safe_xml import CapError, CapFault
from handlers.cap.schema import ALERT_TAGS, SIGNATURE

MOST_TRANSFORMS = 8
"""Each of them goes over the whole document; real signatures have two."""
TRANSFORM = "{http://www.w3.org/2000/09/xmldsig#}Transform"


class KeyFault(ValueError):
    """A key or certificate cannot be used; `code` says why: "certificate", "key", "pair", "kind"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def signed_part(data: bytes, certificates: Iterable[str]) -> tuple[bytes, str]:
    """The alert that one of these certificates (PEM texts) signed, as it was signed and without the signature, and the
    end of a certificate whose time is over ("" while it is not). CapError where none did.

    `data` is a document that `read_cap` reads: so it is small and has no document type.
    """
    root = _parsed(data)
    if root.find(SIGNATURE) is None:
        raise CapError(CapFault("", "cap-unsigned"))
    if len(list(root.iter(TRANSFORM))) > MOST_TRANSFORMS:
        raise CapError(CapFault("", "cap-bad-signature"))
    for certificate in (one for pem in certificates for one in _certificates(pem)):
        found = _verified(data, certificate)
        if found is not None:
            return found, str(certificate.not_valid_after_utc.isoformat(timespec="seconds"))
    raise CapError(CapFault("", "cap-bad-signature"))


def alert_documents(data: bytes) -> list[bytes]:
    """The alerts inside a feed as documents of their own, in its order, with the names and prefixes that were signed.

    `data` is a document that `read_xml` reads.
    """
    from lxml import etree

    found = [one for one in _parsed(data).iter() if one.tag in ALERT_TAGS]
    return [bytes(etree.tostring(one, method="c14n", exclusive=True)) for one in found]


def end_of_certificate(pem: str) -> datetime:
    """When the last of the certificates of this text ends. KeyFault."""
    ends: list[datetime] = [one.not_valid_after_utc for one in _certificates(pem)]
    return max(ends)


def sign(data: bytes, key: bytes, certificate: bytes) -> bytes:
    """The document with an enveloped signature as its last child. `key`, without a password, and `certificate` are PEM.
    KeyFault.
    """
    from lxml import etree
    from signxml.algorithms import CanonicalizationMethod, SignatureMethod
    from signxml.signer import XMLSigner

    method = _method(key, certificate)
    signer = XMLSigner(
        signature_algorithm=SignatureMethod(method),
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signed = signer.sign(_parsed(data), key=key, cert=certificate.decode("ascii"))
    return bytes(etree.tostring(signed, encoding="utf-8", xml_declaration=True))


def _method(key: bytes, certificate: bytes) -> str:
    """The signature's algorithm for this kind of key, after key and certificate were held against each other."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from signxml.algorithms import SignatureMethod

    try:
        private = serialization.load_pem_private_key(key, None)
    except (ValueError, TypeError) as fault:  # TypeError: it has a password
        raise KeyFault("key") from fault
    public = [one.public_key() for one in _certificates(certificate.decode("ascii", "replace"))]
    mine: Any = private.public_key()
    if public[0] != mine:
        raise KeyFault("pair")
    if isinstance(mine, rsa.RSAPublicKey):
        return str(SignatureMethod.RSA_SHA256.value)
    if isinstance(mine, ec.EllipticCurvePublicKey):
        return str(SignatureMethod.ECDSA_SHA256.value)
    raise KeyFault("kind")


def _certificates(pem: str) -> list[Any]:
    from cryptography import x509

    try:
        return list(x509.load_pem_x509_certificates(pem.encode()))
    except ValueError as fault:
        raise KeyFault("certificate") from fault


def _verified(data: bytes, certificate: Any) -> bytes | None:
    """What this certificate's key signed, None where it is not that key or something was changed. Its time is another
    question: a warning is not lost for it.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from lxml.etree import LxmlError
    from signxml.exceptions import SignXMLException
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    while_it_held = certificate.not_valid_before_utc + timedelta(seconds=1)
    rules = SignatureConfiguration(location="./", verification_time=while_it_held)
    try:
        result = XMLVerifier().verify(data, x509_cert=certificate, expect_config=rules)
    except (SignXMLException, LxmlError, UnsupportedAlgorithm, NotImplementedError):
        return None
    except (ValueError, TypeError, AttributeError, KeyError):  # a signature of a shape that the library does not expect
        return None
    return bytes(result.signed_data)  # type: ignore[union-attr]  # one reference, so one result


def _parsed(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False))
