"""The drawn signature: taken as lines of points and as nothing else, never required, sealed, and drawn again."""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consents import certificates, drawing, verification
from consents.actions import answering
from consents.models import Signature
from tests.consents.test_pictures_certificate import attached, reader_of, said
from tests.consents.test_sign import sitting
from tests.consents.visits import check_url, choose
from tests.workflow.tampering import label, tamper
from workflow.verification import verify

DRAWN = "[[[10,20],[30,40],[55,61]],[[500,200]]]"
HOSTILE = [
    "null", "{}", "1", '"M0 0"', "[[]]", "[[[1]]]", "[[[1,2,3]]]", "[[[1,true]]]", "[[[1,2.0]]]", "[[[-1,2]]]",
    "[[[1001,2]]]", "[[[1,401]]]", '[[["1",2]]]', "[[[1,NaN]]]", "[[1,2]]", "[" * 20_000, "[[[1,2]],null]",
    "not json", "<svg onload=alert(1)>", json.dumps([[[1, 2]]] * 61), json.dumps([[[1, 2]] * 2_001]),
    "[[[1,2]]]" + " " * 24_000, '[[[1,{"a":2}]]]', "[[[1,1e2]]]", "\x00", "[[[9" + "9" * 5_000 + ",1]]]",
]  # fmt: skip
PLACES = st.tuples(st.integers(0, drawing.WIDTH), st.integers(0, drawing.HEIGHT)).map(list)


@given(lines=st.lists(st.lists(PLACES, min_size=1, max_size=20), min_size=1, max_size=20))
def test_whatever_a_hand_draws_is_kept_as_it_is(lines):
    kept = drawing.canonical(json.dumps(lines, indent=1))
    assert json.loads(kept) == lines
    assert drawing.canonical(kept) == kept
    assert drawing.svg(kept).count("<path") == len(lines)


@given(typed=st.one_of(st.text(), st.recursive(st.integers() | st.text(), st.lists).map(json.dumps)))
def test_anything_else_is_refused_or_nothing(typed):
    try:
        kept = drawing.canonical(typed)
    except ValueError:
        return
    assert set(kept) <= set("[],0123456789")


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_drawings_sign_nothing(cast, told, mother, typed):
    with pytest.raises(ValidationError, match="cannot be read"):
        answering.sign(cast.kit, actor=mother, sitting=sitting(cast.kit, drawn=typed))
    assert not Signature.objects.exists()


def test_the_page_takes_it_draws_it_again_after_a_mistake_and_signs_without_it(cast, told, mother, sign_in):
    client = sign_in(mother)
    choose(client, cast.kit, "website")
    page = client.post(
        check_url(cast.kit), {"typed_name": "", "declared": "on", "drawn": DRAWN}
    ).content.decode()
    assert f'name="drawn" value="{DRAWN}"' in page
    wrong = {"typed_name": "Petra Rossi", "declared": "on", "drawn": '[["><script>"]]'}
    page = client.post(check_url(cast.kit), wrong).content.decode()
    assert "Your drawing cannot be read" in page
    assert '<input type="hidden" name="drawn" value="">' in page
    assert "><script>" not in page
    # Whoever has no JavaScript, or no hand free, sends nothing of it at all.
    assert (
        client.post(check_url(cast.kit), {"typed_name": "Petra Rossi", "declared": "on"}).status_code == 302
    )
    assert Signature.objects.get().drawn == ""


@pytest.mark.usefixtures("certificate_key")
def test_it_is_sealed_attached_and_drawn_on_the_certificate(cast, told, mother, sign_in):
    client = sign_in(mother)
    choose(client, cast.kit, "website")
    client.post(check_url(cast.kit), {"typed_name": "Petra Rossi", "declared": "on", "drawn": DRAWN})
    signature = Signature.objects.get()
    content = client.get(reverse("pictures-certificate", args=[signature.pk])).content
    files = attached(content)
    assert files["drawn.json"].decode() == signature.drawn == DRAWN
    sealed = json.loads(files["sealed.json"])
    assert hashlib.sha256(files["drawn.json"]).hexdigest() == sealed["drawn_sha256"]
    assert "drawn.json, which is attached too" in said(content)
    # Drawn as lines, with words for whoever cannot see them; no pixels.
    assert not reader_of(content).pages[0].images
    assert (verify(), verification.verify()) == ([], [])
    tamper("UPDATE consents_signature SET drawn = '[[[1,2]]]' WHERE id = %(id)s", id=signature.pk)
    assert {(one.code, one.where) for one in verification.verify()} == {("seal-broken", label(signature))}
    assert not certificates.is_genuine_file(content)


def test_without_one_the_certificate_says_nothing_of_it(cast, told, mother, answer):
    signature = answer(mother)
    assert signature.drawn == ""
    assert "drawn.json" not in attached(certificates.unsealed_pdf(signature.seal))
    assert "drawn.json" not in said(certificates.unsealed_pdf(signature.seal))
