import accounts.models.importing
import django.db.models.deletion
import uuid
import workflow.encryption
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_nobody_verifies_themselves'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportPreview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', workflow.encryption.EncryptedTextField()),
                ('delete_at', models.DateTimeField(default=accounts.models.importing.deletion_time)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['delete_at'], name='import_previews_by_end')],
            },
        ),
    ]
