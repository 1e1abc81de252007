"""The paper of a published version, made once."""

from django.db import models

from policies.models.versions import PolicyVersion
from workflow import clock


class Paper(models.Model):
    """The PDF of a version's words, which never change; made anew when what it says around them does.

    `said` is a hash of all that stands in it but the day and the seal of the record on which it was made. In
    the database and not in a folder: it is served through permission only, by whichever machine.
    """

    version = models.OneToOneField(PolicyVersion, on_delete=models.CASCADE, related_name="paper")
    said = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.pk)
