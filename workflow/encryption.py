"""Text encrypted with AES-256-GCM under keys that live outside the database.

`settings.ENCRYPTION_KEYS` holds "id:base64" entries, newest first: the first
encrypts, every one decrypts, so that keys can be rotated.
"""

import base64
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE_BYTES = 12


def _keys() -> dict[str, bytes]:
    pairs = (entry.split(":", 1) for entry in settings.ENCRYPTION_KEYS)
    return {key_id: base64.b64decode(value) for key_id, value in pairs}


def encrypt(text: str, *, context: str) -> str:
    """Encrypt `text`; `context` (for instance table.column) is bound to it."""
    key_id, key = next(iter(_keys().items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, context: str) -> str:
    """The text of `encrypt()`. Raises `InvalidTag` if value or context was changed."""
    key_id, value = stored.split(":", 1)
    raw = base64.b64decode(value)
    key = _keys()[key_id]
    return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode()).decode()


class EncryptedTextField(models.TextField):
    """A text column that is readable only with the keys. It cannot be filtered."""

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else encrypt(str(value), context=self._context)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(value, context=self._context)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError("An encrypted column can only be asked whether it is null.")
        return super().get_lookup(lookup_name)
