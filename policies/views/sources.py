"""Laws and guidance: the list, one of them, and what may be said about it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allowed, get_or_404
from pages.lists import window
from pages.steps import to_fields
from policies.actions import sources as actions
from policies.forms.sources import EditionForm, NewSourceForm, SourceForm, as_entered
from policies.models import Source
from policies.permissions import can_keep_policies, can_see_drafts
from policies.selectors import chain, sources

PAGE_SIZE = 50


@allowed(can_see_drafts)
@require_GET
def source_list(request: HttpRequest) -> HttpResponse:
    """Every source, the edition that is known, and whether somebody looked lately."""
    context = {
        "page": window(sources.listed(), request.GET.get("page"), PAGE_SIZE),
        "stale_before": sources.check_again_before(),
        "may_keep": can_keep_policies(request.user.person),
    }
    return render(request, "policies/sources.html", context)


@allowed(can_keep_policies)
@require_POST
def enter_usual(request: HttpRequest) -> HttpResponse:
    """What a pre-school's policies usually rest on, at once."""
    number = actions.enter_usual_sources(actor=request.user.person)
    said = ngettext("%(number)s source is entered.", "%(number)s sources are entered.", number)
    messages.success(request, said % {"number": number})
    return redirect("sources")


@allowed(can_see_drafts)
@require_GET
def source(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(sources.listed(), pk=pk)
    context = {
        "source": found,
        "policies": sources.citing(found),
        "is_stale": found.checked_on < sources.check_again_before(),
        "may_keep": can_keep_policies(request.user.person),
        "timeline": chain.timeline(found),
    }
    return render(request, "policies/source.html", context)


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = NewSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.add_source(actor=request.user.person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("The source is entered. Say of each policy whether it cites it."))
            return redirect("source", found.pk)
    return _form_page(request, form, None, _("Enter a law or guidance"))


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct what is said about it; its editions stay."""
    found = get_or_404(Source.objects.all(), pk=pk)
    form = SourceForm(request.POST or None, initial=as_entered(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_source(found, actor=request.user.person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is corrected."))
            return redirect("source", found.pk)
    return _form_page(request, form, found, _("Correct a source"))


@allowed(can_keep_policies)
@require_POST
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody looked today, and there is nothing newer."""
    found = get_or_404(Source.objects.all(), pk=pk)
    actions.check_source(found, actor=request.user.person)
    messages.success(request, _("Noted: checked today, and there is no newer edition."))
    return redirect("source", found.pk)


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def note_edition(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Each policy that cites it is reviewed, from today on."""
    found = get_or_404(Source.objects.all(), pk=pk)
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_edition(found, actor=request.user.person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("Noted. Each policy that cites it is to be reviewed."))
            return redirect("source", found.pk)
    return _form_page(request, form, found, _("Note a new edition"), citing=sources.citing(found))


def _form_page(
    request: HttpRequest, form: Form, found: Source | None, title: str, **more: object
) -> HttpResponse:
    context = {"form": form, "source": found, "title": title, **more}
    return render(request, "policies/source_form.html", context)
