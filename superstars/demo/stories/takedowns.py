"""What comes down, what families write and are told, and who looks at comments."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator

from PIL import Image

from consents.actions import withdrawing
from social.actions import informing, moderating, taking_down
from social.actions.moderating import Found, Received
from social.actions.taking_down import Removed
from social.models import CommentWatch, FamilyMessage, OfficialAccount, TakeDown, WordDelivery
from superstars.demo.days import Moments
from superstars.demo.scene import Scene
from workflow import clock


def families_are_told(scene: Scene) -> Moments:
    """Everybody hears how the setting uses its pages: by e-mail, and Neil and Yusuf on paper from Marcus."""
    yield scene.days.ago(17, "10:30")
    usual = informing.usual_word()
    said = informing.Said(**usual, what_changed="", begins_on=clock.today())
    word = informing.publish_word(actor=scene.who("hannah"), said=said, seen=0)
    informing.sweep_word()
    yield scene.days.ago(15, "15:20")
    waiting = WordDelivery.objects.on_paper().filter(word=word, person=scene.who("neil"))
    informing.hand_over(
        word,
        actor=scene.who("marcus"),
        delivery_ids=waiting.values_list("pk", flat=True),
        handed_on=clock.today(),
        how=WordDelivery.How.HAND,
    )


def comments_and_messages(scene: Scene) -> Moments:
    """Somebody looks each week; a question in a comment goes back with the setting's words, another waits."""
    yield scene.days.ago(14, "09:30")
    moderating.sweep_watches()
    for watch in _watches():
        moderating.check_comments(watch, actor=scene.who("marcus"), found=Found())
    yield scene.days.ago(9, "12:15")
    account = _account("facebook")
    if account is None:
        return
    asked = _noted(scene, account, "priya", "sophie", "comment", "Can Alfie bring a costume on Friday?")
    # After the digest of the morning has told her.
    yield scene.days.ago(8, "08:10")
    moderating.redirect_message(
        asked, actor=scene.who("hannah"), seen=asked.version, how=FamilyMessage.How.WORDS
    )
    yield scene.days.ago(8, "09:40")
    for watch in _watches():
        found = Found(hidden=1, note="A first name in a comment, hidden.")
        moderating.check_comments(watch, actor=scene.who("hannah"), found=found)
    yield scene.days.ago(2, "16:40")
    _noted(scene, account, "marcus", "amira", "dm", "Asks whether a place is free for her cousin.")


def what_came_down(scene: Scene) -> Moments:
    """Chloe's No brings a post down within the hour; one may stay; Amira's No of last night is nearly late."""
    yield scene.days.ago(7, "08:37")
    taking_down.reconcile()
    for post in _open_posts():
        yield scene.days.ago(7, "08:55")
        taking_down.start(post, actor=scene.who("marcus"))
        yield scene.days.ago(7, "09:20")
        removed = Removed(
            gone_at=clock.now(),
            how="Opened its address without signing in: the page says that it is not there.",
            proof=("page.png", _empty_page()),
        )
        taking_down.finish(post, actor=scene.who("marcus"), removed=removed)
    # New words about Instagram: every Yes to the old ones lapsed, and Amira has signed anew.
    yield scene.days.ago(4, "08:30")
    for post in _open_posts():
        taking_down.keep(post, actor=scene.who("hannah"), why="Her mother has signed the new words.")
    if not TakeDown.objects.exists():
        return
    # At any hour: parents answer when the children sleep.
    yield scene.days.now - dt.timedelta(hours=22, minutes=30)
    noor, amira = scene.child("noor"), scene.who("amira")
    withdrawing.withdraw(noor, actor=amira, purposes=["instagram"])
    taking_down.reconcile()


def _noted(
    scene: Scene, account: OfficialAccount, by: str, sender: str, form: str, content: str
) -> FamilyMessage:
    received = Received(
        received_at=clock.now(), sender="parent", form=form, person=scene.who(sender), content=content
    )
    return moderating.note_message(account, actor=scene.who(by), received=received)


def _account(platform: str) -> OfficialAccount | None:
    return OfficialAccount.objects.live().filter(platform=platform).first()


def _watches() -> Iterator[CommentWatch]:
    return CommentWatch.objects.order_by("pk").iterator()


def _open_posts() -> list[uuid.UUID]:
    return sorted(set(TakeDown.objects.open().values_list("post", flat=True)))


def _empty_page() -> bytes:
    """A picture of a page on which nothing is."""
    page = io.BytesIO()
    Image.new("RGB", (640, 480), "white").save(page, "PNG")
    return page.getvalue()
