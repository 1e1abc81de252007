"""The key with which this site seals its PDFs, and the certificates by which it knows its own seals again.

Made once, at set-up, and self-signed: nobody outside vouches for it, and nobody has to. It is a file that only the
site's user can read; `CERTIFICATE_KEY` names another one, the same on every machine.
"""

import dataclasses
import datetime as dt
import functools
import os
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from workflow import clock

KEY_BITS = 3072
# Seals stay provable by the certificate itself, whatever day it names.
LASTS = dt.timedelta(days=3650)
# What reading a key raises that is none, or is locked, or of a kind that nobody knows.
NOT_PEM = (ValueError, TypeError, UnsupportedAlgorithm)


class NoKey(ImproperlyConfigured):
    """Nothing can be sealed, and no seal known, until somebody has seen to the key."""


class Missing(NoKey):
    """There is none: `make_certificate_key` makes it."""


@dataclasses.dataclass(frozen=True)
class Key:
    """A private key and its certificate, both as DER."""

    private: bytes
    certificate: bytes


def make(path: Path, name: str, bits: int = KEY_BITS) -> bool:
    """Make a key pair in a new file of its owner only; False when there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    begins = clock.now().replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return True


def current() -> Key:
    """The key that seals now.

    Raises:
        NoKey: there is none, or the file cannot be read, or holds something else.
    """
    path = Path(settings.CERTIFICATE_KEY)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise Missing(
            "There is no key to seal certificates; `manage.py make_certificate_key` makes it."
        ) from error
    except OSError as error:
        raise NoKey(f"CERTIFICATE_KEY cannot be read: {error.strerror}.") from error


@functools.lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Key:
    """Once for each state of the file."""
    pem = path.read_bytes()
    try:
        private = serialization.load_pem_private_key(pem, password=None)
        certificate = x509.load_pem_x509_certificate(pem)
    except NOT_PEM as error:
        raise NoKey("CERTIFICATE_KEY holds no private key and certificate.") from error
    if private.public_key() != certificate.public_key():
        raise NoKey("The key and the certificate of CERTIFICATE_KEY do not belong together.")
    encoding = serialization.Encoding.DER
    return Key(
        private.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        certificate.public_bytes(encoding),
    )


def known() -> set[bytes]:
    """The certificates of all keys that this site ever sealed with, as DER: the present one and CERTIFICATES_BEFORE.

    Raises:
        NoKey: one of them is missing, or holds something else.
    """
    found = {current().certificate}
    for path in settings.CERTIFICATES_BEFORE:
        try:
            before = x509.load_pem_x509_certificates(Path(path).read_bytes())
        except (OSError, *NOT_PEM) as error:
            raise NoKey("CERTIFICATES_BEFORE names a file that holds no certificate.") from error
        found |= {one.public_bytes(serialization.Encoding.DER) for one in before}
    return found
