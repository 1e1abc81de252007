from django.db import migrations, models


class Migration(migrations.Migration):
    """A foreign key had taken the name by which the engine knows a stale page."""

    dependencies = [("policies", "0040_lapsed_reviews_and_changed_actions")]

    operations = [
        migrations.RenameField("review", "version", "new_version"),
        migrations.AddField("review", "version", models.PositiveIntegerField(default=0, editable=False)),
    ]
