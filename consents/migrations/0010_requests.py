import consents.models.requests
import django.db.models.deletion
import uuid
import workflow.clock
import workflow.encryption
import workflow.models.audited
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_child_contacts'),
        ('consents', '0001_consents'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkWish',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', workflow.encryption.EncryptedTextField()),
                ('at', models.DateTimeField(default=workflow.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(default=dict)),
                ('notices', models.JSONField(default=dict)),
                ('seen', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField(default=workflow.clock.now)),
                ('delete_on', models.DateField(default=consents.models.requests.draft_expiry)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.child')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'child'), name='one_answer_draft_each')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=workflow.clock.now)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('code_hash', models.CharField(blank=True, max_length=64)),
                ('code_expires_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0, help_text='How often the present code was tried')),
                ('wished', models.BooleanField(default=False, help_text='They asked for it; nobody asked them')),
                ('codes_sent', models.PositiveSmallIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='image_invitations', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-created_at'], name='invitations_of_person')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('salt', models.CharField(default=workflow.models.audited.new_salt, editable=False, max_length=32)),
                ('state', models.CharField(editable=False, max_length=30)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('reason', models.CharField(choices=[('joining', 'New here'), ('renewal', 'A yes has lapsed'), ('notice', 'A notice has changed'), ('right', 'May decide since lately')], max_length=10)),
                ('asked_at', models.DateTimeField(default=workflow.clock.now)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='image_requests', to='accounts.child')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='image_requests', to='accounts.person')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['person', 'state'], name='image_requests_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('asked', 'paper', 'opened', 'answered', 'lapsed', 'overtaken'))), name='image_request_state_is_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'paper', 'opened'])), fields=('child', 'person'), name='one_open_request_each')],
            },
        ),
    ]
