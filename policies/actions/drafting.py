"""A version while it is a draft: begun, written, described. Only handing it on freezes its words."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from policies import permissions
from policies.models import Drafter, Policy, PolicyVersion
from policies.outline import Block, Outline
from workflow import engine
from workflow.actors import Actor


def start_draft(
    policy: Policy, *, actor: Actor, outline: Outline | None = None, source: tuple[str, bytes] | None = None
) -> PolicyVersion:
    """Begin the next version: from a loaded document, or else from the words in force.

    `source` is the document's name and bytes, of which the hash is kept. Raises NotAllowed, or
    ValidationError while another version is being made.
    """
    with transaction.atomic(durable=True):
        engine.lock(Policy, policy.pk)
        if policy.versions.open().exists():  # type: ignore[attr-defined]
            raise ValidationError(_("Another version of this policy is being made already."))
        last = policy.versions.aggregate(last=Max("number"))["last"] or 0
        version = PolicyVersion(
            policy=policy,
            number=last + 1,
            outline=(outline or words_in_force(policy)).to_json(),
            source_name=source[0][:200] if source else "",
            source_sha256=hashlib.sha256(source[1]).hexdigest() if source else "",
        )
        drafters = [Drafter(version=version, person=actor)] if isinstance(actor, Person) else []
        engine.create(version, "draft", actor=actor, contents=drafters)
        Drafter.objects.bulk_create(drafters)
    return version


def words_in_force(policy: Policy) -> Outline:
    """The outline of the version in force, each block with its clause's key; empty without one."""
    version = PolicyVersion.objects.in_force().filter(policy=policy).first()
    texts = version.clauses if version else ()
    blocks = [
        Block(kind=row.kind, depth=row.depth, text=row.text, label=row.label, clause=str(row.clause_id))
        for row in texts
    ]
    return Outline(title=policy.title, blocks=blocks)


def edit(version: PolicyVersion, *, actor: Person, seen: PolicyVersion, outline: Outline) -> None:
    """Replace a draft's words. `seen` is the draft as the page was drawn from it.

    Whoever edits becomes a drafter, and can never approve it. Raises NotAllowed, WrongState, or
    StaleState when somebody else saved meanwhile: their words are not overwritten.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        if locked.outline != seen.outline:
            raise engine.StaleState("edit")
        new = [] if _is_drafter(locked, actor) else [Drafter(version=locked, person=actor)]
        engine.record(locked, "edit", actor=actor, contents=new)
        Drafter.objects.bulk_create(new)
        locked.outline = outline.to_json()
        locked.save(update_fields=["outline"])


def describe(version: PolicyVersion, *, actor: Person, is_major: bool, change_summary: str) -> None:
    """Say what changes for the reader, and whether everybody signs again. Raises NotAllowed or WrongState."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        locked.is_major, locked.change_summary = is_major, change_summary
        locked.save(update_fields=["is_major", "change_summary"])
        engine.record(locked, "edit", actor=actor, contents=[locked])


def _is_drafter(version: PolicyVersion, person: Person) -> bool:
    return version.drafters.filter(person=person).exists()


def may_edit(person: Person, version: PolicyVersion) -> bool:
    """For drawing the page: it is a draft, and theirs to write."""
    return version.state == PolicyVersion.State.DRAFT and permissions.can_draft(person)
