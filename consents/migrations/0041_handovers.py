import django.db.models.deletion
import uuid
import workflow.clock
import workflow.models.audited
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0040_campaigns"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("salt", models.CharField(default=workflow.models.audited.new_salt, editable=False, max_length=32)),
                ("known_by", models.CharField(choices=[("person", "I know them"), ("document", "I saw a document with their picture"), ("password", "They gave the password that we agreed on for collecting the child")], max_length=10)),
                ("at", models.DateTimeField(default=workflow.clock.now)),
                ("checked_by", models.CharField(blank=True, choices=[("code", "The code that was sent to their own e-mail address"), ("birth", "The child’s first name and date of birth")], max_length=10)),
                ("checked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("code_expires_at", models.DateTimeField(null=True)),
                ("codes_sent", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person")),
                ("child", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.child")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_hands_over_to_themselves"),
                    models.CheckConstraint(
                        condition=Q(checked_at=None, checked_by="") | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
                        name="handover_check_says_how",
                    ),
                ],
            },
        ),
    ]
