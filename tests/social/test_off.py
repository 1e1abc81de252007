"""What is off is offered nowhere from that second on, and lists and boards say that it is, and why (§6.4)."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from social.actions import asking, publishing_posts, stopping, writing_posts
from social.forms.access import AskForm
from social.forms.posts import WordsForm
from social.models import OfficialAccount, Platform, Post
from social.selectors import access_pages, board, off, post_lists
from social.selectors.holding import holds_access
from tests.cast import Cast
from tests.social import access_rows, accounts, risk_rows
from tests.social.post_scene import LINK, PostScene, fresh
from workflow import clock

pytestmark = pytest.mark.django_db


def suspend(row, cast: Cast) -> None:
    risk_rows.step(stopping.suspend, row, cast.dan, body="Wait.")


def withdraw(row, cast: Cast) -> None:
    risk_rows.step(stopping.withdraw, row, cast.maya, body="No longer.")


ENDS: dict[str, Callable] = {"is suspended": suspend, "was withdrawn": withdraw}


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def says(page, words: str) -> bool:
    return words in page.content.decode()


class TestPosts:
    @pytest.mark.parametrize("how", ENDS)
    @pytest.mark.parametrize("of_platform", [False, True])
    def test_boards_and_lists_say_that_it_is_off_and_why(self, cast, scene, sign_in, how, of_platform):
        instagram = risk_rows.platform("instagram")
        row = risk_rows.approved(instagram, cast) if of_platform else scene.assessment
        post, link = scene.approved(), reverse("risk", args=[row.pk])
        whose, begins = (
            ("the risk assessment of Instagram", "The") if of_platform else ("its risk assessment", "Its")
        )
        pia, maya = sign_in(cast.pia), sign_in(cast.maya)
        assert not says(pia.get(reverse("board")), "is off")
        ENDS[how](row, cast)
        for name in ("board", "board-today"):
            page = pia.get(reverse(name))
            assert says(page, f"Super Stars (Instagram) is off: {whose} {how}.")
            assert says(page, link)
        assert says(pia.get(reverse("posts")), "account is off")
        for url in (reverse("account-officials"), reverse("account-official", args=[post.account_id])):
            assert says(maya.get(url), f"{begins}{whose[3:]} {how}.")
        for url in (reverse("social-platforms"), reverse("social-platform", args=["instagram"])):
            assert says(maya.get(url), f"Its risk assessment {how}") == of_platform

    def test_expired_from_the_first_second_of_the_next_day(self, cast, scene):
        last = clock.london(risk_rows.stored(scene.assessment).next_review_on, dt.time(23, 59, 59))
        with time_machine.travel(last, tick=False):
            assert off.lines(cast.pia) == []
        with time_machine.travel(last + dt.timedelta(seconds=1), tick=False):
            (line,) = off.lines(cast.pia)
            assert "expired: its last day was" in line.why
            assert line.risk_id == scene.assessment.pk
            # Who may not read the assessment is told the words alone.
            assert off.lines(cast.petra)[0].risk_id is None

    def test_what_nobody_ever_assessed_says_so(self, cast):
        account = accounts.live(cast)
        assert off.accounts()[account.pk] == off.Off("no risk assessment of it is approved")

    def test_it_is_not_offered_for_a_post_and_not_taken_from_a_hidden_field(self, cast, scene, sign_in):
        draft, live = scene.draft(), scene.published()
        suspend(scene.assessment, cast)
        assert list(WordsForm().fields["account"].queryset) == []
        assert list(WordsForm(post=draft).fields["account"].queryset) == [scene.account]
        said = {"account": scene.account.pk, "kind": "life", "objective": "Days", "text": "Beans."}
        page = sign_in(cast.pia).post(reverse("post-begin"), said)
        assert "account" in page.context["form"].errors
        with pytest.raises(ValidationError, match="No risk assessment covers"):
            writing_posts.begin(actor=cast.pia, words=scene.words())
        with pytest.raises(ValidationError, match="No risk assessment covers"):
            publishing_posts.amend(live, actor=cast.pia)
        assert Post.objects.count() == 2
        # What was begun before is written on; it cannot be handed in.
        writing_posts.write(draft, actor=cast.pia, seen=draft.version, words=scene.words(text="Peas."))
        other = accounts.opened(cast, "facebook", name="Page")
        elsewhere = scene.draft(account=other)
        with pytest.raises(ValidationError, match="No risk assessment covers"):
            writing_posts.write(elsewhere, actor=cast.pia, seen=elsewhere.version, words=scene.words())

    def test_no_button_and_no_list_offers_to_publish_there(self, cast, scene, sign_in):
        post, dan = scene.approved(), sign_in(cast.dan)
        steps = [reverse("post-step", args=[post.pk, slug]) for slug in ("publish", "schedule")]
        page = dan.get(reverse("post", args=[post.pk]))
        assert all(says(page, step) for step in steps)
        assert list(post_lists.to_publish_by(cast.dan)) == [post]
        suspend(scene.assessment, cast)
        page = dan.get(reverse("post", args=[post.pk]))
        assert not any(says(page, step) for step in steps)
        assert says(page, "No risk assessment covers this account or its platform now.")
        assert list(post_lists.to_publish_by(cast.dan)) == []
        assert list(board.today(cast.dan).publish) == []
        with pytest.raises(ValidationError):
            publishing_posts.publish(post, actor=cast.dan, seen=post.version, link=LINK)
        tomorrow = clock.now() + dt.timedelta(days=1)
        with pytest.raises(ValidationError):
            publishing_posts.schedule(post, actor=cast.dan, seen=post.version, moment=tomorrow)
        risk_rows.step(stopping.restore, scene.assessment, cast.maya, body="Looked at.")
        assert list(board.today(cast.dan).publish) == [post]
        assert fresh(post).state == "approved"

    def test_the_boards_cost_the_same_for_many_that_are_off(self, cast, sign_in):
        maya = sign_in(cast.maya)
        pages = [reverse(name) for name in ("board", "board-today", "posts", "account-officials")]

        def cost(url: str) -> int:
            with CaptureQueriesContext(connection) as caught:
                assert maya.get(url).status_code == 200
            return len(caught)

        accounts.live(cast)
        assert [cost(url) for url in pages]
        before = [cost(url) for url in pages]
        for number in range(3):
            accounts.live(cast, "facebook", name=f"Page {number}")
        assert len(off.accounts()) == 4
        assert [cost(url) for url in pages] == before


class TestAccess:
    def test_it_is_not_offered_to_be_asked_for_nor_taken_from_a_hidden_field(self, cast):
        youtube, account = risk_rows.platform("youtube"), accounts.opened(cast)
        own = account.risk_assessments.get()
        row = risk_rows.approved(youtube, cast)
        access_rows.signed(cast, cast.pia)

        def offered() -> set[str]:
            groups = AskForm(person=cast.pia).fields["what"].choices
            return {value for _label, choices in groups[1:] for value, _words in choices}

        wanted = {"platform:youtube", f"account:{account.pk}"}
        assert wanted <= offered()
        suspend(row, cast)
        withdraw(own, cast)
        assert not wanted & offered()
        for wish in (access_rows.wish("youtube"), access_rows.wish(account=account)):
            with pytest.raises(ValidationError, match="is off"):
                asking.ask(wish, actor=cast.pia)

    def test_whoever_was_given_it_uses_nothing_while_it_is_off(self, cast, sign_in):
        youtube = Platform.objects.get(pk="youtube")
        row = risk_rows.approved(youtube, cast)
        given = access_rows.approved(cast, cast.pia)
        assert holds_access(cast.pia, youtube)
        suspend(row, cast)
        assert not holds_access(cast.pia, youtube)
        words = "Off: the platform’s risk assessment has ended"
        assert [line.words for line in access_pages.own(cast.pia)] == [words]
        for person, name in ((cast.pia, "my-access"), (cast.maya, "access-register")):
            assert says(sign_in(person).get(reverse(name)), words)
        assert says(sign_in(cast.pia).get(reverse("access", args=[given.pk])), words)
        risk_rows.step(stopping.restore, row, cast.maya, body="Looked at.")
        assert holds_access(cast.pia, youtube)

    def test_nobody_gives_an_account_that_went_off_since_it_was_asked_for(self, cast):
        account = accounts.opened(cast)
        row = access_rows.asked(cast, cast.pia, account=account)
        suspend(account.risk_assessments.get(), cast)
        with pytest.raises(ValidationError, match="is off"):
            asking.approve(row, actor=cast.olive, seen=row.version, expires_on=row.asked_until)
        assert OfficialAccount.objects.get().state == "live"
