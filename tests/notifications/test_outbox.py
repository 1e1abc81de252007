"""The outbox: rows in the caller's transaction, once per occasion, told after the commit."""

import pytest
from django.core import mail
from django.db import transaction

from notifications import outbox, sweeps
from notifications.models import Message


def test_one_row_per_recipient(wishes, cast):
    outbox.queue("test-case", [cast.pia.pk, cast.sam.pk, cast.pia.pk], dedupe="new")
    assert set(Message.objects.values_list("recipient_id", flat=True)) == {cast.pia.pk, cast.sam.pk}
    assert Message.objects.count() == 2


def test_the_same_occasion_is_stored_once_however_often_it_is_told(wishes, cast):
    for _again in range(3):
        outbox.queue("test-case", [cast.pia.pk], about=cast.kit, dedupe="missed 1")
    outbox.queue("test-case", [cast.pia.pk], about=cast.kit, dedupe="missed 2")
    outbox.queue("test-case", [cast.pia.pk], about=cast.ana, dedupe="missed 1")
    assert Message.objects.count() == 3


def test_told_again_after_it_was_sent_it_is_not_sent_again(tell):
    tell()
    sweeps.sweep_outbox()
    tell()
    sweeps.sweep_outbox()
    assert len(mail.outbox) == 1


def test_nobody_to_tell_stores_nothing(wishes, db):
    outbox.queue("test-case", [], dedupe="new")
    assert not Message.objects.exists()


def test_a_kind_that_nobody_registered_is_refused(cast):
    with pytest.raises(KeyError):
        outbox.queue("no-such-kind", [cast.pia.pk], dedupe="new")


def test_what_is_rolled_back_is_never_told(real_commits, wishes, cast):
    person_id = cast.pia.pk
    with transaction.atomic():
        outbox.queue("test-case", [person_id], dedupe="new")
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_it_is_told_after_the_commit_and_not_before(real_commits, wishes, cast):
    person_id = cast.pia.pk
    with transaction.atomic():
        outbox.queue("test-case", [person_id], dedupe="new")
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    assert Message.objects.get().sent_at


def test_duties_of_the_digest_wait_for_it(real_commits, tell):
    tell("test-digest")
    sweeps.sweep_outbox()
    assert mail.outbox == []


def test_seen_is_noted_for_one_object_or_for_all(wishes, cast):
    for child in (cast.kit, cast.ana):
        outbox.queue("test-case", [cast.pia.pk, cast.sam.pk], about=child, dedupe="new")
    outbox.mark_seen(cast.pia.pk, cast.kit)
    seen = Message.objects.exclude(seen_at=None)
    assert [(m.recipient_id, m.object_id) for m in seen] == [(cast.pia.pk, cast.kit.pk)]
    outbox.mark_seen(cast.pia.pk)
    assert Message.objects.filter(seen_at=None, recipient_id=cast.pia.pk).count() == 0
    assert Message.objects.filter(seen_at=None, recipient_id=cast.sam.pk).count() == 2
