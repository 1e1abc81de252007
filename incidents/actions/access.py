"""Whom a case is about, and who may see it: every change computes access anew."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from incidents import notices
from incidents.actions.routing import reroute
from incidents.models import Access, Case, Recusal, Subject
from workflow import clock, engine


def add_subject(
    case: Case, *, actor: Person, person: Person | None = None, child: Child | None = None, name: str = ""
) -> Subject:
    """Say whom the case is about. Whoever is in conflict from now on loses it at once (COI-2).

    What they had read before stays in the reads table, for those who go on.
    Raises ValidationError when the subject is named already, or nobody is named.
    """
    if sum(map(bool, (person, child, name.strip()))) != 1:
        raise ValidationError(_("Choose one person, or enter one name."))
    subject = Subject(case=case, person=person, child=child, name=name.strip(), added_by=actor)
    with transaction.atomic(durable=True):
        locked = engine.lock(Case, case.pk)
        if (person or child) and locked.subjects.filter(person=person, child=child).exists():
            raise ValidationError(_("This person is named already."))
        subject.added_at = clock.now()
        engine.record(locked, "add subject", actor=actor, contents=[subject])
        subject.save(force_insert=True)
        reroute(locked, reason="subject added")
    return subject


def grant_access(case: Case, *, actor: Person, person: Person, capacity: str) -> Access:
    """Let another leader without a conflict see the case. Raises ValidationError otherwise."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Case, case.pk)
        free = Case.objects.filter(pk=case.pk).without_conflict(person).exists()
        if not (free and person.is_leader):
            raise ValidationError(_("This person cannot be given access."))
        if locked.accesses.filter(person=person, revoked_at=None).exists():
            raise ValidationError(_("This person has access already."))
        access = Access(
            case=locked, person=person, capacity=capacity, rule=Access.BY_HAND, granted_at=clock.now()
        )
        engine.record(locked, "grant", actor=actor, contents=[access], rule=Access.BY_HAND)
        access.save(force_insert=True)
        notices.case_news(locked, [person.pk], occasion=f"granted {access.pk}")
    return access


def end_access(access: Access, *, actor: Person) -> None:
    """End an access that a lead gave by hand; what the rules gave only the rules take."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Case, access.case_id)
        access.refresh_from_db()
        if access.revoked_at or access.rule != Access.BY_HAND:
            raise ValidationError(_("This access cannot be ended by hand."))
        access.revoked_at = clock.now()
        access.save(update_fields=["revoked_at"])
        engine.record(locked, "revoke", actor=actor, contents=[access])


def recuse(case: Case, *, actor: Person) -> None:
    """Step back for good: one's own conflict of interest. The case goes on to whoever is next."""
    recusal = Recusal(case=case, person=actor)
    with transaction.atomic(durable=True):
        locked = engine.lock(Case, case.pk)
        recusal.at = clock.now()
        engine.record(locked, "recuse", actor=actor, contents=[recusal])
        recusal.save(force_insert=True)
        reroute(locked, reason="recusal")
