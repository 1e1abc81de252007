"""One e-mail to the mail server, and what its answer means."""

import smtplib

from django.core.mail import EmailMultiAlternatives

from notifications.models import Attempt

Outcome = Attempt.Outcome
# The server speaks of itself or of us, not of this e-mail or its reader.
ABOUT_US = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
)


def send(email: EmailMultiAlternatives) -> tuple[str, str]:
    """Send it; returns the outcome and a code: SMTP's, or the name of the error."""
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        return Outcome.REFUSED, str(next(iter(error.recipients.values()))[0])
    except ABOUT_US as error:
        return Outcome.UNREACHABLE, str(error.smtp_code)
    except smtplib.SMTPResponseException as error:
        return Outcome.REFUSED, str(error.smtp_code)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome.UNREACHABLE, type(error).__name__
    return Outcome.SENT, ""


def is_final(outcome: str, code: str) -> bool:
    """Whether trying again is no use: RFC 5321 calls 5xx permanent, 4xx transient."""
    return outcome == Outcome.REFUSED and code.startswith("5")
