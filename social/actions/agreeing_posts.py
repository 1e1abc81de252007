"""A colleague reads what somebody wrote, and agrees, sends it back, or says no. Never the author (S5.5, R7)."""

from django.db import transaction

from accounts.models import Person
from social.actions.post_steps import AGREED_TO_NOTHING, lock_post, refuse, require, written
from social.actions.writing_posts import delete_pictures, require_signed
from social.lifecycle.posts import APPROVAL
from social.models import Post, PostEntry, PostVersion
from social.notices import posts as messages
from social.selectors.post_content import content_of, digest, is_as_read
from social.selectors.post_problems import before_reading
from workflow import clock, engine, working_days
from workflow.models import DeadlineRule


def submit(post: Post, *, actor: Person, seen: int) -> PostVersion:
    """Hand it to a reader, as it stands. Raises NotAllowed, WrongState, StaleState, or ValidationError with
    everything that is in the way.
    """
    require_signed(actor)
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        require(locked, "submit", actor=actor, seen=seen)
        refuse(before_reading(locked))
        version = version_of(locked, actor)
        changes = {**AGREED_TO_NOTHING, "moved_at": clock.now()}
        engine.advance(locked, "submit", actor=actor, version=seen, changes=changes, contents=[version])
        version.save(force_insert=True)
        messages.waits_for_reader(locked, occasion=str(version.number))
    return version


def version_of(post: Post, actor: Person) -> PostVersion:
    """The next version of a locked post, whole, to be stored with its step."""
    content = content_of(post)
    number = post.versions.count() + 1
    return PostVersion(
        post=post, number=number, content=content, sha256=digest(content), by=actor, at=clock.now()
    )


def approve(post: Post, *, actor: Person, seen: int) -> None:
    """Agree to what was read, and to nothing else, for as long as the setting's rule says.

    Whoever agrees acts for the setting online as its author and publisher do, and has signed the same
    (S5.10a, decision 0022). Sending back and saying no need no signature: nobody is kept from being cautious.
    """
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        require(locked, "approve", actor=actor, seen=seen)
        require_signed(actor)
        refuse(before_reading(locked))
        version = locked.versions.order_by("-number").first()
        if version is None or not is_as_read(locked, version):
            raise engine.StaleState("approve")
        now = clock.now()
        rule = DeadlineRule.objects.select_related("calendar").get(pk=APPROVAL)
        changes = {
            "approved_by": actor,
            "approved_at": now,
            "approved_until": working_days.due(rule, now),
            "agreed_number": version.number,
            "moved_at": now,
        }
        engine.advance(locked, "approve", actor=actor, version=seen, changes=changes, rule=APPROVAL)
        messages.agreed(locked)


def send_back(post: Post, *, actor: Person, seen: int, body: str) -> None:
    """Say what to change. What was agreed to already is agreed to no longer."""
    _refused(post, "send back", PostEntry.Kind.CHANGES, actor, seen, body)


def reject(post: Post, *, actor: Person, seen: int, body: str) -> None:
    """It is not published. Its pictures are deleted."""
    _refused(post, "reject", PostEntry.Kind.REJECTED, actor, seen, body)


def _refused(post: Post, step: str, kind: str, actor: Person, seen: int, body: str) -> None:
    with transaction.atomic(durable=True):
        locked = engine.lock(Post, post.pk)
        row = written(locked, kind, body, actor)
        changes = {**AGREED_TO_NOTHING, "moved_at": clock.now()}
        engine.advance(locked, step, actor=actor, version=seen, changes=changes, contents=[row])
        row.save(force_insert=True)
        if locked.state == Post.State.REJECTED:
            delete_pictures(locked)
        messages.came_back(locked)
