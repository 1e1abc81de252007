"""Writing a post: words, who can be recognised, the checks. Any change takes it back to the draft (§6.5)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from documents import pictures
from social.actions.post_steps import UNCHECKED, change, lock_post, refuse, require_change, written
from social.models import OfficialAccount, PlaceName, Post, PostAuthor, PostChild, PostEntry
from social.selectors.gate import may_use
from social.selectors.post_problems import account_problems, not_allowed
from workflow import clock, engine


@dataclasses.dataclass(frozen=True)
class Words:
    """What a post says, and where."""

    account: OfficialAccount
    kind: str
    objective: str = ""
    text: str = ""
    planned_on: dt.date | None = None
    alternative: str = ""
    alternative_on: dt.date | None = None

    @property
    def said(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def begin(*, actor: Person, words: Words) -> Post:
    """A draft. Raises NotAllowed, or ValidationError for who has not signed what must be signed (S5.10a)."""
    require_signed(actor)
    post = Post(author=actor, created_at=clock.now(), moved_at=clock.now(), **words.said)
    _check(post)
    require_usable(words.account)
    with transaction.atomic(durable=True):
        engine.create(post, "begin", actor=actor)
        PostAuthor.objects.create(post=post, person=actor)
    return post


def write(post: Post, *, actor: Person, seen: int, words: Words) -> None:
    """Other words. Raises NotAllowed, WrongState, StaleState or ValidationError; so every action here."""
    require_signed(actor)
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        drawn = Post.objects.get(pk=locked.pk)
        for name, value in words.said.items():
            setattr(drawn, name, value)
        _check(drawn)
        if drawn.account_id != locked.account_id:
            require_usable(words.account)
        said = {name: getattr(drawn, name) for name in words.said}
        # Another account is another purpose: of whoever is shown it is asked anew.
        moves = drawn.account_id != locked.account_id and bool(locked.children_shown)
        gone = _removed(locked) if moves else []
        asked_anew = {"children_shown": None} if moves else {}
        change(locked, actor=actor, seen=seen, changes={**said, **asked_anew, **UNCHECKED}, contents=gone)
        _save_removed(gone)


def show_children(post: Post, *, actor: Person, seen: int, child_ids: Iterable[uuid.UUID]) -> None:
    """Say which children of the register can be recognised. Each must be allowed there at this moment (§3.3)."""
    chosen = set(child_ids)
    if not chosen or Child.objects.filter(pk__in=chosen).count() != len(chosen):
        raise ValidationError(
            {"children": _("Choose at least one child, or say that nobody can be recognised.")}
        )
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk, and_children=chosen)
        require_change(locked, actor=actor, seen=seen)
        refuse(account_problems(locked.account))
        refused = Child.objects.filter(pk__in=not_allowed(locked, chosen))
        if refused:
            names = ", ".join(child.name for child in refused)
            raise ValidationError({"children": _("Must not be shown there: %(names)s.") % {"names": names}})
        _set_children(locked, actor, seen, chosen, no_people=False)


def show_nobody(post: Post, *, actor: Person, seen: int, no_people: bool = False) -> None:
    """Say that no child can be recognised; `no_people`: that no picture shows any person."""
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        _set_children(locked, actor, seen, set(), no_people=no_people)


def _set_children(post: Post, actor: Person, seen: int, chosen: set[uuid.UUID], *, no_people: bool) -> None:
    kept = set(post.children.shown().filter(child__in=chosen).values_list("child", flat=True))
    gone = _removed(post, keep=kept)
    new = [
        PostChild(post=post, child_id=pk, added_by=actor, added_at=clock.now())
        for pk in sorted(chosen - kept)
    ]
    changes = {"children_shown": len(chosen), "no_people": no_people, **UNCHECKED}
    change(post, actor=actor, seen=seen, changes=changes, contents=[*gone, *new])
    _save_removed(gone)
    PostChild.objects.bulk_create(new)


def _removed(post: Post, keep: Iterable[uuid.UUID] = ()) -> list[PostChild]:
    gone = list(post.children.shown().exclude(child__in=keep))
    for row in gone:
        row.removed_at = clock.now()
    return gone


def _save_removed(gone: list[PostChild]) -> None:
    for row in gone:
        row.save(update_fields=["removed_at"])


def check(post: Post, *, actor: Person, seen: int, checked: Iterable[str]) -> None:
    """Say of each check that it was made; what is not named was not."""
    said = set(checked)
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        change(locked, actor=actor, seen=seen, changes={name: name in said for name in Post.CHECKS})


def clear_word(post: Post, *, actor: Person, word: str, why: str) -> PostEntry:
    """A leader says why a word is no child's name, or a place that may stay. It is read with the post."""
    with transaction.atomic(durable=True):
        row = written(post, PostEntry.Kind.NOT_A_NAME, why, actor, word=word)
        engine.record(post, "clear word", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def add_note(post: Post, *, actor: Person, body: str) -> PostEntry:
    """A line by anybody who sees it, in whatever state."""
    with transaction.atomic(durable=True):
        row = written(post, PostEntry.Kind.NOTE, body, actor)
        engine.record(post, "note", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def give_up(post: Post, *, actor: Person, seen: int, body: str) -> None:
    """It will not be published. Its pictures are deleted."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Post, post.pk)
        row = written(locked, PostEntry.Kind.GIVEN_UP, body, actor)
        changes = {"moved_at": clock.now()}
        engine.advance(locked, "give up", actor=actor, version=seen, changes=changes, contents=[row])
        row.save(force_insert=True)
        delete_pictures(locked)


def delete_pictures(post: Post) -> None:
    """The files of all its pictures go when the transaction commits."""
    for row in post.pictures.filter(picture__deleted_at=None).select_related("picture"):
        pictures.delete(row.picture)


def keep_place(*, actor: Person, name: str) -> PlaceName:
    """A place that no post may name. Raises ValidationError without one."""
    place = PlaceName(name=" ".join(name.split()), source=_("Entered here"), checked_on=clock.today())
    place.clean_fields()
    return PlaceName.objects.get_or_create(
        name=place.name, defaults={"source": place.source, "checked_on": place.checked_on}
    )[0]


def require_signed(actor: Person) -> None:
    """Raises ValidationError for whoever works without the acceptable-use policy of today (S5.10a)."""
    if not may_use(actor):
        said = _("Sign the policy on acceptable use first. You find it under your signatures.")
        raise ValidationError(said, code="unsigned")


def require_usable(account: OfficialAccount) -> None:
    """Raises ValidationError where nothing may be posted at this moment: nothing is begun there either (§6.4)."""
    found = account_problems(account)
    if found:
        raise ValidationError({"account": [str(problem.text) for problem in found]}, code="off")


def _check(post: Post) -> None:
    if post.account.state == OfficialAccount.State.CLOSED:
        raise ValidationError({"account": _("This account is closed.")})
    if post.alternative_on and post.alternative_on > clock.today():
        raise ValidationError(
            {"alternative_on": _("Enter the day on which families were told, not one to come.")}
        )
    if post.kind != Post.Kind.INFORMATION and (post.alternative or post.alternative_on):
        post.alternative, post.alternative_on = "", None
    names = {"account", "kind", "objective", "text", "planned_on", "alternative", "alternative_on"}
    post.clean_fields(exclude={field.name for field in Post._meta.fields} - names)
