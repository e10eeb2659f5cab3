"""Lists and counts of articles are read from their indexes alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_sent_once_and_told'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='article_public',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_in_section',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['state', '-publish_at', '-id', 'expire_at', 'trashed_at', 'section'], name='article_public'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', 'state', '-publish_at', '-id', 'expire_at', 'trashed_at'], name='article_in_section'),
        ),
    ]
