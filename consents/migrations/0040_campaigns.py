import django.db.models.deletion
import uuid
import workflow.models.audited
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_child_contacts"),
        ("consents", "0050_withdrawals_are_sealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("salt", models.CharField(default=workflow.models.audited.new_salt, editable=False, max_length=32)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("kind", models.CharField(choices=[("yearly", "Each school year"), ("by_hand", "Opened by hand")], max_length=10)),
                ("school_year", models.PositiveSmallIntegerField(help_text="In which calendar year it began")),
                ("because", models.CharField(blank=True, max_length=200, verbose_name="why everybody is asked anew")),
                ("since", models.DateTimeField()),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("opened_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["school_year"], condition=Q(kind="yearly"), name="one_yearly_campaign_each"),
                    models.CheckConstraint(
                        condition=Q(kind="yearly", opened_by=None) | (Q(kind="by_hand", opened_by__isnull=False) & ~Q(because="")),
                        name="campaign_by_hand_says_who_and_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="request",
            name="campaign",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="consents.campaign"),
        ),
        migrations.AlterField(
            model_name="request",
            name="reason",
            field=models.CharField(
                choices=[
                    ("joining", "New here"),
                    ("renewal", "A yes has lapsed"),
                    ("notice", "A notice has changed"),
                    ("right", "May decide since lately"),
                    ("campaign", "Everybody is asked anew"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                fields=["campaign", "child", "person"],
                condition=Q(state__in=["asked", "paper", "opened", "answered", "lapsed"]),
                name="one_request_each_in_a_campaign",
            ),
        ),
    ]
