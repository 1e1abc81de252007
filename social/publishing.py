"""The seam at which a post leaves: whoever publishes tells it here. No publisher of this app calls a network.

A setting that ever lets a machine post writes another `Publisher` and names it in `publisher_for`; the
guards, the locks and the record are the action's, and stay.
"""

import dataclasses
import datetime as dt
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from social.models import OfficialAccount, Post
from social.selectors.sites import is_there, is_web_address, sites_for_posts
from workflow import clock


@dataclasses.dataclass(frozen=True)
class Published:
    """Where a post can be seen, and since when."""

    link: str
    at: dt.datetime


class Publisher(Protocol):
    """How posts of an account get there. Called inside the transaction that records it, behind every guard."""

    def publish(self, post: Post, *, link: str) -> Published:
        """Raises ValidationError if it cannot be published, and then did nothing."""
        ...


class ByHand:
    """Somebody has put it there and says where."""

    def publish(self, post: Post, *, link: str) -> Published:
        if not is_web_address(link):
            raise ValidationError(
                {"link": _("Copy the address of the post from the page. It begins with https://")}
            )
        sites = sites_for_posts(post.account.platform, post.account.url)
        if sites and not is_there(link, sites):
            said = _("That address is not on %(platform)s.") % {"platform": post.account.platform.name}
            raise ValidationError({"link": said})
        return Published(link.strip(), clock.now())


def publisher_for(account: OfficialAccount) -> Publisher:
    """By hand, for every account there is."""
    return ByHand()
