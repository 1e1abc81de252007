"""What a draft remembers: its words before the last change, and that its keys were confirmed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_policies")]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="outline_before",
            field=models.JSONField(null=True, help_text="The words before the last change"),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="keys_confirmed",
            field=models.BooleanField(default=False),
        ),
    ]
