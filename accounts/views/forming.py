"""One page for all forms about people and children."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Child, Person


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Whether the form is right and the action was taken; what it refuses stands at the field."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def form_page(
    request: HttpRequest,
    form: Form,
    title: str,
    *,
    about: Person | Child | None = None,
    back: str = "",
    text: str = "",
    warning: str = "",
    button: str = "",
) -> HttpResponse:
    """The one page of all forms here. Without `back`, it leads to the person's page, or to all people."""
    context = {
        "about": about,
        "form": form,
        "title": title,
        "back_url": back or (reverse("person", args=[about.pk]) if about else reverse("people")),
        "text": text,
        "warning": warning,
        "button": button or _("Save"),
    }
    return render(request, "accounts/form.html", context)
