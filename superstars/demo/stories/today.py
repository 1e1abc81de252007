"""What has only just begun: an unread concern, and a draft that only its author sees."""

from incidents.actions.drafting import start_draft
from superstars.demo.days import Moments
from superstars.demo.moves import send
from superstars.demo.scene import Scene
from workflow import clock


def pictures_behind_the_fence(scene: Scene) -> Moments:
    """Just received, unread."""
    yield scene.days.lately(minutes=50)
    send(
        scene.who("gloria"),
        "child",
        "From the kitchen window I saw somebody on the footpath hold a phone over the fence while the "
        "Planets were outside. When I came out he was gone. Kofi and Mia were on the slide.",
        happened_on=clock.today(),
        noticed_on=clock.today(),
        place="Garden, at the footpath",
        people=scene.children("kofi", "mia"),
    )


def half_written(scene: Scene) -> Moments:
    """A draft: Priya was called away in the middle of a sentence."""
    yield scene.days.lately(minutes=15)
    start_draft(
        actor=scene.who("priya"),
        report_type="concern",
        page="what",
        typed={
            "body": "A new mum asked me whether I could send her a picture of Alfie’s birthday crown, and I"
        },
    )
