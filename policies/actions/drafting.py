"""A version while it is a draft: begun, written, described. Only handing it on freezes its words."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from policies.actions import freezing
from policies.models import Drafter, Policy, PolicyVersion
from policies.outline import Outline
from policies.selectors.versions import frozen_blocks
from workflow import clock, engine
from workflow.actors import Actor

Source = tuple[str, bytes]


def start_draft(
    policy: Policy, *, actor: Actor, outline: Outline | None = None, source: Source | None = None
) -> PolicyVersion:
    """Begin the next version: from a loaded document, or else from the words published last.

    `source` is the document's name and bytes, of which the hash is kept. Raises NotAllowed, or
    ValidationError while another version is being made, or for a policy that is kept no longer.
    """
    with transaction.atomic(durable=True):
        return begin(engine.lock(Policy, policy.pk), actor=actor, outline=outline, source=source)


def begin(
    policy: Policy, *, actor: Actor, outline: Outline | None = None, source: Source | None = None
) -> PolicyVersion:
    """The same in the caller's transaction, with the policy locked."""
    if policy.retired_on and policy.retired_on <= clock.today():
        raise ValidationError(_("This policy is kept no longer."))
    if policy.versions.open().exists():
        raise ValidationError(_("Another version of this policy is being made already."))
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    version = PolicyVersion(
        policy=policy,
        number=last + 1,
        outline=(outline or words_published(policy)).to_json(),
        source_name=source[0][-200:] if source else "",
        source_sha256=hashlib.sha256(source[1]).hexdigest() if source else "",
    )
    drafters = [Drafter(version=version, person=actor)] if isinstance(actor, Person) else []
    engine.create(version, "draft", actor=actor, contents=drafters)
    Drafter.objects.bulk_create(drafters)
    return version


def words_published(policy: Policy) -> Outline:
    """The outline of the version published last, each block with its clause's key; empty without one.

    That is the one in force, or one that will be: what was agreed for then is not lost.
    """
    version = policy.versions.published().order_by("-effective_from").first()
    return Outline(title=policy.title, blocks=frozen_blocks(version) if version else [])


def edit(version: PolicyVersion, *, actor: Person, seen: int, outline: Outline) -> None:
    """Replace a draft's words. `seen` is the version (of the row) that the page was drawn from.

    Whoever edits becomes a drafter, and can never approve it. What was confirmed of its keys is to
    be confirmed again. Raises NotAllowed, WrongState, or StaleState when somebody else saved
    meanwhile: their words are not overwritten.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        changes = {
            "outline": outline.to_json(),
            "outline_before": locked.outline,
            "keys_confirmed": False,
        }
        _write(locked, "edit", actor, seen, changes)


def undo(version: PolicyVersion, *, actor: Person, seen: int) -> None:
    """Take the last change of a draft's words back; once more brings it again. Raises as `edit` does."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        if locked.outline_before is None:
            raise ValidationError(_("There is nothing to undo."))
        changes = {
            "outline": locked.outline_before,
            "outline_before": locked.outline,
            "keys_confirmed": False,
        }
        _write(locked, "edit", actor, seen, changes)


def describe(
    version: PolicyVersion, *, actor: Person, seen: int, is_major: bool, change_summary: str
) -> None:
    """Say what changes for the reader, and whether everybody signs again. Raises as `edit` does."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        changes = {"is_major": is_major, "change_summary": change_summary.strip()}
        _write(locked, "describe", actor, seen, changes)


def confirm_keys(
    version: PolicyVersion, *, actor: Person, seen: int, keys: Sequence[str | None] | None = None
) -> None:
    """Say for each block of the draft, in order, which clause it goes on as; None is a new one.

    Without `keys`, as they are. Raises NotAllowed, WrongState, StaleState; ValidationError for a
    clause that is named twice or belongs to another policy.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        outline = Outline.from_json(locked.outline)
        said = keys if keys is not None else [block.clause for block in outline.blocks]
        if len(said) != len(outline.blocks):
            raise engine.StaleState("confirm keys")
        blocks = [replace(block, clause=key) for block, key in zip(outline.blocks, said, strict=True)]
        freezing.check_keys(locked, blocks)
        changes = {"outline": replace(outline, blocks=blocks).to_json(), "keys_confirmed": True}
        engine.advance(locked, "confirm keys", actor=actor, version=seen, changes=changes)


def _write(locked: PolicyVersion, step: str, actor: Person, seen: int, changes: dict[str, object]) -> None:
    """Take a step that makes its actor a drafter."""
    is_drafter = locked.drafters.filter(person=actor).exists()
    new = [] if is_drafter else [Drafter(version=locked, person=actor)]
    engine.advance(locked, step, actor=actor, version=seen, changes=changes, contents=new)
    Drafter.objects.bulk_create(new)
