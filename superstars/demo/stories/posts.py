"""Posts on the setting's accounts: live, agreed, come back, refused, urgent, half written."""

import datetime as dt

from accounts.models import Child, Person
from social.actions import agreeing_posts, picturing_posts, publishing_posts, returning_posts, writing_posts
from social.actions.writing_posts import Words
from social.models import OfficialAccount, Post
from superstars.demo import drawings
from superstars.demo.days import Moments
from superstars.demo.scene import Scene
from workflow import clock

LIFE, INFORMATION = Post.Kind.LIFE, Post.Kind.INFORMATION
THERE = {
    "instagram": "https://www.instagram.com/p/",
    "facebook": "https://www.facebook.com/superstars/posts/",
}


def leaves(scene: Scene) -> Moments:
    """Leaves by Priya, and the places that no post may name."""
    yield scene.days.ago(16, "13:10")
    priya, marcus, hannah = (scene.who(key) for key in ("priya", "marcus", "hannah"))
    if _account("instagram") is None:
        return
    writing_posts.keep_place(actor=hannah, name="Mill Lane")
    writing_posts.keep_place(actor=hannah, name="Riverside Park")
    post = _drafted(
        priya,
        "instagram",
        "How many colours has a tree? We counted, sorted and jumped into all of them.",
        "Families see what we find outdoors",
        (drawings.leaves(), "Leaves in four colours all over the grass"),
    )
    _ready(post, priya, scene.child("noor"))
    yield scene.days.ago(16, "15:30")
    _agreed(post, marcus)
    yield scene.days.ago(15, "08:20")
    _published(post, hannah)


def a_date_for_families(scene: Scene) -> Moments:
    """By Marcus, who tells it by e-mail as well; and says it once more, because the hour was wrong."""
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    yield scene.days.ago(15, "10:05")
    if _account("facebook") is None:
        return
    date = _drafted(
        marcus,
        "facebook",
        "Our harvest table is open on Friday from three. Bring what your garden has too much of.",
        "Families know the date",
        (drawings.pots(), "Four pots with something green in each"),
        kind=INFORMATION,
        alternative=Post.Alternative.EMAIL,
        alternative_on=scene.days.day(15),
    )
    _ready(date, marcus)
    yield scene.days.ago(15, "12:40")
    _agreed(date, hannah)
    _published(date, marcus)
    yield scene.days.ago(14, "09:00")
    corrected = publishing_posts.amend(_now(date), actor=marcus)
    words = _words(
        _now(corrected),
        text="Our harvest table is open on Friday from half past three. Sorry: not from three.",
    )
    writing_posts.write(corrected, actor=marcus, seen=_now(corrected).version, words=words)
    _ready(corrected, marcus)
    yield scene.days.ago(14, "09:25")
    _agreed(corrected, hannah)
    _published(corrected, marcus)


def a_mother_changes_her_mind(scene: Scene) -> Moments:
    """One post with Mia is live and one is agreed when Chloe rings: the one comes back, the other comes down."""
    yield scene.days.ago(10, "14:15")
    priya, marcus, hannah = (scene.who(key) for key in ("priya", "marcus", "hannah"))
    if _account("instagram") is None:
        return
    kitchen = _drafted(
        priya,
        "instagram",
        "Soup of the day: two spoons of mud, one of rain.",
        "Families see how children play outdoors",
        (drawings.children(3), "Three children laugh in front of the mud kitchen"),
    )
    _ready(kitchen, priya, scene.child("mia"), scene.child("noor"), scene.child("maja"))
    yield scene.days.ago(10, "16:00")
    _agreed(kitchen, hannah)
    _published(kitchen, marcus)
    yield scene.days.ago(8, "13:20")
    owls = _drafted(
        priya,
        "instagram",
        "Owls of clay are drying on the window sill.",
        "Families see what children make",
        (drawings.children(2), "Two children hold up owls of clay"),
    )
    _ready(owls, priya, scene.child("mia"), scene.child("sami"))
    yield scene.days.ago(8, "16:45")
    _agreed(owls, marcus)
    # Chloe has rung at half past eight.
    yield scene.days.ago(7, "08:36")
    returning_posts.return_lost()


def closed_today(scene: Scene) -> Moments:
    """It cannot wait: Marcus publishes at once, and Hannah reads it the next morning. Another is refused."""
    yield scene.days.ago(6, "07:20")
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    if _account("facebook") is None:
        return
    pipe = _drafted(
        marcus,
        "facebook",
        "A pipe has burst: we open at ten today. Everybody has had a text message too.",
        "Families know it before they leave",
        kind=INFORMATION,
        alternative=Post.Alternative.TEXT,
        alternative_on=scene.days.day(6),
    )
    _ready(pipe, marcus, hand_in=False)
    publishing_posts.publish_at_once(
        pipe,
        actor=marcus,
        seen=_now(pipe).version,
        link=_link(pipe),
        reason="It is twenty past seven, and nobody else is awake.",
    )
    yield scene.days.ago(5, "08:10")
    publishing_posts.read_after(
        _now(pipe), actor=hannah, agrees=True, body="Right, and they all had the message."
    )
    yield scene.days.ago(5, "11:00")
    prize = _drafted(
        marcus,
        "facebook",
        "Like and share this page, and win a place at our open morning!",
        "More families come to look",
        (drawings.sun(), "A painted sun"),
    )
    _ready(prize, marcus)
    yield scene.days.ago(5, "13:30")
    said = "No prizes: whoever does not use the page could not win."
    agreeing_posts.reject(_now(prize), actor=hannah, seen=_now(prize).version, body=said)


def sent_back(scene: Scene) -> Moments:
    """One waits for other words."""
    yield scene.days.ago(3, "12:50")
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    if _account("facebook") is None:
        return
    song = _drafted(
        marcus,
        "facebook",
        "Guess our song of the week!",
        "Families sing with us",
        (drawings.sun(), "A painted sun"),
    )
    _ready(song, marcus)
    yield scene.days.ago(3, "15:10")
    body = "Which song? Say two lines of it, so that families can join in."
    agreeing_posts.send_back(_now(song), actor=hannah, seen=_now(song).version, body=body)


def what_waits(scene: Scene) -> Moments:
    """For its day, for a reader, and for somebody to go on writing."""
    yield scene.days.ago(2, "10:30")
    priya, marcus, hannah = (scene.who(key) for key in ("priya", "marcus", "hannah"))
    if _account("instagram") is None or _account("facebook") is None:
        return
    door = _drafted(
        priya,
        "instagram",
        "One of us may look small, but the beanstalk is taller than the door.",
        "Families see what children grow",
        (drawings.children(1), "A child stands beside a beanstalk"),
        planned_on=scene.days.ahead(2),
    )
    _ready(door, priya, scene.child("noor"))
    yield scene.days.ago(2, "14:00")
    _agreed(door, hannah)
    hour = clock.london(scene.days.ahead(2), dt.time(9, 30))
    publishing_posts.schedule(_now(door), actor=marcus, seen=_now(door).version, moment=hour)
    yield scene.days.ago(1, "13:40")
    puddles = _drafted(
        priya,
        "facebook",
        "Seven puddles between the gate and the shed. We measured each with our boots.",
        "Families see how we count",
        (drawings.children(1), "A child stands in a puddle and laughs"),
    )
    _ready(puddles, priya, scene.child("maja"))
    yield scene.days.lately(50)
    _drafted(
        priya,
        "instagram",
        "Noor has painted the sun that we did not see this week.",
        "Families see what children paint",
        (drawings.sun(), "A painted sun, yellow and orange"),
    )


def _account(platform: str) -> OfficialAccount | None:
    return OfficialAccount.objects.live().filter(platform=platform).first()


def _drafted(
    author: Person,
    platform: str,
    text: str,
    objective: str,
    picture: tuple[bytes, str] | None = None,
    **more: object,
) -> Post:
    said = {"account": _account(platform), "kind": LIFE, "text": text, "objective": objective} | more
    post = writing_posts.begin(actor=author, words=Words(**said))  # type: ignore[arg-type]
    if picture:
        content, alt = picture
        picturing_posts.add_picture(
            post, actor=author, seen=post.version, name="drawn.jpg", content=content, alt_text=alt
        )
    return post


def _ready(post: Post, author: Person, *children: Child, hand_in: bool = True) -> None:
    """Who can be recognised, the checks, and to a reader."""
    if children:
        ids = [child.pk for child in children]
        writing_posts.show_children(post, actor=author, seen=_now(post).version, child_ids=ids)
    else:
        writing_posts.show_nobody(post, actor=author, seen=_now(post).version, no_people=True)
    writing_posts.check(post, actor=author, seen=_now(post).version, checked=Post.CHECKS)
    if hand_in:
        agreeing_posts.submit(post, actor=author, seen=_now(post).version)


def _agreed(post: Post, reader: Person) -> None:
    agreeing_posts.approve(post, actor=reader, seen=_now(post).version)


def _published(post: Post, by: Person) -> None:
    gone = post.amends_id is not None
    publishing_posts.publish(post, actor=by, seen=_now(post).version, link=_link(post), old_is_gone=gone)


def _link(post: Post) -> str:
    return f"{THERE[post.account.platform_id]}{post.pk.hex[:11]}/"


def _words(post: Post, **other: object) -> Words:
    names = ("account", "kind", "objective", "text", "planned_on", "alternative", "alternative_on")
    return Words(**({name: getattr(post, name) for name in names} | other))


def _now(post: Post) -> Post:
    return Post.objects.get(pk=post.pk)
