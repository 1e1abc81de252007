"""The mail that carries the seal out of the system says what it is, and asks for nothing."""

import pytest
from django.core import mail

from notifications import delivery
from notifications.models import Message
from superstars.sealing import seal_and_tell_owner
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_owner_reads_the_root_and_what_it_is_for():
    owner = Cast().olive
    checkpoint = seal_and_tell_owner()
    delivery.deliver(Message.objects.get(recipient_id=owner.pk).pk)
    [letter] = mail.outbox
    assert checkpoint.root in letter.subject
    for text in (letter.body, str(letter.alternatives[0].content)):
        assert "You have nothing to do but keep this e-mail." in text
        assert "This is for you to do" not in text
