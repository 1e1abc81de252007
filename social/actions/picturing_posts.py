"""The pictures of a post: sent, described, put in order, taken out. Any change takes it back to the draft (§6.5)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from documents import pictures
from documents.models import Picture
from social.actions.post_steps import UNCHECKED, change, lock_post
from social.lifecycle.posts import ORIGINAL
from social.models import Post, PostPicture
from workflow import clock, engine, working_days
from workflow.models import DeadlineRule

MOST_PICTURES = 10
# Beyond every position that a post can have.
ASIDE = 1_000


def add_picture(
    post: Post, *, actor: Person, seen: int, name: str, content: bytes, alt_text: str
) -> PostPicture:
    """Look at a file, draw it anew, and add it with the words for those who cannot see it.

    Raises NotAllowed, WrongState, StaleState, or ValidationError; and then nothing of the file is left.
    """
    _check_described(alt_text)
    try:
        drawn = pictures.prepare(name, content)
    except pictures.Unacceptable as error:
        raise ValidationError({"file": str(error)}) from error
    return _store(post, actor, seen, drawn, alt_text)


def _store(post: Post, actor: Person, seen: int, drawn: pictures.Drawn, alt_text: str) -> PostPicture:
    with pictures.filed(drawn, original_until=_until()) as picture, transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        positions = list(locked.pictures.shown().values_list("position", flat=True))
        if len(positions) >= MOST_PICTURES:
            raise ValidationError({"file": _("A post has ten pictures at most.")})
        row = PostPicture(
            post=locked,
            picture=picture,
            alt_text=alt_text.strip(),
            position=max(positions, default=0) + 1,
            added_by=actor,
            added_at=clock.now(),
        )
        # A new picture may show somebody: nothing that was said of the others holds for it.
        changes = {"no_people": False, **UNCHECKED}
        change(locked, actor=actor, seen=seen, changes=changes, contents=[picture, row])
        picture.save(force_insert=True)
        row.save(force_insert=True)
    return row


def describe_picture(row: PostPicture, *, actor: Person, seen: int, alt_text: str) -> None:
    """Other words for those who cannot see it."""
    _check_described(alt_text)
    with transaction.atomic(durable=True):
        locked, mine = _locked(row)
        mine.alt_text = alt_text.strip()
        change(locked, actor=actor, seen=seen, changes=UNCHECKED, contents=[mine])
        mine.save(update_fields=["alt_text"])


def move_picture(row: PostPicture, *, actor: Person, seen: int) -> None:
    """One place nearer to the front."""
    with transaction.atomic(durable=True):
        locked, mine = _locked(row)
        before = locked.pictures.shown().filter(position__lt=mine.position).order_by("-position").first()
        if before is None:
            return
        mine.position, before.position = before.position, mine.position
        change(locked, actor=actor, seen=seen, changes={}, contents=[mine, before])
        # No two may have one place, not for a moment.
        PostPicture.objects.filter(pk=before.pk).update(position=ASIDE)
        mine.save(update_fields=["position"])
        before.save(update_fields=["position"])


def remove_picture(row: PostPicture, *, actor: Person, seen: int) -> None:
    """Take it out. Its files are deleted; that it was there is kept."""
    with transaction.atomic(durable=True):
        locked, mine = _locked(row)
        mine.removed_at = clock.now()
        change(locked, actor=actor, seen=seen, changes=UNCHECKED, contents=[mine])
        mine.save(update_fields=["removed_at"])
        pictures.delete(mine.picture)


def _locked(row: PostPicture) -> tuple[Post, PostPicture]:
    locked = lock_post(row.post_id)
    mine = locked.pictures.shown().select_related("picture").filter(pk=row.pk).first()
    if mine is None:
        raise engine.StaleState("picture")
    return locked, mine


def _check_described(alt_text: str) -> None:
    said = alt_text.strip()
    if not said:
        raise ValidationError({"alt_text": _("Say what it shows, for those who cannot see it.")})
    if len(said) > PostPicture.LONGEST:
        raise ValidationError({"alt_text": _("Say it in 500 letters at most.")})


def _until() -> dt.date:
    """The last day of the large copy, by the setting's rule."""
    rule = DeadlineRule.objects.select_related("calendar").get(pk=ORIGINAL)
    return timezone.localdate(working_days.due(rule, clock.now()))


def copy_pictures(source: Post, target: Post, *, actor: Person) -> None:
    """The pictures of one post on a draft that was just made of it, drawn anew from the copies for the web."""
    for row in source.pictures.shown().select_related("picture").order_by("position"):
        if row.picture.has(Picture.Size.WEB):
            drawn = pictures.prepare("", pictures.content(row.picture, Picture.Size.WEB))
            target.refresh_from_db()
            _store(target, actor, target.version, drawn, row.alt_text)
