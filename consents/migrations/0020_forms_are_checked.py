import django.db.models.deletion
import uuid
import workflow.clock
import workflow.models.audited
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_child_contacts'),
        ('consents', '0010_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='signature',
            name='signed_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='SignatureCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('salt', models.CharField(default=workflow.models.audited.new_salt, editable=False, max_length=32)),
                ('at', models.DateTimeField(default=workflow.clock.now)),
                ('agrees', models.BooleanField()),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('signature', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='checked', to='consents.signature')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('by', models.F('entered_by')), _negated=True), models.Q(('by', models.F('signer')), _negated=True)), name='form_is_checked_by_a_second_person'),
                    models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('note', ''), _negated=True), _connector='OR'), name='form_that_differs_says_how'),
                ],
            },
        ),
    ]
