"""The words of the law in plain words: what a signer declares, how they came in, how to change one's mind.

What stands here is printed and sealed as it was said: a change counts for later signatures only.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from consents.models import Answer, Means, Purpose

INTRODUCTION = _(
    "Say yes or no to each. A No changes nothing about your child’s place with us. You can take back a Yes at "
    "any time, and we act on it at once."
)

DECLARATION = _(
    "I have parental responsibility for this child, or a written plan lets me decide about pictures. "
    "I have read what each use means."
)

# Why we may at all: said with every use, and sealed with what was said.
LAWFUL_BASES: dict[str, Any] = {
    Purpose.Basis.CONSENT: _("Your consent: only if you say Yes."),
    Purpose.Basis.LEGITIMATE_INTERESTS: _("Our legitimate interests. You can object at any time."),
}

MEANS_SAID: dict[str, Any] = {
    Means.ACCOUNT: _("Signed in to their own account with e-mail address and password."),
    Means.LINK: _(
        "By a link that works once, and a code of six figures that was sent to the same e-mail address."
    ),
    Means.TABLET: _("On the setting’s tablet, handed over by a member of staff."),
    Means.PAPER: _("On a paper form; a member of staff entered it."),
    Means.TELEPHONE: _("By telephone; a member of staff entered it."),
    Means.SPOKEN: _("Said in person; a member of staff entered it."),
    Means.LETTER: _("By letter or e-mail; a member of staff entered it."),
}

ANSWERS: dict[str, Any] = {
    Answer.Kind.GRANTED: _("Yes"),
    Answer.Kind.REFUSED: _("No"),
    Answer.Kind.WITHDRAWN: _("No: a no arrived while this was being signed, and counts"),
}

# What somebody who withdraws is told, on the page and on the receipt (domain §3.7).
REMOVED = _(
    "From now on, nothing new of your child is shown here, and we take down what is on our own pages:"
)
NOT_RECALLED = _(
    "What was printed and given away, what others have copied, and what newspapers keep cannot be called back."
)
