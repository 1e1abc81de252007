"""My children: what I am asked, what I said, and what may be shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from consents.selectors import families
from consents.visiting import Visitor, for_families


@for_families
@require_GET
def pictures(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Staff without children here are led to the room sheet."""
    found = families.page(visitor.person)
    if not found and visitor.person.is_staff_member:
        return redirect("picture-sheet")
    return render(request, "consents/pictures.html", {"families": found, "visitor": visitor})


@for_families
@require_POST
def leave(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A guest is done, perhaps at somebody else's phone. Whoever is signed in signs out as everywhere.

    The setting's tablet is handed back by its own page.
    """
    if visitor.is_at_tablet:
        return redirect("pictures-tablet")
    if visitor.is_guest:
        request.session.flush()
    return redirect("pictures-enter" if visitor.is_guest else "pictures")
