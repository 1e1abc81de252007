"""The scan of a form: kept with its entry, sealed by its event, found out when it is touched, gone on its day."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from accounts import actions as people
from consents import tasks, verification
from consents.actions import checking, scanning
from consents.actions.scanning import add_scan, take_out
from consents.models import ScanPage, Signature
from consents.selectors import may_show
from documents import pictures
from documents.models import Picture
from documents.scans import MOST_PAGES
from tests.consents.entering import enter
from tests.documents import picture_files, scan_files
from tests.workflow.tampering import label, tamper
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify

ROOM = Path(settings.STORAGES["pictures"]["OPTIONS"]["location"])
PAGES = scanning.read([("form.pdf", scan_files.pdf(2))])
MORE = (picture_files.drawn(),)


@pytest.fixture
def entered(cast, told, mother) -> Signature:
    return enter(cast.kit, mother, "website", by=cast.dan, scan=PAGES)


def found() -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in verification.verify()}


def file_of(page: ScanPage, size: str) -> Path:
    return ROOM / page.picture.path(size)


def test_it_is_stored_with_the_entry_and_its_hash_is_sealed_by_the_same_event(cast, entered):
    pages = list(entered.scan.kept())
    assert [(page.position, page.added_by) for page in pages] == [(1, cast.dan), (2, cast.dan)]
    assert file_of(pages[0], "web").read_bytes() == PAGES[0].files["web"]
    sealed = {row["id"] for row in AuditEvent.objects.get(verb="enter signature").contents}
    assert {str(page.pk) for page in pages} <= sealed
    assert {str(page.picture_id) for page in pages} <= sealed
    # What the event seals of a picture are the fingerprints of its files.
    assert {"sha256", "web_sha256"} <= set(Picture.audit_schemas[1])
    assert (verify(), verification.verify()) == ([], [])


def test_a_form_with_a_scan_counts_no_sooner_than_one_without(cast, entered):
    assert not may_show(cast.kit, "website")
    checking.check_signature(entered, actor=cast.maya, agrees=True)
    assert may_show(cast.kit, "website")


def test_what_fails_leaves_neither_row_nor_file(cast, told, mother):
    """The signature is refused after the files were written."""
    before = set(ROOM.rglob("*.jpg"))
    stranger = cast.vera
    with pytest.raises(NotAllowed):
        enter(cast.kit, stranger, "website", by=cast.dan, scan=PAGES)
    assert set(ROOM.rglob("*.jpg")) == before
    assert not Signature.objects.exists()
    assert not Picture.objects.exists()


@pytest.mark.parametrize("means", ["telephone", "spoken"])
def test_a_call_has_no_scan(cast, told, mother, means):
    with pytest.raises(ValidationError, match="on paper or by letter"):
        enter(cast.kit, mother, "website", by=cast.dan, scan=PAGES, means=means)
    said = enter(cast.kit, mother, "website", by=cast.dan, means=means)
    with pytest.raises(ValidationError, match="on paper or by letter"):
        add_scan(said, actor=cast.dan, drawn=PAGES)


def test_what_somebody_signed_themselves_has_none(cast, told, mother, answer):
    with pytest.raises(ValidationError, match="on paper or by letter"):
        add_scan(answer(mother, "website"), actor=cast.dan, drawn=PAGES)


def test_pages_are_added_later_by_whoever_has_the_form(cast, entered):
    checking.check_signature(entered, actor=cast.maya, agrees=True)
    add_scan(entered, actor=cast.olive, drawn=MORE)
    assert [page.position for page in entered.scan.kept()] == [1, 2, 3]
    event = AuditEvent.objects.get(verb="add scan")
    assert (event.actor_id, len(event.contents)) == (cast.olive.pk, 2)
    assert (verify(), verification.verify()) == ([], [])


def test_nothing_and_too_much_are_refused(cast, entered):
    with pytest.raises(ValidationError, match="Choose the scan"):
        add_scan(entered, actor=cast.dan, drawn=[])
    small = (picture_files.drawn(),) * (MOST_PAGES - 1)
    with pytest.raises(ValidationError, match="10 pages"):
        add_scan(entered, actor=cast.dan, drawn=small)
    assert ScanPage.objects.count() == 2


def test_what_is_kept_already_is_not_kept_twice(cast, entered):
    assert add_scan(entered, actor=cast.dan, drawn=PAGES) == []
    assert len(add_scan(entered, actor=cast.dan, drawn=(*PAGES, *MORE))) == 1
    assert add_scan(entered, actor=cast.dan, drawn=MORE) == []
    assert entered.scan.kept().count() == 3


def test_only_those_who_handle_forms_and_nobody_of_the_family(cast, entered):
    people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity="other")
    page = entered.scan.kept()[0]
    for person in (cast.pia, cast.petra, cast.tariq, cast.dan):
        with pytest.raises(NotAllowed):
            add_scan(entered, actor=person, drawn=MORE)
        with pytest.raises(NotAllowed):
            take_out(page, actor=person)
    assert entered.scan.kept().count() == 2


def test_a_wrong_page_is_taken_out_with_its_files_and_that_is_on_record(
    cast, entered, django_capture_on_commit_callbacks
):
    first, second = entered.scan.kept()
    with django_capture_on_commit_callbacks(execute=True):
        take_out(first, actor=cast.maya)
    assert not file_of(first, "web").exists()
    assert [page.pk for page in entered.scan.kept()] == [second.pk]
    assert AuditEvent.objects.get(verb="take out scan").actor_id == cast.maya.pk
    with pytest.raises(ValidationError, match="already"):
        take_out(first, actor=cast.dan)
    add_scan(entered, actor=cast.dan, drawn=MORE)
    assert [page.position for page in entered.scan.kept()] == [2, 3]
    assert (verify(), verification.verify()) == ([], [])


@pytest.mark.parametrize("agrees", [True, False])
def test_what_somebody_has_compared_is_not_taken_out(cast, entered, agrees):
    checking.check_signature(entered, actor=cast.maya, agrees=agrees, note="It says no.")
    with pytest.raises(ValidationError, match="has been checked"):
        take_out(entered.scan.kept()[0], actor=cast.maya)
    assert entered.scan.kept().count() == 2


class TestFoundOut:
    @pytest.mark.parametrize("size", ["web", "original"])
    def test_one_changed_byte(self, entered, size):
        page = entered.scan.kept()[0]
        path = file_of(page, size)
        content = path.read_bytes()
        path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
        assert found() == {("scan-changed", label(page))}
        path.unlink()
        assert found() == {("scan-missing", label(page))}

    def test_another_picture_with_its_own_hash(self, entered):
        """Whoever changes file and row breaks what the event sealed."""
        page = entered.scan.kept()[0]
        file_of(page, "web").write_bytes(PAGES[1].files["thumb"])
        tamper(
            "UPDATE documents_picture SET web_sha256 = %(hash)s WHERE id = %(id)s",
            hash=PAGES[1].sha256("thumb"),
            id=page.picture_id,
        )
        assert found() == set()
        assert "row-changed" in {problem.code for problem in verify()}

    def test_a_page_that_was_deleted_without_anybody_taking_it_out(
        self, entered, django_capture_on_commit_callbacks
    ):
        page = entered.scan.kept()[0]
        with django_capture_on_commit_callbacks(execute=True):
            pictures.delete(page.picture)
        assert found() == {("scan-missing", label(page))}

    def test_a_large_copy_that_went_too_soon(self, entered, django_capture_on_commit_callbacks):
        page = entered.scan.kept()[0]
        with django_capture_on_commit_callbacks(execute=True):
            pictures.delete_original(page.picture)
        assert found() == {("scan-missing", label(page))}

    def test_a_page_hung_on_what_nobody_entered(self, entered, mother, answer):
        own = answer(mother, "website")
        page = entered.scan.kept()[1]
        tamper(
            "UPDATE consents_scanpage SET signature_id = %(own)s WHERE id = %(id)s", own=own.pk, id=page.pk
        )
        assert found() == {("scan-unexplained", label(page))}
        assert "row-changed" in {problem.code for problem in verify()}


def test_the_large_copy_goes_on_its_day_and_the_one_to_read_stays(
    cast, entered, django_capture_on_commit_callbacks
):
    page = entered.scan.kept()[0]
    until = clock.today() + dt.timedelta(days=60)
    assert page.picture.original_until == until
    with time_machine.travel(dt.datetime.combine(until, dt.time(3), dt.UTC)):
        assert scanning.sweep_large() == 0
    later = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(3), dt.UTC)
    with time_machine.travel(later):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.purge_large_scans()
            assert scanning.sweep_large() == 0
        assert not file_of(page, "original").exists()
        assert file_of(page, "web").exists()
        assert AuditEvent.objects.get(verb="forget scans").actor_id is None
        assert (verify(), verification.verify()) == ([], [])


@pytest.mark.database
def test_the_database_refuses_a_page_taken_out_by_nobody(entered):
    page = entered.scan.kept()[0]
    page.removed_at = clock.now()
    with pytest.raises(DatabaseError):
        page.save(update_fields=["removed_at"])
