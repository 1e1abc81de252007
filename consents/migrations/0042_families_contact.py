import uuid
import workflow.models.audited
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0041_handovers"),
    ]

    operations = [
        migrations.CreateModel(
            name="FamiliesContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("salt", models.CharField(default=workflow.models.audited.new_salt, editable=False, max_length=32)),
                ("is_the_one", models.BooleanField(default=True, editable=False, unique=True)),
                ("who", models.CharField(max_length=100, verbose_name="whom they ask")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("privacy_url", models.URLField(blank=True, verbose_name="address of the privacy notice")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(is_the_one=True), name="one_families_contact"),
                    models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="families_contact_can_be_reached"),
                ],
            },
        ),
    ]
