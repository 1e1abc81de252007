"""Sign-ins: made by an invitation, moved with the address, and their second factor remembered."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import notices
from accounts.models import Person, User
from workflow import clock, engine
from workflow.actors import Actor


def of(person: Person) -> User | None:
    """The person's sign-in, if they have one."""
    return User.objects.filter(person=person).first()


def invite(person: Person, *, actor: Actor) -> User:
    """Make a sign-in for `person` and send the link that sets its password.

    Inviting again sends a fresh link. Raises NotAllowed, or ValidationError without a free
    e-mail address or for somebody who has left.
    """
    if not person.email:
        raise ValidationError({"email": _("Enter an e-mail address before you invite this person.")})
    if person.left_on and person.left_on < clock.today():
        raise ValidationError({"email": _("This person has left and cannot sign in.")})
    with transaction.atomic(durable=True):
        user = of(person)
        if user is None:
            user = User(person=person)
            user.set_unusable_password()
            move(user, person.email)
        uid, token = user_pk_to_url_str(user), default_token_generator.make_token(user)
        notices.invitation(person, uid, token)
        engine.record(person, "invite", actor=actor)
    return user


def move(user: User, email: str) -> None:
    """Give the sign-in this address, and no other, in the caller's transaction.

    Raises ValidationError if somebody else signs in with it.
    """
    user.email = email.lower()
    # allauth notes an address when a link from it is used, and would go on to accept it.
    EmailAddress.objects.filter(user=user).delete()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise ValidationError({"email": _("Another sign-in has this e-mail address already.")}) from error


def note_second_factor(person: Person, *, added: bool, kind: str) -> None:
    """Remember that somebody set up or removed a second factor; `kind` is allauth's type code."""
    verb = "add second factor" if added else "remove second factor"
    with transaction.atomic():
        engine.record(person, verb, actor=person, reason=kind)
