"""Who signs what the setting asks of them: at once, late, after a question, on paper, or not."""

import datetime as dt

from accounts.models import Person
from policies.actions import registering, signing
from policies.models import AcknowledgementRequest
from policies.selectors import words
from policies.selectors.words import Shown
from superstars.demo.days import Moments
from superstars.demo.scene import Scene


def most_have_signed(scene: Scene) -> Moments:
    """Some sign at once, some after a reminder; Tom asks first, Bethan declines, Arthur signs on paper."""
    yield scene.days.ago(29, "12:40")
    for key in ("hannah", "marcus", "priya", "zofia"):
        sign_everything(scene.who(key))
    yield scene.days.ago(27, "08:50")
    _ask(scene.who("tom"), "social-media", "May I still follow our own page from my private account?")
    yield scene.days.ago(26, "16:30")
    _reply(
        scene.who("hannah"),
        scene.who("tom"),
        "social-media",
        "Yes. Do not comment there as one of the team, and use a professional account if you would like one.",
    )
    yield scene.days.ago(25, "09:15")
    sign_everything(scene.who("tom"))
    yield scene.days.ago(22, "13:05")
    sign_everything(scene.who("gloria"))
    sign_everything(scene.who("rosalind"))
    yield scene.days.ago(20, "15:45")
    _decline(scene.who("bethan"), "images", "I cannot agree to the clause about my own phone before we talk.")
    yield scene.days.ago(14, "11:30")
    _on_paper(scene.who("hannah"), scene.who("arthur"), scene.days.day(15))
    yield scene.days.ago(9, "10:10")
    sign_everything(scene.who("callum"))


def sign_everything(person: Person) -> None:
    """Whatever is asked of somebody at this moment, by their name in full."""
    for request in _open_requests(person):
        signing.sign(request, actor=person, shown=_shown(request), typed_name=person.name)


def _open_requests(person: Person) -> list[AcknowledgementRequest]:
    return list(AcknowledgementRequest.objects.open().filter(person=person).select_related("version__policy"))


def _about(person: Person, code: str) -> AcknowledgementRequest:
    return next(request for request in _open_requests(person) if request.version.policy.code == code)


def _shown(request: AcknowledgementRequest) -> Shown:
    found = words.words_of(request)
    if found is None:
        raise ValueError("A policy that is not in force is signed by nobody.")
    return found.shown


def _ask(person: Person, code: str, note: str) -> None:
    request = _about(person, code)
    signing.ask_question(request, actor=person, shown=_shown(request), note=note)


def _reply(actor: Person, person: Person, code: str, note: str) -> None:
    request = _about(person, code)
    registering.reply(request, actor=actor, seen=request.answers.count(), note=note)


def _decline(person: Person, code: str, note: str) -> None:
    request = _about(person, code)
    signing.decline(request, actor=person, shown=_shown(request), note=note)


def _on_paper(actor: Person, person: Person, day: dt.date) -> None:
    for request in _open_requests(person):
        registering.record_paper(
            request,
            actor=actor,
            seen=request.answers.count(),
            signed_on=day,
            how="Signed at the office on a Thursday; the paper is in his folder.",
        )
