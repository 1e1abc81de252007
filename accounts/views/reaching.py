"""How a person can be reached."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import permissions
from accounts.actions.reaching import note_social_media
from accounts.forms import ReachForm
from accounts.models import Person
from accounts.views.forming import done, form_page, posted
from pages.access import allowed, get_or_404
from workflow.engine import NotAllowed


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Whether they use social media. Whoever plans to tell families something must know."""
    actor, found = request.user.person, get_or_404(Person.objects.all(), pk=pk)
    if not permissions.can_change_person(actor, found):
        raise NotAllowed(actor, found, "change")
    form = ReachForm(posted(request), initial={"no_social_media": found.no_social_media})
    if done(form, lambda said: note_social_media(found, actor=actor, **said)):
        messages.success(request, _("Saved."))
        return redirect("person", found.pk)
    return form_page(request, form, _("How can they be reached?"), about=found)
