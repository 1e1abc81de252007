"""The form on paper: a tagged PDF with a box for each answer, and a QR code that leads to where it is entered."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from consents.models import PaperForm
from consents.selectors import paper
from documents import pdf, qr


def form_pdf(form: PaperForm) -> bytes:
    """The same form is the same file each time; about a second."""
    context = {
        "form": form,
        "setting": Organisation.objects.first(),
        "questions": paper.questions(form),
        "qr": qr.data_url(entry_url(form)),
        "pictures_url": settings.SITE_URL + reverse("pictures"),
        "version": _("Form %(number)s") % {"number": form.pk},
        "hash": _("Its words: %(fingerprint)s") % {"fingerprint": form.shown_sha256},
        "foot": "",
    }
    title = _("May we show pictures of your child?")
    return pdf.render("consents/paper_form_pdf.html", context, title=title, created=form.printed_at)


def entry_url(form: PaperForm) -> str:
    """Where staff enter exactly this form: numbers only, nobody's name."""
    return f"{settings.SITE_URL}{reverse('picture-entry-form', args=[form.child_id])}?form={form.pk}"


def file_name(form: PaperForm) -> str:
    """Without anybody's name."""
    return f"pictures-form-{form.printed_at:%Y-%m-%d}.pdf"
