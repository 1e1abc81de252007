"""What happens to a family's message, to the weekly check of comments, and to what families are told."""

from django.utils.translation import gettext_lazy as _

from social.models.families import WordDelivery
from social.models.moderation import FamilyMessage
from social.permissions import families as permissions
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

REDIRECT, CHECK, HAND_OVER = "social.redirect", "social.comment-check", "social.hand-word"

M = FamilyMessage.State
MESSAGE = Lifecycle(
    "social.familymessage",
    title=_("Message of a family"),
    states=M,
    initial=FamilyMessage.initial,
    ends=[M.REDIRECTED],
    steps=[
        Step("redirect", (M.NOTED,), M.REDIRECTED, permissions.can_redirect, _("Redirect"), meets=(REDIRECT,))
    ],
    verbs=[
        Verb("note", permissions.can_note_message, _("Note")),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)

WATCH = Lifecycle(
    "social.commentwatch",
    title=_("Comments of an account"),
    verbs=[
        Verb("begin", nobody, _("Begin"), by_system=True),
        Verb("check", permissions.can_check_comments, _("Check")),
        Verb("remind", nobody, _("Remind"), by_system=True),
        Verb("go on", nobody, _("Go on"), by_system=True),
        Verb("pause", nobody, _("Pause"), by_system=True),
    ],
)

WORD = Lifecycle(
    "social.familyword",
    title=_("What families are told"),
    verbs=[Verb("publish", permissions.can_write_word, _("Publish"))],
)

D = WordDelivery.State
DELIVERY = Lifecycle(
    "social.worddelivery",
    title=_("Word to one family"),
    states=D,
    initial=WordDelivery.initial,
    ends=[D.HANDED, D.MAILED],
    steps=[
        Step("paper", (D.MAILED,), D.PAPER, nobody, _("Tell on paper"), by_system=True, opens=(HAND_OVER,)),
        Step("mail", (D.PAPER,), D.MAILED, nobody, _("Send by e-mail"), by_system=True, meets=(HAND_OVER,)),
        Step(
            "hand over", (D.PAPER, D.MAILED), D.HANDED, permissions.can_hand_over, _("Handed over"),
            meets=(HAND_OVER,),
        ),
    ],
    verbs=[
        Verb("tell", nobody, _("Tell"), by_system=True),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip

LEAVER = Lifecycle(
    "social.leavercontact",
    title=_("Contact with a family that left"),
    verbs=[Verb("note", permissions.can_note_leaver_contact, _("Note"))],
)
