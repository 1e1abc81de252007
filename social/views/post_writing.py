"""Writing a post on a telephone, page by page: words, pictures, children, checks."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from pages.access import allowed, get_or_404
from pages.steps import VersionForm, to_fields
from social.actions import picturing_posts, writing_posts
from social.forms import posts as forms
from social.models import Post
from social.permissions import posts as permissions
from social.selectors import post_children, post_page, post_story
from social.selectors.covering import usable_accounts
from social.selectors.gate import may_use
from social.selectors.post_words import unclear_words
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.history import own_verbs

SEARCH_LIMIT = 100
EDITS = {"edit", "revise"}
Save = Callable[[Person], Any]


@allowed(permissions.can_begin_post)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Its words first. Whoever has not signed what must be signed is told so before they type."""
    person = request.user.person
    form = forms.WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = writing_posts.begin(actor=person, words=form.words)
        except ValidationError as error:
            to_fields(form, error)
        else:
            return redirect("post-pictures", made.pk)
    lacks_account = not usable_accounts().exists()
    context = {"form": form, "may_use": may_use(person), "post": None, "lacks_account": lacks_account}
    return render(request, "social/post_words.html", context)


@allowed(permissions.can_see_posts)
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _mine(request, pk)
    form = forms.WordsForm(request.POST or None, post=found)

    def save(person: Person) -> None:
        seen = form.cleaned_data["version"]
        writing_posts.write(found, actor=person, seen=-1 if seen is None else seen, words=form.words)

    return _saved(request, found, form, save, "post-pictures") or _page(
        request, "social/post_words.html", found, form, may_use=may_use(request.user.person)
    )


@allowed(permissions.can_see_posts)
@require_http_methods(["GET", "POST"])
def pictures(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The pictures it has, and one more."""
    found = _mine(request, pk)
    form = forms.PictureForm(request.POST or None, request.FILES or None, of=found)

    def save(person: Person) -> None:
        name, content = form.sent
        said = {"seen": form.cleaned_data["version"], "alt_text": form.cleaned_data["alt_text"]}
        picturing_posts.add_picture(found, actor=person, name=name, content=content, **said)

    def was_done() -> bool:
        return found.pictures.shown().filter(alt_text=form.cleaned_data["alt_text"]).exists()

    return _saved(request, found, form, save, "post-pictures", was_done) or _page(
        request, "social/post_pictures.html", found, form, pictures=post_page.pictures_of(found)
    )


@allowed(permissions.can_see_posts)
@require_http_methods(["GET", "POST"])
def picture(request: HttpRequest, pk: uuid.UUID, picture_pk: uuid.UUID) -> HttpResponse:
    """One picture: its description, its place, or taking it out."""
    found = _mine(request, pk)
    row = get_or_404(found.pictures.select_related("picture"), pk=picture_pk)
    if row.removed_at:
        messages.info(request, _("This picture is taken out and deleted."))
        return redirect("post-pictures", found.pk)
    does = request.POST.get("do", "")
    form_class = forms.PostForm if does in ("move", "remove") else forms.DescribeForm
    form = form_class(request.POST or None, of=found, initial={"alt_text": row.alt_text})

    def save(person: Person) -> None:
        seen = form.cleaned_data["version"]
        if does == "move":
            picturing_posts.move_picture(row, actor=person, seen=seen)
        elif does == "remove":
            picturing_posts.remove_picture(row, actor=person, seen=seen)
        else:
            said = form.cleaned_data["alt_text"]
            picturing_posts.describe_picture(row, actor=person, seen=seen, alt_text=said)

    once = (lambda: False) if does else None
    return _saved(request, found, form, save, "post-pictures", once) or _page(
        request, "social/post_picture.html", found, form, row=row
    )


@allowed(permissions.can_see_posts)
@require_http_methods(["GET", "POST"])
def children(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who can be recognised: children of the register who may be shown there, or nobody."""
    found, person = _mine(request, pk), request.user.person
    is_search = request.method == "POST" and "find" in request.POST
    data = request.POST if request.method == "POST" and not is_search else None
    form = forms.ChildrenForm(data, of=found)

    def save(actor: Person) -> None:
        seen, who = form.cleaned_data["version"], form.cleaned_data["who"]
        if who == forms.CHILDREN:
            writing_posts.show_children(found, actor=actor, seen=seen, child_ids=form.chosen)
        else:
            writing_posts.show_nobody(found, actor=actor, seen=seen, no_people=who == forms.NO_PEOPLE)

    done = _saved(request, found, form, save, "post-checks") if data is not None else None
    if done:
        return done
    wanted = request.POST.get("name", "")[:SEARCH_LIMIT] if is_search else ""
    rooms = post_children.rooms(
        found, person, wanted=wanted, chosen=form.chosen if data is not None else None
    )
    return _page(request, "social/post_children.html", found, form, rooms=rooms, wanted=wanted)


@allowed(permissions.can_see_posts)
@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The checks, with everything that is in the way still, and how it will look."""
    found = _mine(request, pk)
    form = forms.ChecksForm(request.POST or None, of=found)

    def save(person: Person) -> None:
        writing_posts.check(found, actor=person, seen=form.cleaned_data["version"], checked=form.checked)

    context = post_page.whole(found) | {
        "unclear": unclear_words(found),
        "may_clear": permissions.can_clear_word(request.user.person),
    }
    return _saved(request, found, form, save, "post") or _page(
        request, "social/post_checks.html", found, form, **context
    )


@allowed(permissions.can_clear_word)
@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A leader says why a word names no child and no place."""
    found = get_or_404(post_page.rows(request.user.person), pk=pk)
    form = forms.WordForm(request.POST or None, words=unclear_words(found))

    def save(person: Person) -> None:
        said = form.cleaned_data
        writing_posts.clear_word(found, actor=person, word=said["word"], why=said["why"])

    return _saved(request, found, form, save, "post") or _page(request, "social/post_word.html", found, form)


def _mine(request: HttpRequest, pk: uuid.UUID) -> Post:
    """The post that whoever asks may write on; 403 for one that they only see."""
    person = request.user.person
    found = get_or_404(post_page.rows(person), pk=pk)
    if not permissions.can_write(person, found):
        raise NotAllowed(person, found, "edit")
    return found


def _saved(
    request: HttpRequest,
    found: Post,
    form: Any,
    save: Save,
    then: str,
    was_done: Callable[[], bool] | None = None,
) -> HttpResponse | None:
    """The next page, once the form is good and its action did it; None draws the page, with what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        _put(found, form, save, request.user.person, was_done)
    except ValidationError as error:
        to_fields(form, error)
        return None
    except StaleState:
        _renew(request, found, form)
        return None
    except WrongState:
        messages.warning(request, _("It can no longer be changed. Nothing was stored."))
        return redirect("post", found.pk)
    return redirect(then, found.pk)


def _put(found: Post, form: Any, save: Save, person: Person, was_done: Callable[[], bool] | None) -> None:
    """Save it. After changes of one's own alone, by "back" or a second press, what was typed last counts.

    `was_done` is for what would count twice: whether it is there already, so that nothing is left to do.
    """
    try:
        save(person)
    except StaleState:
        fresh, seen = Post.objects.get(pk=found.pk), form.cleaned_data.get("version")
        own = own_verbs(fresh, seen, person.pk) if seen is not None else set()
        if not own or not own <= EDITS or not (was_done is None or was_done()):
            raise
        if was_done is None:
            form.cleaned_data["version"] = fresh.version
            save(person)


def _renew(request: HttpRequest, found: Post, form: Any) -> None:
    """Somebody was quicker: show it, and let what was typed be sent again on purpose."""
    seen = form.cleaned_data.get("version")
    found.refresh_from_db()
    seen = found.version - 1 if seen is None else seen
    request.meanwhile = post_story.steps_since(found, seen)  # type: ignore[attr-defined]
    request.is_own = bool(own_verbs(found, seen, request.user.person.pk))  # type: ignore[attr-defined]
    if isinstance(form, VersionForm):
        form.renew(found.version)


def _page(request: HttpRequest, template: str, found: Post, form: Any, **more: Any) -> HttpResponse:
    meanwhile = getattr(request, "meanwhile", None)
    is_own = getattr(request, "is_own", False)
    context = {"post": found, "form": form, "meanwhile": meanwhile, "is_own": is_own, **more}
    return render(request, template, context, status=409 if meanwhile else 200)
