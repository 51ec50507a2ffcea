"""The settings of the instance, with the guide in the place of its pages."""

from maillage.config.settings import *  # noqa: F403  the guide shows what every page shows

ROOT_URLCONF = "maillage.ui.tests.guide"
