"""The scan of a form: photographs or PDFs, one or several at a time."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents import pictures, scans


class ScanInput(forms.FileInput):
    allow_multiple_selected = True


class ScanField(forms.FileField):
    """Files as they were sent. What is in them, the action looks at."""

    widget = ScanInput(attrs={"accept": scans.TAKEN})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent = [super(ScanField, self).clean(one, initial) for one in data or [None]]
        found = [one for one in sent if one]
        if sum(one.size for one in found) > pictures.MAX_BYTES:
            raise forms.ValidationError(
                _("These files are larger than 25 MB together. Send smaller ones, or one after the other.")
            )
        return found


def scan_field(**options: Any) -> ScanField:
    return ScanField(
        help_text=_("A photograph of each page (JPEG, PNG, WebP) or a PDF; 25 MB and ten pages at most."),
        error_messages={
            "required": _("Choose the scan, or take a photograph of each page."),
            "empty": _("This file is empty."),
        },
        **options,
    )


class ScanForm(forms.Form):
    """More pages of a form that was entered before."""

    scan = scan_field(label=_("The form, as it came back"))


def sent(files: list[UploadedFile]) -> list[tuple[str, bytes]]:
    """What each is called, and what is in it."""
    return [(one.name or "", one.read()) for one in files]
