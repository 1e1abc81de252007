"""Who may be shown where: the room sheet, on a screen and for the wall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Child, Role
from consents import printed
from consents.forms.sheet import EVERY, SheetForm
from consents.permissions import can_see_answers, can_see_sheet
from consents.selectors import sheet
from pages.access import allowed
from workflow import clock
from workflow.reads import record_reads

NAME_LIMIT = 100


@allowed(can_see_sheet)
@require_http_methods(["GET", "POST"])
def room_sheet(request: HttpRequest) -> HttpResponse:
    """First what the pictures are for, then who must not be in them. A name is searched for by POST."""
    columns = sheet.purposes()
    form = SheetForm(request.GET, purposes=columns)
    narrowed = form.narrowed(request.POST.get("name", "")[:NAME_LIMIT])
    columns = sheet.for_those_here(columns, narrowed)
    found = sheet.lines(columns, narrowed)
    context = {
        "form": form,
        "narrowed": narrowed,
        "columns": columns,
        "lines": found,
        "now": clock.now(),
        "is_past": narrowed.day < clock.today(),
        "every": form.chosen == EVERY,
        "sees_answers": can_see_answers(request.user.person),
        "has_children": request.user.person.holds(Role.PARENT),
    }
    chosen = next((place for place, one in enumerate(columns) if one.pk == form.chosen), None)
    if chosen is None:
        return render(request, "consents/sheet.html", context | {"rooms": sheet.by_room(found)})
    no, yes = sheet.split(found, chosen)
    return render(
        request, "consents/sheet_list.html", context | {"purpose": columns[chosen], "no": no, "yes": yes}
    )


@allowed(can_see_sheet)
@require_GET
def on_paper(request: HttpRequest) -> HttpResponse:
    """The same for the wall, room by room. Who took it is written down before it leaves."""
    columns = sheet.purposes()
    narrowed = SheetForm(request.GET, purposes=columns).narrowed()
    columns = sheet.for_those_here(columns, narrowed)
    found = sheet.lines(columns, narrowed)
    record_reads(request.user.person, [Child(pk=line.pk) for line in found], "picture sheet on paper")
    response = HttpResponse(printed.sheet_pdf(columns, found, narrowed), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{printed.file_name(narrowed)}"'
    return response
