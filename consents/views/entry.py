"""What staff enter for parents: a No that reached them, a form that came back, a call."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Child
from consents import permissions
from consents.actions import answering, scanning, withdrawing
from consents.forms import entry as forms
from consents.forms.scanning import sent
from consents.models import PaperForm, Purpose
from consents.selectors import notices, paper, proofs
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from workflow.engine import NotAllowed


@allowed(permissions.can_enter_withdrawal)
@require_http_methods(["GET", "POST"])
def enter_no(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A No that somebody told us. Parents who work here say it on their own pages."""
    person, child = request.user.person, get_or_404(Child.objects.all(), pk=pk)
    if permissions.contact_of(person, child):
        return redirect("pictures-withdraw", child.pk)
    purposes = list(Purpose.objects.asked())
    seen = answering.last_answer(child.pk)
    form = forms.NoForm(request.POST or None, child=child, purposes=purposes, seen=seen)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("person", "means", "note", "seen")}
        try:
            done = withdrawing.enter_withdrawal(child, actor=person, purposes=form.chosen, **said)
        except ValidationError as error:
            to_fields(form, error)
        else:
            return redirect("picture-entered", done.pk)
    context = {"child": child, "form": form, "may_enter": permissions.can_enter_answers(person, child)}
    return render(request, "consents/entry_no.html", context)


@allowed(permissions.can_enter_withdrawal)
@require_GET
def entered(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was stored, and how the parent gets the receipt: in the mail that has gone, or printed now."""
    found = proofs.receipt_of(request.user.person, pk, is_guest=False)
    if found is None:
        raise Http404
    uses = [row.purpose for row in found.about.answers.select_related("purpose").order_by("sequence")]
    address = proofs.address_of(found.about.person_id)
    context = {"withdrawal": found.about, "uses": uses, "has_address": bool(address)}
    return render(request, "consents/entered.html", context)


@allowed(permissions.can_enter_answers)
@require_http_methods(["GET", "POST"])
def enter_form(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A form or a call. Each No counts at once, each Yes when somebody else has checked it."""
    child = _child(request, pk)
    printed = _printed(request, child)
    asked, current = paper.asked_on(printed)
    seen = answering.last_answer(child.pk)
    came = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.EntryForm(*came, child=child, purposes=asked, current=current, seen=seen)
    if form.is_valid() and _entered(request, child, form, printed):
        return redirect("picture-child", child.pk)
    untold = [] if printed else notices.unknown_to(current)
    context = {"child": child, "form": form, "untold": untold, "printed": printed}
    return render(request, "consents/entry_form.html", context)


def _entered(request: HttpRequest, child: Child, form: forms.EntryForm, printed: PaperForm | None) -> bool:
    said = {
        name: form.cleaned_data[name] for name in ("typed_name", "declared", "seen", "means", "signed_on")
    }
    signer, note = form.cleaned_data["person"], form.cleaned_data["note"]
    try:
        scan = scanning.read(sent(form.cleaned_data["scan"]))
        sitting = answering.Sitting(
            answers=form.answers, notices=form.notices, form=printed, scan=scan, **said
        )
        answering.enter_signature(child, actor=request.user.person, signer=signer, sitting=sitting, note=note)
    except ValidationError as error:
        to_fields(form, error)
        return False
    except NotAllowed:
        form.add_error("person", _("A Yes is taken only from somebody whose right to decide is verified."))
        return False
    if any(form.answers.values()):
        messages.success(
            request, _("Stored. Every No counts now. Every Yes counts when somebody else has checked it.")
        )
    else:
        messages.success(request, _("Stored. It counts from now on."))
    return True


def _child(request: HttpRequest, pk: uuid.UUID) -> Child:
    """Not to be found by whoever belongs to the child's family."""
    child = get_or_404(Child.objects.all(), pk=pk)
    if not permissions.can_enter_answers(request.user.person, child):
        raise Http404
    return child


def _printed(request: HttpRequest, child: Child) -> PaperForm | None:
    """The printed form that the address names: its words are shown, not those of today."""
    if "form" not in request.GET:
        return None
    found = paper.form_of(child, request.GET["form"])
    if found is None:
        raise Http404
    return found
