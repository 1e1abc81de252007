"""What is to be done about official accounts. A message names the account, never a person."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.notices import still
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from social.models import AccountHolder, AccountRemoval, OfficialAccount, Recertification
from social.permissions.accounts import RUNNING, can_approve
from workflow.deadlines import Reminded

State = OfficialAccount.State


def _names(path: str) -> Any:
    """The names of accounts by the ids of objects; `path` leads from an account to the object. One query."""

    def names(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
        return dict(OfficialAccount.objects.filter(**{f"{path}__in": ids}).values_list(path, "name"))

    return names


def _titled(words: Any) -> Any:
    return kinds.titled(words, account=_("an account"))


def _to_approve(person: Person) -> Any:
    """Those that this person may approve now."""
    rows = OfficialAccount.objects.filter(state=State.ASSESSED)
    return rows.filter(pk__in=[row.pk for row in rows if can_approve(person, row)])


def _run(rows: Any) -> Any:
    return lambda person: rows() if person.holds(*RUNNING) else rows().none()


APPROVE = kinds.register(
    Kind(
        code="account-approve",
        audience=Audience.DUTY,
        title=_titled(_("To be approved: %(account)s")),
        names=_names("pk"),
        path=lambda message: reverse("account-official", args=[message.object_id]),
        still_wanted=still(_to_approve),
        in_digest=True,
        note=_("Whoever proposed an account never approves it."),
    )
)
ALARM = kinds.register(
    Kind(
        code="account-alarm",
        audience=Audience.DUTY,
        title=_titled(_("Somebody else may be in our account: %(account)s")),
        names=_names("pk"),
        path=lambda message: reverse("account-official", args=[message.object_id]),
        still_wanted=still(_run(lambda: OfficialAccount.objects.filter(state=State.COMPROMISED))),
        note=_(
            "Change its passwords, end every session, and tell the platform. Post nothing until it is ours again."
        ),
    )
)
REMOVAL = kinds.register(
    Kind(
        code="account-removal",
        audience=Audience.DUTY,
        title=_titled(_("Take somebody away today: %(account)s")),
        names=_names("removals"),
        path=lambda message: reverse("account-removal", args=[message.object_id]),
        still_wanted=still(_run(lambda: AccountRemoval.objects.filter(state=AccountRemoval.State.TO_DO))),
        note=_("Somebody who can still sign in there may not any more."),
    )
)
CHECK = kinds.register(
    Kind(
        code="account-check",
        audience=Audience.DUTY,
        title=_titled(_("Who holds our account? %(account)s")),
        names=_names("recertifications"),
        path=lambda message: reverse("account-check", args=[message.object_id]),
        still_wanted=still(_run(lambda: Recertification.objects.filter(state=Recertification.State.OPEN))),
        in_digest=True,
        note=_("Once a term, each holder is looked at: do they still need it?"),
    )
)
RESTS = kinds.register(
    Kind(
        code="account-rests",
        audience=Audience.DUTY,
        title=lambda message: _("Your place on an official account is suspended"),
        path=lambda message: reverse("my-access"),
        still_wanted=still(
            lambda person: AccountHolder.objects.open().filter(person=person.pk, suspended_at__isnull=False)
        ),
        note=_("Please post nothing there. What you need to know stands on the page."),
    )
)


def waits_for_approval(account: OfficialAccount) -> None:
    """It is assessed: whoever may approve it is told."""
    told = [person for person in Person.objects.filter(pk__in=_running()) if can_approve(person, account)]
    outbox.queue(APPROVE.code, [one.pk for one in told], about=account, dedupe=f"assessed {account.version}")


def taken_over(account: OfficialAccount) -> None:
    outbox.queue(ALARM.code, _running(), about=account, dedupe=f"alarm {account.version}")


def removal_waits(removal: AccountRemoval) -> None:
    """Whoever runs the accounts, but not the one to be taken away."""
    outbox.queue(REMOVAL.code, _running() - {removal.person_id}, about=removal, dedupe="opened")


def check_opened(check: Recertification) -> None:
    outbox.queue(CHECK.code, _running(), about=check, dedupe="opened")


def holder_suspended(holder: AccountHolder) -> None:
    outbox.queue(RESTS.code, [holder.person_id], about=holder, dedupe=str(holder.suspended_at))


KIND_OF = {OfficialAccount: ALARM, AccountRemoval: REMOVAL, Recertification: CHECK}


def due(obj: OfficialAccount | AccountRemoval | Recertification, said: Reminded, *, occasion: str) -> None:
    """A deadline of an account's own is near, or past."""
    told = _running() - {getattr(obj, "person_id", None)}
    outbox.queue(KIND_OF[type(obj)].code, told, about=obj, dedupe=occasion)


def _running() -> set[uuid.UUID]:
    held = holders()
    return set().union(*(held[role] for role in RUNNING))
