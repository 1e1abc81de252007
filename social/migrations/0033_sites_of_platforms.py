from django.db import migrations, models

# Of the platforms that the app came with; a file of reference data changes no row that is there.
SITES = {
    "instagram": "instagram.com",
    "facebook": "facebook.com fb.com fb.watch",
    "whatsapp": "whatsapp.com wa.me",
    "youtube": "youtube.com youtu.be",
    "youtube-kids": "youtubekids.com",
    "tiktok": "tiktok.com",
    "snapchat": "snapchat.com",
    "x": "x.com twitter.com",
    "roblox": "roblox.com",
    "zoom": "zoom.us zoom.com",
}


def fill(apps, schema_editor):
    Platform = apps.get_model("social", "Platform")
    for code, sites in SITES.items():
        Platform.objects.filter(code=code, sites="").update(sites=sites)


class Migration(migrations.Migration):

    dependencies = [
        ("social", "0032_live_posts_by_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="platform",
            name="sites",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="its sites"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
