"""Reporting: question pages, check answers, sent. Reached without a second factor (R3)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Person
from incidents import timeouts
from incidents.actions import drafting
from incidents.actions.reporting import AlreadySent, submit_report
from incidents.forms.reporting import PAGES, PageForm
from incidents.forms.submission import Submission
from incidents.models import Draft, ExternalContact, Report
from incidents.permissions import can_send_report
from incidents.report_types import REPORT_TYPES, ReportType
from incidents.selectors.register import Register
from pages.access import checks_itself, get_or_404, signed_in
from pages.questions import after, as_data, before, typed_in

CHECK, NAMED = "check", "named"


@signed_in(second_factor=False)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "types": REPORT_TYPES.values(),
        "drafts": Draft.objects.visible_to(request.user.person).order_by("-updated_at"),
        "contacts": ExternalContact.objects.all(),
        "quick_exit": True,
    }
    return render(request, "incidents/report_start.html", context)


@require_http_methods(["GET", "POST"])
def first_page(request: HttpRequest, report_type: str) -> HttpResponse:
    kind = _type_or_404(report_type)
    author = _author(request, None)
    if author is None:
        return _sign_in(request, reverse("report-new", args=[report_type]))
    form = PAGES["about"](request.POST or None, register=Register(author))
    if request.method == "POST" and (form.is_valid() or not _is(request, author)):
        draft = drafting.start_draft(
            actor=author, report_type=kind.code, page="about", typed=typed_in(request.POST, form) or {}
        )
        return redirect("report-page", draft.pk, "what")
    return _page(request, kind, form, "about", author)


first_page = checks_itself(first_page, "signed in, or a token of the page's author")


@require_http_methods(["GET", "POST"])
def question_page(request: HttpRequest, pk: uuid.UUID, page: str) -> HttpResponse:
    author = _author(request, pk)
    if author is None:
        return _sign_in(request, reverse("report-page", args=[pk, page]))
    draft = _draft_or_sent(author, pk)
    if isinstance(draft, Report):
        return redirect("report-sent", pk)
    kind = REPORT_TYPES[draft.report_type]
    if page not in kind.pages:
        raise Http404
    form = PAGES[page](request.POST or as_data(draft.typed(page)) or None, register=Register(author))
    if request.method == "GET":
        return _page(request, kind, _untouched(form, draft, page), page, author, draft)
    drafting.keep_typed(draft, page, typed_in(request.POST, form))
    if not _is(request, author):
        return _sign_in(request, reverse("report-page", args=[pk, page]))
    if not form.is_valid():
        return _page(request, kind, form, page, author, draft)
    if "send" in request.POST:
        return _send(request, draft)
    following = None if "back" in request.POST else after(kind.pages, page)
    return redirect("report-page", pk, following) if following else redirect("report-check", pk)


question_page = checks_itself(question_page, "the draft's author, signed in or by the page's token")


@require_POST
def save_typed(request: HttpRequest, pk: uuid.UUID, page: str) -> HttpResponse:
    """Keep what is typed so far, without a word about whether it is right."""
    author = _author(request, pk)
    if author is None or page not in PAGES:
        raise Http404
    draft = get_or_404(Draft.objects.visible_to(author), pk=pk)
    drafting.keep_typed(draft, page, typed_in(request.POST, PAGES[page](register=Register(author))))
    return HttpResponse(status=204)


save_typed = checks_itself(save_typed, "the draft's author, signed in or by the page's token")


@signed_in(second_factor=False)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    draft = _draft_or_sent(request.user.person, pk)
    if isinstance(draft, Report):
        return redirect("report-sent", pk)
    if request.method == "POST":
        return _send(request, draft)
    submission = Submission(draft, request.user.person)
    context = {
        "draft": draft,
        "type": submission.type,
        "pages": list(submission.summary()),
        "quick_exit": True,
    }
    return render(request, "incidents/report_check.html", context)


@signed_in(second_factor=False)
@require_http_methods(["GET", "POST"])
def named(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A leader's name stands in the text: is it about them? Nothing is sent before the answer (COI-3)."""
    draft = get_or_404(Draft.objects.visible_to(request.user.person), pk=pk)
    found = Submission(draft, request.user.person).leaders_to_ask_about()
    answer = request.POST.get("involved")
    if answer in ("yes", "no"):
        codes = sorted({code for code, _person in found}) if answer == "yes" else []
        asked = [str(person.pk) for _code, person in found]
        drafting.keep_typed(draft, NAMED, {"about": codes, "asked": asked})
        return _send(request, draft)
    context = {
        "draft": draft,
        "people": [person for _code, person in found],
        "missing": request.method == "POST",
        "quick_exit": True,
    }
    return render(request, "incidents/report_named.html", context)


@signed_in(second_factor=False)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    draft = get_or_404(Draft.objects.visible_to(request.user.person), pk=pk)
    if request.method == "POST":
        drafting.discard_draft(draft, actor=request.user.person)
        return redirect("report-start")
    return render(request, "incidents/draft_discard.html", {"draft": draft})


@signed_in(second_factor=False)
@require_GET
def sent(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    report = get_or_404(Report.objects.visible_to(request.user.person), pk=pk)
    sealed = report.state == Report.State.SEALED
    contacts = ExternalContact.objects.filter(for_conflicts=True) if sealed else ()
    context = {"report": report, "sealed": sealed, "contacts": contacts, "quick_exit": True}
    return render(request, "incidents/report_sent.html", context)


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    person = request.user.person
    submission = Submission(draft, person)
    wrong = submission.first_wrong_page()
    if wrong:
        return redirect("report-page", draft.pk, wrong)
    if submission.leaders_to_ask_about():
        return redirect("report-named", draft.pk)
    try:
        submit_report(
            actor=person,
            report_type=draft.report_type,
            about=submission.about,
            body=submission.body,
            details=submission.details,
            draft=draft,
        )
    except AlreadySent:
        pass  # sent a moment ago by the same person: the same page follows
    return redirect("report-sent", draft.pk)


def _page(
    request: HttpRequest,
    kind: ReportType,
    form: PageForm,
    page: str,
    author: Person,
    draft: Draft | None = None,
) -> HttpResponse:
    context = {
        "type": kind,
        "form": form,
        "page": page,
        "draft": draft,
        "previous": before(kind.pages, page),
        "token": timeouts.token_for(author, draft),
        "token_field": timeouts.FIELD,
        "contacts": ExternalContact.objects.filter(is_emergency=True),
        "quick_exit": True,
    }
    return render(request, "incidents/report_page.html", context)


def _untouched(form: PageForm, draft: Draft, page: str) -> PageForm:
    """A page opened for the first time shows no errors."""
    return form if draft.typed(page) else type(form)(register=form.register)


def _type_or_404(code: str) -> ReportType:
    if code not in REPORT_TYPES:
        raise Http404
    return REPORT_TYPES[code]


def _author(request: HttpRequest, draft_id: uuid.UUID | None) -> Person | None:
    """Who may go on with this page: the token's author, else whoever is signed in."""
    author = timeouts.author_of(request, draft_id) if request.method == "POST" else None
    if author is None and request.user.is_authenticated:
        author = request.user.person
    if author is not None and not can_send_report(author):
        raise Http404
    return author


def _is(request: HttpRequest, author: Person) -> bool:
    return request.user.is_authenticated and request.user.person.pk == author.pk


def _draft_or_sent(author: Person, pk: uuid.UUID) -> Draft | Report:
    draft = Draft.objects.visible_to(author).filter(pk=pk).first()
    return draft or get_or_404(Report.objects.visible_to(author), pk=pk)


def _sign_in(request: HttpRequest, path: str) -> HttpResponse:
    """To sign-in, and then back to the page: nothing of what was typed is in the address."""
    return redirect(f"{reverse('account_login')}?next={path}")
