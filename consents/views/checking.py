"""The second person: what was entered for a parent, line by line beside the paper."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consents import permissions
from consents.actions import checking
from consents.forms.entry import CheckForm
from consents.models import Signature
from consents.models.answers import ON_PAPER
from consents.selectors import checks, scans
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from workflow.engine import NotAllowed
from workflow.reads import record_read


@allowed(permissions.can_check_answers)
@require_GET
def forms_to_check(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, the oldest first."""
    waiting = checks.to_check_by(request.user.person)
    return render(request, "consents/forms_to_check.html", {"waiting": waiting})


@allowed(permissions.can_check_answers)
@require_http_methods(["GET", "POST"])
def check_form(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Whoever entered or signed it may look, and not check."""
    person, signature = request.user.person, get_or_404(checks.entered(), pk=pk)
    if not permissions.can_check_answers(person, signature.child):
        raise Http404
    record_read(person, signature, "form to check")
    form = CheckForm(request.POST or None)
    if form.is_valid() and _checked(request, signature, form):
        return redirect("picture-child", signature.child_id)
    done = checks.check_of(signature)
    context = {
        "signature": signature,
        "form": form,
        "is_own": person.pk in (signature.entered_by_id, signature.person_id),
        "done": done,
        "lines": checks.lines_of(signature, done),
        "scan": scans.of(signature),
        "is_on_paper": signature.means in ON_PAPER,
    }
    return render(request, "consents/check_form.html", context)


def _checked(request: HttpRequest, signature: Signature, form: CheckForm) -> bool:
    agrees = form.cleaned_data["found"] == CheckForm.AGREES
    try:
        checking.check_signature(
            signature, actor=request.user.person, agrees=agrees, note=form.cleaned_data["note"]
        )
    except ValidationError as error:
        to_fields(form, error)
        return False
    except NotAllowed:
        form.add_error(None, _("Somebody else than who entered or signed it must check it."))
        return False
    messages.success(
        request,
        _("Checked. Every Yes of this form counts now.")
        if agrees
        else _("Noted. No Yes of this form counts. Enter it again as it stands on the paper."),
    )
    return True
