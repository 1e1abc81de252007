"""Domain R7: a right to decide is verified by somebody else. It fails where a row says otherwise: end that contact first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0020_who_uses_no_social_media'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='childcontact',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by', None), models.Q(('verified_by', models.F('person')), _negated=True), _connector='OR'), name='contact_verified_by_another'),
        ),
    ]
