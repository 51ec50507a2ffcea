"""The chain begins at its head row, which writers lock."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("journal", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=False)]
