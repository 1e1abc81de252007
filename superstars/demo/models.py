"""The rows of the demo: every mail it sent, and that its story was told to the end."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow import clock


class DemoMail(models.Model):
    """One e-mail to one address, kept instead of sent. The demo's people are invented."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=clock.now)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["to", "-at"], name="demo_mail_of_address")]

    def __str__(self) -> str:
        return str(self.pk)


class Telling(models.Model):
    """The story was told, once and to its end: `load_demo` does nothing from now on."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="told_once")]

    def __str__(self) -> str:
        return f"{self.told_at:%Y-%m-%d %H:%M}"
