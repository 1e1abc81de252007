import django.db.models.deletion
import uuid
import workflow.clock
import workflow.models.audited
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_import_previews'),
        ('consents', '0042_families_contact'),
        ('documents', '0001_pictures'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScanPage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('salt', models.CharField(default=workflow.models.audited.new_salt, editable=False, max_length=32)),
                ('position', models.PositiveSmallIntegerField()),
                ('added_at', models.DateTimeField(default=workflow.clock.now)),
                ('removed_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('picture', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.picture')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scan', to='consents.signature')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('signature', 'position'), name='scan_pages_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='scan_page_taken_out_by_somebody')],
            },
        ),
    ]
