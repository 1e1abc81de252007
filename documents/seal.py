"""PDFs sealed with the site's own key, and files told from them: one changed byte is seen.

What somebody uploads is compared as bytes. No PDF of a stranger is ever parsed: a reader of PDFs sees only
what this site has made itself.
"""

import asyncio
import datetime as dt
import hashlib
import io
import re

from asn1crypto import cms, x509
from asn1crypto import keys as asn1_keys
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.generic import ArrayObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents import keys

MAX_BYTES = 2 * 1024 * 1024
FIELD, HASH = "Seal", "sha256"
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]")
# Room for the seal, in letters: two for a byte.
RESERVED = 8192
# What reading or checking raises when the letters are no signature of ours.
REFUSED = (ValueError, TypeError, KeyError, SignatureValidationError, InvalidSignature)


class Unreadable(Exception):
    """This is no PDF with a seal: nothing can be said about it."""


class _SameEachTime(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: metadata stay as they are, with what they say about PDF/UA, and so does
    the identifier, where another update would write the present moment and draw a new one by lot."""

    def _update_meta(self) -> None:
        pass

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        first, _second = prev.trailer["/ID"]
        return ArrayObject([first, first])


def seal(pdf: bytes, *, reason: str, at: dt.datetime) -> bytes:
    """The PDF with an invisible signature of this site over every byte of it, made at `at`; `reason` says what for.

    The same file and moment give the same bytes. The file has an identifier, as each of ours has.

    Raises:
        documents.keys.NoKey: the site has no key.
    """
    key = keys.current()
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),
    )
    said = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=HASH,
        reason=reason,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    # Hidden: what cannot be seen needs no tag (PDF/UA-1, 7.18.1).
    hidden = fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True)
    place = fields.SigFieldSpec(FIELD, invis_sig_settings=hidden, readable_field_name=reason)
    pdf_signer = signers.PdfSigner(said, signer, new_field_spec=place)
    return asyncio.run(_sealed(pdf_signer, _SameEachTime(io.BytesIO(pdf)), at))


async def _sealed(pdf_signer: signers.PdfSigner, writer: IncrementalPdfFileWriter, at: dt.datetime) -> bytes:
    session, output = pdf_signer.init_signing_session(writer), io.BytesIO()
    session.system_time = at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=RESERVED)
    digested, _same = prepared.digest_tbs_document(output=output)
    await prepared.perform_signature(digested.document_digest, PdfCMSSignedAttributes(signing_time=at))
    return output.getvalue()


def reason_of(content: bytes) -> str | None:
    """For what a file was sealed, if this site sealed it and not one byte is other than it was; else None.

    Takes about as long as hashing it, whatever it holds.

    Raises:
        Unreadable: no PDF with a seal, or larger than any of ours.
        documents.keys.NoKey: the site does not know its own seals.
    """
    start, end = _gap(content)
    digest = hashlib.new(HASH, content[:start] + content[end:]).digest()
    if not _is_ours(content[start:end], digest):
        return None
    # Only now is it parsed: every byte of it is one that we wrote.
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[-1]
    return str(signature.sig_object["/Reason"])


def _gap(content: bytes) -> tuple[int, int]:
    """Where the seal itself stands: the only bytes that it does not cover, written as <letters>."""
    if len(content) > MAX_BYTES or not content.startswith(b"%PDF-"):
        raise Unreadable
    found = _RANGE.findall(content)
    if len(found) != 1:
        raise Unreadable
    begins, start, end, rest = map(int, found[0])
    if begins != 0 or not start < end <= len(content) or end + rest != len(content):
        raise Unreadable
    return start, end


def _is_ours(gap: bytes, digest: bytes) -> bool:
    """Whether the letters are a signature of ours for `digest`, written exactly as we write it."""
    try:
        padded = bytes.fromhex(gap[1:-1].decode("ascii"))
        signed = cms.ContentInfo.load(padded)["content"]
        [certificate], [info] = (one.chosen for one in signed["certificates"]), signed["signer_infos"]
        if certificate.dump() not in keys.known() or info["digest_algorithm"]["algorithm"].native != HASH:
            return False
        # The signature covers the digest, not the whole of itself: what it leaves open must be as we write it.
        ours = _written(certificate, info)
        if gap != b"<" + (ours + bytes(len(padded) - len(ours))).hex().upper().encode() + b">":
            return False
        return all(validate_sig_integrity(info, certificate, "data", digest))
    except REFUSED:
        return False


def _written(certificate: x509.Certificate, info: cms.SignerInfo) -> bytes:
    """The one way in which this site writes a signature with these signed parts."""
    signer = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    said = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", signer),
        "digest_algorithm": info["digest_algorithm"],
        "signed_attrs": info["signed_attrs"],
        "signature_algorithm": info["signature_algorithm"],
        "signature": info["signature"],
    }
    content = {
        "version": "v1",
        "digest_algorithms": [info["digest_algorithm"]],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [said],
    }
    written: bytes = cms.ContentInfo(
        {"content_type": "signed_data", "content": cms.SignedData(content)}
    ).dump()
    return written
