import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('communities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreedAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('cell', models.CharField(choices=[('FUNCTIONING', 'Fonctionnement'), ('ACCESS_TO_CARE/FIXED', 'Accès aux soins, part fixe'), ('ACCESS_TO_CARE/VARIABLE', 'Accès aux soins, part variable'), ('CARE_PATHWAYS/FIXED', 'Parcours, part fixe'), ('CARE_PATHWAYS/VARIABLE', 'Parcours, part variable'), ('PREVENTION/FIXED', 'Prévention, part fixe'), ('PREVENTION/VARIABLE', 'Prévention, part variable'), ('CRISIS/FIXED_FIRST_YEAR', 'Crise sanitaire grave, part fixe de la première année'), ('CRISIS/FIXED', 'Crise sanitaire grave, part fixe'), ('CRISIS/VARIABLE', 'Crise sanitaire grave, part variable'), ('QUALITY/FIXED', 'Qualité et pertinence, part fixe'), ('QUALITY/VARIABLE', 'Qualité et pertinence, part variable'), ('SUPPORT/FIXED', 'Accompagnement des professionnels, part fixe'), ('SUPPORT/VARIABLE', 'Accompagnement des professionnels, part variable')], max_length=40, verbose_name='ligne')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=11, verbose_name='montant annuel')),
                ('source', models.CharField(max_length=250, verbose_name='où il se lit')),
                ('agreed_on', models.DateField(verbose_name='convenu le')),
                ('recorded_at', models.DateTimeField(verbose_name='inscrit le')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='remplacé ou retiré le')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='par')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_amounts', to='communities.community')),
            ],
            options={
                'verbose_name': 'montant convenu',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('community', 'cell'), name='contract_agreedamount_one_in_force', violation_error_message='Cette ligne a déjà un montant\xa0: rechargez la page.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='contract_agreedamount_is_not_negative', violation_error_message='Le montant est un nombre d’euros positif ou nul.'), models.CheckConstraint(condition=models.Q(('cell__in', ['FUNCTIONING', 'ACCESS_TO_CARE/FIXED', 'ACCESS_TO_CARE/VARIABLE', 'CARE_PATHWAYS/FIXED', 'CARE_PATHWAYS/VARIABLE', 'PREVENTION/FIXED', 'PREVENTION/VARIABLE', 'CRISIS/FIXED_FIRST_YEAR', 'CRISIS/FIXED', 'CRISIS/VARIABLE', 'QUALITY/FIXED', 'QUALITY/VARIABLE', 'SUPPORT/FIXED', 'SUPPORT/VARIABLE'])), name='contract_agreedamount_is_for_a_known_line', violation_error_message='Cette ligne de financement n’existe pas.'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='contract_agreedamount_says_where_it_is_read', violation_error_message='Dites où le montant se lit\xa0: article, page, avenant.')],
            },
        ),
    ]
