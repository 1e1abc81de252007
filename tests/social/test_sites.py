"""An account and its posts are on their platform's own sites, whatever an address looks like."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from social.actions import accounts, publishing_posts
from social.models import OfficialAccount, Platform
from social.selectors.checklist import missing
from social.selectors.sites import is_on
from tests.social.accounts import SAID, proposed, stored
from tests.social.post_scene import PostScene, fresh

pytestmark = pytest.mark.django_db
OURS = [
    "https://instagram.com/superstars", "https://www.instagram.com/superstars", "https://M.Instagram.com./us",
]  # fmt: skip
OTHERS = [
    "https://instagram.com.evil.example/superstars", "https://evilinstagram.com/superstars",
    "https://evil.example/instagram.com", "https://instagram.com@evil.example/us", "https://www.facebook.com/us",
    "https://evil.example\\@instagram.com/us", "http://www.instagram.com/us", "ftp://instagram.com/us",
    "https://instagram.com:8000/us", "https://instagrаm.com/us", "https://[instagram.com/us", "instagram.com/us", "",
]  # fmt: skip


@pytest.mark.parametrize("address", OURS)
def test_an_address_of_the_platform(address):
    assert is_on(address, Platform(sites="instagram.com instagr.am"))


@pytest.mark.parametrize("address", OTHERS)
def test_an_address_of_another_site_or_one_that_hides_it(address):
    assert not is_on(address, Platform(sites="instagram.com instagr.am"))


def test_where_no_site_is_known_any_plain_address_will_do():
    assert is_on("https://journal.example/us", Platform())
    assert not is_on("http://journal.example/us", Platform())


class TestAccounts:
    def test_another_site_is_refused_when_it_is_proposed_and_when_it_is_changed(self, cast, sign_in):
        said = SAID | {"url": "https://www.facebook.com/superstars"}
        with pytest.raises(ValidationError, match="not on Instagram"):
            accounts.propose(actor=cast.dan, platform=Platform.objects.get(pk="instagram"), name="Us", **said)
        assert not OfficialAccount.objects.exists()
        account = proposed(cast)
        drawn = accounts.as_drawn(account)
        with pytest.raises(ValidationError, match="not on Instagram"):
            accounts.change(account, actor=cast.dan, drawn=drawn, url="https://superstars.example/")
        page = sign_in(cast.dan).post(
            reverse("account-official-step", args=[account.pk, "about"]),
            {"name": "Us", "url": said["url"], "is_dedicated": "on", "version": 0, "drawn": drawn},
        )
        assert "url" in page.context["form"].errors
        assert stored(account).url == SAID["url"]

    def test_what_has_a_wrong_address_is_not_live_and_says_so(self, cast):
        account = proposed(cast)
        OfficialAccount.objects.filter(pk=account.pk).update(url="https://superstars.example/")
        assert "dedicated" in {item.code for item in missing(stored(account))}
        # Other things are said of it all the same.
        accounts.change(stored(account), actor=cast.dan, drawn=accounts.as_drawn(stored(account)), name="We")


def test_a_post_is_on_the_platform_even_where_the_account_is_not(cast):
    scene = PostScene(cast)
    OfficialAccount.objects.filter(pk=scene.account.pk).update(url="https://superstars.example/")
    post = scene.approved()
    for link in ("https://superstars.example/p/1", "https://evilinstagram.com/p/1"):
        with pytest.raises(ValidationError, match="not on Instagram"):
            publishing_posts.publish(post, actor=cast.dan, seen=post.version, link=link)
    publishing_posts.publish(post, actor=cast.dan, seen=post.version, link="https://instagram.com/p/1")
    assert fresh(post).state == "published"
