"""The life of a post, from the first words until it comes down (domain §6.5)."""

from django.utils.translation import gettext_lazy as _

from social.models import Post
from social.permissions import posts as permissions
from social.selectors.post_holding import can_publish
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

# For how long an agreement holds, within which time an urgent post is read, how long a large picture is kept.
APPROVAL, READ_AFTER, ORIGINAL = "post.approval", "post.read-after", "post.original"
# Why a publishing is out of the ordinary, in the chain: before the hour that was chosen.
EARLY = "early"

S = Post.State
OPEN, AGREED = (S.DRAFT, S.CHANGES_REQUESTED), (S.APPROVED, S.SCHEDULED)
WAITING = (S.SUBMITTED, *AGREED)

POST = Lifecycle(
    "social.post",
    title=_("Post on an official account"),
    states=S,
    initial=Post.initial,
    ends=[S.REJECTED, S.AMENDED, S.ARCHIVED, S.TAKEN_DOWN, S.GIVEN_UP],
    steps=[
        # Any edit after it was handed in, or agreed, goes back to the draft.
        Step("edit", (S.DRAFT, *WAITING), S.DRAFT, permissions.can_write, _("Change it")),
        Step("revise", (S.CHANGES_REQUESTED,), S.CHANGES_REQUESTED, permissions.can_write, _("Change it")),
        Step("submit", OPEN, S.SUBMITTED, permissions.can_write, _("Hand it to a reader")),
        Step("approve", (S.SUBMITTED,), S.APPROVED, permissions.can_approve, _("Agree")),
        Step("send back", WAITING, S.CHANGES_REQUESTED, permissions.can_send_back, _("Send back")),
        Step("reject", WAITING, S.REJECTED, permissions.can_send_back, _("Do not publish it")),
        Step(
            "return", WAITING, S.CHANGES_REQUESTED, nobody, _("Something may no longer be shown"), by_system=True
        ),
        Step("lapse", AGREED, S.SUBMITTED, nobody, _("Agreed too long ago"), by_system=True),
        Step("schedule", AGREED, S.SCHEDULED, can_publish, _("Schedule it")),
        Step("publish", AGREED, S.PUBLISHED, can_publish, _("Note it as published")),
        Step(
            "publish at once", (S.DRAFT, S.SUBMITTED), S.PUBLISHED, can_publish,
            _("Publish at once: it cannot wait"), opens=(READ_AFTER,),
        ),
        # Whatever it was agreed to: what is there already is written down, so that it comes down.
        Step(
            "found live", (*OPEN, *WAITING, S.REJECTED), S.PUBLISHED, permissions.can_send_back,
            _("Say that it is there already"),
        ),
        Step("amend", (S.PUBLISHED,), S.AMENDED, can_publish, _("Replace by a corrected post"),
             meets=(READ_AFTER,)),
        Step("archive", (S.PUBLISHED,), S.ARCHIVED, can_publish, _("Note it as no longer shown")),
        Step(
            # By rule, for whoever took it down and may not publish: the owner, when it is late.
            "take down", (S.PUBLISHED, S.ARCHIVED), S.TAKEN_DOWN, can_publish, _("Take down"),
            by_system=True, meets=(READ_AFTER,),
        ),
        Step("give up", (*OPEN, S.SUBMITTED), S.GIVEN_UP, permissions.can_write, _("Give it up")),
    ],
    verbs=[
        Verb("begin", permissions.can_begin_post, _("Begin a post")),
        Verb("note", permissions.can_note, _("Add a note")),
        Verb(
            "clear word", permissions.can_clear_word, _("Say why a word names nobody"),
            states=(*OPEN, S.SUBMITTED),
        ),
        Verb(
            "read after", permissions.can_read_after, _("Say what you think of it"),
            states=(S.PUBLISHED, S.AMENDED, S.ARCHIVED, S.TAKEN_DOWN),
        ),
        Verb("find ready", nobody, _("Its hour has come"), by_system=True, states=(S.SCHEDULED,)),
        Verb("forget originals", nobody, _("Delete the large pictures"), by_system=True),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip
