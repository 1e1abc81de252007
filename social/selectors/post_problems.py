"""What stands between a post and its next step, as one list for the page and the action (domain §6.5).

Which child may be shown is yes or no here, and never why.
"""

import dataclasses
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Child
from consents.selectors import showing
from social.models import OfficialAccount, Post
from social.selectors.covering import is_covered
from social.selectors.post_content import is_as_agreed
from social.selectors.post_words import unclear_words

WORDS, PICTURES, CHILDREN, CHECKS, ACCOUNT = "words", "pictures", "children", "checks", ""


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing to mend: what is wrong in words, and the page where it is mended ("" where it is elsewhere)."""

    code: str
    text: Any
    page: str = ACCOUNT

    @property
    def is_of_account(self) -> bool:
        """Whether nothing at all may be put there, whatever the post."""
        return self.code in ("account", "risk")


def before_reading(post: Post) -> list[Problem]:
    """Everything that keeps it from a reader."""
    return [*_of_words(post), *_of_children(post), *_of_checks(post), *_of_names(post), *_of_account(post)]


def before_publishing(post: Post) -> list[Problem]:
    """The same asked again, of what was agreed to, and for how long."""
    found = before_reading(post)
    if post.has_lapsed:
        found.append(Problem("lapsed", _("It was agreed to too long ago. A colleague must read it again.")))
    if not is_as_agreed(post):
        found.append(Problem("changed", _("It is not what was agreed to. A colleague must read it again.")))
    return found


def before_urgent(post: Post) -> list[Problem]:
    """What cannot wait shows no child and no person (§6.5)."""
    found = before_reading(post)
    if post.children_shown != 0 or not post.no_people:
        said = _("Only a post that shows no person at all can be published before a colleague has read it.")
        found.append(Problem("people", said, CHILDREN))
    return found


def account_problems(account: OfficialAccount) -> list[Problem]:
    """Whether anything may be put on this account at this moment. Three queries at most."""
    if account.state != OfficialAccount.State.LIVE:
        return [Problem("account", _("This account is not live."))]
    if not is_covered(account):
        return [Problem("risk", _("No risk assessment covers this account or its platform now."))]
    return []


def not_allowed(post: Post, child_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Those of the children who may not be shown on the post's account now. One query."""
    ids = list(child_ids)
    purpose = post.account.platform.purpose_id
    if not ids or purpose is None:
        return ids
    may = showing(ids, [purpose])
    return [pk for pk in ids if not may[pk][purpose]]


def _of_words(post: Post) -> list[Problem]:
    found = []
    if not post.text.strip():
        found.append(Problem("text", _("It has no text yet."), WORDS))
    if not post.objective.strip():
        found.append(Problem("objective", _("Say what it is for."), WORDS))
    if post.kind == Post.Kind.INFORMATION and not (post.alternative and post.alternative_on):
        said = _("Say how families hear of it who use no social media, and since which day.")
        found.append(Problem("alternative", said, WORDS))
    return found


def _of_children(post: Post) -> list[Problem]:
    if post.children_shown is None:
        return [Problem("unsaid", _("Say which children can be recognised, or that nobody can."), CHILDREN)]
    refused = not_allowed(post, post.children.shown().values_list("child", flat=True))
    names = ", ".join(child.name for child in Child.objects.filter(pk__in=refused)) if refused else ""
    if not names:
        return []
    said = _("Must not be shown on %(account)s: %(names)s. Choose another picture, or crop it.")
    return [Problem("child", said % {"account": post.account.platform.name, "names": names}, CHILDREN)]


def _of_checks(post: Post) -> list[Problem]:
    if all(getattr(post, name) for name in Post.CHECKS):
        return []
    return [Problem("checks", _("Go through the checks."), CHECKS)]


def _of_names(post: Post) -> list[Problem]:
    words = unclear_words(post)
    found = []
    for is_child, said in (
        (
            True,
            _(
                "These words may name a child: %(words)s. Change them, or ask a leader to say why they do not."
            ),
        ),
        (
            False,
            _(
                "These words may name a place: %(words)s. Change them, or ask a leader to say why they may stay."
            ),
        ),
    ):
        spelt = ", ".join(f"“{word.text}”" for word in words if word.is_child == is_child)
        if spelt:
            found.append(Problem("name" if is_child else "place", said % {"words": spelt}, CHECKS))
    return found


def _of_account(post: Post) -> list[Problem]:
    return account_problems(post.account)
