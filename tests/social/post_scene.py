"""A world for posts: a live account that is covered, people who have signed, families who said yes or no."""

from typing import Any

from accounts import actions as people
from accounts.models import Child, ChildContact, Person
from consents.actions import answering, informing, withdrawing
from consents.models import Notice, Purpose
from consents.selectors import notices
from policies.models import Policy
from social.actions import agreeing_posts, picturing_posts, publishing_posts, writing_posts
from social.actions.writing_posts import Words
from social.models import OfficialAccount, Post
from tests.cast import SET_UP, Cast
from tests.documents import picture_files
from tests.policies import signatures
from tests.social import accounts, risk_rows
from workflow.verification import Problem, verify

SEEN = people.Right(ChildContact.Responsibility.YES, evidence="Birth certificate seen")
LINK = "https://www.instagram.com/p/abc/"
CHECKS = Post.CHECKS
SIGNERS = ("olive", "maya", "dan", "pia", "sam")


class PostScene:
    """Instagram, live and covered; Kit may be shown there, Ana may not. Each step is an action of the site."""

    def __init__(self, cast: Cast, *, signed: tuple[str, ...] = SIGNERS) -> None:
        self.cast = cast
        self.account: OfficialAccount = accounts.live(cast)
        if not Policy.objects.filter(code="acceptable-use").exists():
            # Everybody is there before they are asked.
            signers = [getattr(cast, name) for name in SIGNERS]
            roles = ("owner", "manager", "deputy_manager", "practitioner", "support")
            policy = signatures.make_policy(cast, *roles, code="acceptable-use", title="Acceptable use")
            for name, person in zip(SIGNERS, signers, strict=True):
                if name in signed:
                    signatures.sign(person, policy)
        self.assessment = risk_rows.approved(self.account, cast)
        if not Notice.objects.exists():
            for purpose in Purpose.objects.asked():
                informing.publish_notice(
                    purpose, actor=SET_UP, words=informing.Words("Pictures.", "All.", "A year.")
                )
        self.mother = self.answers(cast.kit, cast.petra, "instagram", "facebook")

    def answers(self, child: Child, person: Person, *yes: str) -> Person:
        """Their mother answers about every use."""
        if not ChildContact.objects.filter(child=child, person=person).exists():
            people.add_contact(child, person, actor=self.cast.maya, capacity="mother", right=SEEN)
        sitting = answering.Sitting(
            answers={purpose.pk: purpose.pk in yes for purpose in Purpose.objects.asked()},
            notices={code: notice.pk for code, notice in notices.current().items()},
            typed_name=person.name,
            declared=True,
            seen=answering.last_answer(child.pk),
        )
        answering.sign(child, actor=person, sitting=sitting)
        return person

    def withdraws(self, *purposes: str) -> None:
        """Kit's mother takes it back."""
        withdrawing.withdraw(self.cast.kit, actor=self.mother, purposes=purposes or ["instagram"])

    def words(self, **other: Any) -> Words:
        said = {"kind": "life", "objective": "Families see our days", "text": "We planted beans."}
        return Words(**({"account": self.account} | said | other))

    def draft(self, *, by: Person | None = None, picture: bool = False, **words: Any) -> Post:
        author = by or self.cast.pia
        post = writing_posts.begin(actor=author, words=self.words(**words))
        if picture:
            self.add_picture(post, author)
        return fresh(post)

    def add_picture(self, post: Post, by: Person, alt: str = "A bean in a glass"):
        content = picture_files.encoded()
        return picturing_posts.add_picture(
            post, actor=by, seen=fresh(post).version, name="a.jpg", content=content, alt_text=alt
        )

    def ready(self, *children: Child, by: Person | None = None, **words: Any) -> Post:
        """A draft to which nothing is missing: with these children, or nobody."""
        author = by or self.cast.pia
        post = self.draft(by=author, **words)
        return self._complete(post, author, children)

    def finish(self, post: Post, *children: Child) -> Post:
        """A draft of Pia's handed in, with these children."""
        post = self._complete(fresh(post), self.cast.pia, children)
        agreeing_posts.submit(post, actor=self.cast.pia, seen=post.version)
        return fresh(post)

    def _complete(self, post: Post, author: Person, children: tuple[Child, ...]) -> Post:
        if children:
            ids = [child.pk for child in children]
            writing_posts.show_children(post, actor=author, seen=post.version, child_ids=ids)
        else:
            writing_posts.show_nobody(post, actor=author, seen=post.version, no_people=True)
        writing_posts.check(post, actor=author, seen=fresh(post).version, checked=CHECKS)
        return fresh(post)

    def submitted(self, *children: Child, by: Person | None = None, **words: Any) -> Post:
        post = self.ready(*children, by=by, **words)
        agreeing_posts.submit(post, actor=by or self.cast.pia, seen=post.version)
        return fresh(post)

    def approved(self, *children: Child, by: Person | None = None, **words: Any) -> Post:
        post = self.submitted(*children, by=by, **words)
        agreeing_posts.approve(post, actor=self.cast.maya, seen=post.version)
        return fresh(post)

    def published(self, *children: Child, by: Person | None = None, **words: Any) -> Post:
        post = self.approved(*children, by=by, **words)
        publishing_posts.publish(post, actor=self.cast.dan, seen=post.version, link=LINK)
        return fresh(post)


def fresh(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)


def broken() -> list[Problem]:
    """What the record cannot explain of posts and pictures; the account was made without a chain."""
    mine = ("social.post", "documents.")
    return [problem for problem in verify() if problem.where.startswith(mine)]
