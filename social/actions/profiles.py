"""Profiles made for children: only where a platform's age allows one, and staff hold them (S6.4, R9)."""

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from social.models import ChildProfile, Platform
from workflow import clock, engine


def make_profile(child: Child, platform: Platform, *, actor: Person, reason: str) -> ChildProfile:
    """Note that a profile is made for a child. The database refuses it below the platform's age as well.

    Raises NotAllowed, or ValidationError for a child that is too young or has left, or who has one there.
    """
    profile = ChildProfile(
        child=child, platform=platform, reason=reason.strip(), made_on=clock.today(), made_by_id=actor.pk
    )
    with transaction.atomic(durable=True):
        # Asked behind the row's lock: the age may be raised meanwhile.
        platform = Platform.objects.select_for_update().get(pk=platform.pk)
        _check(child, platform)
        profile.full_clean(exclude=["made_by"])
        engine.create(profile, "make", actor=actor)
    return profile


def close_profile(profile: ChildProfile, *, actor: Person) -> None:
    """Note that it is closed on the platform. Raises NotAllowed, or ValidationError when it was before."""
    with transaction.atomic(durable=True):
        locked = engine.lock(ChildProfile, profile.pk)
        if locked.closed_on:
            raise ValidationError(_("It is closed already."))
        locked.closed_on, locked.closed_by = clock.today(), actor
        engine.record(locked, "close", actor=actor, contents=[locked])
        locked.save(update_fields=["closed_on", "closed_by"])


def _check(child: Child, platform: Platform) -> None:
    if child.left_on and child.left_on < clock.today():
        raise ValidationError({"child": _("This child has left.")})
    if child.born_on + relativedelta(years=platform.min_age) > clock.today():
        said = _(
            "The terms of %(platform)s allow nobody under %(age)s. No account or profile is made for a younger child."
        )
        raise ValidationError({"platform": said % {"platform": platform.name, "age": platform.min_age}})
