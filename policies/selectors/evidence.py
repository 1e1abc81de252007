"""What this app knows for a review: sources, signatures, planned actions, linked policies; and what people know.

Each `gather` takes a policy, the day of its last review and whoever looks, and tells in lines. The
number of its queries is the same whatever there is to tell.
"""

import datetime as dt
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from pages.templatetags.dates import nice_date
from policies import permissions
from policies.evidence import Evidence, Line, register
from policies.models import AcknowledgementRequest, PlanAction, Policy, PolicyVersion
from policies.selectors import scope, sources

Standing = AcknowledgementRequest.Standing


def of_sources(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """New editions since the last review, and what nobody has checked lately."""
    cited, stale_before = sources.cited_by(policy), sources.check_again_before()
    if not cited:
        return [Line(_("It cites no law or guidance yet."), tone="warn")]
    new = [
        Line(
            _("New edition: %(source)s, %(edition)s, in force from %(day)s")
            % {"source": row.source, "edition": row.edition, "day": nice_date(row.in_force_on)},
            reverse("source", args=[row.source_id]),
            "warn",
        )
        for row in sources.editions_since(policy, since)
    ]
    stale = [
        Line(
            _("Not checked since %(day)s: %(source)s")
            % {"source": source, "day": nice_date(source.checked_on)},
            reverse("source", args=[source.pk]),
            "danger",
        )
        for source in cited
        if source.checked_on < stale_before
    ]
    return new + stale


def of_signatures(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """How many have not signed in time, asked, or declined. Numbers only: names are for those who answer for them."""
    asked = list(scope.asked_versions([policy]).values())
    rows: Any = AcknowledgementRequest.objects.open().filter(version__in=asked).with_standing()
    counted = dict(rows.order_by().values_list("standing").annotate(number=Count("pk")))
    wall = (
        f"{reverse('policy-signatures')}?policy={policy.pk}" if permissions.can_see_signatures(viewer) else ""
    )
    return [
        Line(words % {"number": counted[code]}, wall and f"{wall}&standing={code.value}", tone)
        for code, words, tone in OF_SIGNATURES
        if counted.get(code)
    ]


# Worded so that one and many read the same.
OF_SIGNATURES = (
    (Standing.OVERDUE, lazy("Signatures overdue: %(number)s"), "danger"),
    (Standing.DECLINED, lazy("Declined to sign: %(number)s"), "danger"),
    (Standing.QUESTION, lazy("Questions not answered yet: %(number)s"), "warn"),
    (Standing.PENDING, lazy("Signatures not due yet: %(number)s"), ""),
)


def of_actions(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """What earlier reviews of this policy asked to be done: open, or ended since the last review."""
    actions = PlanAction.objects.visible_to(viewer).filter(review__policy=policy)
    found = list(actions.open().order_by("due_on", "pk"))
    ended = actions.exclude(pk__in=actions.open().values("pk")).filter(due_on__gte=since)
    return [_action(row) for row in [*found, *ended.order_by("due_on", "pk")]]


def _action(action: PlanAction) -> Line:
    said = {"title": action.title, "state": action.get_state_display(), "day": nice_date(action.due_on)}
    tones = {PlanAction.State.VERIFIED: "good", PlanAction.State.CANCELLED: ""}
    tone = "danger" if action.is_overdue else tones.get(PlanAction.State(action.state), "warn")
    return Line(_("%(title)s – %(state)s, by %(day)s") % said, reverse("plan-action", args=[action.pk]), tone)


def of_links(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """Policies that this one leans on, where one is missing, retired, or overdue itself (S2.1)."""
    links = policy.links.filter(ended_at=None).select_related("to").order_by("to__title")
    leant_on = [link.to for link in links]
    rows = PolicyVersion.objects.in_force().filter(policy__in=leant_on)
    in_force = set(rows.values_list("policy", flat=True))
    said = [(one, _fault(one, has_text=one.pk in in_force or bool(one.link))) for one in leant_on]
    return [Line(words, reverse("policy", args=[one.pk]), "danger") for one, words in said if words]


def _fault(policy: Policy, *, has_text: bool) -> str:
    if not policy.is_kept:
        return _("%(policy)s: kept no longer") % {"policy": policy}
    if not has_text:
        return _("%(policy)s: missing") % {"policy": policy}
    if policy.is_overdue:
        return _("%(policy)s: its review is overdue since %(day)s") % {
            "policy": policy,
            "day": nice_date(policy.review_due_on),
        }
    return ""


SOURCES = register(
    Evidence(
        "sources",
        lazy("Laws and guidance"),
        lazy("Which of them changed, and does the policy still say what they ask?"),
        of_sources,
    )
)
SIGNATURES = register(
    Evidence(
        "signatures",
        lazy("Signatures"),
        lazy("Has everybody read and signed it? What did they ask, and why did somebody decline?"),
        of_signatures,
    )
)
ACTIONS = register(
    Evidence(
        "actions",
        lazy("Action plan"),
        lazy("Was everything done that the last review asked for, and did it help?"),
        of_actions,
    )
)
LINKS = register(
    Evidence(
        "links",
        lazy("Policies that it leans on"),
        lazy("Are they there, up to date, and do they still fit together?"),
        of_links,
    )
)
TECHNOLOGY = register(
    Evidence(
        "technology",
        lazy("Technology"),
        lazy("Which apps, devices or ways of using them are new here since then?"),
    )
)
CONCERNS = register(
    Evidence(
        "concerns",
        lazy("Local and national concerns"),
        lazy("What has happened nearby, or in the news, that this policy should answer? Name nobody."),
    )
)
VOICES = register(
    Evidence(
        "voices",
        lazy("Staff, parents and children"),
        lazy("What did they say about it, and how do you know? Name nobody."),
    )
)
