"""The recipe of the seal. Pure: whoever has the certificate can follow it by hand, without us and without this program.

The recipe is printed on every certificate in the words of `STEPS` and `FIELDS`. A change of either is a
new `RECIPE`: seals that were made by an older one stay provable by it.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from workflow import audit

RECIPE = 1
# A hundred bits of the seal: nobody finds one by trying, and it can still be typed.
CODE_LETTERS, GROUP = 20, 5
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# Letters and figures that look alike become the same, both ways.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_OURS = str.maketrans(_BASE32, _ALPHABET)
_MISREAD = str.maketrans("OIL", "011")

# What is sealed, and what each part is.
FIELDS: Mapping[str, Any] = {
    "address": _("the e-mail address to which link and code were sent, or that of the account"),
    "answers": _(
        "one list for each answer, in the order in which they were stored: its number, the use, the answer, "
        "the number of the notice, the fingerprint of the notice, and the last day on which a yes counts"
    ),
    "at": _("the moment of signing, in UTC"),
    "capacity": _("who the signer is to the child"),
    "child": _("the number of the child’s record"),
    "declaration": _("the words that the signer declared to be true"),
    "entered_by": _("the number of whoever entered a paper form or a call; null when the signer did it"),
    "form": _("the number of the printed form; null without one"),
    "link": _("the number of the link by which the signer came in; null without one"),
    "local_time": _("the moment of signing as it is printed"),
    "means": _("how it reached us, as a word"),
    "means_said": _("how it reached us, in words"),
    "number": _("which signature about this child it is"),
    "previous": _("the seal of the signature before it about the same child; nothing for the first"),
    "recipe": _("the number of this recipe"),
    "responsibility": _("by what right the signer decides"),
    "shown_sha256": _("the fingerprint of all the words that were shown"),
    "signature": _("the number of this signature"),
    "signed_on": _("the day on a paper form; null without one"),
    "signer": _("the number of the signer’s record"),
    "typed_name": _("the name as it was typed"),
}

STEPS = (
    _(
        "Take the file sealed.json that is attached to this PDF, or copy the sealed text below without line "
        "breaks. It is one line of JSON: names in the order of the alphabet, no spaces between the parts, and "
        "letters outside ASCII written as \\u and four figures."
    ),
    _("Compute the SHA-256 of these bytes, for instance by: sha256sum sealed.json"),
    _(
        "The result is the seal. The code is its beginning: the first 100 bits, five for each letter of "
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ."
    ),
    _(
        "The fingerprint in shown_sha256 is the SHA-256 of shown.json, which is attached too: all the words "
        "that were shown."
    ),
)


def text(said: Mapping[str, Any]) -> str:
    """The sealed text. Raises ValueError when a part is missing, or one is too many."""
    if said.keys() != FIELDS.keys():
        raise ValueError(f"Not what is sealed: {sorted(said.keys() ^ FIELDS.keys())}")
    return audit.canonical(said)


def seal(sealed_text: str) -> str:
    """The seal of a text, in hex."""
    return hashlib.sha256(sealed_text.encode("ascii")).hexdigest()


def code_of(value: str) -> str:
    """The code by which a certificate is found: the beginning of its seal in letters that can be typed."""
    letters = base64.b32encode(bytes.fromhex(value)).decode()
    return letters[:CODE_LETTERS].translate(_TO_OURS)


def grouped(code: str) -> str:
    """7KQ4Z-…: as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def tidy(typed: str) -> str:
    """A code as somebody typed it, as it is stored; nothing when it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_MISREAD)
    return letters if len(letters) == CODE_LETTERS and set(letters) <= set(_ALPHABET) else ""
