"""Every form of the site says whose it is, and where it goes: no page is forgotten (docs/decisions/0014)."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import resolve, reverse

from accounts.selectors.unsent import HIDDEN, ID, NEVER
from pages import timeouts
from policies.actions import keeping
from tests.cast import Cast
from tests.superstars.drawn_forms import OK, DrawnForm, forms_of
from tests.superstars.test_url_roles import World, _path
from tests.superstars.url_table import COLUMNS, TABLE

# Who is asked for a page: the first of these who may see it. Each has forms that others have not.
ASKED = ("olive", "maya", "dan", "pia", "petra")


@pytest.fixture
def whole(cast: Cast, certificate_key: object) -> World:
    for name in COLUMNS[1:]:
        getattr(cast, name)
    return World(cast)


def pages(whole: World, sign_in) -> Iterator[tuple[str, str, list[DrawnForm]]]:
    clients = {name: sign_in(getattr(whole.cast, name)) for name in ASKED}
    for row in TABLE:
        may = [name for name in ASKED if row.expected[COLUMNS.index(name)] == OK]
        if row.method != "get" or not may or row.name.endswith(("pdf", "file", "certificate")):
            continue
        path = _path(row, whole)
        for name in {may[0], may[-1]}:
            yield name, path, forms_of(clients[name], path)


def check(page: str, form: DrawnForm, reader: str) -> str:
    """What is wrong with a form that `reader` sees; nothing, if nothing is."""
    view = resolve(form.path).func
    if not timeouts.outlives(view):
        has_its_own = getattr(view, "csrf_exempt", False)
        return f"{page}: a token to {form.path}" if form.tokens and not has_its_own else ""
    said = [signing.loads(token, salt=timeouts.ANY_FORM)[:2] for token in form.tokens]
    return "" if said == [[reader, form.path]] else f"{page}: the form to {form.path} carries {said}"


@pytest.mark.timeout(300)
def test_every_form_carries_the_token_of_its_reader_and_of_where_it_goes(whole: World, sign_in):
    wrong, sent_to, typed, hidden = [], set(), set(), set()
    for name, page, found in pages(whole, sign_in):
        for form in found:
            wrong.append(check(page, form, str(getattr(whole.cast, name).pk)))
            sent_to.add(resolve(form.path).url_name)
            typed |= form.typed
            # The page of what is kept hides everything, to send it again.
            fixed = form.hidden if page != reverse("unsent") else []
            hidden |= {name for name, value in fixed if not ID.fullmatch(value)}
    assert not any(wrong), "\n".join(filter(None, wrong))
    posted = {
        row.name
        for row in TABLE
        if row.method == "post" and timeouts.outlives(resolve(_path(row, whole)).func)
    }
    # Some stand behind something that this world has not, or are asked of other people: see the templates below.
    unseen = posted - sent_to - WHERE_NOTHING_IS.keys()
    assert len(unseen) <= len(posted) // 4, unseen
    # What pages hide is not shown as typed, unless elsewhere it is; what can be typed is.
    assert hidden - HIDDEN - NEVER - typed == set()
    assert typed & HIDDEN == set()


# Forms of a site that has nothing yet, and the pages they stand on.
WHERE_NOTHING_IS = {
    "policies-usual": "policies",
    "sources-usual": "sources",
    "picture-notices-usual": "picture-notices",
    "policy-begin": "policy-begin",
}


def test_so_do_the_forms_of_a_site_that_has_nothing_yet(cast, sign_in):
    maya = sign_in(cast.maya)
    names = sorted({*WHERE_NOTHING_IS.values()} - {"policy-begin"})
    found = [(page, form) for page in map(reverse, names) for form in forms_of(maya, page)]
    page = reverse("policy-begin", args=[keeping.add_policy(actor=cast.maya, title="Pets").pk])
    found += [(page, form) for form in forms_of(maya, page)]
    assert [check(page, form, str(cast.maya.pk)) for page, form in found] == [""] * len(found)
    assert {resolve(form.path).url_name for _page, form in found} >= WHERE_NOTHING_IS.keys()


# Their forms go to the guests' pages, to sign-in, or to the page itself.
NO_NEED = ("account/", "mfa/", "demo/", "consents/pictures.html", "consents/parts/", "consents/tablet")


def test_a_form_that_is_sent_elsewhere_says_so_to_its_token():
    """Whatever no world shows: `{% csrf_token %}` alone is for a form that is sent to its own page."""
    bare = re.compile(r'<form[^>]*method="post"[^>]*action="[^"]+"[^>]*>\s*{% csrf_token %}')
    folder = settings.BASE_DIR / "templates"
    found = [
        str(path.relative_to(folder)) for path in folder.rglob("*.html") if bare.search(path.read_text())
    ]
    assert [name for name in found if not name.startswith(NO_NEED)] == []


def test_sign_in_and_passwords_carry_none(cast, sign_in):
    """Nothing that is typed there is kept anywhere."""
    pia = sign_in(cast.pia)
    for name in (
        "account_change_password",
        "account_logout",
        "account_reset_password",
        "account_reauthenticate",
    ):
        path = reverse(name)
        assert forms_of(pia, path)
        assert not timeouts.outlives(resolve(path).func)
        assert [form.tokens for form in forms_of(pia, path)] == [[]] * len(forms_of(pia, path))
        token = signing.dumps([str(cast.pia.pk), path, path], salt=timeouts.ANY_FORM)
        Client().post(path, {timeouts.FIELD: token, "oldpassword": "secret words", "email": "a@example.org"})
    assert forms_of(Client(), reverse("account_login"))[0].tokens == []
    assert forms_of(Client(), reverse("pictures-enter"))[0].tokens == []
