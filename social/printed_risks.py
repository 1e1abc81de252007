"""One version of a risk assessment on paper: a tagged PDF with its number and the fingerprint of its words."""

from django.utils.translation import gettext as _

from documents import pdf
from pages.templatetags.dates import nice_date
from social.models import RiskAssessment
from social.selectors import risk_page
from workflow import clock
from workflow.models import Checkpoint


def risk_pdf(assessment: RiskAssessment) -> bytes:
    """The PDF of a version as it stands; about a second."""
    title = _("Risk assessment: %(subject)s") % {"subject": assessment.subject}
    context = risk_page.page(assessment) | {
        "printed_on": clock.today(),
        "version": _("Version %(number)s") % {"number": assessment.number},
        "hash": assessment.text_hash
        if assessment.is_frozen
        else _("Not approved: its words may still change"),
        "foot": _seal(),
    }
    return pdf.render("social/risk_pdf.html", context, title=title, created=clock.now())


def _seal() -> str:
    """The root of the last checkpoint: a record rewritten later would show on paper (docs/audit.md)."""
    last = Checkpoint.objects.order_by("-sequence").first()
    said = {"day": nice_date(last.at), "root": last.root} if last else None
    return _("Record sealed on %(day)s: %(root)s") % said if said else ""


def file_name(assessment: RiskAssessment) -> str:
    """Of letters that every system takes."""
    return f"risk-assessment-{str(assessment.pk)[:8]}-version-{assessment.number}.pdf"
