"""The recipes of the seal. Pure: whoever has a certificate can follow one by hand, without any program of ours.

A recipe is printed on every certificate in the words of `STEPS` and `FIELDS`. A change of what is sealed is
a new recipe: seals that were made by an older one stay provable by it.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from workflow import audit

# The recipes by which seals are made now; 1 made those of signatures before a language was sealed.
SIGNED, WITHDRAWN = 2, 3
# A hundred bits of the seal: nobody finds one by trying, and it can still be typed.
CODE_LETTERS, GROUP = 20, 5
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# Letters and figures that look alike become the same, both ways.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_OURS = str.maketrans(_BASE32, _ALPHABET)
_MISREAD = str.maketrans("OIL", "011")

_OF_BOTH: Mapping[str, Any] = {
    "address": _("the e-mail address to which link and code were sent, or that of the account"),
    "answers": _(
        "one list for each answer, in the order in which they were stored: its number, the use, the answer, "
        "the number of the notice, the fingerprint of the notice, and the last day on which a yes counts"
    ),
    "at": _("the moment at which it was stored, in UTC"),
    "capacity": _("who they are to the child"),
    "child": _("the number of the child’s record"),
    "entered_by": _("the number of whoever entered it for them; null when they did it themselves"),
    "link": _("the number of the link by which they came in; null without one"),
    "local_time": _("the same moment as it is printed"),
    "means": _("how it reached us, as a word"),
    "means_said": _("how it reached us, in words"),
    "number": _("which seal about this child it is"),
    "previous": _("the seal before it about the same child; nothing for the first"),
    "recipe": _("the number of this recipe"),
    "responsibility": _("by what right they decide"),
    "shown_sha256": _("the fingerprint of all the words that were shown"),
}
_OF_A_SIGNATURE: Mapping[str, Any] = {
    "declaration": _("the words that the signer declared to be true"),
    "form": _("the number of the printed form; null without one"),
    "signature": _("the number of this signature"),
    "signed_on": _("the day on a paper form; null without one"),
    "signer": _("the number of the signer’s record"),
    "typed_name": _("the name as it was typed"),
}
_LANGUAGE: Mapping[str, Any] = {"language": _("the language in which the words were read")}


def _in_order(*parts: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted({name: said for part in parts for name, said in part.items()}.items()))


# Recipe → what is sealed, and what each part is.
FIELDS: Mapping[int, Mapping[str, Any]] = {
    1: _in_order(_OF_BOTH, _OF_A_SIGNATURE),
    SIGNED: _in_order(
        _OF_BOTH,
        _OF_A_SIGNATURE,
        _LANGUAGE,
        {
            "drawn_sha256": _("the fingerprint of the drawn signature; nothing without one"),
            "introduction": _("the words before the questions; nothing when a form was entered"),
        },
    ),
    WITHDRAWN: _in_order(
        _OF_BOTH,
        _LANGUAGE,
        {
            "person": _("the number of the record of whoever withdrew"),
            "withdrawal": _("the number of this withdrawal"),
        },
    ),
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
# One more where somebody drew their signature.
DRAWN_STEP = _(
    "The fingerprint in drawn_sha256 is the SHA-256 of drawn.json, which is attached too: each line of the "
    "drawn signature as its points, across from 0 to 1000 and down from 0 to 400."
)


def text(said: Mapping[str, Any]) -> str:
    """The sealed text. Raises ValueError when a part is missing, or one is too many; KeyError without a recipe."""
    parts = FIELDS[said["recipe"]]
    if said.keys() != parts.keys():
        raise ValueError(f"Not what is sealed: {sorted(said.keys() ^ parts.keys())}")
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
