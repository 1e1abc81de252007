"""Before there is anything: no account, no policy to sign, no second page."""

import pytest
from django.urls import reverse

from tests.social import access_rows
from tests.social.post_scene import PostScene


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def test_without_an_account_or_a_policy_nobody_is_sent_in_a_circle(cast, sign_in):
    """A site that has just begun: no policy to sign, and no account to post to."""
    client = sign_in(cast.maya)
    page = client.get(reverse("my-access")).content.decode()
    assert "The setting has not said yet what must be signed first." in page
    assert "Read and sign" not in page
    access_rows.signed(cast, cast.maya, cast.pia)
    page = client.get(reverse("post-begin")).content.decode()
    assert "No account to post to yet" in page
    assert reverse("account-officials") in page
    page = sign_in(cast.pia).get(reverse("post-begin")).content.decode()
    assert "No account to post to yet" in page
    assert reverse("account-officials") not in page


def test_a_page_behind_the_last_is_the_first(scene, cast, sign_in):
    scene.published()
    client = sign_in(cast.maya)
    for path in (f"{reverse('posts')}?show=live&page=99", f"{reverse('board')}?group=live&page=9"):
        page = client.get(path).content.decode()
        assert "We planted beans." in page
        assert "Nothing is live." not in page
