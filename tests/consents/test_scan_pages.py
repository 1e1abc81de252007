"""The scan on its pages: sent with the form or afterwards, seen beside it, by those who may handle it only."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import actions as people
from consents.actions import checking
from consents.models import ScanPage, Signature
from documents.models import Picture
from documents.scans import prepare
from tests.consents.entering import enter
from tests.consents.test_picture_entry import form_of, url, words
from tests.documents import picture_files, scan_files
from workflow.models import ReadEvent

PDF, JPEG = scan_files.pdf(2), picture_files.encoded()
HANDLE = {"olive", "maya", "dan"}
EVERYBODY = ("olive", "maya", "dan", "pia", "sam", "vera", "colin", "viktor", "petra", "ines", "tariq")


def file(content: bytes = PDF, name: str = "form.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def entered(cast, told, mother) -> Signature:
    return enter(cast.kit, mother, "website", by=cast.dan, scan=tuple(prepare([("form.pdf", PDF)])))


def page_url(page: ScanPage, size: str = "web") -> str:
    return reverse("picture-scan-page", args=[page.signature_id, page.pk, size])


def out_url(page: ScanPage) -> str:
    return reverse("picture-scan-out", args=[page.signature_id, page.pk])


# With the form.


def test_a_form_is_entered_with_its_scan_and_checked_beside_it(cast, told, mother, sign_in):
    dan, maya = sign_in(cast.dan), sign_in(cast.maya)
    page = dan.get(url("picture-entry-form", cast.kit)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    # In the order of the boxes on the paper.
    assert page.index('name="use_website" value="yes"') < page.index('name="use_website" value="no"')
    assert re.search(r'<input type="file" name="scan"[^>]*multiple', page)
    sent = form_of(mother, "website", scan=[file(), file(JPEG, "3.jpg")])
    assert dan.post(url("picture-entry-form", cast.kit), sent).status_code == 302
    signature = Signature.objects.get()
    shown = maya.get(url("picture-form-check", signature)).content.decode()
    assert "page 3 of 3" in shown
    for one in signature.scan.kept():
        assert f'src="{page_url(one)}"' in shown
        assert maya.get(page_url(one)).content[:3] == b"\xff\xd8\xff"
    assert maya.post(url("picture-form-check", signature), {"found": "agrees"}).status_code == 302


def test_a_form_without_one_is_entered_all_the_same(cast, told, mother, sign_in):
    assert (
        sign_in(cast.dan).post(url("picture-entry-form", cast.kit), form_of(mother, "website")).status_code
        == 302
    )
    shown = words(sign_in(cast.maya).get(url("picture-form-check", Signature.objects.get())))
    assert "No scan is kept of this form yet." in shown


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (file(PDF[:200]), "PDF is damaged"),
        (file(JPEG[:-40], "a.jpg"), "damaged or not complete"),
        (file(scan_files.pdf(11)), "more than 10 pages"),
        (file(scan_files.locked()), "locked with a password"),
        (file(b"MZ\x90\x00", "a.exe"), "not a picture"),
        (file(PDF, "a.pdf.exe"), "its name ends in"),
        (file(b"", "a.pdf"), "This file is empty."),
        (file(b"<svg onload=alert(1)>", "<img src=x onerror=alert(1)>.svg"), "drawing in code"),
        (file(b"%PDF-" + b"\0" * (25 * 1024 * 1024), "a.pdf"), "larger than 25 MB"),
        (file(b"%PDF-" + b"\0" * (40 * 1024 * 1024), "a.pdf"), "larger than 25 MB"),
    ],
)
def test_what_is_no_scan_is_said_at_its_field_and_what_was_typed_stays(
    cast, told, mother, sign_in, sent, why
):
    response = sign_in(cast.dan).post(
        url("picture-entry-form", cast.kit), form_of(mother, "press", scan=sent)
    )
    page = response.content.decode()
    assert response.status_code == 200
    error = re.search(r'id="id_scan_error".*?</div>', page, re.DOTALL)
    assert error
    assert why in error[0]
    assert re.search(r'name="use_press" value="yes"[^>]*checked', page)
    assert "In the folder</textarea>" in page
    assert "<img src=x" not in page
    assert not Signature.objects.exists()
    assert not Picture.objects.exists()


def test_several_that_are_too_large_together(cast, told, mother, sign_in):
    half = b"%PDF-" + b"\0" * (13 * 1024 * 1024)
    sent = form_of(mother, "press", scan=[file(half), file(half)])
    shown = words(sign_in(cast.dan).post(url("picture-entry-form", cast.kit), sent))
    assert "larger than 25 MB together" in shown


def test_of_a_call_it_is_refused(cast, told, mother, sign_in):
    sent = form_of(mother, "press", scan=file(), means="telephone")
    shown = words(sign_in(cast.dan).post(url("picture-entry-form", cast.kit), sent))
    assert "Only what came on paper or by letter has a scan." in shown
    assert not Signature.objects.exists()


def test_a_good_scan_beside_a_gap_is_asked_for_again(cast, told, mother, sign_in):
    sent = form_of(mother, "press", scan=file(), note="")
    shown = words(sign_in(cast.dan).post(url("picture-entry-form", cast.kit), sent))
    assert "Choose the file again" in shown
    assert not Picture.objects.exists()


# Afterwards.


def test_pages_are_added_from_the_page_of_the_form(cast, told, mother, sign_in):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    dan = sign_in(cast.dan)
    add = url("picture-scan-add", signature)
    assert f'href="{add}"' in dan.get(url("picture-form-check", signature)).content.decode()
    assert "Keep it" in words(dan.get(add))
    for missing in ({}, {"scan": ""}):
        assert "Choose the scan" in words(dan.post(add, missing))
    assert "locked" in words(dan.post(add, {"scan": file(scan_files.locked())}))
    done = dan.post(add, {"scan": [file(), file(JPEG, "a.jpg")]})
    assert done.url == url("picture-form-check", signature)
    assert signature.scan.kept().count() == 3
    assert "A scan of a form was added" in words(dan.get(url("picture-child", cast.kit)))


def test_what_has_no_paper_has_no_such_page(cast, told, mother, answer, sign_in):
    call = enter(cast.kit, mother, "website", by=cast.dan, means="telephone")
    own = answer(mother, "website")
    client = sign_in(cast.maya)
    assert "scan" not in words(client.get(url("picture-form-check", call))).lower()
    for row in (call, own):
        assert client.get(url("picture-scan-add", row)).status_code == 404


def test_a_page_added_after_the_check_says_so(cast, entered, sign_in):
    checking.check_signature(entered, actor=cast.maya, agrees=True)
    client = sign_in(cast.dan)
    assert "after the form was checked" not in words(client.get(url("picture-form-check", entered)))
    client.post(url("picture-scan-add", entered), {"scan": file(JPEG, "a.jpg")})
    assert "after the form was checked" in words(client.get(url("picture-form-check", entered)))


def test_a_wrong_page_is_taken_out_once_it_is_confirmed(cast, entered, sign_in):
    maya, [first, second] = sign_in(cast.maya), entered.scan.kept()
    assert f'href="{out_url(first)}"' in maya.get(url("picture-form-check", entered)).content.decode()
    assert "Its picture is deleted" in words(maya.get(out_url(first)))
    assert entered.scan.kept().count() == 2
    assert maya.post(out_url(first)).url == url("picture-form-check", entered)
    assert maya.get(page_url(first)).status_code == 404
    assert maya.post(out_url(first)).status_code == 404
    checking.check_signature(entered, actor=cast.maya, agrees=True)
    assert out_url(second) not in maya.get(url("picture-form-check", entered)).content.decode()
    maya.post(out_url(second))
    assert entered.scan.kept().count() == 1


# Who opens it.


def test_those_who_handle_forms_open_it_and_nobody_else_finds_it(cast, entered, client, sign_in):
    page = entered.scan.kept()[0]
    nothing = page_url(page).replace(str(page.pk), str(uuid.uuid4()))
    for name in EVERYBODY:
        visitor = sign_in(getattr(cast, name))
        for path in (page_url(page), page_url(page, "original"), out_url(page)):
            assert visitor.get(path).status_code == (200 if name in HANDLE else 404), (name, path)
        if name not in HANDLE:
            # To the byte as what never was.
            assert _plain(visitor.get(page_url(page))) == _plain(visitor.get(nothing)), name
    assert client.get(page_url(page)).status_code == 302


def _plain(response) -> bytes:
    return re.sub(rb'(nonce=")[^"]+|(value=")[^"]{64}"', b"", response.content)


def test_whoever_belongs_to_the_family_handles_it_not(cast, entered, sign_in):
    people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity="other")
    page, client = entered.scan.kept()[0], sign_in(cast.dan)
    for path in (page_url(page), out_url(page), url("picture-scan-add", entered)):
        assert client.get(path).status_code == 404
        assert client.post(path, {"scan": file()}).status_code in (404, 405)
    assert entered.scan.kept().count() == 2


def test_a_page_is_found_with_its_own_form_only(cast, entered, mother, sign_in):
    other = enter(cast.kit, mother, "press", by=cast.dan)
    page, client = entered.scan.kept()[0], sign_in(cast.maya)
    assert client.get(reverse("picture-scan-page", args=[other.pk, page.pk, "web"])).status_code == 404
    assert client.get(page_url(page, "nonsense")).status_code == 404
    assert client.post(page_url(page)).status_code == 405


def test_it_is_kept_by_no_cache_runs_nothing_and_who_looked_is_written_down(cast, entered, sign_in):
    page, client = entered.scan.kept()[0], sign_in(cast.maya)
    for query, disposition in (("", "inline"), ("?take=1", "attachment")):
        response = client.get(page_url(page) + query)
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Content-Disposition"].startswith(disposition)
        for name in ("Kit", "Rossi", "form.pdf"):
            assert name not in str(response.headers)
    reads = ReadEvent.objects.filter(what="scan of a form", object_id=page.pk, actor_id=cast.maya.pk)
    assert reads.count() == 2


def test_the_page_costs_the_same_for_one_page_and_for_ten(
    cast, told, mother, sign_in, django_assert_num_queries
):
    client, drawn = sign_in(cast.maya), picture_files.drawn()
    one, ten = (enter(cast.kit, mother, "website", by=cast.dan, scan=(drawn,) * number) for number in (1, 10))
    client.get(url("picture-form-check", one))
    with django_assert_num_queries(12) as captured:
        client.get(url("picture-form-check", one))
    with django_assert_num_queries(len(captured)):
        client.get(url("picture-form-check", ten))
