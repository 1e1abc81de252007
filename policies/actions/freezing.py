"""How a draft's words become rows that nobody can change, each under its clause's permanent key."""

import uuid
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from policies.models import Clause, ClauseText, PolicyVersion
from policies.numbering import numbers
from policies.outline import Block, Outline
from workflow import audit

# What an engine event seals: the rows that freezing made.
Frozen = tuple[list[Clause], list[ClauseText]]
LABEL_LENGTH = ClauseText._meta.get_field("label").max_length


def freeze(version: PolicyVersion) -> Frozen:
    """The rows of the version's next edition, not stored yet.

    Sets `edition`, `text_hash` and `outline` in memory: a draft that comes back knows the keys that
    its new clauses were given. Raises ValidationError for a draft without clauses, or with the same
    clause twice, or with a clause of another policy.
    """
    outline = Outline.from_json(version.outline)
    if not any(block.kind == ClauseText.Kind.CLAUSE for block in outline.blocks):
        raise ValidationError(_("There is no clause in it yet."))
    clauses = _clauses(version, outline.blocks)
    version.edition += 1
    keyed = [
        replace(block, clause=str(clause.pk)) for block, clause in zip(outline.blocks, clauses, strict=True)
    ]
    version.outline = replace(outline, blocks=keyed).to_json()
    texts = [
        ClauseText(
            version=version,
            edition=version.edition,
            position=position,
            clause=clause,
            kind=block.kind,
            depth=block.depth,
            label=block.label[:LABEL_LENGTH],
            number=number,
            text=block.text,
        )
        for position, (block, clause, number) in enumerate(
            zip(outline.blocks, clauses, numbers(outline.blocks), strict=True), start=1
        )
    ]
    version.text_hash = text_hash(texts)
    return [clause for clause in clauses if clause._state.adding], texts


def text_hash(texts: list[ClauseText]) -> str:
    """SHA-256 of the canonical JSON of all clauses: number, kind, depth, key, words. Printed on every copy."""
    return audit.sha256(
        audit.canonical([[row.number, row.kind, row.depth, row.clause_id, row.text] for row in texts])
    )


def store(frozen: Frozen) -> None:
    """Write what `freeze` made, in the caller's transaction."""
    clauses, texts = frozen
    Clause.objects.bulk_create(clauses)
    ClauseText.objects.bulk_create(texts)


def check_words(version: PolicyVersion) -> None:
    """Whether the stored words are those that were frozen: asked before anybody's name is set to them.

    Raises ValidationError. The database refuses to change or delete a row of them, not to add one.
    """
    if text_hash(list(version.clauses)) != version.text_hash:
        raise ValidationError(_("Its words are not those that were shown to people. Send it back."))


def check_keys(version: PolicyVersion, blocks: list[Block]) -> dict[str, Clause]:
    """The policy's clauses by key. Raises ValidationError when a block names one twice, or an unknown one."""
    known = {str(clause.pk): clause for clause in version.policy.clauses.all()}
    kept = [block.clause for block in blocks if block.clause]
    if len(kept) != len(set(kept)) or not set(kept) <= known.keys():
        raise ValidationError(_("Say again which clause goes on as which: one is named twice, or unknown."))
    return known


def _clauses(version: PolicyVersion, blocks: list[Block]) -> list[Clause]:
    known = check_keys(version, blocks)
    return [
        known[block.clause] if block.clause else Clause(pk=uuid.uuid4(), policy=version.policy)
        for block in blocks
    ]
