from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("social", "0033_sites_of_platforms"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="platform",
            constraint=models.UniqueConstraint(
                fields=("purpose",),
                name="purpose_of_one_platform",
                violation_error_message="Another platform has this use already: a yes to it is none to this one.",
            ),
        ),
    ]
