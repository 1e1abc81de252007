"""Reporting: question pages, check answers, sent. Reached without a second factor (R3)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Person
from incidents import timeouts
from incidents.actions import drafting
from incidents.actions.reporting import AlreadySent, submit_report
from incidents.forms.answering import NamedForm
from incidents.forms.questions import PageForm
from incidents.forms.reporting import PAGES
from incidents.forms.submission import Submission
from incidents.models import Draft, ExternalContact, Report
from incidents.permissions import can_send_report
from incidents.report_types import REPORT_TYPES, ReportType
from incidents.selectors.register import Register
from pages.access import allowed, checks_itself, get_or_404, signed_in
from pages.questions import Typed, after, as_data, before, typed_in

# Where the author came from: after a change they go back there.
CHECK, NAMED = "check", "named"


@allowed(can_send_report, second_factor=False)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "types": REPORT_TYPES.values(),
        "drafts": Draft.objects.visible_to(request.user.person).order_by("-updated_at"),
        "contacts": ExternalContact.objects.all(),
        "quick_exit": True,
    }
    return render(request, "incidents/report_start.html", context)


@timeouts.outlives_sign_in
@require_http_methods(["GET", "POST"])
def first_page(request: HttpRequest, report_type: str) -> HttpResponse:
    kind = _type_or_404(report_type)
    author = _author(request, None)
    if author is None:
        return _sign_in(request, reverse("report-new", args=[report_type]))
    if not can_send_report(author):
        raise PermissionDenied
    typed, form = _typed(request, "about", kind, author)
    is_right = form.is_valid()
    if request.method == "POST" and (is_right or not _is(request, author)):
        draft = drafting.start_draft(actor=author, report_type=kind.code, page="about", typed=typed or {})
        return redirect("report-page", draft.pk, "what" if is_right else "about")
    return _page(request, kind, form, "about", author)


first_page = checks_itself(first_page, "whoever may report, or a token of the page's author")


@timeouts.outlives_sign_in
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
    typed, form = _typed(request, page, kind, author, draft)
    if request.method == "GET":
        return _page(request, kind, form, page, author, draft)
    drafting.keep_typed(draft, page, typed)
    if not _is(request, author):
        return _sign_in(request, reverse("report-page", args=[pk, page]))
    if not form.is_valid():
        return _page(request, kind, form, page, author, draft)
    return _send(request, draft) if "send" in request.POST else _further(request, draft, kind, page)


question_page = checks_itself(question_page, "the draft's author, signed in or by the page's token")


@timeouts.outlives_sign_in
@require_POST
def save_typed(request: HttpRequest, pk: uuid.UUID, page: str) -> HttpResponse:
    """Keep what is typed so far, without a word about whether it is right."""
    author = _author(request, pk)
    if author is None:
        raise Http404
    draft = get_or_404(Draft.objects.visible_to(author), pk=pk)
    kind = REPORT_TYPES[draft.report_type]
    if page not in kind.pages:
        raise Http404
    typed, _form = _typed(request, page, kind, author)
    drafting.keep_typed(draft, page, typed)
    return HttpResponse(status=204 if typed is not None else 413)


save_typed = checks_itself(save_typed, "the draft's author, signed in or by the page's token")


@signed_in(second_factor=False)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    draft = _draft_or_sent(request.user.person, pk)
    if isinstance(draft, Report):
        return redirect("report-sent", pk)
    submission = Submission(draft, request.user.person)
    if request.method == "POST" or submission.first_wrong_page():
        return _send(request, draft, submission)
    context = {
        "draft": draft,
        "type": submission.type,
        "pages": list(submission.summary()),
        "last": submission.type.pages[-1],
        "contacts": ExternalContact.objects.all(),
        "quick_exit": True,
    }
    return render(request, "incidents/report_check.html", context)


@signed_in(second_factor=False)
@require_http_methods(["GET", "POST"])
def named(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A leader's name stands in the words: is it about them? Nothing is sent before the answer (COI-3)."""
    draft = _draft_or_sent(request.user.person, pk)
    if isinstance(draft, Report):
        return redirect("report-sent", pk)
    leaders = Submission(draft, request.user.person).leaders_to_ask_about()
    if not leaders:
        return redirect("report-check", pk)
    form = NamedForm(request.POST if request.method == "POST" else None, leaders=leaders)
    if form.is_valid():
        _answered(draft, form)
        return _send(request, draft)
    context = {"draft": draft, "form": form, "contacts": ExternalContact.objects.all(), "quick_exit": True}
    return render(request, "incidents/report_named.html", context)


@signed_in(second_factor=False)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    draft = get_or_404(Draft.objects.visible_to(request.user.person), pk=pk)
    if request.method == "POST":
        drafting.discard_draft(draft, actor=request.user.person)
        messages.success(request, _("What you had begun is thrown away."))
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


def _send(request: HttpRequest, draft: Draft, submission: Submission | None = None) -> HttpResponse:
    """Send it; or to the page that must be put right, or to the question about a leader's name."""
    person = request.user.person
    submission = submission or Submission(draft, person)
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


def _answered(draft: Draft, form: NamedForm) -> None:
    """Keep the answer beside those given before: each name is asked about once."""
    before_now = draft.typed(NAMED)
    answers = {name: sorted({*before_now.get(name, []), *said}) for name, said in form.answers().items()}
    drafting.keep_typed(draft, NAMED, answers)


def _further(request: HttpRequest, draft: Draft, kind: ReportType, page: str) -> HttpResponse:
    """The page that follows; for a change made from the check page, that page again."""
    following = None if CHECK in request.GET else after(kind.pages, page)
    return redirect("report-page", draft.pk, following) if following else redirect("report-check", draft.pk)


def _typed(
    request: HttpRequest, page: str, kind: ReportType, author: Person, draft: Draft | None = None
) -> tuple[Typed | None, PageForm]:
    """What is typed on a page, just now or before, and its form; a page never typed on shows no errors."""
    register = Register(author)
    typed: Typed | None
    data: MultiValueDict[str, str] | None
    if request.method == "POST":
        typed = typed_in(request.POST, PAGES[page](register=register, kind=kind))
        data = request.POST if typed is None else as_data(typed)
    else:
        typed = draft.typed(page) if draft else {}
        data = as_data(typed) if typed else None
    return typed, PAGES[page](data, register=register, kind=kind)


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
        "is_change": CHECK in request.GET,
        "token": timeouts.token_for(author, draft),
        "token_field": timeouts.FIELD,
        "contacts": ExternalContact.objects.all(),
        "quick_exit": True,
    }
    return render(request, "incidents/report_page.html", context)


def _type_or_404(code: str) -> ReportType:
    if code not in REPORT_TYPES:
        raise Http404
    return REPORT_TYPES[code]


def _author(request: HttpRequest, draft_id: uuid.UUID | None) -> Person | None:
    """Who may go on with this page: the token's author, else whoever is signed in."""
    author = timeouts.author_of(request, draft_id) if request.method == "POST" else None
    if author is None and request.user.is_authenticated:
        author = request.user.person
    return author


def _is(request: HttpRequest, author: Person) -> bool:
    return request.user.is_authenticated and request.user.person.pk == author.pk


def _draft_or_sent(author: Person, pk: uuid.UUID) -> Draft | Report:
    draft = Draft.objects.visible_to(author).filter(pk=pk).first()
    return draft or get_or_404(Report.objects.visible_to(author), pk=pk)


def _sign_in(request: HttpRequest, path: str) -> HttpResponse:
    """To sign-in, and then back to the page: nothing of what was typed is in the address."""
    return redirect(f"{reverse('account_login')}?next={path}")
