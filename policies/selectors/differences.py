"""What differs between two versions, as a page draws it."""

import dataclasses
from collections import Counter

from django.utils.translation import gettext as _

from policies import comparing
from policies.comparing import Change
from policies.models import PolicyVersion
from policies.selectors.versions import blocks


@dataclasses.dataclass(frozen=True)
class Differences:
    """`shown` are the changes in order; `same` counts the clauses with the same words; `said` sums it up."""

    shown: list[Change]
    same: int
    said: str
    with_same: bool


def between(before: PolicyVersion, after: PolicyVersion, *, with_same: bool = False) -> Differences:
    """Two queries at most."""
    changes = comparing.compare(blocks(before), blocks(after))
    quiet = (comparing.SAME, comparing.RENUMBERED)
    return Differences(
        shown=[change for change in changes if with_same or change.op not in quiet],
        same=sum(change.op in quiet for change in changes),
        said=_summary(Counter(change.op for change in changes)),
        with_same=with_same,
    )


def _summary(counted: Counter[str]) -> str:
    words = {
        comparing.CHANGED: _("%(count)s changed"),
        comparing.ADDED: _("%(count)s new"),
        comparing.REMOVED: _("%(count)s taken out"),
        comparing.MOVED: _("%(count)s moved"),
    }
    parts = [said % {"count": counted[op]} for op, said in words.items()]
    return _("Clauses: %(counts)s.") % {"counts": ", ".join(parts)}
