"""One child's pictures, for those who ask and enter."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Child
from consents import permissions
from consents.selectors import one_child
from pages.access import allowed, get_or_404
from workflow.reads import record_read


@allowed(permissions.can_see_answers)
@require_GET
def one_child_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who decides, what each said, and what follows. Not for whoever belongs to the child's family."""
    person = request.user.person
    child = get_or_404(Child.objects.all(), pk=pk)
    if not permissions.can_see_answers(person, child):
        raise Http404
    record_read(person, child, "pictures of a child")
    may_block = permissions.can_block(person, child)
    context = one_child.page(child, sees_blocks=may_block)
    may_enter = permissions.can_enter_answers(person, child)
    return render(request, "consents/child.html", context | {"may_block": may_block, "may_enter": may_enter})
