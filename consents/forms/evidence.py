"""What somebody uploads or types to check a certificate; and what a printed form needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents import seal


class CheckForm(forms.Form):
    """A file, or the code of one. Nothing of it is kept."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A PDF of up to 2 MB, just as you got it. We do not keep it."),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    code = forms.CharField(
        label=_("Or its code"),
        help_text=_("20 letters and figures, such as 7KQ4Z-91MXW-B3C6D-E8F2G."),
        required=False,
        max_length=60,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("file") and not said.get("code"):
            self.add_error("file", _("Choose a file, or type its code."))
        return said

    @property
    def content(self) -> bytes | None:
        """The file's bytes, no more than a certificate can have; None without a file."""
        file = self.cleaned_data.get("file")
        return file.read(seal.MAX_BYTES + 1) if file is not None else None
