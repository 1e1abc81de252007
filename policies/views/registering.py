"""One person's request, as those who keep the register see it: its answers, and what is noted about it."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Person
from notifications import outbox
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from policies import lifecycle
from policies.actions import registering
from policies.forms.signing import EndExemptionForm, ExemptForm, NotedForm, PaperForm, ReplyForm
from policies.models import AcknowledgementRequest
from policies.permissions import can_see_signatures
from policies.selectors import signatures
from policies.selectors.signatures import EXEMPT, OPEN, WAITING
from workflow.engine import NotAllowed, StaleState


@dataclasses.dataclass(frozen=True)
class NotePage:
    """One thing to note: `verb` is the name in the lifecycle, `when` says on which requests it makes sense."""

    slug: str
    verb: str
    form: type[NotedForm]
    action: Callable[..., None]
    when: tuple[str, ...]
    done: Any
    explanation: Any = ""

    @property
    def title(self) -> Any:
        return lifecycle.VERSION.verbs[self.verb].label

    def is_for(self, person: Person, asked: AcknowledgementRequest) -> bool:
        """Whether this person may do it at all; nobody does for themselves."""
        move = lifecycle.VERSION.verbs[self.verb]
        return asked.person_id != person.pk and move.allowed(person, asked.version)


NOTES = {
    row.slug: row
    for row in (
        NotePage("reply", "reply", ReplyForm, registering.reply, WAITING,
                 gettext_lazy("Your answer is sent.")),
        NotePage("paper", "record paper", PaperForm, registering.record_paper, OPEN,
                 gettext_lazy("The signature is entered."),
                 gettext_lazy("For somebody who signed on paper. The record says that you entered it.")),
        NotePage("exempt", "exempt", ExemptForm, registering.exempt, OPEN,
                 gettext_lazy("They need not sign it."),
                 gettext_lazy("They will not have agreed to anything: wherever a signature is needed, "
                              "they do not have one.")),
        NotePage("end-exemption", "end exemption", EndExemptionForm, registering.end_exemption, EXEMPT,
                 gettext_lazy("They are asked to sign.")),
    )
}  # fmt: skip


@allowed(can_see_signatures)
@require_GET
def asked(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything that was answered, and the buttons that fit."""
    person, found = request.user.person, _found(pk)
    outbox.mark_seen(person.pk, found)
    buttons = [page for page in NOTES.values() if found.standing in page.when and page.is_for(person, found)]
    context = {"asked": found, "answers": signatures.answers(found), "buttons": buttons}
    return render(request, "policies/request.html", context)


@allowed(can_see_signatures)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One thing noted. Who may not is refused at once; what makes no sense now goes back."""
    if slug not in NOTES:
        raise Http404
    person, found, page = request.user.person, _found(pk), NOTES[slug]
    if not page.is_for(person, found):
        raise NotAllowed(person, found.version, page.verb)
    if request.method == "GET" and found.standing not in page.when:
        messages.warning(request, _("This is not possible as it stands now. Nothing was changed."))
        return redirect("policy-request", found.pk)
    initial = {"seen": found.answers.count()}
    form = page.form(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _note_page(request, found, page, form)


def _take(
    request: HttpRequest, found: AcknowledgementRequest, page: NotePage, form: NotedForm
) -> HttpResponse:
    try:
        page.action(found, actor=request.user.person, **form.cleaned_data)
    except ValidationError as error:
        to_fields(form, error)
        return _note_page(request, found, page, form)
    except StaleState:
        return _somebody_was_quicker(request, found, page, form)
    messages.success(request, page.done)
    return redirect("policy-request", found.pk)


def _somebody_was_quicker(
    request: HttpRequest, found: AcknowledgementRequest, page: NotePage, form: NotedForm
) -> HttpResponse:
    """Show what was answered meanwhile, keep what was typed, and let it be sent again on purpose."""
    fresh, said = _found(found.pk), signatures.answers(found)
    later = said[form.cleaned_data["seen"] :] or said[-1:]
    form.renew(len(said))
    more = {
        "meanwhile": [(row.get_kind_display(), row.by.name, row.at) for row in later],
        "cannot_be_sent": fresh.standing not in page.when,
    }
    return _note_page(request, fresh, page, form, status=409, **more)


def _note_page(
    request: HttpRequest,
    found: AcknowledgementRequest,
    page: NotePage,
    form: NotedForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"asked": found, "step": page, "form": form, **more}
    return render(request, "policies/request_note.html", context, status=status)


def _found(pk: uuid.UUID) -> Any:
    return get_or_404(signatures.requests(), pk=pk)
