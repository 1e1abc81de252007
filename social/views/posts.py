"""Posts: the list, what a colleague must read, one post, its pictures, its versions, and places not to be named."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents import pictures
from documents.models import Picture
from notifications import outbox
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.step_pages import DONE_ALREADY, buttons
from pages.steps import to_fields
from social.actions import agreeing_posts, publishing_posts, writing_posts
from social.forms.post_steps import ChangesForm, ConfirmForm
from social.forms.posts import PlaceForm, PostFilter
from social.models import PlaceName, Post
from social.permissions import posts as permissions
from social.selectors import off, post_lists, post_page, post_story
from social.selectors.gate import may_use
from social.selectors.post_holding import can_publish
from social.views.post_steps import offered
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.history import was_just_done
from workflow.reads import record_read

PAGE_SIZE = 25


@allowed(permissions.can_see_posts)
@require_GET
def post_list(request: HttpRequest) -> HttpResponse:
    """Posts on their way, unless the address says otherwise."""
    person = request.user.person
    chosen = PostFilter(request.GET)
    rows = chosen.narrowed(post_lists.listed(person), person)
    context = {
        "page": window(rows, request.GET.get("page"), PAGE_SIZE),
        "filter": chosen,
        "tones": post_page.TONES,
        "off": off.accounts(),
        "may_begin": permissions.can_begin_post(person),
        "reads": permissions.can_keep_places(person),
    }
    return render(request, "social/posts.html", context)


@allowed(permissions.can_see_posts)
@require_GET
def to_read(request: HttpRequest) -> HttpResponse:
    """What waits for this reader, the oldest first: one screen each."""
    rows = post_lists.to_read(request.user.person).select_related("account__platform", "author")
    return render(
        request, "social/posts_to_read.html", {"page": window(rows, request.GET.get("page"), PAGE_SIZE)}
    )


@allowed(permissions.can_see_posts)
@require_GET
def post(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user.person
    found = get_or_404(post_page.rows(person), pk=pk)
    outbox.mark_seen(person.pk, found)
    context = post_page.page(found)
    is_off = context["is_off"]
    context |= {
        "buttons": buttons(offered(is_off=is_off), found, person),
        "may_write": permissions.can_write(person, found),
        "may_approve": found.state == Post.State.SUBMITTED and permissions.can_approve(person, found),
        "may_correct": found.state == Post.State.PUBLISHED
        and not is_off
        and permissions.can_begin_post(person),
        "may_take": found.is_agreed and can_publish(person, found),
        "sees_originals": permissions.can_see_originals(person),
    }
    return render(request, "social/post.html", context)


@allowed(permissions.can_see_posts)
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The reader's page: everything on one screen, and two answers."""
    person = request.user.person
    found = get_or_404(post_page.rows(person), pk=pk)
    if not permissions.can_approve(person, found):
        raise NotAllowed(person, found, "approve")
    if found.state != Post.State.SUBMITTED:
        agreed = was_just_done(found, person.pk, ["approve"])
        messages.info(request, DONE_ALREADY if agreed else _("Nobody has to read this post now."))
        return redirect("post", found.pk)
    form = ConfirmForm(request.POST or None, of=found)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            agreeing_posts.approve(found, actor=person, seen=form.cleaned_data["version"])
        except ValidationError as error:
            to_fields(form, error)
        except (StaleState, WrongState):
            return _changed_meanwhile(request, found)
        else:
            messages.success(request, _("Thank you. Whoever publishes it is told."))
            return redirect("posts-to-read")
    back = ChangesForm(of=found, prefix="")
    context = post_page.whole(found) | {"form": form, "back": back, "may_use": may_use(person)}
    return render(request, "social/post_read.html", context, status=status)


def _changed_meanwhile(request: HttpRequest, found: Post) -> HttpResponse:
    messages.warning(request, _("It was changed while you read it. Read it as it stands now."))
    return redirect("post-read", found.pk)


@allowed(permissions.can_see_posts)
@require_GET
def versions(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything that was handed to a reader, and what changed each time."""
    found = get_or_404(post_page.rows(request.user.person), pk=pk)
    return render(request, "social/post_versions.html", {"post": found, "told": post_story.versions(found)})


@allowed(permissions.can_begin_post)
@require_POST
def correct(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin a corrected post, which replaces a live one when it is published."""
    found = get_or_404(post_page.rows(request.user.person), pk=pk)
    try:
        draft = publishing_posts.amend(found, actor=request.user.person)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("post", found.pk)
    except WrongState:
        messages.warning(request, _("Only a post that is live can be corrected."))
        return redirect("post", found.pk)
    messages.success(
        request, _("A draft of the corrected post is begun. The old one stays until it is replaced.")
    )
    return redirect("post-words", draft.pk)


@allowed(permissions.can_see_posts)
@require_GET
def file(request: HttpRequest, pk: uuid.UUID, picture_pk: uuid.UUID, size: str) -> HttpResponse:
    """One picture of a post that one may see. Who looks at a large copy is written down."""
    person = request.user.person
    found = get_or_404(Post.objects.visible_to(person), pk=pk)
    row = get_or_404(found.pictures.select_related("picture"), pk=picture_pk)
    if size == Picture.Size.ORIGINAL and not permissions.can_see_originals(person, found):
        raise PermissionDenied
    response = pictures.shown(row.picture, size, download="take" in request.GET)
    if size == Picture.Size.ORIGINAL:
        record_read(person, found, "large picture of a post")
    return response


@allowed(permissions.can_keep_places)
@require_http_methods(["GET", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """Places that no post may name."""
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writing_posts.keep_place(actor=request.user.person, name=form.cleaned_data["name"])
        messages.success(request, _("From now on it is pointed out in every post."))
        return redirect("post-places")
    return render(
        request, "social/post_places.html", {"form": form, "places": PlaceName.objects.order_by("name")}
    )
