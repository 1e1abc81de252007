"""Access to social media: one's own, asking for it, one permission with its steps, and the register."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Person
from documents import export
from notifications import outbox
from pages.access import allowed, get_or_404, signed_in
from pages.lists import window
from pages.step_pages import buttons
from pages.steps import to_fields
from social.actions import asking
from social.forms.access import AskForm, RegisterFilter
from social.models import AccessPermission, AccountHolder
from social.permissions import access as can
from social.selectors import access_pages
from social.selectors.gate import gate_now, may_use
from social.views.access_steps import ACCESS_STEPS
from social.views.stepping import SocialStepView
from workflow import clock
from workflow.reads import record_reads

PAGE_SIZE, MOST_IN_FILE = 25, 5000
SHOWN = ("platform", "account", "decided_by", "ended_by")


@allowed(can.can_ask)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I may use, what I have asked for, and whether I have signed what must be signed first."""
    person = request.user.person
    held = (
        AccountHolder.objects.open().filter(person=person).select_related("account__platform", "suspended_by")
    )
    context = {
        "lines": access_pages.own(person),
        "held": held,
        "may_use": may_use(person),
        "gate": gate_now(),
    }
    return render(request, "social/my_access.html", context)


@allowed(can.can_ask)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Whoever has not signed is told at once, before anything is typed, and again if it lapses meanwhile."""
    person = request.user.person
    if not may_use(person):
        return _not_signed(request)
    form = AskForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            permission = asking.ask(form.wish, actor=person)
        except ValidationError as error:
            if getattr(error, "code", "") == asking.NOT_SIGNED:
                return _not_signed(request)
            to_fields(form, error)
        else:
            return redirect("access", permission.pk)
    return render(request, "social/access_ask.html", {"form": form})


def _not_signed(request: HttpRequest) -> HttpResponse:
    gate = gate_now()
    context = {"policy": gate.policy if gate else None}
    return render(request, "social/access_not_signed.html", context, status=403)


@signed_in
@require_GET
def permission(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user.person
    found = get_or_404(AccessPermission.objects.visible_to(person).select_related("person", *SHOWN), pk=pk)
    outbox.mark_seen(person.pk, found)
    context = access_pages.page(found, person) | {"buttons": buttons(ACCESS_STEPS.values(), found, person)}
    return render(request, "social/access.html", context | {"sees_register": can.can_see_register(person)})


class AccessStepView(SocialStepView):
    pages = ACCESS_STEPS
    shown_by = "access"
    back = lazy("Back to the request")

    def find(self, person: Person, pk: uuid.UUID) -> AccessPermission:
        rows = AccessPermission.objects.visible_to(person).select_related("person", *SHOWN)
        found: AccessPermission = get_or_404(rows, pk=pk)
        return found

    def subject(self, row: AccessPermission) -> str:
        return f"{row.person.name}: {row.platform.name}"


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return AccessStepView().answer(request, pk, slug)


@allowed(can.can_see_register)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Who might use what, as it was on any day."""
    chosen = RegisterFilter(request.GET)
    narrowed = chosen.narrowed
    page = window(access_pages.register(narrowed), request.GET.get("page"), PAGE_SIZE)
    context = {
        "filter": chosen,
        "narrowed": narrowed,
        "page": page,
        "lines": access_pages.lines(page, narrowed),
        "holders": access_pages.holders_on(narrowed.day) if narrowed.show == access_pages.IN_FORCE else [],
        "formats": export.FORMATS,
        "today": clock.today(),
    }
    return render(request, "social/access_register.html", context)


@allowed(can.can_see_register)
@require_GET
def register_file(request: HttpRequest, fmt: str) -> HttpResponse:
    """The same as a file. Who took it is written down before it leaves."""
    if fmt not in export.FORMATS:
        raise Http404
    narrowed = RegisterFilter(request.GET).narrowed
    found = access_pages.lines(access_pages.register(narrowed)[:MOST_IN_FILE], narrowed)
    record_reads(request.user.person, [line.permission for line in found], f"register of access as {fmt}")
    title = _("Access to social media on %(day)s") % {"day": narrowed.day.isoformat()}
    return export.download(title, fmt, access_pages.FILE_COLUMNS, access_pages.file_rows(found))
