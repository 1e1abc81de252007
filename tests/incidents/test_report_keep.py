"""Saving while somebody types: what is typed, right or wrong, and without a word about it."""

import uuid

from django.urls import reverse

from incidents.models import Draft
from tests.incidents.reporting import WORDS, begin, forget_session, page, send, token_on


def keep(draft, name: str = "what") -> str:
    return reverse("report-keep", args=[draft.pk, name])


def test_it_keeps_what_is_typed_so_far(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    answer = pia.post(keep(draft), {"body": WORDS[:10]})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "At snack t" in pia.get(page(draft, "what")).content.decode()


def test_a_page_names_where_it_is_kept(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    assert f'data-autosave="{keep(draft)}"' in pia.get(page(draft, "what")).content.decode()


def test_one_page_leaves_the_others_as_they_are(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    pia.post(keep(draft), {"body": WORDS})
    pia.post(keep(draft, "when"), {"happened_on": "nonsense"})
    answers = Draft.objects.get().answers
    assert answers["about"]["about"] == ["child"]
    assert answers["what"] == {"body": [WORDS]}
    assert answers["when"] == {"happened_on": ["nonsense"]}


def test_it_needs_no_session_with_the_pages_token(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    token = token_on(pia, page(draft, "what"))
    assert forget_session(pia).post(keep(draft), {"body": WORDS, "keep_for": token}).status_code == 204
    assert Draft.objects.get().typed("what") == {"body": [WORDS]}


def test_without_either_nobody_keeps_anything(cast, sign_in, client):
    draft = begin(sign_in(cast.pia))
    assert client.post(keep(draft), {"body": "x"}).status_code == 404
    assert sign_in(cast.sam).post(keep(draft), {"body": "x"}).status_code == 404
    assert Draft.objects.get().typed("what") == {}


def test_a_page_that_the_type_does_not_have_is_not_found(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    for name in ("contact", "named", "nonsense"):
        assert pia.post(keep(draft, name), {"about": "manager"}).status_code == 404
    assert pia.post(reverse("report-keep", args=[uuid.uuid4(), "what"])).status_code == 404
    assert pia.get(keep(draft)).status_code == 405
    assert set(Draft.objects.get().answers) == {"about"}


def test_what_arrives_after_sending_brings_nothing_back(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    send(pia, draft)
    assert pia.post(keep(draft), {"body": "late"}).status_code == 404
    assert not Draft.objects.exists()
