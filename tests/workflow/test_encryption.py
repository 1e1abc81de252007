"""Text that is readable only with keys that live outside the database."""

import base64
import uuid

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from notifications.models import Message
from workflow import clock
from workflow.encryption import decrypt, encrypt

OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.ENCRYPTION_KEYS = [OLD]


@pytest.mark.parametrize("text", ["", "secret", "naïve ☂ عربي", "x" * 50_000, "a:b:c"])
def test_what_is_encrypted_is_decrypted(text):
    stored = encrypt(text, context="table.column")
    assert decrypt(stored, context="table.column") == text
    assert not text or text not in stored


def test_the_same_text_twice_is_stored_differently():
    assert encrypt("secret", context="c") != encrypt("secret", context="c")


def test_after_rotation_the_old_is_still_read_and_the_new_key_writes(settings):
    before = encrypt("secret", context="c")
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert decrypt(before, context="c") == "secret"
    assert encrypt("secret", context="c").startswith("new:")


def test_without_its_key_it_is_not_read(settings):
    stored = encrypt("secret", context="c")
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(KeyError):
        decrypt(stored, context="c")


def test_under_another_key_of_the_same_name_it_is_not_read(settings):
    stored = encrypt("secret", context="c")
    settings.ENCRYPTION_KEYS = ["old:" + base64.b64encode(b"x" * 32).decode()]
    with pytest.raises(InvalidTag):
        decrypt(stored, context="c")


def test_a_value_moved_to_another_column_is_not_read():
    with pytest.raises(InvalidTag):
        decrypt(encrypt("secret", context="table.one"), context="table.two")


def test_a_changed_value_is_not_read():
    key_id, value = encrypt("secret", context="c").split(":")
    raw = bytearray(base64.b64decode(value))
    raw[-1] ^= 1
    with pytest.raises(InvalidTag):
        decrypt(f"{key_id}:{base64.b64encode(raw).decode()}", context="c")


class TestField:
    @pytest.fixture
    def message(self, db) -> Message:
        return Message.objects.create(
            kind="sign-in-code",
            recipient_id=uuid.uuid4(),
            dedupe_key="one",
            secret="the code is 123456",
            created_at=clock.now(),
            next_attempt_at=clock.now(),
        )

    def test_the_column_holds_nothing_readable(self, message):
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM notifications_message")
            (stored,) = cursor.fetchone()
        assert stored.startswith("old:")
        assert "123456" not in stored
        assert Message.objects.get().secret == "the code is 123456"

    def test_nothing_is_stored_as_nothing(self, message):
        message.secret = None
        message.save(update_fields=["secret"])
        assert Message.objects.filter(secret__isnull=True).get().secret is None

    def test_it_cannot_be_searched(self, message):
        with pytest.raises(TypeError, match="only be asked whether it is null"):
            Message.objects.filter(secret="the code is 123456").exists()
