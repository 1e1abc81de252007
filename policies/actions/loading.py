"""A document becomes the draft of a policy: all of it, or nothing."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents import reading
from documents.reading import Unreadable
from policies import keys
from policies.actions import drafting
from policies.models import Policy, PolicyVersion
from policies.outline import CLAUSE, Outline
from policies.splitting import split
from workflow import engine
from workflow.actors import Actor

CODE_LENGTH = 60


def load(
    *, actor: Actor, name: str, content: bytes, policy: Policy | None = None, title: str = "", code: str = ""
) -> PolicyVersion:
    """Make a draft of a document: the next version of `policy`, or the first of a new one.

    `name` is the file's name. Without `title` a new policy is called what the document calls itself.
    Raises Unreadable with words for people; NotAllowed; ValidationError, by field, when the policy has
    a draft already, or the title or code is taken or missing. Then nothing is stored.
    """
    outline = read(name, content)
    if policy is not None:
        # Before anything is locked: with many clauses it takes a while, and is only a proposal.
        outline = _carrying(outline, drafting.words_published(policy))
    with transaction.atomic(durable=True):
        if policy is None:
            policy = _new_policy(actor, title.strip() or outline.title, code)
        else:
            policy = engine.lock(Policy, policy.pk)
        return drafting.begin(policy, actor=actor, outline=outline, source=(name, content))


def _carrying(outline: Outline, before: Outline) -> Outline:
    """The outline with the keys of the clauses that it seems to carry on; the manager confirms them."""
    matches = keys.carry(before.blocks, outline.blocks)
    return replace(outline, blocks=keys.carried(before.blocks, outline.blocks, matches))


def read(name: str, content: bytes) -> Outline:
    """The outline of a document. Raises Unreadable, also for one in which nothing can be found."""
    outline = split(reading.read(name, content))
    if not any(block.kind == CLAUSE for block in outline.blocks):
        raise Unreadable(_("No sentence was found in this document: nothing in it can become a clause."))
    return outline


def _new_policy(actor: Actor, title: str, code: str) -> Policy:
    if not title:
        raise ValidationError({"title": _("Give it a title: the document does not say one.")})
    policy = Policy(title=title[:200], code=code or free_code(title))
    if Policy.objects.kept().filter(title__iexact=policy.title).exists():
        raise ValidationError({"title": _("There is a policy with this title already: choose it.")})
    policy.full_clean()
    engine.create(policy, "add", actor=actor)
    return policy


def free_code(title: str) -> str:
    """A code made from a title that no policy has yet: "photographs", "photographs-2"."""
    stem = slugify(title)[: CODE_LENGTH - 4].strip("-") or "policy"
    taken = set(Policy.objects.filter(code__startswith=stem).values_list("code", flat=True))
    tried = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(code for code in tried if code not in taken)
