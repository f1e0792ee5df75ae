"""Keys and certificates of people in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
FAR = datetime(2090, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """PEM texts."""

    key: bytes
    certificate: str


@cache
def pair(name: str, kind: str = "ec", ends: datetime = FAR) -> Pair:
    """A key of its own for each name, with a certificate that it signed itself."""
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = (
        rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    )
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(private.public_key())
    dated = builder.serial_number(7).not_valid_before(BEGINS).not_valid_after(ends)
    certificate = dated.sign(private, hashes.SHA256())
    pem, form, closed = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return Pair(private.private_bytes(pem, form, closed), certificate.public_bytes(pem).decode())
