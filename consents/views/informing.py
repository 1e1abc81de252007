"""The notices to parents: what they read now, and new words from a day on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consents import permissions
from consents.actions import informing as actions
from consents.forms.informing import ContactForm, NoticeForm
from consents.models import Purpose
from consents.selectors import families, informing
from consents.selectors import notices as shown
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from workflow import clock


@allowed(permissions.can_keep_notices)
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    lines = informing.page()
    is_empty = not any(line.now or line.coming for line in lines)
    missing = [] if is_empty else [line.purpose for line in lines if not line.now and line.purpose.is_offered]
    context = {"lines": lines, "is_empty": is_empty, "missing": missing}
    return render(request, "consents/notices.html", context)


@allowed(permissions.can_keep_notices)
@require_POST
def usual(request: HttpRequest) -> HttpResponse:
    """The usual words for every use that has none."""
    published = actions.publish_usual_notices(actor=request.user.person)
    said = ngettext("%(number)s notice is published.", "%(number)s notices are published.", len(published))
    messages.success(request, said % {"number": len(published)})
    return redirect("picture-notices")


@allowed(permissions.can_keep_notices)
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """New words: written, looked at with what they will do, published."""
    purpose = get_or_404(Purpose.objects.all(), pk=code)
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=_words_of(purpose))
    if form.is_valid() and "publish" in request.POST:
        if _publish(purpose, request, form):
            messages.success(request, _("The new words are published."))
            return redirect("picture-notices")
    elif form.is_valid() and "change" not in request.POST:
        return _preview(request, purpose, form)
    earlier = purpose.notices.order_by("-number")
    return render(request, "consents/notice.html", {"purpose": purpose, "form": form, "earlier": earlier})


def _words_of(purpose: Purpose) -> dict[str, Any]:
    """What parents read now, to be changed; the usual words where there is nothing yet."""
    held = shown.current().get(purpose.pk) or actions.usual_words().get(purpose.pk)
    words = {name: getattr(held, name, "") for name in ("what", "audience", "how_long", "who_else")}
    return {**words, "begins_on": clock.today()}


def _preview(request: HttpRequest, purpose: Purpose, form: NoticeForm) -> HttpResponse:
    said = form.cleaned_data
    if said["begins_on"] < clock.today():
        form.add_error("begins_on", _("Choose today or a later day."))
        earlier = purpose.notices.order_by("-number")
        return render(request, "consents/notice.html", {"purpose": purpose, "form": form, "earlier": earlier})
    number = informing.asked_again(purpose, said["begins_on"]) if purpose.notices.exists() else 0
    context = {"purpose": purpose, "form": form, "said": said, "number": number}
    return render(request, "consents/notice_check.html", context)


def _publish(purpose: Purpose, request: HttpRequest, form: NoticeForm) -> bool:
    said = dict(form.cleaned_data)
    begins_on = said.pop("begins_on")
    try:
        actions.publish_notice(
            purpose, actor=request.user.person, words=actions.Words(**said), begins_on=begins_on
        )
    except ValidationError as error:
        to_fields(form, error)
        return False
    return True


@allowed(permissions.can_keep_notices)
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Whom parents ask, and where the privacy notice is: at the foot of each of their pages."""
    held = families.contact()
    names = ("who", "phone", "email", "privacy_url")
    initial = {name: getattr(held, name, "") for name in names}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.say_contact(actor=request.user.person, contact=actions.Contact(**form.cleaned_data))
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("Parents read it from now on."))
            return redirect("picture-notices")
    return render(request, "consents/contact.html", {"form": form})
