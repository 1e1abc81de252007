"""An upload is read up to a limit and not beyond it: nobody fills the disk with one request."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

# No form takes more; the form says so, because the file that it sees is larger than it takes.
LIMIT = 26 * 1024 * 1024


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers and lets them see the first bytes of each file only."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.passed > LIMIT:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one make the file."""
