"""The demo's post office: every mail goes into a mailbox that anybody may open, and nowhere else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from superstars.demo.models import DemoMail


class MailboxBackend(BaseEmailBackend):
    """An e-mail backend that stores one row per message and recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            DemoMail.objects.bulk_create(
                DemoMail(
                    to=address, subject=str(message.subject), text=str(message.body), html=_html(message)
                )
                for address in message.recipients()
            )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(body) for body, kind in message.alternatives if kind == "text/html"), "")
