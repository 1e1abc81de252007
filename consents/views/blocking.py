"""The safeguarding block and its end. Nobody but safeguarding leads comes here, whether there is one or not."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Child
from consents import permissions
from consents.actions import blocking
from consents.forms.entry import BlockForm
from consents.models import Block
from pages.access import allowed, get_or_404
from workflow.reads import record_read


@allowed(permissions.can_block)
@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Block, or end the block that holds. A reason that was read is written down."""
    person, child = request.user.person, get_or_404(Child.objects.all(), pk=pk)
    if not permissions.can_block(person, child):
        raise Http404
    held = Block.objects.holding().filter(child=child).select_related("by").first()
    if held:
        record_read(person, held, "reason of a block")
    form = BlockForm(request.POST or None, held=held)
    if form.is_valid() and _done(request, child, form):
        return redirect("picture-child", child.pk)
    return render(request, "consents/block.html", {"child": child, "held": held, "form": form})


def _done(request: HttpRequest, child: Child, form: BlockForm) -> bool:
    shown, why = form.cleaned_data["held"], form.cleaned_data["why"]
    try:
        if shown is None:
            blocking.block(child, actor=request.user.person, reason=why)
        else:
            row = get_or_404(Block.objects.filter(child=child), pk=shown)
            blocking.unblock(row, actor=request.user.person, because=why)
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return False
    messages.success(
        request, _("The block has ended.") if shown else _("Blocked. Nothing of the child may be shown.")
    )
    return True
