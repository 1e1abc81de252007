from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0010_what_a_draft_remembers")]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_change", "Nothing needs to change"),
                    ("change", "A new version is needed"),
                    ("lapsed", "The policy is kept no longer"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="planentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("note", "Note"),
                    ("changed", "Why it was changed"),
                    ("blocked", "What is in the way"),
                    ("evidence", "How it was done"),
                    ("sent_back", "Why it is not done yet"),
                    ("verified", "How it was verified"),
                    ("cancelled", "Why it is not needed"),
                ],
                max_length=10,
            ),
        ),
    ]
